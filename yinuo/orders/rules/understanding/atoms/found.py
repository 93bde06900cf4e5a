"""What is still to be read of a text, and what was found in it so far."""

from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

from yinuo.core.text.plain import Plain
from yinuo.orders.rules.understanding.atoms.kinds import Atom

TAKEN: Final = "\0"
"""What stands for a character that an atom has; no pattern reads across it."""

A = TypeVar("A", bound=Atom)


@dataclass
class Found:
    """A text on its way: `left` is its plain form with what was found crossed out.

    `places` are the atoms' places in the plain text, in the same order.
    """

    plain: Plain
    left: str = ""
    atoms: list[Atom] = field(default_factory=list)
    places: list[tuple[int, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.left = self.plain.text

    def make(self, cls: type[A], start: int, end: int, **values: Any) -> A:
        """An atom of the plain text's `start` to `end`, with its place in the original."""
        first, last = self.plain.span(start, end)
        return cls(start=first, end=last, said=self.plain.original[first:last], **values)

    def take(self, start: int, end: int) -> None:
        """Cross out the plain text's `start` to `end`."""
        self.left = self.left[:start] + TAKEN * (end - start) + self.left[end:]

    def add(self, cls: type[A], start: int, end: int, **values: Any) -> None:
        """Keep a new atom and cross its text out."""
        self.keep(self.make(cls, start, end, **values), start, end)

    def keep(self, atom: Atom, start: int, end: int) -> None:
        """Keep `atom`, which is the plain text's `start` to `end`, and cross its text out."""
        self.atoms.append(atom)
        self.places.append((start, end))
        self.take(start, end)
