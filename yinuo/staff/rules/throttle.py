"""How often one may try a password."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

WINDOW: Final = timedelta(minutes=15)
NUMBER_FREE: Final = 5
"""Failures of one staff number within the window before one has to wait."""
ADDRESS_FREE: Final = 30
"""The same for one address: a whole branch office may stand behind it."""
_FIRST_WAIT: Final = timedelta(seconds=30)


def wait_seconds(failed_at: Sequence[datetime], now: datetime, free: int) -> int:
    """How many seconds to wait before the next attempt; 0 means go ahead.

    `failed_at` are the failures in the window before `now`, in any order. The wait starts at the last one:
    30 s after `free` failures, twice as long with each further one, never longer than the window.
    """
    recent = [at for at in failed_at if now - at < WINDOW]
    if len(recent) < free:
        return 0
    doublings = min(len(recent) - free, 10)
    wait = min(_FIRST_WAIT * (1 << doublings), WINDOW)
    waited = now - min(max(recent), now)
    return max(0, -((waited - wait) // timedelta(seconds=1)))
