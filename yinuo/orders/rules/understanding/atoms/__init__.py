"""What can be recognised in a freight text without knowing who is who: phones, amounts, sizes, money, times.

`find(text, setting)` gives the atoms in order; none overlap. Each knows its piece of the text as it came.
"""

import re
from typing import Final

from yinuo.core.text.plain import Plain
from yinuo.orders.rules.setting import Setting
from yinuo.orders.rules.understanding.atoms import (
    amounts,
    composing,
    cues,
    guards,
    numerals,
    phones,
    sizes,
    times,
)
from yinuo.orders.rules.understanding.atoms.found import TAKEN, Found
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
from yinuo.orders.rules.understanding.atoms.numerals import Number

__all__ = [
    "Amount",
    "Atom",
    "Each",
    "Exactness",
    "Kind",
    "Number",
    "Other",
    "Phone",
    "Plain",
    "Rank",
    "Setting",
    "Size",
    "Time",
    "amount",
    "find",
    "find_in",
    "moment",
    "number",
]


def find(text: str, setting: Setting) -> tuple[Atom, ...]:
    """The atoms of `text` in order, none overlapping; any text has some or none, and is never refused."""
    return find_in(Plain.of(text), setting)


def find_in(plain: Plain, setting: Setting) -> tuple[Atom, ...]:
    """The same of a text that is plain already."""
    found = Found(plain)
    guards.take(found, guards.IDENTIFIERS)
    phones.take(found, setting.area_code)
    sizes.take(found)
    guards.take(found, guards.GUARDS)
    times.take(found, setting)
    composing.take(found)
    cues.take(found)
    return _in_order(found.atoms)


def _in_order(found: list[Atom]) -> tuple[Atom, ...]:
    """The atoms by place; of two that share a character of the original (¼, ㎏) the first."""
    kept: list[Atom] = []
    for atom in sorted(found, key=lambda atom: atom.start):
        if not kept or kept[-1].end <= atom.start:
            kept.append(atom)
    return tuple(kept)


def amount(text: str, kind: Kind) -> Amount | None:
    """The amount that `text` is as a whole, with its unit: 两吨半, 二十五件; None for anything else."""
    plain = Plain.of(text.strip())
    raws = amounts.amounts(plain.text)
    if len(raws) != 1 or raws[0].kind is not kind or (raws[0].start, raws[0].end) != (0, len(plain.text)):
        return None
    return composing.alone(Found(plain), raws[0])


def number(text: str) -> Number | None:
    """The number that `text` is as a whole, without a unit: 25, 二十五, 1,500, 三十来."""
    return numerals.read(Plain.of(text).text.strip())


def moment(text: str, setting: Setting) -> Time | None:
    """The time that `text` is as a whole, but for words such as 送到 behind it."""
    found = Found(Plain.of(text.strip()))
    times.take(found, setting)
    rest = found.left.lstrip(TAKEN)
    if len(found.atoms) != 1 or not isinstance(found.atoms[0], Time) or not _DONE.fullmatch(rest):
        return None
    return found.atoms[0]


_DONE: Final = re.compile(r"[ 就要能可以]*(?:必须)?(?:送到|送达|到货|提货|送货|来提|到|送|提)*[吧。]?")
