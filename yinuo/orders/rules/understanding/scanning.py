"""A text as a row of tokens: atoms, places, persons, words with a role, and what lies between them."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from yinuo.core import divisions
from yinuo.orders.rules.understanding import endings, lexicon, payments, people
from yinuo.orders.rules.understanding.atoms import Atom, Kind, Other, Plain
from yinuo.orders.rules.understanding.lexicon import Cue, Role

_MARKS: Final = {
    **dict.fromkeys("\n;。!?…|", Role.BREAK),
    **dict.fromkeys(",.()[]【】{}<>·~^`*#@_￥\\-—–", Role.COMMA),
    **dict.fromkeys(" \"'“”‘’「」『』《》", Role.SPACE),
    ":": Role.COLON,
    "、": Role.AND,
    "+": Role.AND,
    "&": Role.AND,
    "/": Role.AND,
}
_GAPS: Final = frozenset({Role.SPACE, Role.COMMA, Role.COLON, Role.IS, Role.FILLER, Role.OF, Role.ME})
_BEFORE_PHONE: Final = re.compile(
    r"[ ,:(、的]{0,3}(?:联系)?(?:电话|手机|手机号|tel|号码|联系方式)?(?:是|为)?[ :.]{0,3}$"
)
_ENDS_ADDRESS: Final = frozenset("号楼室厂店市场园区栋座元库仓旁边口村镇路街城站层铺")
_DASHES: Final = "-—–~"
_LABELLED: Final = re.compile(r" ?(?::|是|为)")
_ALSO_NOUNS: Final = frozenset({"goods", "packing", "other", "weight", "volume", "size", "pieces", "note", "payment"})
_BEGINS: Final = frozenset({Role.BREAK, Role.SPACE, Role.COMMA, Role.FILLER, Role.ME, Role.COLON})
_EXPECT_PLACE: Final = frozenset({Role.MINE, Role.FROM, Role.TO, Role.GO, Role.AT, Role.SHIP, Role.PLACE})
_ONWARD: Final = re.compile(
    r" ?(?:到(?!付|货|期|了|位)|发(?!票|动|泡|光|电|热|酵|夹)|去(?!年|皮|污|渍)|往|至|→|->|—|–|=>|~|拉货|提货|装货|这边|出发)"
)
_HOUSE: Final = re.compile(r"[\d一二三四五六七八九十百]+号")
_STREETLY: Final = re.compile(r"[路街巷道段弄村]$")
_BARE_NUMBER: Final = re.compile(r"\d{1,2}(?=[一-龥])")
_HAN_RUN: Final = re.compile(r"[一-龥]{4,}")
_SPELT: Final = re.compile(r"[一-龥]{1,4}的([一-龥])(?=[^一-龥]|$)")
_SPACED: Final = re.compile(r"[ ,]")
_SPACED_LABEL: Final = re.compile(r"([一-龥](?: +[一-龥]){1,4}) *:")
_NUMBERING: Final = re.compile(r"\d{1,2} ?[.、)](?=[一-龥])")
_NOT_PLACES: Final = frozenset(
    "大方 平安 和平 安全 通道 天台 吉利 丰满 东方 白玉 高明 同心 安宁 富裕 建设 胜利 永和 兴隆 龙井 青山 文化 新城 城区 城中 郊区 "
    "前进 向阳 友好 解放 新华 红旗 港口 河口 双桥 新市 桥头 双塔 市中 城关 长安 平台 平安 大通 自治 开平 上街 城东 城西 城北 城南".split()
)
_VERBS: Final = "到发从在送至往收找联我他有是的给"
_STREET: Final = re.compile(
    rf"[^\W\d_a-z{_VERBS}]{{1,6}}?(?:大道|大街|路|街|巷)(?=[\d东南西北中一二三四五六七八九十]|与|和|[^一-龥]|$)"
    rf"|[^\W\d_a-z{_VERBS}]{{0,7}}?(?:市场|物流园|物流中心|产业园|工业园区?|科技园|创业园|商城|服装城|会展中心|农批|大厦|广场|大学城|[一-龥]园(?=\w号))"
    r"(?:[东南西北正后][门区]|对面|旁边|附近|门口|隔壁)?(?![一-龥]{2}[\d一二三四五六七八九十])"
    rf"|[^\W\d_a-z{_VERBS}]{{1,8}}?(?:城|区|园|村|镇|站|场|厂|港|院|馆|校|仓|库|寨|屯|街道|乡|苑|湾|岛|小区|公司|基地|项目部|小学|中学|对面|旁边|附近|门口|加油站)"
    r"(?:[东南西北正后]门|对面|旁边|附近|门口|隔壁|楼下|[a-z\d一二三四五六七八九十]+楼)?(?=[^一-龥]|$|[发到提装拉送取收出])"
)
_TAKES_SOMEONE: Final = frozenset({Role.RECEIVE, Role.LOAD, Role.UNLOAD, Role.SHIP})
_WANTS_NAME: Final = frozenset({"name", "shipper.name", "consignee.name"})


@dataclass(slots=True)
class Token:
    """A piece `start` to `end` of the plain text; `of` is what its word is about; `atom` for an atom."""

    role: Role
    start: int
    end: int
    of: str = ""
    atom: Atom | None = None

    def is_atom(self, *kinds: Kind) -> bool:
        """Whether it is an atom of one of these kinds."""
        return self.atom is not None and self.atom.kind in kinds


class Scanner:
    """Reads a plain text from left to right; what it has read decides what a word may be."""

    def __init__(self, plain: Plain, atoms: tuple[Atom, ...]) -> None:
        self.text = plain.text
        self.atoms = {start: (end, atom) for atom, start, end in placed(plain, atoms)}
        self.places = {place.start: place for place in _places(self.text)}
        self._drop_within_places()
        self.phones = sorted(start for start, (_, atom) in self.atoms.items() if atom.kind is Kind.PHONE)
        self.starts = sorted(self.atoms)
        self.pays = {start: (end, key) for start, end, key in payments.sentences(self.text)}
        self.tokens: list[Token] = []
        self.surnames: set[str] = set()
        self.at = 0

    def _drop_within_places(self) -> None:
        """A number that is part of a place's name is none: 安徽六安, 六盘水."""
        for place in self.places.values():
            inside = [start for start, (end, _) in self.atoms.items() if place.start <= start and end <= place.end]
            for start in inside if place.is_sure else ():
                if self.atoms[start][1].kind in (Kind.OTHER, Kind.COUNT, Kind.WEIGHT, Kind.VOLUME, Kind.MONEY):
                    del self.atoms[start]

    def scan(self) -> list[Token]:
        """All tokens of the text, in order and without gaps."""
        while self.at < len(self.text):
            self._next()
        return self.tokens

    def _next(self) -> None:
        at = self.at
        if at in self.pays and self._is_said_so(at):
            end, key = self.pays[at]
            self._add(Role.PAY, end, of=key)
        elif at in self.atoms and (end := self._earlier_order(at)):
            self._add(Role.THAT, end)
        elif at in self.atoms and not self._is_rather_place(at):
            end, atom = self.atoms[at]
            atom = self._house(atom)
            self._add(Role.TEXT if self._is_name(atom, end) else Role.ATOM, max(end, at + 1), atom=atom)
        elif end := self._numbering(at):
            self._add(Role.BREAK, end)
        elif end := self._spelling(at):
            self._add(Role.FILLER, end)
        elif end := self._spaced_label(at):
            self._label(end)
        elif end := self._street(at):
            self._add(Role.TEXT, end)
        elif end := self._person(at):
            self._add(Role.PERSON, end)
        else:
            self._word(at)

    def _word(self, at: int) -> None:
        place = self.places.get(at)
        place_end = place.end if place and place.end <= self._room(at) else 0
        found = self._matched(at)
        if place and place_end and (not found or found[0] <= place_end) and self._is_place(place):
            self._add(Role.PLACE, place_end, of=_breadth(place))
            return
        if at in self.atoms and not found and not place:
            end, atom = self.atoms[at]
            self._add(Role.ATOM, max(end, at + 1), atom=atom)
            return
        mark = _MARKS.get(self.text[at]) or (Role.COMMA if not found and _is_symbol(self.text[at]) else None)
        if mark is Role.COMMA and self.text[at] in _DASHES and self._is_lane(at):
            mark = Role.TO
        if found and (found[0] - at > 1 or not mark):
            end, cue = found
            role = Role.TEXT if cue.role is Role.WORD else cue.role
            self._add(role, end, of=cue.of)
        else:
            self._add(mark or Role.TEXT, at + 1, of="," if self.text[at] == "," else "")

    def _is_said_so(self, at: int) -> bool:
        """Whether a sentence about paying begins here, rather than a longer set word."""
        found = lexicon.match(self.text, at)
        end, _ = self.pays[at]
        return not (found and found[1].role is Role.PAY and found[0] >= end)

    def _house(self, atom: Atom) -> Atom:
        """长江路三段|12号: behind a street's name no day of the month."""
        before = self.text[: self.at].rstrip(" ")
        if atom.kind is not Kind.TIME or not _HOUSE.fullmatch(atom.said) or not _STREETLY.search(before):
            return atom
        return Other(kind=Kind.OTHER, start=atom.start, end=atom.end, said=atom.said, what="place")

    def _earlier_order(self, at: int) -> int:
        """Where 昨天那单, 刚才下单的 ends, which speaks of an order that is there already."""
        end, atom = self.atoms[at]
        found = lexicon.match(self.text, at)
        if isinstance(atom, Other) and atom.what == "past" and found and found[0] > end and found[1].role is Role.THAT:
            return found[0]
        return 0

    def _is_rather_place(self, at: int) -> bool:
        """六盘水, 双桥: a place that begins with a number."""
        place, (end, atom) = self.places.get(at), self.atoms[at]
        return isinstance(atom, Other) and place is not None and place.end >= end and (place.is_sure or self._expects_place())

    def _matched(self, at: int) -> tuple[int, Cue] | None:
        """The word of the lexicon here, unless it reaches into an atom or a place behind it."""
        found = lexicon.match(self.text, at)
        if not found or found[0] > self._room(at):
            return None
        end, cue = found
        if cue.role is Role.MINE and not self._is_mine(at, end):
            return lexicon.match(self.text, at, end - 1)
        if cue.role is not Role.WORD and any(
            start in self.places and self.places[start].is_sure and self.places[start].end > end
            for start in range(at + 1, end)
        ):
            return lexicon.match(self.text, at, at + 1)
        last = self.tokens[-1] if self.tokens else None
        if cue.role is Role.LABEL and last and last.role is Role.TEXT and not _LABELLED.match(self.text, end):
            return (end, Cue(Role.WORD)) if cue.of in _ALSO_NOUNS else found
        return found

    def _is_mine(self, at: int, end: int) -> bool:
        """Whether 收货人是我 ends there (not 我妈) and is not denied."""
        follows = self.text[end : end + 1]
        last = self.tokens[-1] if self.tokens else None
        if last is not None and last.role is Role.NO:
            return False
        if last is not None and self.text[last.start : last.end] in ("师傅", "司机", "车", "你们"):
            return False
        return self.text[end - 1] != "我" or not _is_han(follows) or follows in "的啊吧呢呀哈本自"

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

    def _before_count(self, end: int) -> bool:
        return any(end <= start <= end + 1 for start in self.starts)

    def _is_lane(self, at: int) -> bool:
        """Whether a dash stands between two places: 德清—江门."""
        last = self.tokens[-1] if self.tokens else None
        behind = at + 1
        while behind < min(len(self.text), at + 8) and self.text[behind] in _DASHES + " ":
            behind += 1
        before = last is not None and last.role is Role.SPACE and len(self.tokens) > 1 and self.tokens[-2] or last
        return behind in self.places and isinstance(before, Token) and before.role in (Role.PLACE, Role.TEXT)

    def _is_name(self, atom: Atom, end: int) -> bool:
        """Whether a number belongs to a name of goods: 四件套, 55寸电视, A4复印纸."""
        if not isinstance(atom, Other):
            return False
        if atom.what == "name":
            return atom.said[0] != "一" or atom.said in ("一次性", "一体机")
        if atom.what == "measure" and endings.GOODS.search(atom.said) and _is_han(atom.said[-1]):
            return True
        follows = self.text[end : end + 1]
        return atom.what in ("measure", "model") and _is_han(follows) and not lexicon.match(self.text, end)

    def _numbering(self, at: int) -> int:
        """Where the number of an item ends: 6.提货 …"""
        last = self.tokens[-1] if self.tokens else None
        if last is not None and last.role not in (Role.BREAK, Role.SPACE, Role.COMMA):
            return 0
        found = _NUMBERING.match(self.text, at)
        if found:
            return found.end()
        bare = _BARE_NUMBER.match(self.text, at)
        labelled = lexicon.match(self.text, bare.end()) if bare and bare.end() < len(self.text) else None
        is_label = labelled is not None and labelled[1].role is Role.LABEL
        return bare.end() if bare and labelled and is_label and self.text[labelled[0] : labelled[0] + 1] == ":" else 0

    def _spelling(self, at: int) -> int:
        """Where the spelling of a surname ends that was just said: 我姓付 付款的付."""
        last = self.tokens[-2] if len(self.tokens) > 1 and self.tokens[-1].role in (Role.SPACE, Role.COMMA) else None
        if last is None or last.role is not Role.PERSON:
            return 0
        found = _SPELT.match(self.text, at)
        said = self.text[last.start : last.end]
        return found.end() if found and found[1] in said else 0

    def _spaced_label(self, at: int) -> int:
        """Where a label with spaces between its characters ends: 联 系 人："""
        last = self.tokens[-1] if self.tokens else None
        if last is not None and last.role not in (Role.BREAK, Role.SPACE, Role.COMMA):
            return 0
        found = _SPACED_LABEL.match(self.text, at)
        return found.end(1) if found and " " in found[1] else 0

    def _label(self, end: int) -> None:
        word = "".join(self.text[self.at : end].split())
        found = lexicon.match(word, 0)
        if found and found[0] == len(word) and found[1].role is Role.LABEL:
            self._add(Role.LABEL, end, of=found[1].of)
        else:
            self._add(Role.TEXT, end)

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

    def _add(self, role: Role, end: int, of: str = "", atom: Atom | None = None) -> None:
        last = self.tokens[-1] if self.tokens else None
        if role is Role.TEXT and last and last.role is Role.TEXT:
            last.end = end
        else:
            self.tokens.append(Token(role, self.at, end, of, atom))
        self.at = end

    def _room(self, at: int) -> int:
        """Up to where the text is free of atoms."""
        for start in self.starts:
            if start > at:
                return start
        return len(self.text)

    def _expects_place(self) -> bool:
        for token in reversed(self.tokens):
            if token.role in _EXPECT_PLACE:
                return True
            if token.role is Role.LABEL:
                return token.of.startswith("place")
            if token.role not in (Role.SPACE, Role.COLON, Role.IS, Role.FILLER):
                return False
        return False

    def _person(self, at: int) -> int:
        """Where a person that begins here ends; 0 for nobody."""
        text = self.text
        if not ("\u4e00" <= text[at] <= "\u9fff" or (text[at].isascii() and text[at].isalpha())):
            return 0
        last = self.tokens[-1] if self.tokens else None
        expected = self._expects_name()
        end = 0
        place = self.places.get(at)
        known = place.end if place and place.is_sure else 0
        if expected:
            end = people.titled(text, at, follows_text=False) or self._named(at, expected)
        elif last is None or last.role is Role.BREAK:
            end = people.signed(text, at) if not lexicon.match(text, at) else 0
        if not end and text[at] in self.surnames and self._is_surnamed():
            end = people.titled_anyhow(text, at)
        if known and known >= end and known - at > 1 and not self._before_phone(known):
            return 0
        follows_text = last is not None and last.role is Role.TEXT
        end = end or people.titled(text, at, follows_text=follows_text) or self._near_phone(at, last)
        return end if end <= self._room(at) else 0

    def _is_surnamed(self) -> bool:
        """昂师傅 behind 我姓昂: a surname said as one, however rare."""
        last = self.tokens[-1] if self.tokens else None
        return last is not None and last.role in (Role.SPACE, Role.COMMA, Role.PERSON)

    def _named(self, at: int, expected: str) -> int:
        text = self.text
        if text[at].isascii():
            return people.anyone(text, at) if expected in ("field", "yes", "word") else 0
        if expected == "titled":
            return people.titled_anyhow(text, at)
        if expected == "weak":
            end = people.titled_anyhow(text, at)
            return end
        run = _HAN_RUN.match(text, at)
        if run and people.is_company(run[0]):
            return 0
        end = people.titled_anyhow(text, at) or people.short_named(text, at) or people.named(text, at)
        if not end and expected in ("yes", "field") and not lexicon.match(text, at):
            long = people.anyone(text, at)
            if long - at > 3 and any(people.titled_anyhow(text, inner) == long for inner in range(at + 1, long - 1)):
                return 0
            end = long if 3 <= long - at <= 8 and self._before_phone(long) else 0
        if end and self.text[end : end + 2] in ("这边", "那边"):
            return 0
        if end and self.text[end : end + 1] == "的" and self.text[end + 1 : end + 3] != "电话":
            return 0
        if end or expected == "word":
            return end
        place = self.places.get(at)
        if expected == "field":
            end = people.anyone(text, at)
            if end and not (place and place.is_sure and not self._before_phone(end)):
                return end
        if expected == "surname":
            self.surnames.add(text[at])
            return people.any_surnamed(text, at)
        return people.surnamed(text, at)

    def _expects_name(self) -> str:
        """field: a labelled field for a name; yes: 我姓, 联系人; word: 我是, 找; weak: 我; nothing: not here."""
        colon = oops = False
        for token in reversed(self.tokens[-8:]):
            if oops and token.role is Role.PERSON:
                return "yes"
            oops = oops or token.role in (Role.OOPS, Role.CHANGE)
            if oops and token.role in (Role.OOPS, Role.CHANGE, Role.SPACE, Role.COMMA, Role.TEXT):
                continue
            if token.role in _TAKES_SOMEONE and not colon:
                return "titled"
            if token.role is Role.LABEL:
                wanted = token.of in _WANTS_NAME
                if wanted and self.text[token.end - 1] == "姓":
                    return "surname"
                return ("field" if colon else "yes") if wanted else ""
            if token.role is Role.CALLED:
                return "surname" if self.text[token.end - 1] in "姓贵" else "word"
            if token.role in (Role.ME, Role.THEM) and not colon:
                return "weak"
            colon = colon or token.role is Role.COLON
            if token.role not in (Role.SPACE, Role.COLON, Role.IS, Role.FILLER):
                return ""
        return ""

    def _near_phone(self, at: int, last: Token | None) -> int:
        """A bare name that stands before or behind a telephone number, or before 收."""
        behind = bool(last and (last.is_atom(Kind.PHONE) or self._is_after_phone()))
        if last and last.role is Role.TEXT and self.text[at - 1] not in _ENDS_ADDRESS:
            aged = people.titled_anyhow(self.text, at) if self.text[at] in "老小阿" else 0
            return aged if aged and self._before_phone(aged) else 0
        if self._is_whole_name(at, last):
            return people.anyone(self.text, at)
        titled = people.titled_anyhow(self.text, at)
        if titled and (behind or self._before_phone(titled)) and not lexicon.match(self.text, at):
            return titled
        for end in (people.named(self.text, at), people.short_named(self.text, at)):
            if not end:
                continue
            if self._before_phone(end) or (
                self.text.startswith("收", end) and not self.text.startswith("收费", end)
            ):
                return end if not lexicon.match(self.text, at) or behind else 0
            if behind and not lexicon.match(self.text, at) and self._stands_alone(at, end):
                return end
        begins = last is None or last.role in (Role.SPACE, Role.COMMA, Role.BREAK, Role.COLON)
        is_word = lexicon.match(self.text, at) is not None
        alone = people.alone(self.text, at) if (behind or begins) and not is_word else 0
        return alone if behind or (alone and self._before_phone(alone)) else 0

    def _stands_alone(self, at: int, end: int) -> bool:
        """Whether what stands behind a number is a name and not the goods: 138… 文件柜 2个."""
        follows = self.text[end : end + 1]
        return not endings.GOODS.search(self.text[at:end]) and not _is_han(follows) and not self._before_count(end)

    def _is_whole_name(self, at: int, last: Token | None) -> bool:
        """Whether all between 收： and a number is a name, however long: 阿依古丽 187…"""
        if last is None or last.role not in (Role.SPACE, Role.COLON, Role.COMMA) :
            return False
        heads = [token.role for token in self.tokens[-3:]]
        if not {Role.RECEIVE, Role.SHIP, Role.LABEL, Role.UNLOAD, Role.LOAD, Role.COLON} & set(heads):
            return False
        end = people.anyone(self.text, at)
        return 3 <= end - at <= 8 and self._before_phone(end) and not lexicon.match(self.text, at)

    def _is_after_phone(self) -> bool:
        for token in reversed(self.tokens):
            if token.is_atom(Kind.PHONE):
                return True
            if token.role not in (Role.SPACE, Role.COMMA):
                return False
        return False

    def _before_phone(self, end: int) -> bool:
        for start in self.phones:
            if end <= start:
                return start - end < 16 and bool(_BEFORE_PHONE.fullmatch(self.text[end:start]))
        return False


