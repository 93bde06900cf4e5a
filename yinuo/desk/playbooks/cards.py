"""What a card of the manual is made of: a title, chips, lines of plain words, and the clause behind it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from yinuo.desk.playbooks import conditions
from yinuo.desk.playbooks import vocabulary as words
from yinuo.playbooks.rules import expressions, schema, texts

Line = tuple[str, str]


@dataclass(frozen=True)
class Piece:
    """A stretch of a text; `variable` is the meaning of what is filled in there, or empty."""

    text: str
    variable: str = ""


@dataclass(frozen=True)
class Card:
    """One item, ready to be shown. Lines without words are left out."""

    title: str
    clause: str
    requirements: str
    chips: Sequence[tuple[str, str]] = ()
    said: Sequence[Line] = ()
    lists: Sequence[tuple[str, Sequence[str]]] = ()
    text: Sequence[Piece] = field(default_factory=tuple)

    @property
    def lines(self) -> list[Line]:
        """The lines that say something."""
        return [(label, text) for label, text in self.said if text]


def card(item: schema.Item, title: str, **parts: Any) -> Card:
    """The card of an item with its clause and requirement numbers."""
    return Card(title, item.clause, " ".join(item.requirements), **parts)


def when(condition: expressions.Expression | None) -> str:
    """A condition as a sentence; empty without one."""
    return conditions.tell(condition) if condition else ""


def pieces(text: str) -> list[Piece]:
    """A text with its variables named by what they stand for; brackets stay: what may be left out."""
    return [
        Piece(words.variable(piece.variable) if piece.variable else piece.text, piece.variable)
        for piece in texts.outline(text)
    ]


def plain(text: str) -> str:
    """A text with its variables named in 「」."""
    return "".join(f"「{piece.text}」" if piece.variable else piece.text for piece in pieces(text))
