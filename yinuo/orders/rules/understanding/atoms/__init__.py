"""What can be recognised in a freight text without knowing who is who: phones, amounts, sizes, money, times.

`find(text, setting)` gives the atoms in order; none overlap. Each knows its piece of the text as it came.
"""

from yinuo.orders.rules.setting import Setting
from yinuo.orders.rules.understanding.atoms import composing, cues, guards, phones, sizes, times
from yinuo.orders.rules.understanding.atoms.found import Found
from yinuo.orders.rules.understanding.atoms.kinds import (
    Amount,
    Atom,
    Each,
    Exactness,
    Kind,
    Other,
    Phone,
    Rank,
    Size,
    Time,
)
from yinuo.orders.rules.understanding.atoms.text import Plain

__all__ = [
    "Amount",
    "Atom",
    "Each",
    "Exactness",
    "Kind",
    "Other",
    "Phone",
    "Plain",
    "Rank",
    "Setting",
    "Size",
    "Time",
    "find",
]


def find(text: str, setting: Setting) -> tuple[Atom, ...]:
    """The atoms of `text` in order, none overlapping; any text has some or none, and is never refused."""
    found = Found(Plain.of(text))
    guards.take(found, guards.IDENTIFIERS)
    phones.take(found, setting.area_code)
    sizes.take(found)
    guards.take(found, guards.GUARDS)
    times.take(found, setting)
    composing.take(found)
    cues.take(found)
    return tuple(sorted(found.atoms, key=lambda atom: atom.start))
