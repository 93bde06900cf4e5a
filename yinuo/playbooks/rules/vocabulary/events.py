"""The event kinds a playbook may react to, and the stages of each kind of ticket."""

from collections.abc import Mapping
from typing import Final

_KINDS: Final[Mapping[str, str]] = {
    "order": "drafted confirmed dispatched slip_sent slip_failed slip_lost driver_called accepted declined "
    "picked_up departed arrived out_for_delivery delivered closed changed cancelled voided refused returned "
    "lost released taken_over tracked exception_noted exception_cleared handed_over freight_collected "
    "goods_money_collected "
    "receipt_taken recounted recount_settled placed review_taken review_released review_called "
    "customer_reached checked point_changed found_problem found_no_problem rewritten change_asked "
    "change_answered rated looked_up",
    "ticket": "opened assigned taken released noted handed_over linked unlinked must_done must_undone "
    "photo_added photo_removed queried complained uncomplained suggested",
    "inquiry": "asked reopened promised passed_up checked answered corrected link_sent closed",
    "complaint": "registered classified acknowledged crisis mood_noted leader_called chased told_wait "
    "restated details_changed moved transferred statement_asked statement_given "
    "statement_waived answered found weighed offer_made offer_asked offer_approved "
    "offer_returned offer_told offer_accepted offer_declined agreement_made agreement_signed "
    "chore_given chore_received chore_done chore_checked chore_returned chore_dropped "
    "carried_out paid called_back rated unsatisfied thanked closed reopened withdrawn merged "
    "unmerged overridden learned",
    "suggestion": "made thanked passed_on answered became closed",
    "grumble": "noted became",
    "corrective": "opened set noted done worked failed",
    "task": "done dropped returned",
    "promise": "opened kept cancelled warned broken escalated repeated paused resumed moved handed_on "
    "explained",
    "notice": "queued sent delivered failed given_up lost unconfirmed",
    "message": "received settled",
    "gateway": "resting back",
    "approval": "asked approved refused",
    "interaction": "noted",
    "staff": "went_on_duty went_off_duty absent back",
    "customer": "created changed",
    "playbook": "published table_replaced",
}

EVENT_KINDS: Final[frozenset[str]] = frozenset(
    f"{subject}.{verb}" for subject, verbs in _KINDS.items() for verb in verbs.split()
)

STAGES: Final[Mapping[str, tuple[str, ...]]] = {
    "order": (
        "draft",
        "filled",
        "reviewing",
        "problem",
        "no_problem",
        "confirmed",
        "dispatched",
        "accepted",
        "picked_up",
        "in_transit",
        "arrived",
        "out_for_delivery",
        "delivered",
        "closed",
        "voided",
        "refused",
        "returned",
        "lost",
    ),
    "task": ("open", "done", "dropped"),
    "inquiry": ("open", "checking", "with_leader", "checked", "answered", "closed"),
    "complaint": ("accept", "clarify", "propose", "carry_out", "call_back", "closed"),
    "suggestion": ("open", "thanked", "passed_on", "answered", "closed"),
}
"""Stages by kind of ticket, in their usual order; a kind that is not listed here is not checked."""
