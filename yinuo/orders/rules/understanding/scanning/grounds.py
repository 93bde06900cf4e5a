"""Whether a name of a division is a place here, and where a street's name ends."""

import re
from typing import Final

from yinuo.core import divisions
from yinuo.orders.rules.understanding.atoms import Atom, Kind, Other
from yinuo.orders.rules.understanding.lexicon import Role
from yinuo.orders.rules.understanding.scanning.seen import Seen
from yinuo.orders.rules.understanding.scanning.token import Token

_DASHES: Final = "-—–~"
_BEGINS: Final = frozenset({Role.BREAK, Role.SPACE, Role.COMMA, Role.FILLER, Role.ME, Role.COLON})
_EXPECT_PLACE: Final = frozenset({Role.MINE, Role.FROM, Role.TO, Role.GO, Role.AT, Role.SHIP, Role.PLACE})
_ONWARD: Final = re.compile(
    r" ?(?:到(?!付|货|期|了|位)|发(?!票|动|泡|光|电|热|酵|夹)|去(?!年|皮|污|渍)|往|至|"
    r"→|->|—|–|=>|~|拉货|提货|装货|这边|出发)"
)
_HOUSE: Final = re.compile(r"[\d一二三四五六七八九十百]+号")
_STREETLY: Final = re.compile(r"[路街巷道段弄村]$")
_SPACED: Final = re.compile(r"[ ,]")
_NOT_PLACES: Final = frozenset(
    [
        "大方",
        "平安",
        "和平",
        "安全",
        "通道",
        "天台",
        "吉利",
        "丰满",
        "东方",
        "白玉",
        "高明",
        "同心",
        "安宁",
        "富裕",
        "建设",
        "胜利",
        "永和",
        "兴隆",
        "龙井",
        "青山",
        "文化",
        "新城",
        "城区",
        "城中",
        "郊区",
        "前进",
        "向阳",
        "友好",
        "解放",
        "新华",
        "红旗",
        "港口",
        "河口",
        "双桥",
        "新市",
        "桥头",
        "双塔",
        "市中",
        "城关",
        "长安",
        "平台",
        "平安",
        "大通",
        "自治",
        "开平",
        "上街",
        "城东",
        "城西",
        "城北",
        "城南",
    ]
)
_VERBS: Final = "到发从在送至往收找联我他有是的给"
_STREET: Final = re.compile(
    rf"[^\W\d_a-z{_VERBS}]{{1,6}}?(?:大道|大街|路|街|巷)(?=[\d东南西北中一二三四五六七八九十]|与|和|[^一-龥]|$)"
    rf"|[^\W\d_a-z{_VERBS}]{{0,7}}?(?:市场|物流园|物流中心|产业园|工业园区?|科技园|创业园|商城|服装城|会展中心|农批|大厦|广场|大学城|[一-龥]园(?=\w号))"
    r"(?:[东南西北正后][门区]|对面|旁边|附近|门口|隔壁)?(?![一-龥]{2}[\d一二三四五六七八九十])"
    rf"|[^\W\d_a-z{_VERBS}]{{1,8}}?(?:城|区|园|村|镇|站|场|厂|港|院|馆|校|仓|库|寨|屯|街道|乡|苑|湾|岛|小区|公司|基地|项目部|小学|中学|对面|旁边|附近|门口|加油站)"
    r"(?:[东南西北正后]门|对面|旁边|附近|门口|隔壁|楼下|[a-z\d一二三四五六七八九十]+楼)?(?=[^一-龥]|$|[发到提装拉送取收出])"
)


class Grounds(Seen):
    """One who reads, and knows places."""

    def _street(self, at: int) -> int:
        """Where a street's name ends that stands right behind a place: 任城区|天能路12号."""
        last = self.tokens[-1] if self.tokens else None
        if last is not None and last.role is Role.SPACE and len(self.tokens) > 1:
            last = self.tokens[-2]
        if last is None or last.role not in (Role.PLACE, Role.TEXT, Role.ATOM) or at in self.places:
            return 0
        found = _STREET.match(self.text, at)
        if not found or found.end() > self._room(at) or (last.role is Role.TEXT and last.end == at):
            return 0
        if last.role is Role.ATOM and not (isinstance(last.atom, Other) and last.atom.what == "place"):
            return 0
        return found.end()

    def _house(self, atom: Atom) -> Atom:
        """长江路三段|12号: behind a street's name no day of the month."""
        before = self.text[: self.at].rstrip(" ")
        if atom.kind is not Kind.TIME or not _HOUSE.fullmatch(atom.said) or not _STREETLY.search(before):
            return atom
        return Other(kind=Kind.OTHER, start=atom.start, end=atom.end, said=atom.said, what="place")

    def _is_rather_place(self, at: int) -> bool:
        """六盘水, 双桥: a place that begins with a number."""
        place, (end, atom) = self.places.get(at), self.atoms[at]
        return (
            isinstance(atom, Other)
            and place is not None
            and place.end >= end
            and (place.is_sure or self._expects_place())
        )

    def _is_place(self, place: divisions.Mention) -> bool:
        """Whether a place that may be a word of everyday is one here."""
        if place.is_sure or self._expects_place():
            return True
        last = self.tokens[-1] if self.tokens else None
        begins = last is None or last.role in _BEGINS
        if begins and self.text[place.start : place.end] not in _NOT_PLACES and place.end - place.start > 1:
            return not self._before_count(place.end)
        if begins and (_ONWARD.match(self.text, place.end) or self._before_place(place.end)):
            return True
        return begins and bool(_SPACED.match(self.text, place.end)) and not self._before_count(place.end)

    def _before_place(self, end: int) -> bool:
        return end in self.places and self.places[end].is_sure

    def _is_lane(self, at: int) -> bool:
        """Whether a dash stands between two places: 德清—江门."""
        last = self.tokens[-1] if self.tokens else None
        behind = at + 1
        while behind < min(len(self.text), at + 8) and self.text[behind] in _DASHES + " ":
            behind += 1
        before = (
            last is not None and last.role is Role.SPACE and len(self.tokens) > 1 and self.tokens[-2]
        ) or last
        return behind in self.places and isinstance(before, Token) and before.role in (Role.PLACE, Role.TEXT)

    def _expects_place(self) -> bool:
        for token in reversed(self.tokens):
            if token.role in _EXPECT_PLACE:
                return True
            if token.role is Role.LABEL:
                return token.of.startswith("place")
            if token.role not in (Role.SPACE, Role.COLON, Role.IS, Role.FILLER):
                return False
        return False


def breadth(place: divisions.Mention) -> str:
    """weak: perhaps no place at all; wide: a city or province; narrow: anything in one."""
    if not place.is_sure:
        return "weak"
    wide = any(one.level <= divisions.Level.CITY for one in place.divisions)
    return "wide" if wide else "narrow"
