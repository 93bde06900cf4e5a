"""Types of a condition: what may be compared with what, and written units into stored units."""

import difflib
from collections.abc import Mapping
from decimal import Decimal

from yinuo.playbooks.rules.expressions.faults import ExpressionFault
from yinuo.playbooks.rules.expressions.tree import (
    Among,
    Compare,
    Either,
    Every,
    Literal,
    Name,
    Node,
    Not,
    Operand,
)
from yinuo.playbooks.rules.vocabulary.fields import Field, Measure

Fields = Mapping[str, Field]


def checked(node: Node, fields: Fields) -> Node:
    """The same condition with numbers in stored units.

    Raises ExpressionFault for a name that the context does not have, for a comparison of unlike things and
    for a word that the field can never hold.
    """
    match node:
        case Every(parts):
            return Every(tuple(checked(part, fields) for part in parts))
        case Either(parts):
            return Either(tuple(checked(part, fields) for part in parts))
        case Not(part):
            return Not(checked(part, fields))
        case Compare():
            return _compare(node, fields)
        case Among(item, values, negated):
            field = _field(item, fields)
            return Among(item, tuple(_fit(value, field, item) for value in values), negated)
        case Name(name):
            if _field(node, fields).measure is not Measure.YESNO:
                raise ExpressionFault("expression.not_yesno", name=name)
            return node
        case Literal(bool()):
            return node
    raise ExpressionFault("expression.not_yesno", name=_spelling(node))


def _compare(node: Compare, fields: Fields) -> Compare:
    left, right = node.left, node.right
    if isinstance(left, Name) and isinstance(right, Name):
        field, other = _field(left, fields), _field(right, fields)
        if field.measure is not other.measure:
            raise ExpressionFault("expression.unlike", left=left.name, right=right.name)
    elif isinstance(left, Name):
        field = _field(left, fields)
        right = _fit(right, field, left)
    else:
        field = _field(right, fields)
        left = _fit(left, field, right)
    _check_order(node, field.measure)
    return Compare(node.sign, left, right)


def _check_order(node: Compare, measure: Measure) -> None:
    """Only quantities and times can be put in order by size; `none` only asks whether there is a value."""
    if node.sign in ("==", "!="):
        return
    no_value = Literal(None) in (node.left, node.right)
    if no_value or not (measure.is_quantity or measure is Measure.TIME):
        raise ExpressionFault("expression.no_order", sign=node.sign, left=_spelling(node.left))


def _fit(operand: Operand, field: Field, beside: Operand) -> Literal:
    """The literal in the stored units of the field beside it."""
    value = operand.value if isinstance(operand, Literal) else None
    if value is None:
        return Literal(None)
    if isinstance(value, bool):
        if field.measure is Measure.YESNO:
            return Literal(value)
    elif isinstance(value, str):
        if field.measure is Measure.TEXT:
            return Literal(_known_word(value, field, beside))
    elif field.measure.is_quantity:
        return Literal(_stored(Decimal(value), field.measure, beside))
    raise ExpressionFault("expression.unlike", left=_spelling(beside), right=_spelling(operand))


def _stored(value: Decimal, measure: Measure, beside: Operand) -> int | Decimal:
    """A written number in stored units; a plain number (a percentage) may keep its decimals."""
    stored = value * measure.per_unit
    if stored == stored.to_integral_value():
        return int(stored)
    if measure is Measure.NUMBER:
        return stored
    raise ExpressionFault("expression.too_fine", name=_spelling(beside), value=str(value))


def _known_word(value: str, field: Field, beside: Operand) -> str:
    if field.words and value not in field.words:
        words = "、".join(sorted(field.words))
        raise ExpressionFault("expression.unknown_word", name=_spelling(beside), value=value, known=words)
    return value


def _field(operand: Operand, fields: Fields) -> Field:
    if isinstance(operand, Literal):
        raise ExpressionFault("expression.no_field", value=_spelling(operand))
    if operand.name not in fields:
        nearest = difflib.get_close_matches(operand.name, fields, n=1, cutoff=0.5)
        raise ExpressionFault(
            "expression.unknown_name", name=operand.name, nearest=nearest[0] if nearest else ""
        )
    return fields[operand.name]


def _spelling(node: Node) -> str:
    match node:
        case Name(name):
            return name
        case Literal(None):
            return "none"
        case Literal(bool(value)):
            return str(value).lower()
        case Literal(value):
            return str(value)
    return "( )"
