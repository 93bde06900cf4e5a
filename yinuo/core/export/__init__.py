"""Everything the desk knows in open formats, for people and other programs: CSV, JSON lines, a dictionary.

Not for coming back: that is `core.backup`. What may be shown of a column says the caller (`Shown`).
"""

from collections.abc import Sequence

from yinuo.core.export.places import Folder, Place, Zip, place
from yinuo.core.export.shown import ADDRESS, NAME, PHONE, Mask, Shown
from yinuo.core.export.tables import write_tables

__all__: Sequence[str] = [
    "ADDRESS",
    "NAME",
    "PHONE",
    "Folder",
    "Mask",
    "Place",
    "Shown",
    "Zip",
    "place",
    "write_tables",
]
