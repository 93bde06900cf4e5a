"""Towns and streets: looked for inside a city or district, or by their full name anywhere."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from yinuo.core.divisions import matching
from yinuo.core.divisions.names import town_stem
from yinuo.core.divisions.table import Division, Level, table
from yinuo.core.text import fold

_ENDS: Final = re.compile(r"街道|镇|乡|苏木")
_LONGEST: Final = 12


@dataclass(frozen=True, slots=True)
class Town:
    """A town that a text names, and where."""

    division: Division
    start: int
    end: int
    is_full: bool


def in_text(division: Division, text: str, after: int) -> list[Town]:
    """The towns of a district, or of a whole city, that the text names behind `after`, full names first."""
    if division.level not in (Level.CITY, Level.DISTRICT):
        return []
    rest = text[after:]
    found = []
    for name, towns in _names_in(division).items():
        at = rest.find(name)
        if at < 0:
            continue
        start, end = after + at, after + at + len(name)
        for town, is_full in towns:
            if is_full or not matching.is_street(text, end):
                found.append(Town(town, start, end, is_full))
    return sorted(found, key=lambda town: (not town.is_full, town.start, -town.end))


@lru_cache(maxsize=64)
def _names_in(division: Division) -> dict[str, list[tuple[Division, bool]]]:
    """Full and short names of the towns under a division."""
    return _named(town for holder in _holders(division) for town in table().towns_of(holder))


def _named(towns: Iterable[Division]) -> dict[str, list[tuple[Division, bool]]]:
    found: dict[str, list[tuple[Division, bool]]] = {}
    for town in towns:
        name = fold.simplify(town.name)
        found.setdefault(name, []).append((town, True))
        short = town_stem(name)
        if short != name:
            found.setdefault(short, []).append((town, False))
    return found


def _holders(division: Division) -> tuple[Division, ...]:
    if division.level is Level.CITY:
        return (division, *_children().get(division.code, ()))
    return (division,)


@cache
def _children() -> dict[str, list[Division]]:
    found: dict[str, list[Division]] = {}
    for one in table().by_code.values():
        found.setdefault(one.parent, []).append(one)
    return found


@cache
def _plain_list(code: str) -> str:
    """The towns of a division as they are listed, in simplified characters."""
    return fold.simplify(table().towns.get(code, ""))


def _beginning_with(division: Division, head: str) -> Iterator[Division]:
    """The towns under a division whose names begin so."""
    for holder in _holders(division):
        if head in _plain_list(holder.code):
            for town in table().towns_of(holder):
                if fold.simplify(town.name).startswith(head):
                    yield town


def starting_at(division: Division, text: str, start: int) -> list[Town]:
    """The towns of a district or city whose name stands just there; the longest name."""
    if division.level not in (Level.CITY, Level.DISTRICT):
        return []
    known = _named(_beginning_with(division, text[start : start + 2]))
    if not known:
        return []
    for end in range(min(len(text), start + _LONGEST), start + 1, -1):
        if towns := known.get(text[start:end]):
            if matching.is_street(text, end):
                return []
            return [Town(town, start, end, is_full) for town, is_full in towns]
    return []


def all_named(text: str) -> Iterator[list[Town]]:
    """For each full name of a town that stands in the text, the towns of the whole country of that name."""
    last = 0
    for ending in _ENDS.finditer(text):
        for start in range(max(last, ending.start() - _LONGEST), ending.start()):
            codes = _all().get(text[start : ending.end()])
            if codes:
                last = ending.end()
                yield [Town(_town(code), start, last, is_full=True) for code in codes]
                break


def called(short: str) -> list[Division]:
    """The towns of the whole country with this short name."""
    codes = [code for suffix in ("街道", "镇", "乡") for code in _all().get(short + suffix, ())]
    return [_town(code) for code in codes]


def _town(code: str) -> Division:
    holder = table().by_code[code[:6]]
    return next(town for town in table().towns_of(holder) if town.code == code)


@cache
def _all() -> dict[str, tuple[str, ...]]:
    """Every town's full name with the codes of those that have it."""
    found: dict[str, tuple[str, ...]] = {}
    for holder, listed in table().towns.items():
        for entry in fold.simplify(listed).split(","):
            found[entry[3:]] = (*found.get(entry[3:], ()), holder + entry[:3])
    return found
