"""Names of divisions in a text, with what stands around them: a word inside another word is no place."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from yinuo.core.divisions.names import WITHIN, Kind, Named, names
from yinuo.core.divisions.table import Level
from yinuo.core.text import fold

_STREET: Final = re.compile(
    r"[东南西北中新老上下内外前后]{0,2}[一二三四五六七八九十]?[环支]?"
    r"(?:[路巷弄]|街(?!道)|大[街道]|胡同|公路|高速|[省县国]道|河路|湖路|江路|山路|塘路|桥(?![东西南北区]))"
)
"""What makes the name before it the name of a street: 上海|路, 南京|东路, 长春|街."""
_TOWN: Final = re.compile(r"街道|[镇乡村]|社区|苏木")
"""What makes the name before it another, smaller place: 长安|镇."""
_OTHER_WORD: Final = {
    "市": re.compile(r"[场民]"),
    "区": re.compile(r"[域间]"),
    "县": re.compile(r"道"),
}
"""What makes the last character of a full name the first of another word: 上海|市场."""
_CITY_PART: Final = re.compile(r"市[中南北](?:区|(?![路街大京环]))")
"""A district that may begin with the last character of its city: 枣庄|市中区."""
_NAMESAKE: Final = re.compile(
    r"小区|花园|公寓|大厦|广场|商场|宾馆|酒店|饭店|公园|大学|学院|中学|小学|医院|新村|银行|苑|里|庄|堂|阁|国际|世纪"
)
"""What is called after a place and may stand anywhere: 朝阳|小区."""

_EVERYDAY: Final = re.compile(
    r"大理石|白云石|白云岩|大方[的得地向]|通道[门里口]|平安[到送符]|安全|和平鸽|长安(?:汽车|之星)|东方(?:红|明珠|航空)|"
    r"吉利(?:汽车|车)|金龙鱼|金门高粱|青岛啤酒|西湖龙井|宣纸|蒙自源|市中心|城中村|城区|郊区|矿区|新城区?域"
)
"""Words that begin like a place and are none."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A name in a text and what it may mean; `is_weak` when it may be only the name of a building."""

    start: int
    end: int
    named: tuple[Named, ...]
    is_weak: bool = False

    @property
    def is_full(self) -> bool:
        """Whether it is an official name in full."""
        return any(one.kind is Kind.FULL for one in self.named)

    def is_named_down_to(self, level: Level) -> bool:
        """Whether it may name a division as large as that, and no mere area in one."""
        return any(one.division.level <= level and one.kind not in WITHIN for one in self.named)


def plain(text: str) -> str:
    """The text in half width and simplified characters, every character in its place."""
    if not unicodedata.is_normalized("NFKC", text):
        text = "".join(_narrow(character) for character in text)
    return fold.simplify(text)


def _narrow(character: str) -> str:
    narrow = unicodedata.normalize("NFKC", character)
    return narrow if len(narrow) == 1 else character


def hits(text: str) -> list[Hit]:
    """The names in a plain text, left to right, none overlapping: the longer before the shorter, the earlier
    before the later. Streets, and smaller places of the same name, are left out.
    """
    found: list[Hit] = []
    for hit in _all(text):
        last = found[-1] if found else None
        if last is None or hit.start >= last.end:
            found.append(hit)
        elif hit.end - hit.start > last.end - last.start and not goes_on(text, last.end, last.named):
            found[-1] = hit
    return found


def _all(text: str) -> Iterator[Hit]:
    """At each position the longest name that holds."""
    known = names()
    heads, by_name = known.heads, known.by_name
    for start in range(len(text) - 1):
        for length in heads.get(text[start : start + 2], ()):
            end = start + length
            named = by_name.get(text[start:end]) if end <= len(text) else None
            if named and (hit := _hit(text, start, end, named)):
                yield hit
                break


def _hit(text: str, start: int, end: int, named: tuple[Named, ...]) -> Hit | None:
    if goes_on(text, end, named):
        return Hit(start, end, named)
    if is_street(text, end):
        named = tuple(one for one in named if one.kind is Kind.FULL and text[end - 1] in "省市区县旗")
    if _TOWN.match(text, end):
        named = tuple(one for one in named if one.kind > Kind.SHORT)
        whole = tuple(one for one in named if text.startswith(fold.simplify(one.division.name), start))
        named, end = (whole, start + len(whole[0].division.name)) if whole else (named, end)
    if not named or _eats_next(text, end, named):
        return None
    other = _OTHER_WORD.get(text[end - 1])
    if (other and other.match(text, end)) or _is_everyday(text, start, end):
        return None
    is_weak = _NAMESAKE.match(text, end) is not None and all(one.kind is not Kind.FULL for one in named)
    return Hit(start, end, named, is_weak)


def goes_on(text: str, end: int, named: tuple[Named, ...]) -> bool:
    """Whether right behind a name stands that of a division in it: 台州|路桥, 宁波|镇海, 信阳|新县."""
    codes = {one.division.code for one in named}
    known = names()
    for length in known.heads.get(text[end : end + 2], ()):
        for one in known.by_name.get(text[end : end + length], ()):
            if one.kind not in WITHIN and codes & {one.division.parent, one.division.code[:2] + "0000"}:
                return True
    return False


def _eats_next(text: str, end: int, named: tuple[Named, ...]) -> bool:
    """Whether the 市 that ends a city's name is the first of the next: 枣庄|市中区, 青岛|市北."""
    if not _CITY_PART.match(text, end - 1):
        return False
    part = names().by_name.get(text[end - 1 : end + 1], ())
    codes = {one.division.code for one in named}
    return any(one.division.parent in codes for one in part)


def _is_everyday(text: str, start: int, end: int) -> bool:
    word = _EVERYDAY.match(text, start)
    return word is not None and word.end() > end


def is_street(text: str, end: int) -> bool:
    """Whether a name that ends here is only the first part of a street's name."""
    return _STREET.match(text, end) is not None
