"""In a labelled field for goods every word belongs to their name, whatever it does elsewhere."""

from typing import Final

from yinuo.orders.rules.understanding.atoms import Kind
from yinuo.orders.rules.understanding.lexicon import Role
from yinuo.orders.rules.understanding.scanning import Token

_ENDS: Final = frozenset(
    {Role.SPACE, Role.COMMA, Role.BREAK, Role.AND, Role.SUM, Role.PAY, Role.FEE, Role.PERSON}
)


def goods(text: str, tokens: list[Token]) -> list[Token]:
    """The tokens, in each labelled field for goods those that stand together as one piece of text."""
    done: list[Token] = []
    is_field = False
    for at, token in enumerate(tokens):
        if token.role is Role.LABEL:
            if _has_colon(text, tokens, at) or not is_field:
                is_field = token.of == "goods" and _has_colon(text, tokens, at)
                done.append(token)
                continue
        elif token.role is Role.BREAK or (
            is_field and (token.of == "," or (token.role is not Role.COLON and _has_colon(text, tokens, at)))
        ):
            is_field = False
        last = done[-1] if done else None
        begins = last is not None and last.role in (Role.COLON, Role.LABEL)
        if (
            is_field
            and not (begins and token.role in (Role.SHIP, Role.HAVE))
            and (_belongs(token) or token.role is Role.LABEL)
        ):
            if last is not None and last.role is Role.TEXT and last.end == token.start:
                last.end = token.end
            else:
                done.append(Token(Role.TEXT, token.start, token.end))
        else:
            done.append(token)
    return done


def _belongs(token: Token) -> bool:
    if token.role is Role.ATOM:
        return token.is_atom(Kind.OTHER)
    return token.role not in _ENDS and token.role not in (Role.LABEL, Role.COLON)


def _has_colon(text: str, tokens: list[Token], at: int) -> bool:
    """Whether a label is followed by a colon, or ends with one."""
    if text[tokens[at].end - 1] == ":":
        return True
    behind = [token for token in tokens[at + 1 : at + 4] if token.role not in (Role.SPACE, Role.COMMA)]
    return bool(behind) and behind[0].role is Role.COLON
