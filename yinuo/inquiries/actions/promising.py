"""What cannot be answered now is answered by a time that the customer hears (R111, R116, R120)."""

from datetime import datetime
from typing import Final

from yinuo.core import clock, db
from yinuo.core.errors import Invalid, fault
from yinuo.inquiries import rules
from yinuo.inquiries.actions import holding
from yinuo.inquiries.models import Inquiry
from yinuo.inquiries.rules import Stage
from yinuo.promises import actions as promises
from yinuo.promises import may as promises_may
from yinuo.promises import queries as standing
from yinuo.promises.models import Promise
from yinuo.staff.models import Person

AGREED: Final = "agreed_new_time"
"""The playbook's reason for another time that was agreed with the customer."""
LABEL: Final = "答复客户"


def promise_answer(
    *, inquiry: Inquiry, due_at: datetime, by: Person | None, note: str = "", form_key: str | None = None
) -> Promise:
    """Promise the customer an answer by `due_at`, a moment said aloud (001 三(四)2.4, 003 R120).

    Another time agreed later moves the promise; it keeps what it was before. The same time again, or a used
    `form_key`, changes nothing. The question is to be checked then, unless the leader has it. Records
    inquiry.promised {promise}. Raises NotPermitted; NotNow("inquiry_not_in_stage") after the answer; Invalid
    for a time that is past or too far, a long note.
    """
    holding.permit(inquiry, by)
    with db.transaction():
        held = holding.hold(inquiry)
        if form_key and (first := Promise.objects.filter(ticket=held.ticket, form_key=form_key).first()):
            return first
        holding.require_stage(held, *rules.UNANSWERED)
        holding.take(held, by)
        if held.ticket.stage == Stage.OPEN:
            holding.move(held, Stage.CHECKING, by)
        return give_word(held, due_at, by, note, form_key)


def give_word(
    inquiry: Inquiry, due_at: datetime, by: Person | None, note: str = "", form_key: str | None = None
) -> Promise:
    """Open the spoken promise of a held inquiry, or move the one that is open; whose question it is has to
    keep it, whoever said it, so it goes wherever the question goes. Records inquiry.promised. Raises Invalid.
    """
    open_, owner = spoken(inquiry), inquiry.ticket.owner
    if open_ is None:
        promise = promises.give_word(
            ticket=inquiry.ticket,
            key=rules.WORD,
            label=LABEL,
            due_at=due_at,
            by=by,
            assignee=owner if owner and owner.is_active else None,
            note=note,
            form_key=form_key,
        )
    elif open_.due_at == due_at > clock.now():
        return open_
    else:
        promise = _moved(open_, due_at, by)
    holding.record("promised", inquiry, by=by, promise=promise.pk, due=due_at.isoformat())
    return promise


def _moved(open_: Promise, due_at: datetime, by: Person | None) -> Promise:
    """The same promise for another time. Raises Invalid."""
    if due_at <= clock.now():
        raise Invalid(fault("due_at", "promise_due_past"))
    listed = {key for key, _ in standing.reasons(open_.ticket, "move")}
    reason = AGREED if AGREED in listed or not listed else next(iter(sorted(listed)))
    return promises.move(open_, due_at, reason, by if by and promises_may.change(by, open_) else None)


def spoken(inquiry: Inquiry) -> Promise | None:
    """The answer that was promised by word and is not given yet."""
    rows = Promise.objects.filter(ticket=inquiry.ticket, key=rules.WORD, state=Promise.State.OPEN)
    promise = rows.select_related("assignee").order_by("due_at").first()
    if promise is not None:
        promise.ticket = inquiry.ticket
    return promise


def keep_word(inquiry: Inquiry, by: Person | None) -> None:
    """The answer is given: whatever was promised by word is kept, in time or late."""
    while promise := spoken(inquiry):
        promises.keep(promise, by=by if by and promises_may.keep(by, promise) else None)


def take_back_word(inquiry: Inquiry, reason: str, by: Person | None) -> None:
    """Nobody waits for the answer any more."""
    while promise := spoken(inquiry):
        promises.cancel(promise, reason, by=by if by and promises_may.change(by, promise) else None)
