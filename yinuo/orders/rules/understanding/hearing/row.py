"""The row of tokens as one who listens sees it: what stands before, what behind, and where a clause ends."""

from typing import Final

from yinuo.orders.rules.understanding.lexicon import Role
from yinuo.orders.rules.understanding.scanning import Token

LIGHT: Final = frozenset({Role.SPACE, Role.FILLER, Role.IS, Role.OF, Role.COLON})
"""What says nothing by itself."""
ENDS: Final = frozenset({Role.COMMA, Role.BREAK})


class Row:
    """Tokens with a place to stand."""

    def __init__(self, text: str, tokens: list[Token]) -> None:
        self.text = text
        self.tokens = tokens
        self.at = 0

    def said(self, token: Token) -> str:
        """The plain text of a token."""
        return self.text[token.start : token.end]

    def before(self, *, over: frozenset[Role] = LIGHT, at: int | None = None) -> Token | None:
        """The token before, those of the roles `over` left out."""
        index = (self.at if at is None else at) - 1
        while index >= 0 and self.tokens[index].role in over:
            index -= 1
        return self.tokens[index] if index >= 0 else None

    def behind(self, *, over: frozenset[Role] = LIGHT, at: int | None = None) -> Token | None:
        """The token behind, those of the roles `over` left out."""
        index = (self.at if at is None else at) + 1
        while index < len(self.tokens) and self.tokens[index].role in over:
            index += 1
        return self.tokens[index] if index < len(self.tokens) else None

    def rest(self, *, until: frozenset[Role] = ENDS) -> list[Token]:
        """The tokens behind, up to one of the roles `until`."""
        found = []
        for token in self.tokens[self.at + 1 :]:
            if token.role in until:
                break
            found.append(token)
        return found

    def past(self, *, until: frozenset[Role] = ENDS) -> list[Token]:
        """The tokens before, the nearest first, back to one of the roles `until`."""
        found = []
        for token in reversed(self.tokens[: self.at]):
            if token.role in until:
                break
            found.append(token)
        return found

    def is_labelling(self) -> bool:
        """Whether a colon follows the token."""
        after = self.behind(over=frozenset({Role.SPACE}))
        return after is not None and after.role is Role.COLON

    def begins_line(self) -> bool:
        """Whether nothing but spaces and brackets stands before the token on its line."""
        first = self.before(over=frozenset({Role.SPACE, Role.COMMA}))
        return first is None or first.role is Role.BREAK
