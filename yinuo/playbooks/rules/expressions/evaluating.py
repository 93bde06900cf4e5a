"""Whether a checked condition holds, over a mapping of values; pure."""

import operator
from collections.abc import Callable, Mapping
from typing import Any, Final

from yinuo.playbooks.rules.expressions.tree import Among, Compare, Either, Every, Literal, Name, Node, Not

_BY_SIZE: Final[Mapping[str, Callable[[Any, Any], bool]]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def holds(node: Node, values: Mapping[str, Any]) -> bool:
    """The truth of `node`. Raises KeyError for a field that the mapping does not have at all."""
    match node:
        case Every(parts):
            return all(holds(part, values) for part in parts)
        case Either(parts):
            return any(holds(part, values) for part in parts)
        case Not(part):
            return not holds(part, values)
        case Among(item, listed, negated):
            value = _value(item, values)
            return any(value == literal.value for literal in listed) is not negated
        case Compare(sign, left, right):
            return _compare(sign, _value(left, values), _value(right, values))
        case Name() | Literal():
            return bool(_value(node, values))


def _compare(sign: str, left: Any, right: Any) -> bool:
    if sign == "==":
        return bool(left == right)
    if sign == "!=":
        return bool(left != right)
    if left is None or right is None:
        return False
    return _BY_SIZE[sign](left, right)


def _value(operand: Literal | Name, values: Mapping[str, Any]) -> Any:
    return operand.value if isinstance(operand, Literal) else values[operand.name]
