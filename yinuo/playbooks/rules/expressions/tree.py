"""A condition as a tree; after checking, every number stands in stored units."""

from dataclasses import dataclass
from decimal import Decimal

Value = int | Decimal | str | bool | None


@dataclass(frozen=True)
class Literal:
    """A value written in the condition."""

    value: Value


@dataclass(frozen=True)
class Name:
    """A field of the context."""

    name: str


@dataclass(frozen=True)
class Compare:
    """Two operands and the sign between them (== != < <= > >=)."""

    sign: str
    left: "Literal | Name"
    right: "Literal | Name"


@dataclass(frozen=True)
class Among:
    """Whether an operand is one of the listed values."""

    item: "Literal | Name"
    values: tuple[Literal, ...]
    negated: bool


@dataclass(frozen=True)
class Not:
    """The opposite of a part."""

    part: "Node"


@dataclass(frozen=True)
class Every:
    """All parts hold (and)."""

    parts: "tuple[Node, ...]"


@dataclass(frozen=True)
class Either:
    """At least one part holds (or)."""

    parts: "tuple[Node, ...]"


Operand = Literal | Name
Node = Literal | Name | Compare | Among | Not | Every | Either


def names_in(node: Node) -> frozenset[str]:
    """Every field that the tree names."""
    match node:
        case Name(name):
            return frozenset({name})
        case Compare(_, left, right):
            return names_in(left) | names_in(right)
        case Among(item):
            return names_in(item)
        case Not(part):
            return names_in(part)
        case Every(parts) | Either(parts):
            return frozenset().union(*(names_in(part) for part in parts))
        case Literal():
            return frozenset()
