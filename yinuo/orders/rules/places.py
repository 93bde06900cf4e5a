"""Is an address in our ground? Judged at once, from the names in it (R051).

The official names are known (`core.divisions`); the company's zones table says what is done there, and knows
places by nicknames of its own. Names that agents had to explain are learnt (`nicknames`).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from yinuo.core import divisions
from yinuo.core.divisions import Candidate, Level, Location
from yinuo.core.text import fold
from yinuo.orders.rules import nicknames
from yinuo.playbooks.rules.tables import ZoneRow

Side = Literal["pickup", "delivery"]
_SUFFIXES: Final = (
    "特别行政区",
    "自治区",
    "自治州",
    "自治县",
    "新区",
    "地区",
    "省",
    "市",
    "区",
    "县",
    "旗",
    "盟",
)
_STREET: Final = re.compile(r"[东南西北中一二三四五]?(?:路|街|大道|巷|弄|桥)")
_WITHIN_CITY: Final = re.compile(
    r"^.{2,7}?(?:省|自治区|特别行政区)|^.{1,7}?(?:市|自治州|地区|盟)|^.{1,5}?(?:新区|区|县|旗)"
)
_HOUSE: Final = re.compile(r"[A-Za-z]?\d|[A-Za-z一二三四五六七八九十]+(?:区|栋|幢|座|号|楼)")
LONGEST_SHORT: Final = 8


@dataclass(frozen=True)
class Place:
    """What an address means: one piece of our ground, several to choose from, or none that is known.

    `is_vague` when only the city is named and our ground there is divided by districts. `learnt` is the name
    in the address by which earlier choices decided, `others` what it might mean besides.
    """

    rows: tuple[ZoneRow, ...] = ()
    is_vague: bool = False
    learnt: str = ""
    others: tuple[ZoneRow, ...] = ()

    @property
    def row(self) -> ZoneRow | None:
        """The row, when there is just one, or when it makes no difference which."""
        return self.rows[0] if self.rows and not self.is_ambiguous else None

    @property
    def is_ambiguous(self) -> bool:
        """Whether the agent must ask which of several places is meant."""
        return (
            self.is_vague
            or len({(row.zone, row.region, row.served, row.pickup, row.delivery) for row in self.rows}) > 1
        )

    @property
    def choices(self) -> tuple[ZoneRow, ...]:
        """What the agent may choose from."""
        return (*self.rows, *self.others)


def find(
    address: str,
    table: Sequence[ZoneRow],
    chosen: str = "",
    learnt: Mapping[str, nicknames.Uses] = nicknames.NONE,
) -> Place:
    """Where an address lies; of several places the one `chosen` by its identity, if it is among them, else
    the one that agents chose before for a name in it (`nicknames.meant`).

    A city that is named rules out every other (but not 上海路 in Nanjing). Then a nickname of the table
    counts, unless a longer official name says otherwise. Of several places of one name only those of our
    ground are asked about.
    """
    text, location = plain(address), divisions.locate(address)
    place = _placed(text, table, location)
    if place.row is not None and not chosen:
        return place
    meant = _as_learnt(place, text, table, location, learnt)
    possible = meant.choices or table
    picked = tuple(row for row in possible if row.identity == chosen)
    return Place(picked[:1]) if picked else meant


def is_served(row: ZoneRow, side: Side) -> bool:
    """Whether goods are collected (or delivered) there."""
    return row.served and (row.pickup if side == "pickup" else row.delivery)


def short(address: str, row: ZoneRow | None) -> str:
    """The place as drivers call it: an alias that stands in the address, else the address without its
    district and its house number; at most 8 characters (R071: the slip names places in few words).
    """
    for alias in sorted(row.aliases if row else (), key=len, reverse=True):
        if alias in address:
            return alias[:LONGEST_SHORT]
    rest = address.strip()
    while (cut := _WITHIN_CITY.sub("", rest, count=1)) and cut != rest:
        rest = cut
    return _without_house(rest)[:LONGEST_SHORT]


def name_in(address: str) -> str:
    """The name in an address by which its place can be known again: the one that may be several places
    (鼓楼区), else what follows the divisions, without the house number; empty when there is none.
    """
    location = divisions.locate(address)
    spans = location.candidates[0].spans if location.is_ambiguous else {}
    if spans:
        start, end = spans[max(spans)]
        return plain(address[start:end])
    name = plain(_without_house(location.rest))
    is_name = nicknames.SHORTEST <= len(name) <= nicknames.LONGEST and not re.search(r"\d", name)
    return name if is_name else ""


def _without_house(rest: str) -> str:
    house = _HOUSE.search(rest)
    return (rest[: house.start()] if house and house.start() >= 2 else rest).strip(" ,，")


@lru_cache(maxsize=8192)
def plain(name: str) -> str:
    """A text for comparing: one width, one script, no spaces."""
    return fold.fold(name).replace(" ", "")


@lru_cache(maxsize=4096)
def stem(name: str) -> str:
    """南京市 → 南京, 江宁区 → 江宁; a name that would be left with one character keeps its suffix."""
    bare = plain(name)
    for suffix in _SUFFIXES:
        if bare.endswith(suffix) and len(bare) - len(suffix) >= 2:
            return bare.removesuffix(suffix)
    return bare


def _as_learnt(
    place: Place,
    text: str,
    table: Sequence[ZoneRow],
    location: Location,
    learnt: Mapping[str, nicknames.Uses],
) -> Place:
    """The place with what was learnt: decided, or the choices with those used most first."""
    if not place.rows and any(Level.CITY in candidate.spans for candidate in location.candidates):
        return place
    known = {row.identity: row for row in (place.rows or table)}
    meant = nicknames.meant(text, learnt, known)
    if meant is None:
        return place
    rows = tuple(known[identity] for identity in meant.places)
    others = tuple(row for row in place.rows if row not in rows)
    if meant.is_settled:
        return Place(rows[:1], learnt=meant.name, others=(*rows[1:], *others))
    return Place((*rows, *others), is_vague=True)


def _placed(text: str, table: Sequence[ZoneRow], location: Location) -> Place:
    """The place by official names and the nicknames of the table."""
    told, is_vague = _told(table, location)
    named, length = _nicknamed(text, [row for row in table if _is_allowed(row, location)])
    within = tuple(row for row in named if row in told)
    official = max((_length(candidate) for candidate in location.candidates), default=0)
    if within:
        return Place(within)
    if named and (length > official or (length == official and not told)):
        return Place(named)
    if named and length == official:
        return Place((*told, *named), is_vague)
    if location.candidates:
        return Place(told, is_vague)
    return Place(_by_own_name(text, table))


def _told(table: Sequence[ZoneRow], location: Location) -> tuple[tuple[ZoneRow, ...], bool]:
    """The rows where the candidates lie, and whether one of them is only known to be in a city that the table
    divides.
    """
    found: dict[str, ZoneRow] = {}
    is_vague = False
    for candidate in location.candidates:
        city = [row for row in table if _is_city_of(row, candidate)]
        exact = [row for row in city if row.district and _is_district_of(row, candidate)]
        rows = exact or [row for row in city if not row.district] or city
        is_vague = is_vague or any(row.district for row in rows if row not in exact)
        found.update((row.identity, row) for row in rows)
    return tuple(found.values()), is_vague


def _nicknamed(text: str, table: Sequence[ZoneRow]) -> tuple[tuple[ZoneRow, ...], int]:
    """The rows with the longest nickname in the text, and its length. Their official names are none."""
    lengths = [
        (max((len(name) for name in _nicknames(row) if name in text), default=0), row) for row in table
    ]
    longest = max((length for length, _ in lengths), default=0)
    return tuple(row for length, row in lengths if length == longest > 0), longest


def _nicknames(row: ZoneRow) -> tuple[str, ...]:
    return _nicknames_of(row.aliases, row.province, row.city, row.district)


@lru_cache(maxsize=4096)
def _nicknames_of(aliases: tuple[str, ...], *names: str) -> tuple[str, ...]:
    official = {form for name in names for form in (plain(name), stem(name))}
    own = (names[-1],) if names[-1] and len(_codes(*names)) < 2 else ()
    return tuple(plain(alias) for alias in (*aliases, *own) if plain(alias) not in official or alias in own)


def _is_allowed(row: ZoneRow, location: Location) -> bool:
    """Whether no city or province that the address names is another than the row's."""
    candidates = location.candidates
    if candidates and all(Level.CITY in candidate.spans for candidate in candidates):
        return any(_is_city_of(row, candidate) for candidate in candidates)
    if candidates and all(Level.PROVINCE in candidate.spans for candidate in candidates):
        return any(
            candidate.province is not None and stem(candidate.province.name)[:2] == stem(row.province)[:2]
            for candidate in candidates
        )
    return True


