"""The business-order slip as a text: its variables worked out of an order, and a slip read back (R071).

`values` gives every variable a slip may name, each also in its shorter forms; which of them are taken is the
playbook's (`shorten`). `read` finds the elements in a slip again, shortened or not, and `reads_back` is the
check that a text says just what was written into it.
"""

from yinuo.orders.rules.slip.fees import Fee, spoken_fees
from yinuo.orders.rules.slip.reading import SlipElements, read, reads_back
from yinuo.orders.rules.slip.writing import Elements, values

__all__ = ["Elements", "Fee", "SlipElements", "read", "reads_back", "spoken_fees", "values"]
