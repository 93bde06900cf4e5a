"""A piece of a text and what it does in it."""

from dataclasses import dataclass

from yinuo.orders.rules.understanding.atoms import Atom, Kind
from yinuo.orders.rules.understanding.lexicon import Role


@dataclass(slots=True)
class Token:
    """A piece `start` to `end` of the plain text; `of` is what its word is about; `atom` for an atom."""

    role: Role
    start: int
    end: int
    of: str = ""
    atom: Atom | None = None

    def is_atom(self, *kinds: Kind) -> bool:
        """Whether it is an atom of one of these kinds."""
        return self.atom is not None and self.atom.kind in kinds


def is_han(letter: str) -> bool:
    """Whether a character is a Chinese one."""
    return "\u4e00" <= letter <= "\u9fff"
