"""How a promise stands, in the words of the ledger; and the rate that is reckoned from how many stand so."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

FEWEST: Final = 20
"""Below so many cases no rate is shown: it would say more than is known."""


class Outcome(StrEnum):
    """Open and in time, open and late, kept in time, kept late, taken back."""

    OPEN = "OPEN"
    BROKEN = "BROKEN"
    KEPT = "KEPT"
    LATE = "LATE"
    CANCELLED = "CANCELLED"


@dataclass(frozen=True)
class Counts:
    """How many promises stand how.

    `objective` of the late ones are late for a cause that nobody could help (R088); `waiting` ones are open,
    in time or with a clock that stands still, and have no say in the rate, nor have the cancelled ones.
    """

    kept: int = 0
    late: int = 0
    objective: int = 0
    broken: int = 0
    waiting: int = 0
    cancelled: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.kept + other.kept,
            self.late + other.late,
            self.objective + other.objective,
            self.broken + other.broken,
            self.waiting + other.waiting,
            self.cancelled + other.cancelled,
        )

    @property
    def due(self) -> int:
        """The denominator of the kept rate: those that were due and not taken back."""
        return self.kept + self.late + self.broken

    @property
    def all(self) -> int:
        """Every one of them."""
        return self.due + self.waiting + self.cancelled

    @property
    def rate(self) -> float | None:
        """Kept in time ÷ due; None under `FEWEST` cases."""
        return self.kept / self.due if self.due >= FEWEST else None


def outcome(*, state: str, is_broken: bool) -> Outcome:
    """How a promise of this state stands; `is_broken` says that its time passed before it ended."""
    if state == "OPEN":
        return Outcome.BROKEN if is_broken else Outcome.OPEN
    if state == "KEPT":
        return Outcome.LATE if is_broken else Outcome.KEPT
    return Outcome.CANCELLED
