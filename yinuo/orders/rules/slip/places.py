"""The two ends of an order in fewer words: what both share, what only an official letter needs, the house
number, and at last the one name by which a driver finds the place (R071).
"""

import re
from dataclasses import dataclass
from typing import Final

from yinuo.core import divisions
from yinuo.core.divisions import Level

_SUFFIX: Final = re.compile(r"(?:特别行政区|自治区|自治州|自治县|街道|地区|新区|省|市|区|县|旗|盟|镇|乡)$")
_HOUSE: Final = re.compile(
    r"[A-Za-z]?\d+[A-Za-z]?(?:号|栋|幢|座|楼|室|层|单元|弄|#|-|库|门)|[A-Za-z\d一二三四五六七八九十]+(?:栋|幢|座|单元|号楼|号库|号门|楼|期)"
    r"|[A-Za-z]区|\d+$|[东南西北]门|(?:对面|旁边?|附近|隔壁|里面|后面|斜对面)"
)
_ROAD: Final = re.compile(r"^.{1,7}?(?:大道|路|街|巷|道|公路|大街)(?=.{2})")
_TOWN: Final = re.compile(r"^[^区市县]{2,4}?(?:街道|镇|乡)(?=.{2})")
_KIND: Final = re.compile(
    r"(?:国际|现代|中心|综合|农副产品|专业|大型|批发|有限公司|股份|集团|工业|产业|科技|物流)"
)
_KIND_OF_PLACE: Final = re.compile(
    r"(?<=..)(?:大道|公路|大街|路|街|巷|(?:批发)?市场|商贸城|物流园|城|站|园|广场|中心|学院|医院|大厦|工业区|开发区)$"
)
_MOST_BRIEF: Final = 6
_MOST_WORD: Final = 3
_MOST_TINY: Final = 4
_LEAST: Final = 2


@dataclass(frozen=True)
class End:
    """One end of the way, in fewer and fewer words: as said; without the province and the city that both ends
    share; without 市, 区, street office and house number; the city and the one place; one of the two; its own
    name without 路, 市场, 站.
    """

    said: str
    near: str
    plain: str
    brief: str
    tiny: str
    word: str


@dataclass(frozen=True)
class _Named:
    """An address cut at its divisions: the words for them as they stand in it, and what follows."""

    city_code: str = ""
    province: str = ""
    city: str = ""
    district: str = ""
    town: str = ""
    rest: str = ""


def ends(origin: str, destination: str) -> tuple[End, End]:
    """The forms of both ends; each of them shorter than or the same as the one before."""
    pickup, delivery = _cut(origin), _cut(destination)
    is_shared = bool(pickup.city_code) and pickup.city_code == delivery.city_code
    return _end(origin, pickup, is_shared), _end(destination, delivery, is_shared)


def _end(said: str, named: _Named, is_shared: bool) -> End:
    city = "" if is_shared and (named.district or named.town or named.rest) else named.city
    near = f"{city}{named.district}{named.town}{named.rest}" or said
    where = _without_house(named.rest)
    plain = f"{stem(city)}{stem(named.district)}{stem(named.town)}{where}" or near
    spot = _spot(where) or stem(named.town) or stem(named.district)
    brief = f"{stem(city)}{spot}"[: _MOST_BRIEF + len(stem(city))] or plain
    tiny = (stem(named.district) if is_shared else stem(city) or stem(named.district)) or stem(named.town)
    if where and (is_shared or not city) and (len(spot) <= _MOST_TINY or not tiny):
        tiny = spot[:_MOST_TINY]
    forms = [said]
    known = (tiny or brief, "" if city else stem(named.district), "" if city else stem(named.town))
    word = min((_word(one) for one in known if one), key=len, default="")
    for shorter in (near, plain, brief, tiny or brief, word):
        forms.append(shorter if _LEAST <= len(shorter) < len(forms[-1]) else forms[-1])
    return End(*forms)


def _word(place: str) -> str:
    """胜太路 → 胜太, 建材市场 → 建材, 龙华粮油市场 → 龙华."""
    bare = _KIND_OF_PLACE.sub("", place)
    return bare if len(bare) <= _MOST_WORD else bare[:_LEAST]


def _cut(address: str) -> _Named:
    """The address cut at its divisions, where these stand at its beginning and are sure."""
    place = divisions.locate(address).place
    if place is None:
        return _Named(rest=address)
    words, at = dict[Level, str](), 0
    for level, (start, end) in sorted(place.spans.items(), key=lambda one: one[1]):
        division = {1: place.province, 2: place.city, 3: place.district, 4: place.town}[int(level)]
        word = address[start:end]
        if start != at or division is None or not division.name.startswith(stem(word)):
            break
        words[level], at = word, end
    if not words:
        return _Named(rest=address)
    return _Named(
        city_code=place.city.code if place.city else "",
        province=words.get(Level.PROVINCE, ""),
        city=words.get(Level.CITY, ""),
        district=words.get(Level.DISTRICT, ""),
        town=words.get(Level.TOWN, ""),
        rest=address[at:].strip(" ,，、-"),
    )


def stem(name: str) -> str:
    """江宁区 → 江宁, 石井街道 → 石井; a name that would be left with one character keeps its suffix."""
    bare = _SUFFIX.sub("", name)
    return bare if len(bare) >= _LEAST else name


def _without_house(rest: str) -> str:
    """金箔路88号3栋 → 金箔路; a place that begins with a number stays."""
    house = _HOUSE.search(rest, _LEAST)
    return rest[: house.start()].rstrip(" ,，-") if house else rest


def _spot(where: str) -> str:
    """The name that drivers go by: the market or yard that follows a street, else the street."""
    after = _ROAD.sub("", _TOWN.sub("", where))
    spot = after if len(after) >= _LEAST else where
    while len(spot) > _MOST_TINY and (cut := _KIND.sub("", spot, count=1)) != spot and len(cut) >= _LEAST:
        spot = cut
    return spot[:_MOST_BRIEF]
