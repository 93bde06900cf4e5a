"""Is an address in our ground? Judged at once, from the names in it (R051)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from yinuo.core.text import fold
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

    `is_vague` when only the city is named and our ground there is divided by districts.
    """

    rows: tuple[ZoneRow, ...] = ()
    is_vague: bool = False

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


def find(address: str, table: Sequence[ZoneRow], chosen: str = "") -> Place:
    """Where an address lies; of several that fit equally well, the one `chosen` by its identity if it is
    among them.

    A city that is named rules out every other city (but not 上海路 in Nanjing). Then an alias or a district
    counts for more than the city alone, and the longer name for more than the shorter.
    """
    text = plain(address)
    cities = {row.city for row in table if _is_city_named(row.city, text)}
    among = [row for row in table if row.city in cities] if cities else table
    close = [(_closeness(row, text, row.city in cities), row) for row in among]
    best = max((closeness for closeness, _ in close), default=(0, 0, 0))
    rows = tuple(row for closeness, row in close if closeness == best) if any(best) else ()
    picked = tuple(row for row in rows if row.identity == chosen)
    return (
        Place(picked) if picked else Place(rows, is_vague=not best[1] and any(row.district for row in rows))
    )


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
    house = _HOUSE.search(rest)
    named = rest[: house.start()] if house and house.start() >= 2 else rest
    return named.strip(" ,，")[:LONGEST_SHORT]


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


def _is_city_named(city: str, text: str) -> bool:
    """Whether the city stands in the text other than as the name of a street."""
    name = stem(city)
    at = text.find(name)
    while at >= 0:
        if not _STREET.match(text, at + len(name)):
            return True
        at = text.find(name, at + 1)
    return False


def _closeness(row: ZoneRow, text: str, in_city: bool) -> tuple[int, int, int]:
    """How closely the text names the row; (0, 0, 0) for not at all."""
    near = max((len(name) for name in _names(row) if name in text), default=0)
    if row.district and not near and not in_city:
        return 0, 0, 0
    if not (near or in_city):
        return 0, 0, 0
    return int(in_city), near, int(not row.district)


def _names(row: ZoneRow) -> tuple[str, ...]:
    names = [plain(alias) for alias in row.aliases]
    if row.district:
        names += [plain(row.district), stem(row.district)]
    return tuple(names)