def _is_han(letter: str) -> bool:
    return "\u4e00" <= letter <= "\u9fff"


def _is_symbol(letter: str) -> bool:
    return unicodedata.category(letter)[0] in "SPC"


def _breadth(place: divisions.Mention) -> str:
    """weak: perhaps no place at all; wide: a city or province; narrow: anything in one."""
    if not place.is_sure:
        return "weak"
    wide = any(one.level <= divisions.Level.CITY for one in place.divisions)
    return "wide" if wide else "narrow"


def placed(plain: Plain, atoms: tuple[Atom, ...]) -> list[tuple[Atom, int, int]]:
    """The atoms with their places in the plain text."""
    first: dict[int, int] = {}
    for index, origin in enumerate(plain.origins):
        first.setdefault(origin, index)
    found = []
    for atom in atoms:
        start, end = first.get(atom.start), atom.end
        while end not in first and end < len(plain.original):
            end += 1
        if start is not None and end in first:
            found.append((atom, start, first[end]))
    return found


def _places(text: str) -> list[divisions.Mention]:
    """The places named in the text; one name may have spaces in it (保定 徐水)."""
    if " " not in text:
        return list(divisions.find(text))
    kept = [at for at, letter in enumerate(text) if letter != " "]
    found = divisions.find("".join(text[at] for at in kept))
    return [
        part
        for one in found
        for part in _parts(text, kept[one.start], kept[one.end - 1] + 1, one)
    ]


def _parts(text: str, start: int, end: int, mention: divisions.Mention) -> list[divisions.Mention]:
    """The mention in the text with its spaces; as two where a name is said again behind one (太原 太原是哪里)."""
    first, space, rest = text[start:end].partition(" ")
    cuts = [(start, end)]
    if space and (rest.lstrip().startswith(first) or first.endswith(rest.lstrip())):
        cuts = [(start, start + len(first)), (end - len(rest.lstrip()), end)]
    return [divisions.Mention(*cut, mention.divisions, mention.is_sure) for cut in cuts]
