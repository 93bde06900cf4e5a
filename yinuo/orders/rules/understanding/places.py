"""How far a place reaches: a known name, what follows it up to the house number, and nothing of the goods."""

import re
from dataclasses import replace
from typing import Final

from yinuo.core import divisions
from yinuo.orders.rules.understanding import addresses, endings, people
from yinuo.orders.rules.understanding.atoms import Kind
from yinuo.orders.rules.understanding.lexicon import Role
from yinuo.orders.rules.understanding.scanning import Token

_SAID_TO: Final = frozenset({Role.FROM, Role.TO, Role.GO, Role.MINE})
_ENDS_OF_LANE: Final = frozenset(
    {Role.FROM, Role.TO, Role.GO, Role.SHIP, Role.LOAD, Role.UNLOAD, Role.RECEIVE}
)
_OURS: Final = re.compile(r"(?:货运)?(?:站|网点|仓库?|公司|货场|物流园?|营业部|门店|这|那)(?![一-龥]{3})")
_BEGINS: Final = frozenset({Role.PLACE, Role.TEXT, Role.ATOM})
_FARTHEST: Final = 16
"""Tokens back to the word that asks for a place."""
_NO_NAME: Final = re.compile(r"不然|要不|否则|然后|[一-龥]{1,2}后$|[a-z]{3,} ?$")
_VERB: Final = re.compile(
    r"(?<=[一-龥])(?:进|搬|买|订|购|采购|拿|提)(?:了|的|过来)?$|^(?:进|搬|买|订|购|采购|拿)(?:了|的|过来)?$"
)
_GLUED_TO: Final = frozenset({Role.COMMA, Role.BREAK, Role.UNLOAD, Role.TO, Role.GO, Role.SHIP, Role.PERSON})
_APART: Final = frozenset({Role.SPACE, Role.COMMA, Role.BREAK, Role.FILLER})
_ARROW: Final = re.compile(r"[^\w\s]")
_GAP: Final = frozenset({Role.SPACE, Role.FILLER, Role.IS, Role.COLON})