def _is_city_of(row: ZoneRow, candidate: Candidate) -> bool:
    city = candidate.city
    if city is None:
        return False
    codes = _codes(row.province, row.city)
    return city.code in codes if codes else stem(city.name) == stem(row.city)


def _is_district_of(row: ZoneRow, candidate: Candidate) -> bool:
    codes = _codes(row.province, row.city, row.district)
    return any(one is not None and one.code in codes[1:] for one in (candidate.district, candidate.town))


@lru_cache(maxsize=4096)
def _codes(*names: str) -> tuple[str, ...]:
    """The codes of a row's city and of what its district names, as far as they are official."""
    found = divisions.locate("".join(dict.fromkeys(names))).place
    if found is None or found.city is None:
        return ()
    below = [one.code for one in (found.district, found.town) if one is not None]
    return (found.city.code, *below[-1:])


def _length(candidate: Candidate) -> int:
    """How many characters name the smallest thing that is known below the city."""
    below = [span for level, span in candidate.spans.items() if level > Level.CITY]
    return max((end - start for start, end in below), default=0)


def _by_own_name(text: str, table: Sequence[ZoneRow]) -> tuple[ZoneRow, ...]:
    """Rows whose own district or city stands in the text: for what is on no official list."""
    lengths = [(_own_length(row.district or row.city, text), row) for row in table]
    longest = max((length for length, _ in lengths), default=0)
    return tuple(row for length, row in lengths if length == longest > 0)


def _own_length(name: str, text: str) -> int:
    for form in (plain(name), stem(name)):
        at = text.find(form)
        if at >= 0 and not _STREET.match(text, at + len(form)):
            return len(form)
    return 0
