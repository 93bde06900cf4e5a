"""Texts with variables: phrases, questions and notices.

    {serial}{shipper_short}[，加{fees}]{agent}

A variable stands in braces. What stands in square brackets is left out when one of its variables has no
value; `[a|b]` takes the first alternative whose variables all have one. Brackets do not nest.

    {origin}<往{destination}>{payment}

What stands in angle brackets goes together: where everything it names is left out on purpose, its fixed words
go too. A variable in them that only lacks a value is a gap like any other.
"""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import zip_longest
from typing import Final

_VARIABLE: Final = re.compile(r"\{([a-z][a-z0-9_]*)\}")
_GROUP: Final = re.compile(r"\[([^\[\]]*)\]")
_TIED: Final = re.compile(r"<([^<>]*)>")
_STOPS: Final = tuple("。，；：！？、”")


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
    for stretch in _TIED.split(text):
        for part in _GROUP.split(stretch):
            rest = _VARIABLE.sub("", part)
            if bad := re.search(r"[{}\[\]<>]", rest):
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
    for index, part in enumerate(_GROUP.split(_TIED.sub(r"\1", text))):
        found += _filled(_alternative(part, values) if index % 2 else part, values)
    return [_joined(one, after) for one, after in zip_longest(found, found[1:])]


def _joined(piece: Piece, after: Piece | None) -> Piece:
    """A value without its own full stop where the words that follow bring one, or a comma."""
    if piece.variable and after and not after.variable and after.text[:1] in _STOPS:
        return replace(piece, text=piece.text.rstrip("。"))
    return piece


def outline(text: str) -> list[Piece]:
    """The text cut into fixed words and unfilled variables, brackets as they are written, for a reader."""
    return [
        Piece("", part) if index % 2 else Piece(part)
        for index, part in enumerate(_VARIABLE.split(_TIED.sub(r"\1", text)))
        if index % 2 or part
    ]


def without(text: str, left_out: Collection[str], values: Mapping[str, str]) -> str:
    """The text as it is when these variables are left out on purpose: no gaps, and no words left hanging."""
    if not left_out:
        return text
    words = {name: value for name, value in values.items() if name not in left_out}
    kept = _TIED.sub(lambda tied: "" if _is_idle(tied[1], left_out, words) else tied[1], text)
    parts = _GROUP.split(kept)
    return "".join(
        _alternative(part, words) if index % 2 else _VARIABLE.sub(_unless(left_out), part)
        for index, part in enumerate(parts)
    )


def _unless(left_out: Collection[str]) -> Callable[[re.Match[str]], str]:
    return lambda found: "" if found[1] in left_out else found[0]


def _is_idle(stretch: str, left_out: Collection[str], words: Mapping[str, str]) -> bool:
    """Whether nothing is left in a stretch that its fixed words could belong to."""
    names = _VARIABLE.findall(stretch)
    needed = set(_VARIABLE.findall(_GROUP.sub("", stretch))) - set(left_out)
    return not needed and not any(words.get(name) for name in names)


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
