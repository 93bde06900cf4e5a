"""Cutting a condition into words."""

import re
from dataclasses import dataclass
from typing import Final

from yinuo.playbooks.rules.expressions.faults import ExpressionFault

LONGEST: Final = 500
_PATTERN: Final = re.compile(
    r"\s*(?:(?P<number>-?\d+(?:\.\d+)?)|(?P<text>'[^']*'|\"[^\"]*\")"
    r"|(?P<name>[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*)|(?P<sign><=|>=|==|!=|<|>|\(|\)|,))"
)


@dataclass(frozen=True)
class Word:
    """One word of a condition: its sort (number, text, name, sign, end) and its spelling."""

    sort: str
    spelling: str


def cut(source: str) -> list[Word]:
    """The words of `source`, closed by an `end`.

    Raises ExpressionFault `expression.syntax` at the first thing that is no word, and when it is too long.
    """
    if len(source) > LONGEST:
        raise ExpressionFault("expression.too_long", most=str(LONGEST))
    words: list[Word] = []
    at, end = 0, len(source.rstrip())
    while at < end:
        match = _PATTERN.match(source, at)
        if match is None or match.lastgroup is None:
            raise ExpressionFault("expression.syntax", near=source[at:].strip()[:20])
        words.append(Word(match.lastgroup, match[match.lastgroup]))
        at = match.end()
    return [*words, Word("end", "")]
