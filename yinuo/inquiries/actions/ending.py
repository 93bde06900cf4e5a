"""After the answer: the link by which customers look for themselves (R115), and the end."""

from typing import Final

from yinuo.core import clock, db
from yinuo.core.errors import Invalid, NotNow, fault
from yinuo.inquiries import rules
from yinuo.inquiries.actions import holding, promising
from yinuo.inquiries.models import Inquiry
from yinuo.inquiries.rules import Stage
from yinuo.messaging import actions as messaging
from yinuo.staff.models import Person
from yinuo.tickets import queries as tickets
from yinuo.tickets.rules import check_text

NOTICE: Final = "inquiry_link"
"""The notice of the playbook that carries the tracking link."""


def send_link(*, inquiry: Inquiry, by: Person | None) -> Inquiry:
    """Text the link under which the customer follows the goods without calling (001 三(四)2.3, R109, R115).

    Sent once. Records inquiry.link_sent. Raises NotPermitted; NotNow: inquiry_without_order,
    link_without_site, what `messaging.queue` raises.
    """
    holding.permit(inquiry, by)
    with db.transaction():
        held = holding.hold(inquiry)
        if held.link_sent_at is not None:
            return held
        if held.about is None:
            raise NotNow("inquiry_without_order")
        if not tickets.track_link(held.about):
            raise NotNow("link_without_site")
        messaging.queue(ticket=held.ticket, key=NOTICE, to="customer", by=by, over_limit="parts")
        held.link_sent_at = clock.now()
        held.save(update_fields=["link_sent_at"])
        holding.record("link_sent", held, by=by)
    return held


def close(*, inquiry: Inquiry, by: Person | None, reason: str = "") -> Inquiry:
    """It is over: the customer is content with the answer, or, with a reason, wants none any more.

    Closed again it stays as it is. Records inquiry.closed {answered}. Raises NotPermitted; Invalid: required,
    too_long.
    """
    holding.permit(inquiry, by)
    with db.transaction():
        held = holding.hold(inquiry)
        if held.ticket.stage == Stage.CLOSED:
            return held
        is_answered = held.ticket.stage == Stage.ANSWERED
        words = check_text("reason", reason, rules.LONGEST_REASON, required=False)
        if not (is_answered or words):
            raise Invalid(fault("reason", "required"))
        if not is_answered:
            promising.take_back_word(held, words, by)
        holding.move(held, Stage.CLOSED, by, closes=True)
        detail = {"reason": words} if words else None
        holding.record("closed", held, by=by, detail=detail, answered=is_answered)
    return held
