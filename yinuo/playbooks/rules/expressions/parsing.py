"""From words to a tree, by recursive descent; nothing is evaluated here."""

from decimal import Decimal
from typing import Final

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
from yinuo.playbooks.rules.expressions.words import Word, cut

DEEPEST: Final = 20
_SIGNS: Final = frozenset({"==", "!=", "<", "<=", ">", ">="})
_CONSTANTS: Final[dict[str, bool | None]] = {"true": True, "false": False, "none": None}
_RESERVED: Final = frozenset({"and", "or", "not", "in", *_CONSTANTS})


def parse(source: str) -> Node:
    """The tree of `source`. Raises ExpressionFault when it does not follow the grammar."""
    reader = _Reader(cut(source))
    tree = reader.either()
    reader.expect("end", "")
    return tree


class _Reader:
    """Reads the words from left to right."""

    def __init__(self, words: list[Word]) -> None:
        self._words = words
        self._at = 0
        self._depth = 0

    def either(self) -> Node:
        parts = [self._every()]
        while self._take("name", "or"):
            parts.append(self._every())
        return parts[0] if len(parts) == 1 else Either(tuple(parts))

    def _every(self) -> Node:
        parts = [self._negation()]
        while self._take("name", "and"):
            parts.append(self._negation())
        return parts[0] if len(parts) == 1 else Every(tuple(parts))

    def _negation(self) -> Node:
        self._depth += 1
        if self._depth > DEEPEST:
            raise ExpressionFault("expression.too_deep", most=str(DEEPEST))
        node: Node = Not(self._negation()) if self._take("name", "not") else self._comparison()
        self._depth -= 1
        return node

    def _comparison(self) -> Node:
        if self._take("sign", "("):
            inner = self.either()
            self.expect("sign", ")")
            return inner
        left = self._operand()
        if self._word.sort == "sign" and self._word.spelling in _SIGNS:
            return Compare(self._next().spelling, left, self._operand())
        if self._take("name", "in"):
            return Among(left, self._list(), negated=False)
        if self._take("name", "not"):
            self.expect("name", "in")
            return Among(left, self._list(), negated=True)
        return left

    def _list(self) -> tuple[Literal, ...]:
        self.expect("sign", "(")
        values = [self._literal()]
        while self._take("sign", ","):
            values.append(self._literal())
        self.expect("sign", ")")
        return tuple(values)

    def _literal(self) -> Literal:
        operand = self._operand()
        if not isinstance(operand, Literal):
            raise ExpressionFault("expression.syntax", near=operand.name)
        return operand

    def _operand(self) -> Operand:
        word = self._next()
        match word.sort:
            case "number":
                return Literal(Decimal(word.spelling))
            case "text":
                return Literal(word.spelling[1:-1])
            case "name" if word.spelling in _CONSTANTS:
                return Literal(_CONSTANTS[word.spelling])
            case "name" if word.spelling not in _RESERVED:
                return Name(word.spelling)
        raise ExpressionFault("expression.syntax", near=word.spelling)

    @property
    def _word(self) -> Word:
        return self._words[self._at]

    def _next(self) -> Word:
        word = self._word
        if word.sort != "end":
            self._at += 1
        return word

    def _take(self, sort: str, spelling: str) -> bool:
        if self._word != Word(sort, spelling):
            return False
        self._at += 1
        return True

    def expect(self, sort: str, spelling: str) -> None:
        if self._word != Word(sort, spelling):
            raise ExpressionFault("expression.syntax", near=self._word.spelling)
        self._next()
