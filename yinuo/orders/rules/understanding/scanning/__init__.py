"""A text as a row of tokens: atoms, places, persons, words with a role, and what lies between them.

`token` · `seen` what is before the eyes · `grounds` places · `persons` · `shapes` of forms ·
`scanner` all of it.
"""

from yinuo.orders.rules.understanding.scanning.scanner import Scanner
from yinuo.orders.rules.understanding.scanning.token import Token

__all__ = ["Scanner", "Token"]
