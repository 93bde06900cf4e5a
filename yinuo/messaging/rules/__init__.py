"""Composing a notice within its limit, and when to try again: pure.

A playbook's notice has one text and an ordered list of shortenings; as many of them are taken as are needed
until it fits as the network counts (R070). What does not fit is refused with the choices, or leaves in parts
where the playbook or a person decided so; it never happens by accident.
"""

from datetime import datetime, timedelta
from typing import Final

from yinuo.messaging.rules.composing import Composed, OverLimit, Reader, compose, in_full, written
from yinuo.messaging.rules.signing import bare, signature, signed

__all__ = [
    "Composed",
    "OverLimit",
    "Reader",
    "bare",
    "compose",
    "in_full",
    "next_attempt",
    "signature",
    "signed",
    "written",
]

LIMIT: Final = 70
OWN_WORDS: Final = "message"
CLAIM_SECONDS: Final = 60
GATHER_SECONDS: Final = 60
MOST_LINES: Final = 50
LONGEST_TEXT: Final = 500
REFUSED_TEXT: Final = ("sms_gaps", "sms_too_long")

BACK_OFF: Final = tuple(timedelta(seconds=seconds) for seconds in (5, 15, 45, 120, 300, 600, 1200, 1800))
"""Waits between attempts after a passing failure: most of the slip's three minutes (R062) is used for
trying, and after about an hour and ten minutes the notice is given up in public."""

MOST_ATTEMPTS: Final = len(BACK_OFF) + 1


def next_attempt(attempts: int, now: datetime) -> datetime | None:
    """When to try again after `attempts` passing failures; None when it is time to give up."""
    return now + BACK_OFF[attempts - 1] if attempts <= len(BACK_OFF) else None
