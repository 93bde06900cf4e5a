"""A time said to the customer: in so many minutes, pressed with one key, or a moment picked."""

import re
from datetime import datetime, timedelta
from typing import Final

from yinuo.core import clock

CHOICES: Final = ((10, "1"), (20, "2"), (30, "3"), (60, "6"), (120, "0"))
"""Minutes, and the key that says them."""
_LONGEST: Final = timedelta(days=366)
_MINUTES: Final = re.compile(r"[1-9]\d{0,4}")


def from_now(minutes: str) -> datetime | None:
    """So many minutes from now; None for what is no number of minutes."""
    if not (minutes.isascii() and _MINUTES.fullmatch(minutes)):
        return None
    span = timedelta(minutes=int(minutes))
    return clock.now() + span if span <= _LONGEST else None
