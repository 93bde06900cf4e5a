"""How the tests of the atoms ask: on Friday 2026-11-20 at 10:04, in Nanjing."""

from datetime import datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from yinuo.orders.rules.understanding import atoms
from yinuo.orders.rules.understanding.atoms import Amount, Atom, Each, Kind, Setting, Size, Time

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 20, 10, 4, tzinfo=SHANGHAI)
SETTING = Setting(NOW, "025")
A = TypeVar("A", bound=Atom)


def atoms_of(text: str, cls: type[A]) -> list[A]:
    """The atoms of one type."""
    return [one for one in atoms.find(text, SETTING) if isinstance(one, cls)]


def amounts(text: str, kind: Kind) -> list[Amount]:
    """The amounts of one kind that are not for each one."""
    return [one for one in atoms_of(text, Amount) if one.kind is kind]


def each(text: str) -> tuple[Kind, int, str]:
    """The one amount for each one: its kind, how much (a size in cm³), and of what."""
    (one,) = atoms_of(text, Each)
    value = one.of.volume if isinstance(one.of, Size) else one.of.low
    return one.of.kind, value, one.per


def time_of(text: str) -> Time:
    """The one time of a text."""
    (one,) = atoms_of(text, Time)
    return one


def at(text: str) -> str:
    """The last moment of the one time of a text."""
    moment = time_of(text).at
    return f"{moment:%Y-%m-%d %H:%M}" if moment else ""
