"""Texts with variables: phrases, questions and notices.

    {serial}{shipper_short}[，加{fees}]{agent}

A variable stands in braces. What stands in square brackets is left out when one of its variables has no
value; `[a|b]` takes the first alternative whose variables all have one. Brackets do not nest.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

_VARIABLE: Final = re.compile(r"\{([a-z][a-z0-9_]*)\}")
_GROUP: Final = re.compile(r"\[([^\[\]]*)\]")


class TextFault(ValueError):
    """A text whose braces or brackets do not pair; `near` is where."""

    code = "text.unpaired"

    def __init__(self, near: str) -> None:
        super().__init__(near)
        self.near = near


@dataclass(frozen=True)
class Piece:
    """A stretch of text; `variable` names what it stands for, or is empty for fixed words."""

    text: str
    variable: str = ""

    @property
    def is_gap(self) -> bool:
        """Whether a variable stands here that has no value."""
        return bool(self.variable) and not self.text


def check(text: str) -> None:
    """Raise TextFault unless braces and brackets pair and every brace holds a variable name."""
    for part in _GROUP.split(text):
        rest = _VARIABLE.sub("", part)
        if bad := re.search(r"[{}\[\]]", rest):
            raise TextFault(rest[bad.start() :][:10])


@lru_cache(maxsize=1024)
def variables_in(text: str) -> tuple[str, ...]:
    """The variables a text names, each once, in order of appearance."""
    return tuple(dict.fromkeys(_VARIABLE.findall(text)))


def fill(text: str, values: Mapping[str, str]) -> str:
    """The finished text; a variable without a value becomes empty (see `gaps`)."""
    return "".join(piece.text for piece in pieces(text, values))


def gaps(text: str, values: Mapping[str, str]) -> tuple[str, ...]:
    """The variables outside brackets that have no value: a notice with gaps must not leave."""
    return tuple(piece.variable for piece in pieces(text, values) if piece.is_gap)


def pieces(text: str, values: Mapping[str, str]) -> list[Piece]:
    """The text cut into fixed words and filled variables, so that a page can mark what was filled in."""
    found: list[Piece] = []
    for index, part in enumerate(_GROUP.split(text)):
        found += _filled(_alternative(part, values) if index % 2 else part, values)
    return found


def outline(text: str) -> list[Piece]:
    """The text cut into fixed words and unfilled variables, brackets as they are written, for a reader."""
    return [
        Piece("", part) if index % 2 else Piece(part)
        for index, part in enumerate(_VARIABLE.split(text))
        if index % 2 or part
    ]


def _alternative(group: str, values: Mapping[str, str]) -> str:
    """The first alternative of a bracket whose variables all have a value; none is the empty text."""
    for alternative in group.split("|"):
        if all(values.get(name) for name in _VARIABLE.findall(alternative)):
            return alternative
    return ""


def _filled(text: str, values: Mapping[str, str]) -> list[Piece]:
    parts = _VARIABLE.split(text)
    return [
        Piece(values.get(part, ""), part) if index % 2 else Piece(part)
        for index, part in enumerate(parts)
        if index % 2 or part
    ]
