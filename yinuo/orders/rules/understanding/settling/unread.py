"""What nobody understood: it stays visible beside the form (R045)."""

from collections.abc import Iterable
from typing import Final

from yinuo.orders.rules.understanding.atoms import Kind, Plain
from yinuo.orders.rules.understanding.lexicon import Role
from yinuo.orders.rules.understanding.scanning import Token
from yinuo.orders.rules.understanding.understood import Span

_WORDS: Final = frozenset({Role.TEXT, Role.PLACE, Role.PERSON, Role.FIRM})
_AMOUNTS: Final = (
    Kind.PHONE,
    Kind.COUNT,
    Kind.WEIGHT,
    Kind.VOLUME,
    Kind.SIZE,
    Kind.EACH,
    Kind.MONEY,
    Kind.TIME,
)


def spans(plain: Plain, tokens: list[Token], used: Iterable[Span]) -> tuple[Span, ...]:
    """Stretches of the original text that say something and were not used; neighbours are one.

    `used` are pieces of the plain text.
    """
    taken = list(used)
    found: list[Span] = []
    for token in tokens:
        says = token.role in _WORDS or token.is_atom(*_AMOUNTS)
        if not says or any(start < token.end and token.start < end for start, end in taken):
            continue
        if not any(letter.isalnum() for letter in plain.text[token.start : token.end]):
            continue
        if found and plain.text[found[-1][1] : token.start].strip() == "":
            found[-1] = found[-1][0], token.end
        else:
            found.append((token.start, token.end))
    return tuple(span for start, end in found if (span := plain.span(start, end))[0] < span[1])
