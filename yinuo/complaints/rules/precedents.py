"""What was given in similar cases before, and whether a sum is outside the usual."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

FEWEST: Final = 5
"""Fewer cases than this say nothing about what is usual."""


@dataclass(frozen=True)
class Usual:
    """The sums of similar cases in fen: how many, their median and the middle half from `low` to `high`."""

    count: int
    median: int
    low: int
    high: int

    def is_outside(self, amount: int) -> bool:
        """Whether this sum in fen lies outside the middle half of enough cases."""
        return self.count >= FEWEST and not self.low <= amount <= self.high


def usual(amounts: Sequence[int]) -> Usual:
    """The figures of these sums in fen; all zero of none.

    The quartiles are the medians of the lower and upper half, the middle value in both (Tukey's hinges).
    """
    ordered = sorted(amounts)
    if not ordered:
        return Usual(0, 0, 0, 0)
    half = (len(ordered) + 1) // 2
    middle, low, high = median(ordered), median(ordered[:half]), median(ordered[-half:])
    return Usual(len(ordered), round(middle), round(low), round(high))
