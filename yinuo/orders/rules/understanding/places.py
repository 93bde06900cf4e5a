"""How far a place reaches: a known name, what follows it up to the house number, and nothing of the goods."""

import re
from dataclasses import replace
from typing import Final

from yinuo.orders.rules.understanding import endings
from yinuo.orders.rules.understanding.atoms import Kind
from yinuo.orders.rules.understanding.lexicon import Role
from yinuo.orders.rules.understanding.scanning import Token

_INSIDE: Final = frozenset({Role.PLACE, Role.TEXT})
_SAID_TO: Final = frozenset({Role.FROM, Role.TO, Role.GO, Role.MINE})
_ENDS_OF_LANE: Final = frozenset({Role.FROM, Role.TO, Role.GO, Role.SHIP, Role.LOAD, Role.UNLOAD, Role.RECEIVE})
_ABSORBED: Final = frozenset(
    {Role.FILLER, Role.GO, Role.SHIP, Role.OF, Role.HAVE, Role.SUM, Role.ME, Role.THEM, Role.LOAD, Role.UNLOAD, Role.AT, Role.FROM, Role.TO, Role.AND}
)
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
        end = at
        while end < len(self.tokens) and (self.tokens[end].role in _INSIDE or _is_house(self.tokens[end])):
            end += 1
        return self.text[self.tokens[at].start : self.tokens[end - 1].end]

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
                if end > at and token.of == "wide":
                    break
                known = token.end
            elif not (token.role is Role.TEXT or _is_house(token)):
                step = self._bridge(end, known, expected) or self._absorbs(end, expected)
                if not step:
                    break
                end += step
                continue
            end += 1
        return self._cut(at, end, known, expected)

    def _bridge(self, at: int, known: int, expected: str) -> int:
        """How many tokens to step over because the address goes on behind them; 0 for none."""
        token = self.tokens[at]
        behind = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        if behind is None:
            return 0
        if token.role is Role.AND and self.text[token.start] == "/" and behind.role in _INSIDE:
            return 1
        if token.role is Role.FILLER and behind.role is Role.SPACE and at + 2 < len(self.tokens):
            inner = self.tokens[at + 2]
            return 2 if inner.role is Role.TEXT and self._is_street(at + 2) else 0
        if token.role not in (Role.SPACE, Role.OF):
            return 0
        if token.role is Role.OF:
            inner = self.tokens[at + 2] if behind.role is Role.SPACE and at + 2 < len(self.tokens) else behind
            first = self.text[self.tokens[at - 1].start : token.start]
            again = self.text.startswith(first, inner.start)
            return 1 if inner.role is Role.PLACE and inner.of != "wide" and not again else 0
        if behind.role is Role.PLACE:
            return 0 if behind.of == "wide" else 1
        if behind.role is Role.TEXT or _is_house(behind):
            return 1 if self._goes_on(at + 1, expected) else 0
        return 0

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
        said = self._run_text(at)
        end = at
        while end < len(self.tokens) and (self.tokens[end].role in _INSIDE or _is_house(self.tokens[end])):
            end += 1
        behind = self.tokens[end] if end < len(self.tokens) else None
        if behind and behind.role is Role.SPACE and end + 1 < len(self.tokens):
            behind = self.tokens[end + 1]
        if behind and behind.is_atom(Kind.COUNT, Kind.WEIGHT, Kind.VOLUME):
            return bool(re.search(r"\d+号|路$|街道$|镇$|村$", said))
        if len(said) < 2:
            return said == "号"
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
        return (
            behind is not None and behind.role in _MOVE and behind.role not in (Role.COMMA, Role.BREAK)
        ) or (bool(expected) and len(said) <= 4)

    def _cut(self, at: int, end: int, known: int, expected: str) -> int:
        """Where the place ends in the tokens `at` to `end`; the rest goes back as text."""
        start, stop = self.tokens[at].start, self.tokens[end - 1].end
        while stop > start and self.text[stop - 1] in " 的":
            stop -= 1
        houses = [token.end for token in self.tokens[at:end] if _is_house(token)]
        behind = self.tokens[end] if end < len(self.tokens) else None
        cut = self._extent(start, known, stop, expected, behind, houses)
        if expected == "firm" and stop > known:
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

    def _extent(
        self, start: int, known: int, stop: int, expected: str, behind: Token | None, houses: list[int]
    ) -> int:
        """Where the place ends that begins at `start`, is known up to `known` and can reach to `stop`."""
        if houses and houses[-1] > known:
            known = houses[-1]
        rest = self.text[known:stop]
        if not rest or expected == "field":
            return stop
        tails = list(endings.ENDING.finditer(rest))
        counted = behind is not None and (behind.is_atom(Kind.COUNT, Kind.WEIGHT, Kind.VOLUME))
        if tails and tails[-1].end() == len(rest) and not (counted and endings.GOODS.search(rest)):
            return stop
        if endings.GOODS.search(rest) or counted:
            return known + tails[-1].end() if tails and tails[-1].end() < len(rest) else known
        if (expected == "place" and len(rest) <= 8) or (known > start and len(rest) <= 3 and expected):
            return stop
        if tails:
            return known + tails[-1].end()
        return stop if expected == "place" and known == start and len(rest) <= 12 else known


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
