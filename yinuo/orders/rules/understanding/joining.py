"""Names of goods that a small word inside them cut in two, joined again: 减|速电机, 硅胶|原|料, 普洱|茶."""

from typing import Final

from yinuo.orders.rules.understanding import attributes, endings
from yinuo.orders.rules.understanding.atoms import Kind
from yinuo.orders.rules.understanding.lexicon import Role
from yinuo.orders.rules.understanding.scanning import Token

_SMALL: Final = frozenset({Role.FILLER, Role.OLD, Role.SUM, Role.NO, Role.AMEND, Role.IS})
_INSIDE: Final = frozenset("原总可非无减换系补单好早会着过")
_OUTSIDE: Final = frozenset("减加补换原总可非无免好早着过并会单")
_SOMEWHERE: Final = frozenset(
    [
        "酒店",
        "超市",
        "学校",
        "工地",
        "车间",
        "仓库",
        "仓储",
        "库房",
        "物流",
        "快递",
        "电工",
        "物业",
        "宿舍",
        "工程",
        "行政",
        "档口",
    ]
)
_HOUSES: Final = frozenset({"酒店", "宾馆"})
_SORTS: Final = frozenset({"小件", "大件", "原料"})
_OPENS: Final = frozenset({Role.HAVE, Role.IS, Role.SHIP, Role.COLON})
_CLOSES: Final = frozenset({Role.SPACE, Role.COMMA, Role.BREAK, Role.ATOM, Role.COLON, Role.SUM, Role.AND})
_FOLLOWS: Final = _CLOSES | {Role.FILLER}
_MEASURED: Final = (Kind.COUNT, Kind.WEIGHT, Kind.VOLUME)


def joined(text: str, tokens: list[Token]) -> list[Token]:
    """The tokens, each name of goods in one piece."""
    done: list[Token] = []
    for at, token in enumerate(tokens):
        last = done[-1] if done else None
        behind = tokens[at + 1] if at + 1 < len(tokens) else None
        if (
            last is not None
            and last.role is Role.TEXT
            and last.end == token.start
            and _goes_on(text, done, token, behind)
        ):
            last.end = token.end
        elif _begins(text, last, token, behind):
            done.append(Token(Role.TEXT, token.start, token.end))
        elif (
            token.role is Role.TEXT
            and last is not None
            and last.end == token.start
            and last.role is Role.TEXT
        ):
            last.end = token.end
        else:
            done.append(token)
    return done


def _goes_on(text: str, done: list[Token], token: Token, behind: Token | None) -> bool:
    """Whether a small word behind a noun is a part of it."""
    said, last = text[token.start : token.end], done[-1]
    closes = behind is None or behind.role in _CLOSES
    if (
        said == "计"
        and token.role is Role.SUM
        and (closes or (behind is not None and behind.role in _FOLLOWS))
    ):
        return behind is None or not behind.is_atom(*_MEASURED)
    if said in _SORTS and closes:
        return endings.has_goods_ending(said) or last.end - last.start > 1
    if token.role not in _SMALL or len(said) > 1 or behind is None or not _is_glued(token, behind):
        return False
    rest = text[behind.start : behind.end]
    if len(rest) == 1:
        return endings.has_goods_ending(rest)
    is_cut = last.end - last.start == 1 and len(done) > 1 and _opens(done[-2])
    return endings.has_goods_ending(rest) and (said in _INSIDE or is_cut)


def _begins(text: str, last: Token | None, token: Token, behind: Token | None) -> bool:
    """Whether a name of goods begins with a small word, or with a place that is one name with it."""
    if behind is None or not _is_glued(token, behind):
        return False
    said, rest = text[token.start : token.end], text[behind.start : behind.end]
    if token.role is Role.PLACE:
        asked = last is not None and last.role in (Role.FROM, Role.TO, Role.GO, Role.AT)
        return len(rest) == 1 and attributes.is_one(rest) and not asked
    if said in _HOUSES and endings.has_goods_ending(rest):
        return last is None or last.role in _CLOSES or _opens(last)
    if not endings.has_goods_ending(rest) or last is None or not _opens(last):
        return False
    return (token.role in _SMALL and said in _OUTSIDE) or said in _SOMEWHERE


def _opens(token: Token) -> bool:
    """Whether goods may begin right behind a token."""
    return token.role in _OPENS or token.is_atom(*_MEASURED)


def _is_glued(token: Token, behind: Token) -> bool:
    return behind.role is Role.TEXT and behind.start == token.end
