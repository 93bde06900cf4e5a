"""What the names in an address may mean together, and how much speaks for it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from yinuo.core.divisions.matching import Hit
from yinuo.core.divisions.names import WITHIN, Kind, Named
from yinuo.core.divisions.table import Division, Level, table

Used = tuple[Division, Hit, Kind]
_WEIGHT: Final = {Kind.FULL: 12, Kind.OTHER: 10, Kind.INSIDE: 8, Kind.SHORT: 6, Kind.ALSO: 5}
_SHORT_LARGE: Final = 10
_WEAK: Final = 2
_BESIDE: Final = 2
_EVEN: Final = frozenset({"朝阳", "吉林"})
"""Short names of a province or city that as often mean something else."""
_BEFORE: Final = re.compile(r"[^\u4e00-\u9fff]|[在到去往从至发送是的于自由]")


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to understand the names of an address: the division, what speaks for it, the names used."""

    division: Division
    weight: int
    used: tuple[Used, ...]

    @property
    def start(self) -> int:
        """Where the name of the division itself stands."""
        return self.used[0][1].start

    @property
    def names_end(self) -> int:
        """Where the names of divisions end; what lies in one stays in the rest."""
        return max((hit.end for _, hit, kind in self.used if kind not in WITHIN), default=0)

    @property
    def spans(self) -> dict[Level, tuple[int, int]]:
        """Where each level was read from; the names of divisions before those of what lies in them."""
        ordered = sorted(self.used, key=lambda used: used[2] not in WITHIN)
        return {division.level: (hit.start, hit.end) for division, hit, _ in ordered}

    @property
    def is_lone_area(self) -> bool:
        """Whether nothing but one name of an area, a market or a station speaks for it."""
        return len(self.used) == 1 and self.used[0][2] is Kind.INSIDE


def best(hits: Sequence[Hit], text: str) -> list[Reading]:
    """The readings for which most speaks: of the first name among them, one for each division."""
    readings = [reading for hit in hits for reading in _readings(hit, hits, text)]
    if not readings:
        return []
    most = max(reading.weight for reading in readings)
    heaviest = [reading for reading in readings if reading.weight == most]
    first = min(reading.start for reading in heaviest)
    found = {reading.division.code: reading for reading in heaviest if reading.start == first}
    return [reading for reading in found.values() if not _is_county_of_its_city(reading, found)]


def _is_county_of_its_city(reading: Reading, found: dict[str, Reading]) -> bool:
    """朝阳县 beside 朝阳市: the city is meant."""
    return reading.division.level is Level.DISTRICT and reading.division.parent in found


def _readings(hit: Hit, hits: Sequence[Hit], text: str) -> Iterator[Reading]:
    """What one name may mean beside the others; not what another city, named before it, rules out."""
    for one in hit.named:
        above = table().above(one.division)
        if _is_ruled_out(one, above, hit, hits):
            continue
        parents = tuple(_supports(above, hit, hits))
        if not parents and not _stands_alone(one, hit, text):
            continue
        again = tuple(_again(one.division, hit, hits))
        weight = _weight(one, hit, text) + sum(_support(parent, hit) for parent in parents)
        used = ((one.division, hit, one.kind), *parents, *again)
        yield Reading(one.division, weight + 2 * _BESIDE * bool(again), used)


def _again(division: Division, hit: Hit, hits: Sequence[Hit]) -> Iterator[Used]:
    """The other names of the same division: 浦东|张江."""
    for other in hits:
        if other is not hit:
            yield from (
                (division, other, one.kind) for one in other.named if one.division.code == division.code
            )


def _is_ruled_out(one: Named, above: Sequence[Division], hit: Hit, hits: Sequence[Hit]) -> bool:
    """Whether a province or city that is named before is another one; for an area also a district."""
    own = {one.division.code, *(parent.code for parent in above)}
    lowest = Level.DISTRICT if one.kind in WITHIN else Level.CITY
    return any(
        other.start < hit.start
        and not other.is_weak
        and other.is_named_down_to(lowest)
        and not any(meant.division.code in own for meant in other.named)
        for other in hits
    )


def _supports(above: Sequence[Division], hit: Hit, hits: Sequence[Hit]) -> Iterator[Used]:
    """The names of what the division lies in, wherever they stand; one name for one of them."""
    taken = {hit.start}
    for parent in above:
        for other in hits:
            kind = next((one.kind for one in other.named if one.division.code == parent.code), None)
            if kind is not None and other.start not in taken:
                taken.add(other.start)
                yield parent, other, kind
                break


def _support(parent: Used, hit: Hit) -> int:
    _, other, kind = parent
    weight = _SHORT_LARGE if kind is Kind.SHORT else _WEIGHT[kind]
    if other.start > hit.start:
        return weight // 2
    return weight + _BESIDE * (hit.start - other.end <= 1)


def _weight(one: Named, hit: Hit, text: str) -> int:
    if hit.is_weak:
        return _WEAK
    if one.kind is Kind.SHORT and one.division.level <= Level.CITY and text[hit.start : hit.end] not in _EVEN:
        return _SHORT_LARGE + (one.division.level is Level.PROVINCE)
    return _WEIGHT[one.kind]


def _stands_alone(one: Named, hit: Hit, text: str) -> bool:
    """Whether a name tells a place with nothing named around it: a short one of two characters only at the
    start, behind a mark or behind a word of going.
    """
    if one.kind is not Kind.SHORT or one.division.level <= Level.CITY or hit.end - hit.start > 2:
        return True
    return hit.start == 0 or _BEFORE.match(text, hit.start - 1) is not None