class Merger(addresses.Row):
    """Joins tokens into whole places; what belongs to no place stays as it was."""

    def __init__(self, text: str, tokens: list[Token]) -> None:
        super().__init__(text, tokens)
        self.done: list[Token] = []

    def merge(self) -> list[Token]:
        """The tokens with every place as one."""
        at = 0
        while at < len(self.tokens):
            token = self.tokens[at]
            expected = self._expected() if token.role in _BEGINS else ""
            expected = expected or ("place" if self._heads_lane(at) else "")
            if token.role is Role.PLACE or self._may_begin(at, expected):
                at = self._take(at, expected)
            else:
                self.done.append(token)
                at += 1
        return self.done

    def _may_begin(self, at: int, expected: str) -> bool:
        token = self.tokens[at]
        if not (token.role is Role.TEXT or addresses.is_house(token)):
            return False
        if self.done and self.text.startswith("你", self.done[-1].start) and _OURS.match(self.run_text(at)):
            return False
        if expected and (_NO_NAME.match(self.run_text(at)) or (expected == "field" and self._is_goods(at))):
            return False
        if expected in ("place", "field"):
            return token.end - token.start > 1 or (
                at + 1 < len(self.tokens) and addresses.is_house(self.tokens[at + 1])
            )
        said = self.run_text(at)
        if expected == "maybe":
            return bool(endings.STRONG.search(said))
        return (
            token.role is Role.TEXT
            and bool(endings.STRONG.search(said))
            and not endings.GOODS.search(said)
            and not self._is_counted(at)
        )

    def _heads_lane(self, at: int) -> bool:
        """天台坦头→郑州, 永嘉桥头发长沙: whether a text is one end of a lane."""
        if self.tokens[at].role is not Role.TEXT or (self.done and self.done[-1].role not in _APART):
            return False
        end = self.run_end(at)
        if end + 1 >= len(self.tokens) or self.tokens[end + 1].role not in (Role.PLACE, Role.TEXT):
            return False
        word, said = self.tokens[end], self.run_text(at)
        if self.tokens[at].end - self.tokens[at].start < 2:
            return False
        if word.role is Role.TO and _ARROW.match(self.text, word.start):
            return not endings.has_goods_ending(said)
        is_far = word.role in (Role.SHIP, Role.GO) and self.tokens[end + 1].role is Role.PLACE
        return is_far and len(said) > 2 and any(one.start == 0 for one in divisions.find(f"{said[:2]}到"))

    def _is_goods(self, at: int) -> bool:
        """发：气动接头 11箱: whether what a field of an end holds is counted, and no place is named in it."""
        end = self.run_end(at)
        run, behind = self.tokens[at:end], self.tokens[end] if end < len(self.tokens) else None
        is_named = any(token.role is Role.PLACE or addresses.is_house(token) for token in run)
        counted = behind is not None and (behind.is_atom(*addresses.MEASURED) or self.counts(behind))
        return counted and not is_named and not endings.STRONG.search(self.run_text(at))

    def _is_counted(self, at: int) -> bool:
        """Whether an amount of pieces stands right before or behind a run."""
        before = self.done[-1] if self.done else None
        return bool(before and before.is_atom(Kind.COUNT))

    def _expected(self) -> str:
        """field: in a labelled field for a place; place: behind 从, 到; maybe: behind 发; else nothing."""
        colon = False
        for token in reversed(self.done[-_FARTHEST:]):
            colon = (
                colon
                or token.role is Role.COLON
                or (token.role is Role.LABEL and self.text[token.end - 1] == ":")
            )
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
        _first, end, known = self.tokens[at].start, at, self.tokens[at].start
        while end < len(self.tokens):
            token = self.tokens[end]
            if token.role is Role.PLACE:
                if end > at and token.of == "wide" and self.tokens[end - 1].end < token.start:
                    break
                known = token.end
            elif not (token.role is Role.TEXT or addresses.is_house(token)):
                step = self.bridge(end, expected) or self.absorbs(end, expected)
                if not step:
                    break
                end += step
                continue
            end += 1
        return self._cut(at, end, known, expected)

    def _cut(self, at: int, end: int, known: int, expected: str) -> int:
        """Where the place ends in the tokens `at` to `end`; the rest goes back as text."""
        start, stop = self.tokens[at].start, self.tokens[end - 1].end
        while stop > start and self.text[stop - 1] in " 的":
            stop -= 1
        houses = [token.end for token in self.tokens[at:end] if addresses.is_house(token)]
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
        return rest[0] == " " or (endings.is_placelike(rest) and not people.is_company(rest))

    def _extent(
        self, start: int, known: int, stop: int, expected: str, behind: Token | None, houses: list[int]
    ) -> int:
        """Where the place ends that begins at `start`, is known up to `known` and can reach to `stop`."""
        if houses and houses[-1] > known:
            known = houses[-1]
        rest = self.text[known:stop]
        counted = behind is not None and (behind.is_atom(*addresses.MEASURED) or self.counts(behind))
        is_goods = counted and known > start and bool(endings.GOODS.search(rest))
        if not rest or (expected == "field" and not is_goods):
            return stop
        if expected and (verb := _VERB.search(rest)):
            stop, rest = known + verb.start(), rest[: verb.start()]
        if not rest:
            return stop
        counted = behind is not None and behind.is_atom(*addresses.MEASURED)
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
            at = self.tokens.index(behind) if behind is not None else -1
            if behind is not None and behind.role is Role.SPACE and at + 1 < len(self.tokens):
                behind = self.tokens[at + 1]
            return (
                behind is not None
                and behind.role in addresses.MOVE
                and behind.role not in (Role.COMMA, Role.BREAK)
            )
        return (
            behind is None
            or behind.role in _GLUED_TO
            or (behind.role is Role.SPACE and not self.counts(behind))
        )
