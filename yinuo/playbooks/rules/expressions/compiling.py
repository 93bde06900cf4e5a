"""A condition ready for use."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from yinuo.playbooks.rules.expressions import checking, evaluating, parsing, tree
from yinuo.playbooks.rules.vocabulary import fields


@dataclass(frozen=True)
class Expression:
    """A checked condition: its text as written, the fields it names, and whether it holds."""

    source: str
    names: frozenset[str] = field(compare=False)
    node: tree.Node = field(compare=False, repr=False)

    def holds(self, values: Mapping[str, Any]) -> bool:
        """Whether it is true of `values`; a field that is named but not in them raises KeyError."""
        return evaluating.holds(self.node, values)

    def __str__(self) -> str:
        return self.source


@lru_cache(maxsize=1024)
def compile_expression(source: str, context: str) -> Expression:
    """Parse and check `source` against the fields of `context` (see `vocabulary.fields`).

    Raises ExpressionFault.
    """
    node = checking.checked(parsing.parse(source), fields(context))
    return Expression(source=source, names=tree.names_in(node), node=node)
