"""Composing a notice within its limit, when to try again, what an answer means: pure.

A playbook's notice has one text and an ordered list of shortenings; as many of them are taken as are needed
until it fits as the network counts (R070). What does not fit is refused with the choices, or leaves in parts
where the playbook or a person decided so; it never happens by accident.
"""

from typing import Final

from yinuo.messaging.rules.composing import Composed, OverLimit, Reader, compose, in_full, written
from yinuo.messaging.rules.replies import ABOUT_ORDER, UNCLEAR, Reading, Wish, read
from yinuo.messaging.rules.signing import STOP_WORDS, bare, refusable, signature, signed
from yinuo.messaging.rules.trying import (
    BACK_OFF,
    COMMERCIAL_HOURS,
    MOST_ATTEMPTS,
    Allowance,
    is_resting,
    leaves_at,
    next_attempt,
    rest_after,
)

__all__ = [
    "ABOUT_ORDER",
    "BACK_OFF",
    "COMMERCIAL_HOURS",
    "MOST_ATTEMPTS",
    "STOP_WORDS",
    "UNCLEAR",
    "Allowance",
    "Composed",
    "OverLimit",
    "Reader",
    "Reading",
    "Wish",
    "bare",
    "compose",
    "in_full",
    "is_resting",
    "leaves_at",
    "next_attempt",
    "read",
    "refusable",
    "rest_after",
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
