"""Tables that people keep in Excel or CSV: read row by row as text, written with phones as text.

Not for what a row means; that is the rules of the module it belongs to.
"""

from yinuo.core.sheets.reading import MOST_BYTES, MOST_ROWS, Row, RowFault, read
from yinuo.core.sheets.writing import write

__all__ = ["MOST_BYTES", "MOST_ROWS", "Row", "RowFault", "read", "write"]
