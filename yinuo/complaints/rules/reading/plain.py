"""A text in the form in which it is read, with the way back to the text as it came."""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from yinuo.core.text import fold


@dataclass(frozen=True, slots=True)
class Plain:
    """`text` in half width, simplified and lower case; character `i` stems from `original[origins[i]]`."""

    text: str
    original: str
    origins: tuple[int, ...]

    @classmethod
    def of(cls, original: str) -> "Plain":
        """Read `original`; marks that cannot be seen are dropped."""
        pieces = [_plain(character) for character in original]
        origins = tuple(at for at, piece in enumerate(pieces) for _ in piece)
        return cls("".join(pieces), original, origins)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where `text[start:end]`, which is not empty, lies in the original."""
        return self.origins[start], self.origins[end - 1] + 1


@lru_cache(maxsize=8192)
def _plain(character: str) -> str:
    if character in "\r\n":
        return "\n"
    if unicodedata.category(character) in ("Cf", "Cc", "Cs"):
        return " " if character == "\t" else ""
    plain = fold.simplify(unicodedata.normalize("NFKC", character).lower())
    return " " if plain.isspace() else plain
