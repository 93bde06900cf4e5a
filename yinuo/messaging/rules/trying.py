"""When to try again, which gateway rests, when advertising may leave: pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final, Protocol

BACK_OFF: Final = tuple(timedelta(seconds=seconds) for seconds in (5, 15, 45, 120, 300, 600, 1200, 1800))
"""Waits between attempts after a passing failure: most of the slip's three minutes (R062) is used for
trying, and after about an hour and ten minutes the notice is given up in public."""

MOST_ATTEMPTS: Final = len(BACK_OFF) + 1

LAST_CALL: Final = timedelta(seconds=10)
"""So long before something is due the last attempt in time is made: a gateway needs time to answer."""

RESTS_AFTER: Final = 3
RESTS: Final = tuple(timedelta(seconds=seconds) for seconds in (30, 60, 120, 300))
"""After so many passing failures on end a gateway rests, longer each time it fails again."""

COMMERCIAL_HOURS: Final = (time(8), time(21))
"""Between these hours, local time, advertising may leave."""


class Rests(Protocol):
    """What is known of a gateway's health."""

    resting_until: datetime | None


def next_attempt(
    attempts: int, now: datetime, *, due_at: datetime | None = None, wait: float | None = None
) -> datetime | None:
    """When to try again after `attempts` passing failures; None when it is time to give up (R063).

    While there is time before `due_at` the next attempt falls before it (R062): what would be later is moved
    to `LAST_CALL` before, or to half of what is left. `wait` is for how many seconds the gateway asked to be
    left alone, which is respected.
    """
    if attempts > len(BACK_OFF):
        return None
    planned = now + BACK_OFF[attempts - 1]
    if due_at is not None and now + LAST_CALL < due_at <= planned + LAST_CALL:
        left = due_at - now
        planned = min(planned, due_at - LAST_CALL if left > 2 * LAST_CALL else now + left / 2)
    return max(planned, now + timedelta(seconds=wait)) if wait else planned


def rest_after(failures: int, now: datetime) -> datetime | None:
    """Until when a gateway rests after so many passing failures on end; None while it does not."""
    if failures < RESTS_AFTER:
        return None
    return now + RESTS[min(failures - RESTS_AFTER, len(RESTS) - 1)]


def is_resting(gateway: Rests, now: datetime) -> bool:
    """Whether it is passed over at `now`."""
    return gateway.resting_until is not None and gateway.resting_until > now


@dataclass(frozen=True)
class Allowance:
    """A bucket of messages: how many are in it at `filled_at`, of at most one second's worth."""

    tokens: float
    filled_at: datetime | None
    per_second: int

    def at(self, now: datetime) -> "Allowance":
        """The same, filled up to `now`; full when it is new or the clock went back."""
        most = float(max(self.per_second, 1))
        if self.filled_at is None or now < self.filled_at:
            return Allowance(most, now, self.per_second)
        more = (now - self.filled_at).total_seconds() * most
        return Allowance(min(most, self.tokens + more), now, self.per_second)

    def granted(self, wanted: int) -> int:
        """How many of `wanted` may leave now."""
        return min(wanted, int(self.tokens))

    def less(self, taken: int) -> "Allowance":
        """What is left when so many are taken."""
        return Allowance(self.tokens - taken, self.filled_at, self.per_second)

    def until_next(self) -> timedelta:
        """How long until one more may leave."""
        return timedelta(seconds=max(0.0, 1 - self.tokens) / max(self.per_second, 1))


def leaves_at(
    local: datetime, is_commercial: bool, hours: Sequence[time] = COMMERCIAL_HOURS
) -> datetime | None:
    """When a message may leave that would leave at `local` time: None for now, else when the hours begin."""
    begin, end = hours
    if not is_commercial or begin <= local.time() < end:
        return None
    day = local.date() if local.time() < begin else local.date() + timedelta(days=1)
    return datetime.combine(day, begin, tzinfo=local.tzinfo)
