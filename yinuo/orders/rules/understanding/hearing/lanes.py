"""Whether both ends of a lane are named together: 余姚到荆门, 装 正阳 卸 麻城."""

from yinuo.orders.rules.understanding.hearing.row import Row
from yinuo.orders.rules.understanding.lexicon import Role


def follows(row: Row) -> bool:
    """我是金华的小盛 永康到徐州: whether both ends are named behind."""
    rest = row.tokens[row.at + 1 :]
    return any(
        one.role is Role.PLACE and two.role in (Role.GO, Role.TO) and three.role is Role.PLACE
        for one, two, three in zip(rest, rest[1:], rest[2:], strict=False)
    )


def begins(row: Row) -> bool:
    """余姚到荆门 as one answer: whether another place is named behind 到."""
    behind = row.behind(over=frozenset({Role.SPACE}))
    if behind is None or behind.role not in (Role.TO, Role.GO):
        return False
    after = row.behind(at=row.tokens.index(behind), over=frozenset({Role.SPACE}))
    return after is not None and after.role is Role.PLACE


def unloads(row: Row) -> bool:
    """装 正阳 卸 麻城: whether 卸 is of the place behind it."""
    behind = row.behind()
    if behind is None or behind.role is not Role.UNLOAD:
        return False
    after = row.behind(at=row.tokens.index(behind))
    return after is not None and after.role is Role.PLACE
