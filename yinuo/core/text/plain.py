"""A text in the form in which it is read, with the way back to the text as it came."""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from yinuo.core.text import fold


@dataclass(frozen=True, slots=True)
class Plain:
    """`text` in half width, simplified characters and lower case, without marks that cannot be seen.

    `origins[i]` is where character `i` of `text` begins in `original`; one more entry holds its length. Line
    breaks stay, other spaces are one kind of space.
    """

    text: str
    original: str
    origins: tuple[int, ...]

    @classmethod
    def of(cls, original: str) -> "Plain":
        """Read `original`; it is never refused."""
        pieces = [_plain(character) for character in original]
        text = "".join(pieces)
        if len(text) == len(original) and all(pieces):
            return cls(text, original, tuple(range(len(original) + 1)))
        origins = [at for at, piece in enumerate(pieces) for _ in piece]
        return cls(text, original, (*origins, len(original)))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where `text[start:end]` lies in the original; an empty piece is empty there too."""
        if start >= end:
            return self.origins[start], self.origins[start]
        return self.origins[start], self.origins[end - 1] + 1

    def said(self, start: int, end: int) -> str:
        """The original of `text[start:end]`."""
        first, last = self.span(start, end)
        return self.original[first:last]


@lru_cache(maxsize=8192)
def _plain(character: str) -> str:
    if character == "\n" or character == "\r":
        return "\n"
    if unicodedata.category(character) in ("Cf", "Cc", "Cs"):
        return " " if character == "\t" else ""
    plain = fold.simplify(unicodedata.normalize("NFKC", character).lower())
    return " " if plain.isspace() else plain
