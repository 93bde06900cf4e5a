"""Figures: a count, or a share of which both halves are always known."""

from dataclasses import dataclass
from typing import Final

LEAST_CASES: Final = 20
"""A share of fewer cases says nothing and is not shown (domain B10)."""
TEN_THOUSAND: Final = 10_000
"""A rate is told to so many (domain B10: 万投比)."""


@dataclass(frozen=True)
class Value:
    """One figure. A count has only `over`; a share, a rate, or a mean, is `over` ÷ `under`."""

    over: int = 0
    under: int | None = None

    @property
    def share(self) -> float | None:
        """`over` ÷ `under`; None for a count, and where the cases are too few to say anything."""
        return None if self.is_count or self.is_too_few else self.over / (self.under or 1)

    @property
    def is_count(self) -> bool:
        """Whether it is a plain count."""
        return self.under is None

    @property
    def is_too_few(self) -> bool:
        """Whether it is a share of too few cases."""
        return self.under is not None and self.under < LEAST_CASES

    def __add__(self, other: "Value") -> "Value":
        """Both together: halves are added, shares never."""
        under = None if self.under is None and other.under is None else (self.under or 0) + (other.under or 0)
        return Value(self.over + other.over, under)
