"""How far a place reaches: a known name, what follows it up to the house number, and nothing of the goods."""

import re
from dataclasses import replace
from typing import Final

from yinuo.orders.rules.understanding import endings, people
from yinuo.orders.rules.understanding.atoms import Kind
from yinuo.orders.rules.understanding.lexicon import Role
from yinuo.orders.rules.understanding.scanning import Token

_INSIDE: Final = frozenset({Role.PLACE, Role.TEXT})
_SAID_TO: Final = frozenset({Role.FROM, Role.TO, Role.GO, Role.MINE})
_ENDS_OF_LANE: Final = frozenset({Role.FROM, Role.TO, Role.GO, Role.SHIP, Role.LOAD, Role.UNLOAD, Role.RECEIVE})
_ABSORBED: Final = frozenset(
    {Role.FILLER, Role.GO, Role.SHIP, Role.OF, Role.HAVE, Role.SUM, Role.ME, Role.THEM, Role.LOAD, Role.UNLOAD, Role.AT, Role.FROM, Role.TO, Role.AND}
)
_STALL: Final = re.compile(r"(?:档口|商铺|店铺|门面|铺位|摊位|[a-z\d]+[区栋座排])[a-z\d]")
_OURS: Final = re.compile(r"(?:货运)?(?:站|网点|仓库?|公司|货场|物流园?|营业部|门店|这|那)(?![一-龥]{3})")
_POST: Final = re.compile(r"(?:[一-龥](?:科|处)|(?:采购|销售|售后|工程|财务|设备|后勤|物资|市场|生产)部|办公室|前台)$")
_VERB: Final = re.compile(r"(?<=[一-龥])(?:进|搬|买|订|购|采购|拿|提)(?:了|的|过来)?$|^(?:进|搬|买|订|购|采购|拿)(?:了|的|过来)?$")
_MEASURED: Final = (Kind.COUNT, Kind.WEIGHT, Kind.VOLUME)
_POINT: Final = re.compile(r"\d\.\d")
_LAST_OF_NAME: Final = frozenset({"里", "行", "货运"})
_GLUED_TO: Final = frozenset(
    {Role.COMMA, Role.BREAK, Role.UNLOAD, Role.TO, Role.GO, Role.SHIP, Role.PERSON}
)
_BOUNDS: Final = _GLUED_TO | {Role.SPACE, Role.LOAD, Role.RECEIVE}
_GAP: Final = frozenset({Role.SPACE, Role.FILLER, Role.IS, Role.COLON})
_MOVE: Final = frozenset(
    {
        Role.TO,
        Role.GO,
        Role.SHIP,
        Role.LOAD,
        Role.UNLOAD,
        Role.BREAK,
        Role.COMMA,
        Role.LABEL,
        Role.RECEIVE,
        Role.CALLED,
        Role.PERSON,
        Role.THEM,
        Role.ME,
    }
)


