"""From what happened to a complaint to its fact: when somebody answered, when it was closed."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final, NamedTuple

ACKNOWLEDGED: Final = "complaint_acknowledge"
"""The promise by which a complaint is to be acknowledged (R180)."""
REOPENED: Final = "complaint.reopened"
CLOSED: Final = "complaint.closed"
WITHDRAWN: Final = "WITHDRAWN"
_HEARD: Final = ("complaint.acknowledged", "complaint.told_wait", "complaint.offer_told")
"""By any of these the customer hears of us (ISO 10002 7.3)."""
KINDS: Final = (*_HEARD, REOPENED, CLOSED)
"""The deeds that a fact speaks of."""


class Deed(NamedTuple):
    """One thing that happened to a complaint; `outcome` is how a closing ended it."""

    kind: str
    at: datetime
    outcome: str = ""

    @property
    def closes(self) -> bool:
        """Whether it was dealt with: a complaint that its customer took back was not."""
        return self.kind == CLOSED and self.outcome != WITHDRAWN


def heard_at(deeds: Iterable[Deed]) -> datetime | None:
    """When the customer first heard that it was received, until when they wait, or what is offered."""
    return next((one.at for one in deeds if one.kind in _HEARD), None)


def first_closed_at(deeds: Iterable[Deed]) -> datetime | None:
    """When it was closed for the first time."""
    return next((one.at for one in deeds if one.closes), None)


def was_reopened(deeds: Iterable[Deed]) -> bool:
    """Whether it was opened again after it was closed."""
    told = iter(deeds)
    return any(one.closes for one in told) and any(one.kind == REOPENED for one in told)


def seconds(start: datetime, end: datetime | None) -> int | None:
    """Seconds of calendar time; None where there is no end yet."""
    return None if end is None else max(int((end - start).total_seconds()), 0)
