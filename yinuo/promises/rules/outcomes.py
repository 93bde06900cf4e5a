"""How a promise stands, in the words of the ledger; and the rate that is reckoned from how many stand so."""

from dataclasses import astuple, dataclass
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

    `kept` in time, `late` kept but late, `lapsed` taken back when late already, `broken` open and late;
    `objective` of these three for a cause that nobody could help (R088). `waiting` are open, in time or with
    a clock that stands still; they have no say in the rate, nor have those `cancelled` in time.
    """

    kept: int = 0
    late: int = 0
    lapsed: int = 0
    objective: int = 0
    broken: int = 0
    waiting: int = 0
    cancelled: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        both = zip(astuple(self), astuple(other), strict=True)
        return Counts(*(one + more for one, more in both))

    @property
    def due(self) -> int:
        """Those that were due and not taken back before."""
        return self.kept + self.late + self.lapsed + self.broken

    @property
    def answerable(self) -> int:
        """The denominator of the kept rate: due, without those late for an objective cause (R088)."""
        return self.due - self.objective

    @property
    def all(self) -> int:
        """Every one of them."""
        return self.due + self.waiting + self.cancelled

    @property
    def rate(self) -> float | None:
        """Kept in time ÷ answerable; None under `FEWEST` cases."""
        return self.kept / self.answerable if self.answerable >= FEWEST else None


def outcome(*, state: str, is_broken: bool) -> Outcome:
    """How a promise of this state stands; `is_broken` says that its time passed before it ended."""
    if state == "OPEN":
        return Outcome.BROKEN if is_broken else Outcome.OPEN
    if state == "KEPT":
        return Outcome.LATE if is_broken else Outcome.KEPT
    return Outcome.CANCELLED
