"""From the rows of an order to its fact: what was decided, and by when it was done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, NamedTuple

SLIP: Final = "slip"
PICKUP: Final = "pickup"
DELIVERY: Final = "delivery"
REVIEW: Final = "review"
WATCHED: Final = (SLIP, PICKUP, DELIVERY)
"""The promises of an order that its fact speaks of (R062, R398, R088)."""


class Due(NamedTuple):
    """A promise as it stands."""

    key: str
    state: str
    starts_at: datetime
    due_at: datetime
    ended_at: datetime | None
    broken_at: datetime | None
    is_objective: bool


@dataclass(frozen=True)
class Judged:
    """How a promise came out: its timing (empty while nobody knows), and what it took and was late in s."""

    timing: str = ""
    due_at: datetime | None = None
    took: int | None = None
    late: int = 0


def outcome(stage: str, confirmed_at: datetime | None) -> str:
    """What became of the contact: refused, returned and lost goods were shipped all the same (R397)."""
    if confirmed_at is None:
        return "NOT_SHIPPED"
    return "CANCELLED" if stage == "VOIDED" else "SHIPPED"


def judge(due: Due | None, *, has_objective_cause: bool = False) -> Judged:
    """Whether it was in time. What was taken back before it was due, or is open, is not judged; what was late
    for a cause that nobody could help is counted apart (R088).
    """
    if due is None or (due.broken_at is None and due.state != "KEPT"):
        return Judged()
    took = _seconds(due.starts_at, due.ended_at) if due.state == "KEPT" and due.ended_at else None
    if due.broken_at is None:
        return Judged("IN_TIME", due.due_at, took)
    late = _seconds(due.due_at, due.ended_at) if due.ended_at else 0
    is_objective = due.is_objective or has_objective_cause
    return Judged("OBJECTIVE" if is_objective else "LATE", due.due_at, took, late)


def first_slip(promises: Sequence[Due]) -> Due | None:
    """The promise that began with the confirmation; a later one belongs to a slip sent anew (R062)."""
    return next((one for one in promises if one.key == SLIP), None)


def last(promises: Sequence[Due], key: str) -> Due | None:
    """The promise by which it was to be collected, or delivered, in the end."""
    return next((one for one in reversed(promises) if one.key == key), None)


def waited(ordered_at: datetime | None, picked_up_at: datetime | None) -> int | None:
    """Seconds from the last slip to the pick-up (R037); None where one is not known."""
    if ordered_at is None or picked_up_at is None or picked_up_at < ordered_at:
        return None
    return _seconds(ordered_at, picked_up_at)


def _seconds(start: datetime, end: datetime) -> int:
    return max(int((end - start).total_seconds()), 0)
