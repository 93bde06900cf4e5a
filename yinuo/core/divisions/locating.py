"""Where one address lies: the division that its names agree on."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from yinuo.core.divisions import matching, readings, towns
from yinuo.core.divisions.names import WITHIN
from yinuo.core.divisions.readings import Reading
from yinuo.core.divisions.table import Division, Level, table
from yinuo.core.divisions.towns import Town

Span = tuple[int, int]
LONGEST: Final = 300
"""Characters of an address that are looked at."""
MOST_CANDIDATES: Final = 24
_BETWEEN: Final = " ,，、-—_/"


@dataclass(frozen=True, slots=True)
class Candidate:
    """One place that an address may mean, as far down as it is named.

    `spans` has where in the text each level was read from; a level without one follows from the others.
    """

    province: Division | None = None
    city: Division | None = None
    district: Division | None = None
    town: Division | None = None
    spans: Mapping[Level, Span] = field(default_factory=dict)

    @property
    def deepest(self) -> Division | None:
        """The smallest division that is known."""
        return self.town or self.district or self.city or self.province


@dataclass(frozen=True, slots=True)
class Location:
    """Where an address lies. `rest` is what follows the names of divisions in it."""

    text: str
    candidates: tuple[Candidate, ...] = ()
    rest: str = ""

    @property
    def is_ambiguous(self) -> bool:
        """Whether several places fit and nothing decides."""
        return len(self.candidates) > 1

    @property
    def place(self) -> Candidate | None:
        """The place, when there is just one."""
        return self.candidates[0] if len(self.candidates) == 1 else None


@lru_cache(maxsize=2048)
def locate(address: str) -> Location:
    """Where an address lies; without candidates when it names nothing that is known.

    Names that agree (province, city, district, each optional) win over a single one, a longer name over a
    shorter, and a named city rules out all others. Of several that fit equally the towns in the rest decide;
    if they do not, all are candidates.
    """
    text = matching.plain(address[:LONGEST])
    best = readings.best(matching.hits(text), text)
    found = tuple(_candidates(best, text) if best else _by_town(text))[:MOST_CANDIDATES]
    ends = [reading.names_end for reading in best]
    ends += [candidate.spans[Level.TOWN][1] for candidate in found if Level.TOWN in candidate.spans]
    return Location(address, found, address[max(ends, default=0) :].strip(_BETWEEN))


def _candidates(best: Sequence[Reading], text: str) -> Iterator[Candidate]:
    """The places that were read, decided and made finer by the towns that the rest names."""
    named = [(reading, _towns(reading, text)) for reading in best]
    if len(best) > 1:
        named = [(reading, found) for reading, found in named if found] or named
    for reading, found in named:
        near = _near(found, reading)
        if near:
            yield from _by_holder(near, reading.spans)
        else:
            yield _candidate(reading.division, reading.spans)
    if len(best) == 1 and best[0].is_lone_area:
        yield from _namesakes(best[0], text)


def _towns(reading: Reading, text: str) -> list[Town]:
    """The towns named behind the divisions; not those whose name is a part of another (天府 in 天府新区)."""
    areas = [(hit.start, hit.end) for _, hit, kind in reading.used if kind in WITHIN]
    return [
        town
        for town in towns.in_text(reading.division, text, reading.names_end)
        if not any(
            start <= town.start < end and not (start == town.start and end <= town.end)
            for start, end in areas
        )
    ]


def _near(found: Sequence[Town], reading: Reading) -> list[Town]:
    """The town that is meant of those named; several when it is in several districts of a city.

    In a district any is believed. In a city a short name of two characters only right behind it.
    """
    if reading.division.level is Level.CITY:
        behind = reading.names_end + 1
        found = [town for town in found if town.is_full or town.start <= behind or town.end - town.start > 2]
    return [town for town in found if (town.start, town.end) == (found[0].start, found[0].end)]


def _by_holder(near: Sequence[Town], spans: Mapping[Level, Span]) -> Iterator[Candidate]:
    """Towns of one name, a candidate for each district: two in one (南坪街道, 南坪镇) are no question."""
    held: dict[str, list[Town]] = {}
    for town in near:
        held.setdefault(town.division.parent, []).append(town)
    for holder, (first, *others) in held.items():
        if others:
            yield _candidate(table().by_code[holder], spans)
        else:
            yield _candidate(first.division, {**spans, Level.TOWN: (first.start, first.end)})


def _namesakes(reading: Reading, text: str) -> Iterator[Candidate]:
    """The towns elsewhere that are called like an area nothing else speaks for (石井, 新塘), if several."""
    _, hit, _ = reading.used[0]
    own = {reading.division.code, reading.division.parent}
    others = [town for town in towns.called(text[hit.start : hit.end]) if town.parent not in own]
    if len(others) > 1:
        yield from (_candidate(town, {Level.TOWN: (hit.start, hit.end)}) for town in others)


def _candidate(division: Division, spans: Mapping[Level, Span]) -> Candidate:
    """A division with all it lies in. A county right under its province is its own city."""
    known = {one.level: one for one in (division, *table().above(division))}
    district = known.get(Level.DISTRICT)
    return Candidate(
        province=known.get(Level.PROVINCE),
        city=known.get(Level.CITY) or district,
        district=district,
        town=known.get(Level.TOWN),
        spans=spans,
    )


def _by_town(text: str) -> Iterator[Candidate]:
    """The places of an address that names nothing larger than a town."""
    for town in next(towns.all_named(text), []):
        yield _candidate(town.division, {Level.TOWN: (town.start, town.end)})
