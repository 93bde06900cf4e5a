"""How long data is kept, what must stay whatever its time, and the letting go of what is over its time.

The ground floor knows no data: each class of it is registered by the wiring (`provide`), with its period, the
least that law asks for, and two functions of the module it belongs to.
"""

from collections.abc import Sequence
from typing import Final

from yinuo.core.keeping.classes import DELETED, STRIPPED, DataClass, before, classes, of, provide
from yinuo.core.keeping.holding import any_held, hold, holds, is_held, lift
from yinuo.core.keeping.periods import State, change_period, months_of, states
from yinuo.core.keeping.working import work

MOST_COUNTED: Final = 1_000

__all__: Sequence[str] = [
    "DELETED",
    "MOST_COUNTED",
    "STRIPPED",
    "DataClass",
    "State",
    "any_held",
    "before",
    "change_period",
    "classes",
    "hold",
    "holds",
    "is_held",
    "lift",
    "months_of",
    "of",
    "provide",
    "states",
    "work",
]
