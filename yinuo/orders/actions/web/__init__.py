"""Orders that customers write themselves: placed, reviewed with the customer on the telephone, confirmed or
voided; and what customers may do with any order of theirs (R046, R076–R086).

`placing` what comes in · `reviewing` who has it in hand, what was checked and changed · `calling` the call
that is always made · `settling` confirmed, or void · `asking` what customers change themselves or ask for ·
`looking` that they looked, what they thought of it.
"""

from yinuo.orders.actions.web.asking import answer_change, cancel_by_guest, change_by_guest
from yinuo.orders.actions.web.calling import note_call
from yinuo.orders.actions.web.looking import look, rate
from yinuo.orders.actions.web.placing import PER_ADDRESS, PER_PHONE, place, placed_before
from yinuo.orders.actions.web.reviewing import (
    change_point,
    check,
    follow_owner,
    release_review,
    take_review,
)
from yinuo.orders.actions.web.settling import confirm_web, void_unreached, void_web

__all__ = [
    "PER_ADDRESS",
    "PER_PHONE",
    "answer_change",
    "cancel_by_guest",
    "change_by_guest",
    "change_point",
    "check",
    "confirm_web",
    "follow_owner",
    "look",
    "note_call",
    "place",
    "placed_before",
    "rate",
    "release_review",
    "take_review",
    "void_unreached",
    "void_web",
]