class Merger:
    """Joins tokens into whole places; what belongs to no place stays as it was."""

    def __init__(self, text: str, tokens: list[Token]) -> None:
        self.text = text
        self.tokens = tokens
        self.done: list[Token] = []

    def merge(self) -> list[Token]:
        """The tokens with every place as one."""
        at = 0
        while at < len(self.tokens):
            expected = self._expected(at)
            token = self.tokens[at]
            if token.role is Role.PLACE or self._may_begin(at, expected):
                at = self._take(at, expected)
            else:
                self.done.append(token)
                at += 1
        return self.done

    def _may_begin(self, at: int, expected: str) -> bool:
        token = self.tokens[at]
        if not (token.role is Role.TEXT or _is_house(token)):
            return False
        if self.done and self.text.startswith("你", self.done[-1].start) and _OURS.match(self._run_text(at)):
            return False
        if expected in ("place", "field"):
            return token.end - token.start > 1 or at + 1 < len(self.tokens) and _is_house(self.tokens[at + 1])
        said = self._run_text(at)
        if expected == "maybe":
            return bool(endings.STRONG.search(said))
        return (
            token.role is Role.TEXT
            and bool(endings.STRONG.search(said))
            and not endings.GOODS.search(said)
            and not self._is_counted(at)
        )

    def _is_counted(self, at: int) -> bool:
        """Whether an amount of pieces stands right before or behind a run."""
        before = self.done[-1] if self.done else None
        return bool(before and before.is_atom(Kind.COUNT))

    def _run_text(self, at: int) -> str:
        return self.text[self.tokens[at].start : self.tokens[self._run_end(at) - 1].end]

    def _run_end(self, at: int) -> int:
        """The token behind the text, places and house numbers that stand together, small words in them included."""
        end = at
        while end < len(self.tokens):
            token = self.tokens[end]
            if not (token.role in _INSIDE or _is_house(token) or end > at and self._is_within(end)):
                break
            end += 1
        return end

    def _is_within(self, at: int) -> bool:
        """A small word inside a piece of text: 岳|各|庄市场."""
        token, before = self.tokens[at], self.tokens[at - 1]
        if token.role is not Role.FILLER or token.end - token.start > 1 or at + 1 == len(self.tokens):
            return False
        behind = self.tokens[at + 1]
        glued = before.end == token.start and behind.start == token.end
        return glued and before.role is Role.TEXT and behind.role is Role.TEXT

    def _expected(self, at: int) -> str:
        """field: in a labelled field for a place; place: behind 从, 到; maybe: behind 发; nothing: unknown."""
        colon = False
        for token in reversed(self.done):
            colon = colon or token.role is Role.COLON or token.role is Role.LABEL and self.text[token.end - 1] == ":"
            if colon and token.role in _ENDS_OF_LANE:
                return "field"
            if token.role in _SAID_TO:
                return "place"
            if token.role is Role.LABEL and token.of.startswith("place"):
                return "field" if colon else "place"
            if token.role in (Role.SHIP, Role.AT):
                return "maybe"
            if colon and (token.role in _ENDS_OF_LANE or token.of.endswith("name")):
                return "field" if token.role in _ENDS_OF_LANE else "firm"
            if token.of.endswith("firm"):
                return "firm"
            if token.role not in _GAP:
                return ""
        return ""

    def _take(self, at: int, expected: str) -> int:
        """Take one place that begins at token `at`; gives the first token behind it."""
        first, end, known = self.tokens[at].start, at, self.tokens[at].start
        while end < len(self.tokens):
            token = self.tokens[end]
            if token.role is Role.PLACE:
                if end > at and token.of == "wide" and self.tokens[end - 1].end < token.start:
                    break
                known = token.end
            elif not (token.role is Role.TEXT or _is_house(token)):
                step = self._bridge(end, expected) or self._absorbs(end, expected)
                if not step:
                    break
                end += step
                continue
            end += 1
        return self._cut(at, end, known, expected)

    def _bridge(self, at: int, expected: str) -> int:
        """How many tokens to step over because the address goes on behind them; 0 for none."""
        token = self.tokens[at]
        behind = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        if behind is None:
            return self._belongs(at)
        if token.role is Role.AND and self.text[token.start] == "/" and behind.role in _INSIDE:
            return 1
        if token.role is Role.COMMA and self.text[token.start] == "," and self._is_detail(at + 1):
            return 2 if behind.role is Role.FILLER else 1
        if token.role is Role.COMMA and _POINT.match(self.text, token.start - 1) and behind.role is Role.TEXT:
            return 1
        if token.role is Role.FILLER and behind.role is Role.SPACE and at + 2 < len(self.tokens):
            inner = self.tokens[at + 2]
            if inner.role is Role.TEXT and self._is_street(at + 2):
                return 2
        if token.role is Role.OF:
            return self._goes_in(at)
        if token.role is not Role.SPACE:
            return self._belongs(at)
        if behind.role is Role.PLACE:
            return 0 if behind.of == "wide" or self._is_again(at) else 1
        if behind.role is Role.TEXT or _is_house(behind):
            return 1 if self._goes_on(at + 1, expected) else 0
        return 0

    def _is_detail(self, at: int) -> bool:
        """莆田鞋城旁边,|6号仓; 荷花池,|档口3区218: a floor, a door, a stall said apart."""
        token = self.tokens[at]
        if token.role is Role.ATOM:
            return _is_house(token) and getattr(token.atom, "what", "") == "place"
        return token.role in (Role.TEXT, Role.FILLER) and bool(_STALL.match(self.text, token.start))

    def _is_again(self, at: int) -> bool:
        """到太原 太原是哪里: whether the place before a space is said again behind it."""
        before, behind = self.tokens[at - 1], self.tokens[at + 1]
        said, again = self.text[before.start : before.end], self.text[behind.start : behind.end]
        return again.startswith(said) or said.endswith(again)

    def _goes_in(self, at: int) -> int:
        """北京的|海淀, 北京的那个 那个|岳各庄市场: tokens from 的 at `at` up to what lies in the place; 0 for none."""
        inner = at + 1
        while inner < len(self.tokens) - 1 and self.tokens[inner].role in (Role.SPACE, Role.FILLER):
            inner += 1
        token = self.tokens[inner]
        said = self.text[self.tokens[at - 1].start : self.tokens[at].start]
        if self.text.startswith(said, token.start):
            return 0
        is_plain = all(one.role is Role.SPACE for one in self.tokens[at + 1 : inner])
        if token.role is Role.PLACE and token.of != "wide" and is_plain:
            return inner - at
        is_market = token.role is Role.TEXT and not is_plain and is_placelike(self._run_text(inner))
        return inner - at if is_market else 0

    def _belongs(self, at: int) -> int:
        """A small word that is part of a name: 前|湾四期码头, 三元|里, 机场|货运; 1 for one, else 0."""
        token, before = self.tokens[at], self.tokens[at - 1]
        if before.end != token.start or not (before.role in _INSIDE or _is_house(before)):
            return 0
        said = self.text[token.start : token.end]
        behind = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        if said == "对面":
            return 1
        if token.role is Role.SHIP and len(said) == 1 and before.role is Role.TEXT and behind is not None:
            return 1 if behind.start == token.end and endings.ENDING.fullmatch(self._run_text(at + 1)) else 0
        return self._belongs_small(at, said, behind) if token.role is Role.FILLER else 0

    def _belongs_small(self, at: int, said: str, behind: Token | None) -> int:
        """The same of a word that says nothing by itself."""
        token, before = self.tokens[at], self.tokens[at - 1]
        if len(said) > 1 and endings.ENDING.fullmatch(said):
            return 1
        if said in _LAST_OF_NAME and (behind is None or behind.role in _BOUNDS):
            return 0 if said == "里" and endings.SHOPS.search(self.text[before.start : before.end]) else 1
        if behind is None or behind.start != token.end or behind.role is not Role.TEXT or len(said) > 1:
            return 0
        return 1 if is_placelike(self._run_text(at + 1)) else 0

    def _is_street(self, at: int) -> bool:
        return bool(re.match(r"[一-龥]{1,6}(?:路|街|大道|巷)", self._run_text(at)))

    def _absorbs(self, at: int, expected: str) -> int:
        """In a field for a place, a word that is none of its own: 天能路."""
        token = self.tokens[at]
        if expected != "field" or token.role not in _ABSORBED or self.tokens[at - 1].end != token.start:
            return 0
        return 1

    def _goes_on(self, at: int, expected: str) -> bool:
        """Whether the run of text at token `at`, behind a space, is a further part of the address."""
        said, end = self._run_text(at), self._run_end(at)
        behind = self.tokens[end] if end < len(self.tokens) else None
        if behind and behind.role is Role.SPACE and end + 1 < len(self.tokens):
            behind = self.tokens[end + 1]
        if behind and behind.is_atom(*_MEASURED):
            return bool(re.search(r"\d+号|路$|街道$|镇$|村$", said))
        if self.tokens[at].role is Role.ATOM and getattr(self.tokens[at].atom, "what", "") == "place":
            return True
        if len(said) < 2:
            return said == "号" or (expected == "field" and said.isascii() and said.isalnum())
        if _POST.search(said):
            return False
        if behind and behind.role is Role.THEM and endings.ENDING.fullmatch(said):
            return False
        if endings.ENDS.search(said) and not endings.GOODS.search(said):
            return True
        if (
            endings.STRONG.search(said)
            or endings.ENDING.fullmatch(said[-3:])
            or (re.search(r"\d", said) and endings.ENDING.search(said))
        ):
            return True
        if endings.GOODS.search(said) or len(said) > 5:
            return False
        if expected == "field":
            return True
        if behind is not None and behind.role in _MOVE and behind.role not in (Role.COMMA, Role.BREAK):
            return True
        return bool(expected) and len(said) <= 4 and (behind is None or behind.role is not Role.FILLER)

    def _cut(self, at: int, end: int, known: int, expected: str) -> int:
        """Where the place ends in the tokens `at` to `end`; the rest goes back as text."""
        start, stop = self.tokens[at].start, self.tokens[end - 1].end
        while stop > start and self.text[stop - 1] in " 的":
            stop -= 1
        houses = [token.end for token in self.tokens[at:end] if _is_house(token)]
        behind = self.tokens[end] if end < len(self.tokens) else None
        cut = self._extent(start, known, stop, expected, behind, houses)
        if expected == "firm" and stop > known and not houses and not self._is_address(known, stop):
            self.done.append(Token(Role.FIRM, start, stop))
            return end
        if cut > start:
            self.done.append(
                Token(Role.PLACE, start, cut, "known" if known > start else expected or "strong")
            )
        for token in self.tokens[at:end]:
            if token.end > cut and token.role is not Role.SPACE:
                rest = replace(token, start=max(token.start, cut))
                self.done.append(replace(rest, role=Role.TEXT) if rest.role is Role.PLACE else rest)
            elif token.start >= cut:
                self.done.append(token)
        return end

    def _is_address(self, known: int, stop: int) -> bool:
        """Whether what a field for a sender or receiver holds is an address rather than a firm."""
        rest = self.text[known:stop]
        return rest[0] == " " or is_placelike(rest) and not people.is_company(rest)

    def _extent(
        self, start: int, known: int, stop: int, expected: str, behind: Token | None, houses: list[int]
    ) -> int:
        """Where the place ends that begins at `start`, is known up to `known` and can reach to `stop`."""
        if houses and houses[-1] > known:
            known = houses[-1]
        rest = self.text[known:stop]
        counted = behind is not None and (behind.is_atom(*_MEASURED) or self._counts(behind))
        is_goods = counted and known > start and bool(endings.GOODS.search(rest))
        if not rest or expected == "field" and not is_goods:
            return stop
        if expected and (verb := _VERB.search(rest)):
            stop, rest = known + verb.start(), rest[: verb.start()]
        if not rest:
            return stop
        counted = behind is not None and behind.is_atom(*_MEASURED)
        tails = list(endings.ENDING.finditer(rest))
        if not counted and known > start and self._is_whole(rest, behind):
            return stop
        if tails and tails[-1].end() == len(rest) and not (counted and endings.GOODS.search(rest)):
            return stop
        if endings.GOODS.search(rest) or counted:
            return known + tails[-1].end() if tails and tails[-1].end() < len(rest) else known
        if (expected == "place" and len(rest) <= 8) or (known > start and len(rest) <= 3 and expected):
            return stop
        if tails:
            return known + tails[-1].end()
        return stop if expected == "place" and known == start and len(rest) <= 12 else known

    def _is_whole(self, rest: str, behind: Token | None) -> bool:
        """Whether what is glued to a known place is the end of its name: 上海|江杨水产 到 …"""
        name = rest.strip()
        if len(name) > 4 or " " in name or endings.GOODS.search(name):
            return False
        if rest[0] == " ":
            return behind is not None and behind.role in _MOVE and behind.role not in (Role.COMMA, Role.BREAK)
        return behind is None or behind.role in _GLUED_TO or behind.role is Role.SPACE and not self._counts(behind)

    def _counts(self, space: Token) -> bool:
        """Whether an amount stands behind a space."""
        at = self.tokens.index(space) + 1
        return space.role is Role.SPACE and at < len(self.tokens) and self.tokens[at].is_atom(*_MEASURED)


def _is_house(token: Token) -> bool:
    """Whether a token is a number that belongs to an address."""
    return token.is_atom(Kind.OTHER) and getattr(token.atom, "what", "") in (
        "place",
        "name",
        "ordinal",
        "model",
    )


def has_goods_ending(said: str) -> bool:
    """Whether a word ends as names of goods do."""
    return bool(endings.GOODS.search(said))


def is_placelike(said: str) -> bool:
    """Whether a word ends as places do and can hardly be goods."""
    return bool(endings.STRONG.search(said)) and not endings.GOODS.search(said)
