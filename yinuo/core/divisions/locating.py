"""Where one address lies: the division that its names agree on."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from yinuo.core.divisions import matching
from yinuo.core.divisions.matching import Hit
from yinuo.core.divisions.names import Kind, Named
from yinuo.core.divisions.table import Division, Level, table
from yinuo.core.divisions.towns import Town, all_named, in_text

Span = tuple[int, int]
LONGEST: Final = 300
"""Characters of an address that are looked at."""
MOST_CANDIDATES: Final = 24
_WEIGHT: Final = {Kind.FULL: 12, Kind.OTHER: 10, Kind.INSIDE: 8, Kind.SHORT: 6}
_SHORT_LARGE: Final = 10
_EVEN: Final = frozenset({"朝阳"})
"""Short names of a city that as often mean a district elsewhere."""
_BEFORE: Final = re.compile(r"(?:^|[^\u4e00-\u9fff]|[在到去往从至发送是的于自由])$")


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


@dataclass(frozen=True, slots=True)
class _Reading:
    """One way to understand the names: the division, what speaks for it, the names it was read from."""

    division: Division
    weight: int
    used: tuple[tuple[Division, Hit, Kind], ...]


@lru_cache(maxsize=2048)
def locate(address: str) -> Location:
    """Where an address lies; without candidates when it names nothing that is known.

    Names that agree (province, city, district, each optional) win over a single one, a longer name over a
    shorter, and a named city rules out all others. Of several that fit equally the towns in the rest decide;
    if they do not, all are candidates.
    """
    text = matching.plain(address[:LONGEST])
    hits = matching.hits(text)
    best = _best(hits, text)
    if not best:
        return _by_town(address, text)
    after = max(_read_to(reading) for reading in best)
    found = _with_towns(best, text, after)
    ends = [max((end for _, end in one.spans.values()), default=0) for one in found]
    rest = address[max([after, *ends]) :] if found else address
    return Location(address, found[:MOST_CANDIDATES], rest.strip(" ,，、-—"))


def _best(hits: Sequence[Hit], text: str) -> list[_Reading]:
    """The readings for which most speaks; those of the first name among them."""
    readings = [reading for hit in hits for reading in _readings(hit, hits, text)]
    most = max((reading.weight for reading in readings), default=0)
    best = [reading for reading in readings if reading.weight == most]
    first = min((reading.used[0][1].start for reading in best), default=0)
    best = [reading for reading in best if reading.used[0][1].start == first]
    codes = {reading.division.code for reading in best}
    return list({reading.division.code: reading for reading in best}.values()) if codes else []


def _readings(hit: Hit, hits: Sequence[Hit], text: str) -> Iterator[_Reading]:
    """What one name may mean beside the others; not what another city, named before it, rules out."""
    word = text[hit.start : hit.end]
    for one in hit.named:
        above = _above(one.division)
        if _is_ruled_out(one.division, above, hit, hits):
            continue
        parents = tuple(_supports(above, hit, hits))
        if not parents and not _stands_alone(one, hit, word, text):
            continue
        yield _Reading(
            one.division,
            _weight(one, hit, word) + sum(_support_weight(parent, hit) for parent in parents),
            ((one.division, hit, one.kind), *parents),
        )


def _above(division: Division) -> tuple[Division, ...]:
    return table().above(division)


def _is_ruled_out(division: Division, above: Sequence[Division], hit: Hit, hits: Sequence[Hit]) -> bool:
    """Whether a province or city that is named before is another one."""
    own = {division.code, *(one.code for one in above)}
    for other in hits:
        if other.start >= hit.start:
            return False
        if not other.is_large or other.is_weak:
            continue
        if not any(_is_on_the_way(one.division, own) for one in other.named):
            return True
    return False


def _is_on_the_way(division: Division, own: set[str]) -> bool:
    return division.code in own


def _supports(
    above: Sequence[Division], hit: Hit, hits: Sequence[Hit]
) -> Iterator[tuple[Division, Hit, Kind]]:
    """The names of what the division lies in, wherever they stand."""
    used: set[int] = {hit.start}
    for parent in above:
        for other in hits:
            if other.start in used:
                continue
            kind = next((one.kind for one in other.named if one.division.code == parent.code), None)
            if kind is not None:
                used.add(other.start)
                yield parent, other, kind
                break


def _support_weight(parent: tuple[Division, Hit, Kind], hit: Hit) -> int:
    _, other, kind = parent
    weight = _WEIGHT[kind] if kind is not Kind.SHORT else _SHORT_LARGE
    if other.start > hit.start:
        return weight // 2
    return weight + (2 if hit.start - other.end <= 1 else 0)


def _weight(one: Named, hit: Hit, word: str) -> int:
    if hit.is_weak:
        return 2
    if one.kind is Kind.SHORT and one.division.level <= Level.CITY and word not in _EVEN:
        return _SHORT_LARGE + (one.division.level is Level.PROVINCE)
    return _WEIGHT[one.kind]


def _stands_alone(one: Named, hit: Hit, word: str, text: str) -> bool:
    """Whether a name tells a place with nothing named around it: short names of two characters only at the
    start.
    """
    if one.kind is not Kind.SHORT or one.division.level <= Level.CITY or len(word) > 2:
        return True
    return _BEFORE.search(text[max(hit.start - 1, 0) : hit.start]) is not None


def _read_to(reading: _Reading) -> int:
    """Where the names that were read end; what lies in a division stays in the rest."""
    return max((hit.end for _, hit, kind in reading.used if kind is not Kind.INSIDE), default=0)


def _with_towns(best: Sequence[_Reading], text: str, after: int) -> tuple[Candidate, ...]:
    """The candidates, decided and made finer by the towns that the rest names."""
    named = {reading.division.code: in_text(reading.division, text, after) for reading in best}
    told = [reading for reading in best if named[reading.division.code]]
    readings = told if len(best) > 1 and told else best
    found: dict[str, Candidate] = {}
    for reading in readings:
        for candidate in _finer(reading, named[reading.division.code], after):
            deepest = candidate.deepest
            found.setdefault(deepest.code if deepest else "", candidate)
    return tuple(found.values())


def _finer(reading: _Reading, named: Sequence[Town], after: int) -> Iterator[Candidate]:
    spans = {division.level: (hit.start, hit.end) for division, hit, _ in reading.used}
    if reading.division.level is Level.TOWN or not named:
        yield candidate_of(reading.division, spans)
        return
    if reading.division.level is Level.CITY:
        near = [
            town for town in named if town.is_full or town.start <= after + 1 or town.end - town.start > 2
        ]
        if not near:
            yield candidate_of(reading.division, spans)
            return
        first = min(near, key=lambda town: (not town.is_full, town.start, -town.end))
        near = [town for town in near if (town.start, town.end) == (first.start, first.end)]
        for town in near:
            yield candidate_of(town.division, {**spans, Level.TOWN: (town.start, town.end)})
        return
    town = named[0]
    yield candidate_of(town.division, {**spans, Level.TOWN: (town.start, town.end)})


def candidate_of(division: Division, spans: Mapping[Level, Span]) -> Candidate:
    """A division with all it lies in. A county right under its province is its own city."""
    known = {one.level: one for one in (division, *_above(division))}
    district = known.get(Level.DISTRICT)
    return Candidate(
        province=known.get(Level.PROVINCE),
        city=known.get(Level.CITY) or district,
        district=district,
        town=known.get(Level.TOWN),
        spans=spans,
    )


def _by_town(address: str, text: str) -> Location:
    """An address that names nothing larger than a town."""
    named = next(all_named(text), [])
    found = tuple(
        candidate_of(town.division, {Level.TOWN: (town.start, town.end)}) for town in named[:MOST_CANDIDATES]
    )
    end = named[0].end if named else 0
    return Location(address, found, address[end:].strip(" ,，、-—"))
