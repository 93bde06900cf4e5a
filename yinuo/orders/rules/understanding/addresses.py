"""Where an address goes on: over spaces, commas and small words, floors and doors said apart."""

import re
from typing import Final

from yinuo.orders.rules.understanding import endings
from yinuo.orders.rules.understanding.atoms import Kind
from yinuo.orders.rules.understanding.lexicon import Role
from yinuo.orders.rules.understanding.scanning import Token

_INSIDE: Final = frozenset({Role.PLACE, Role.TEXT})
_ABSORBED: Final = frozenset(
    {
        Role.FILLER,
        Role.GO,
        Role.SHIP,
        Role.OF,
        Role.HAVE,
        Role.SUM,
        Role.ME,
        Role.THEM,
        Role.LOAD,
        Role.UNLOAD,
        Role.AT,
        Role.FROM,
        Role.TO,
        Role.AND,
    }
)
_STALL: Final = re.compile(r"(?:档口|商铺|店铺|门面|铺位|摊位|[a-z\d]+[区栋座排])[a-z\d]")
_POST: Final = re.compile(
    r"(?:[一-龥](?:科|处)|(?:采购|销售|售后|工程|财务|设备|后勤|物资|市场|生产)部|办公室|前台)$"
)
MEASURED: Final = (Kind.COUNT, Kind.WEIGHT, Kind.VOLUME)
_LONGEST: Final = 40
"""Tokens of one address."""
_POINT: Final = re.compile(r"\d\.\d")
_LAST_OF_NAME: Final = frozenset({"里", "行", "货运"})
_GLUED_TO: Final = frozenset({Role.COMMA, Role.BREAK, Role.UNLOAD, Role.TO, Role.GO, Role.SHIP, Role.PERSON})
_BOUNDS: Final = _GLUED_TO | {Role.SPACE, Role.LOAD, Role.RECEIVE}
MOVE: Final = frozenset(
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


_STREET: Final = re.compile(r"[一-龥]{1,6}(?:路|街|大道|巷)[东南西北中]?")
_NOT_ON: Final = re.compile(r"路上|搬|抬|扛|送|上楼|上门")


class Row:
    """Tokens of a text in which addresses are followed."""

    def __init__(self, text: str, tokens: list[Token]) -> None:
        self.text = text
        self.tokens = tokens

    def run_text(self, at: int) -> str:
        """What stands together from token `at` on."""
        return self.text[self.tokens[at].start : self.tokens[self.run_end(at) - 1].end]

    def run_end(self, at: int) -> int:
        """The token behind the text, places and house numbers that stand together, small words in them."""
        end = at
        while end < min(len(self.tokens), at + _LONGEST):
            token = self.tokens[end]
            if not (token.role in _INSIDE or is_house(token) or (end > at and self._is_within(end))):
                break
            end += 1
        return end

    def _is_within(self, at: int) -> bool:
        """A small word inside a piece of text: 岳|各|庄市场."""
        token, before = self.tokens[at], self.tokens[at - 1]
        if (
            token.role not in (Role.FILLER, Role.SHIP)
            or token.end - token.start > 1
            or at + 1 == len(self.tokens)
        ):
            return False
        behind = self.tokens[at + 1]
        if token.role is Role.SHIP and not endings.ENDING.fullmatch(self.text, behind.start, behind.end):
            return False
        glued = before.end == token.start and behind.start == token.end
        return glued and before.role is Role.TEXT and behind.role is Role.TEXT

    def bridge(self, at: int, expected: str) -> int:
        """How many tokens to step over because the address goes on behind them; 0 for none."""
        token = self.tokens[at]
        behind = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        if behind is None:
            return self._belongs(at)
        if token.role is Role.AND and self.text[token.start] == "/" and behind.role in _INSIDE:
            return 1
        if token.role is Role.AND and self._is_banner(at):
            return 1
        if token.role is Role.COMMA and self.text[token.start] == "," and self._is_detail(at + 1):
            return 2 if behind.role is Role.FILLER else 1
        if (
            token.role is Role.COMMA
            and _POINT.match(self.text, token.start - 1)
            and (behind.role is Role.TEXT or is_house(behind))
        ):
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
        if behind.role is Role.TEXT or is_house(behind):
            return 1 if self._goes_on(at + 1, expected) else 0
        return 0

    def _is_banner(self, at: int) -> bool:
        """呼和浩特|和|林→: 和 that begins a name, with nothing but the way on behind it."""
        before, token, end = self.tokens[at - 1], self.tokens[at], self.run_end(at + 1)
        glued = before.end == token.start and self.tokens[at + 1].start == token.end
        if self.text[token.start] != "和" or not glued or before.role is not Role.PLACE:
            return False
        behind = self.tokens[end] if end < len(self.tokens) else None
        is_short = len(self.run_text(at + 1)) <= 2
        return is_short and behind is not None and behind.role in (Role.TO, Role.GO, Role.SHIP)

    def _is_detail(self, at: int) -> bool:
        """莆田鞋城旁边,|6号仓; 荷花池,|档口3区218: a floor, a door, a stall said apart."""
        token = self.tokens[at]
        if token.role is Role.ATOM:
            return is_house(token) and getattr(token.atom, "what", "") == "place"
        return token.role in (Role.TEXT, Role.FILLER) and bool(_STALL.match(self.text, token.start))

    def _is_again(self, at: int) -> bool:
        """到太原 太原是哪里: whether the place before a space is said again behind it."""
        before, behind = self.tokens[at - 1], self.tokens[at + 1]
        said, again = self.text[before.start : before.end], self.text[behind.start : behind.end]
        return again.startswith(said) or said.endswith(again)

    def _goes_in(self, at: int) -> int:
        """北京的|海淀, 北京的那个|岳各庄市场: tokens from 的 up to what lies in the place; 0 for none."""
        inner = at + 1
        while inner < len(self.tokens) - 1 and self.tokens[inner].role in (Role.SPACE, Role.FILLER):
            inner += 1
        token = self.tokens[inner]
        said = self.text[self.tokens[at - 1].start : self.tokens[at].start]
        if said[:2] in self.run_text(inner):
            return 0
        is_plain = all(one.role is Role.SPACE for one in self.tokens[at + 1 : inner])
        if token.role is Role.PLACE and token.of != "wide" and is_plain:
            return inner - at
        is_market = token.role is Role.TEXT and not is_plain and endings.is_placelike(self.run_text(inner))
        return inner - at if is_market else 0

    def _belongs(self, at: int) -> int:
        """A small word that is part of a name: 前|湾四期码头, 三元|里, 机场|货运; 1 for one, else 0."""
        token, before = self.tokens[at], self.tokens[at - 1]
        if before.end != token.start or not (before.role in _INSIDE or is_house(before)):
            return 0
        said = self.text[token.start : token.end]
        behind = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        if said == "对面":
            return 1
        if token.role is Role.SHIP and len(said) == 1 and before.role is Role.TEXT and behind is not None:
            return 1 if behind.start == token.end and endings.ENDING.fullmatch(self.run_text(at + 1)) else 0
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
        return 1 if endings.is_placelike(self.run_text(at + 1)) else 0

    def _is_street(self, at: int) -> bool:
        return bool(re.match(r"[一-龥]{1,6}(?:路|街|大道|巷)", self.run_text(at)))

    def absorbs(self, at: int, expected: str) -> int:
        """In a field for a place, a word that is none of its own: 天能路."""
        token = self.tokens[at]
        if expected != "field" or token.role not in _ABSORBED or self.tokens[at - 1].end != token.start:
            return 0
        around = self.tokens[at - 1 : at + 2]
        if token.role in (Role.GO, Role.TO) and [one.role for one in around[::2]] == [Role.PLACE] * 2:
            return 0
        return 1

    def _goes_on(self, at: int, expected: str) -> bool:
        """Whether the run of text at token `at`, behind a space, is a further part of the address."""
        said, end = self.run_text(at), self.run_end(at)
        behind = self.tokens[end] if end < len(self.tokens) else None
        if behind and behind.role is Role.SPACE and end + 1 < len(self.tokens):
            behind = self.tokens[end + 1]
        if behind and behind.is_atom(*MEASURED):
            return bool(re.search(r"\d+号|路$|街道$|镇$|村$", said))
        if self.tokens[at].role is Role.ATOM and getattr(self.tokens[at].atom, "what", "") == "place":
            return True
        if said.isdigit() and _POINT.match(self.text, self.tokens[at].end - 1):
            return True
        if len(said) < 2:
            ends = self.text[self.tokens[at - 2].end - 1] if at > 1 else ""
            return said == "号" or (
                expected == "field" and said.isdigit() and ends.isascii() and ends.isalpha()
            )
        if _NOT_ON.match(said):
            return False
        if _STREET.fullmatch(said):
            return True
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
        if behind is not None and behind.role in MOVE and behind.role not in (Role.COMMA, Role.BREAK):
            return True
        return bool(expected) and len(said) <= 4 and (behind is None or behind.role is not Role.FILLER)

    def counts(self, space: Token) -> bool:
        """Whether an amount stands behind a space."""
        at = self.tokens.index(space) + 1
        return space.role is Role.SPACE and at < len(self.tokens) and self.tokens[at].is_atom(*MEASURED)


def is_house(token: Token) -> bool:
    """Whether a token is a number that belongs to an address."""
    return token.is_atom(Kind.OTHER) and getattr(token.atom, "what", "") in (
        "place",
        "name",
        "ordinal",
        "model",
    )
