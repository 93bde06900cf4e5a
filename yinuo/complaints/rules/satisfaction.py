"""When a customer counts as satisfied, which tries to reach them count, who has the next round in hand."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Final

LEAST: Final = 1
MOST: Final = 5
SATISFIED_FROM: Final = 4
"""Of five; `overall` below it is not satisfied (R165)."""
LEADERS_ROUND: Final = 3
"""From this round on a leader has the case: two proposals did not content the customer (R212)."""
HIGHEST_LEVEL: Final = 2


def is_satisfied(overall: int, left: str) -> bool:
    """Whether the matter is settled for the customer: content, and nothing is left to be done (R415)."""
    return overall >= SATISFIED_FROM and not left.strip()


def next_level(level: int) -> int:
    """Who has it in hand when a round has failed: one higher, at most the manager."""
    return min(level + 1, HIGHEST_LEVEL)


def tries(line: Iterable[tuple[datetime, bool]], again_at: Callable[[datetime], datetime]) -> list[datetime]:
    """The tries in vain that count, since the customer was last reached: `again_at` says when, after one that
    counts, the next does. `line` is every call-back in order: when, and whether somebody was reached.
    """
    counted: list[datetime] = []
    for at, was_reached in line:
        if was_reached:
            counted = []
        elif not counted or at >= again_at(counted[-1]):
            counted.append(at)
    return counted
