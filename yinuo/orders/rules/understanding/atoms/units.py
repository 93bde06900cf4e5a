"""The words for units: what they measure, how much one is, and what may not follow them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Final

from yinuo.orders.rules.understanding.atoms.kinds import Kind, Rank
from yinuo.orders.rules.understanding.atoms.patterns import not_before


@dataclass(frozen=True, slots=True)
class Unit:
    """`size`: pieces, grams, cm³ or fen of one; `name`: its plain name; `rank`: see `Rank`, for counts."""

    kind: Kind
    name: str
    size: int = 1
    rank: Rank = Rank.PACK


def _lines() -> Iterator[list[str]]:
    table = resources.files(__package__).joinpath("units.txt").read_text(encoding="utf-8")
    return (line.split() for line in table.splitlines() if line.strip() and not line.startswith("#"))


def _read() -> tuple[dict[str, Unit], dict[str, list[str]]]:
    """The units by their words, and what may not follow a word."""
    units: dict[str, Unit] = {}
    guarded: dict[str, list[str]] = {}
    for what, *rest in _lines():
        if what == "not":
            guarded.setdefault(rest[0], []).extend(rest[1:])
            continue
        size, name = rest[:2]
        if what in Rank.__members__:
            unit = Unit(Kind.COUNT, name, 1, Rank[what])
        else:
            unit = Unit(Kind[what], name, int(size))
        units.update(dict.fromkeys(rest[1:], unit))
    return units, guarded


_READ: Final = _read()
UNITS: Final[Mapping[str, Unit]] = _READ[0]
_NOT_BEFORE: Final[Mapping[str, list[str]]] = _READ[1]


def pattern(*kinds: Kind) -> str:
    """A pattern for the units of these kinds, the longest first, each with what may not follow it."""
    words = (word for word, unit in UNITS.items() if unit.kind in kinds)
    return "|".join(_guarded(word) for word in sorted(words, key=len, reverse=True))


def _guarded(word: str) -> str:
    last = word[-1]
    goes_on = "(?![a-z])" if last.isascii() and last.isalpha() else r"(?!\d)" if last.isdigit() else ""
    return re.escape(word) + not_before(*_NOT_BEFORE.get(word, ())) + goes_on
