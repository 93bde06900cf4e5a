"""The customer hears that it was received, until when they wait, and their own problem in our words
(003 四, R155, R180–R182, R186).
"""

from datetime import datetime
from typing import Final

from yinuo.complaints.actions import holding
from yinuo.complaints.models import Complaint
from yinuo.complaints.queries import ceilings
from yinuo.complaints.rules.stages import UNDECIDED, WORD
from yinuo.complaints.rules.texts import LONGEST_RESTATED
from yinuo.core import clock, db
from yinuo.core.errors import Invalid, fault
from yinuo.core.models import Event
from yinuo.promises import actions as promises
from yinuo.promises import may as promises_may
from yinuo.promises import queries as standing
from yinuo.promises.models import Promise
from yinuo.staff.models import Person
from yinuo.tickets.rules import check_text

AGREED: Final = "agreed_new_time"
"""The playbook's reason for another time that was agreed with the customer."""
LABEL: Final = "回复投诉"
ACKNOWLEDGED: Final = "complaint.acknowledged"
_ANEW: Final = ("complaint.reopened", "complaint.unmerged")


def acknowledge(*, complaint: Complaint, by: Person | None) -> Complaint:
    """Tell the customer that it was received, who has it and what comes next (R180; ISO 10002 7.3).

    Once, and once more after it was opened again or parted: a second time changes nothing. Records
    complaint.acknowledged; what is sent then, and that it is sent in time, the playbook says. Raises
    NotPermitted, NotNow("complaint_not_in_stage") for a closed one.
    """
    holding.permit(complaint, by)
    with db.transaction():
        held = holding.hold(complaint)
        if not is_acknowledged(held):
            holding.require_live(held)
            note_acknowledged(held, by)
    return held


def note_acknowledged(held: Complaint, by: Person | None) -> None:
    """Write down that a held complaint was acknowledged."""
    holding.record("acknowledged", held, by=by)


def is_acknowledged(complaint: Complaint) -> bool:
    """Whether the customer heard that it was received, since it was last opened again or parted."""
    events = Event.objects.filter(ticket_id=complaint.pk, kind__in=(ACKNOWLEDGED, *_ANEW)).order_by("-id")
    return events.values_list("kind", flat=True).first() == ACKNOWLEDGED


def tell_wait(
    *, complaint: Complaint, due_at: datetime, by: Person | None, note: str = "", form_key: str | None = None
) -> Promise:
    """Tell the customer by when they have an answer (R155, R182): a promise that the desk keeps.

    Another time agreed later moves the promise, which keeps what it was before; the same time again, or a
    used `form_key`, changes nothing. Never later than the deadline of the authority that passed it on, nor
    than the law allows, while those are still ahead. Ticks `told_wait`. Records complaint.told_wait {promise,
    due}. Raises NotPermitted; NotNow("complaint_not_in_stage") for a closed one; Invalid:
    complaint_wait_too_late with the ceiling's `label` and `at`, a time that is past or too far, a long note.
    """
    holding.permit(complaint, by)
    with db.transaction():
        held = holding.hold(complaint)
        if form_key and (first := Promise.objects.filter(ticket=held.ticket, form_key=form_key).first()):
            return first
        holding.require_live(held)
        latest = ceilings.ahead(held)
        if latest is not None and due_at > latest.at:
            raise Invalid(fault("due_at", "complaint_wait_too_late", label=latest.label, at=latest.shown))
        return give_word(held, due_at, by, note, form_key)


def give_word(
    held: Complaint, due_at: datetime, by: Person | None, note: str = "", form_key: str | None = None
) -> Promise:
    """Open the promise of an answer on a held complaint, or move the one that is open; whose case it is has
    to keep it, whoever said it. Ticks `told_wait`. Records complaint.told_wait. Raises Invalid.
    """
    open_ = spoken(held)
    if open_ is not None and open_.due_at == due_at > clock.now():
        return open_
    promise = _moved(open_, due_at, by) if open_ else _opened(held, due_at, by, note, form_key)
    holding.put(held, told_until=due_at)
    holding.tick(held, "told_wait", by=by)
    holding.record("told_wait", held, by=by, promise=promise.pk, due=due_at.isoformat())
    return promise


def spoken(complaint: Complaint) -> Promise | None:
    """The answer that was promised by word and is not given yet."""
    rows = Promise.objects.filter(ticket=complaint.ticket, key=WORD, state=Promise.State.OPEN)
    promise = rows.select_related("assignee").order_by("due_at").first()
    if promise is not None:
        promise.ticket = complaint.ticket
    return promise


def take_back_word(held: Complaint, reason: str, by: Person | None) -> None:
    """Nobody waits for this answer any more."""
    while promise := spoken(held):
        promises.cancel(promise, reason, by=by if by and promises_may.change(by, promise) else None)


def restate(*, complaint: Complaint, words: str, by: Person | None, is_confirmed: bool = True) -> Complaint:
    """Keep the problem in our words as the customer confirmed it, and when (R186; ticks `restated`).

    Other words confirmed later replace them while nothing is decided; the same words change nothing. Records
    complaint.restated. Raises NotPermitted; NotNow("complaint_not_in_stage") after the decision; Invalid:
    required, too_long, complaint_restating_unconfirmed.
    """
    holding.permit(complaint, by)
    said = check_text("words", words, LONGEST_RESTATED)
    if not is_confirmed:
        raise Invalid(fault("is_confirmed", "complaint_restating_unconfirmed"))
    with db.transaction():
        held = holding.hold(complaint)
        if (held.restated, held.restated_at is not None) == (said, True):
            return held
        holding.require_stage(held, *UNDECIDED)
        holding.put(held, restated=said, restated_at=clock.now())
        holding.tick(held, "restated", by=by)
        holding.record("restated", held, by=by, detail={"text": said})
    return held


def _opened(held: Complaint, due_at: datetime, by: Person | None, note: str, form_key: str | None) -> Promise:
    owner = held.ticket.owner
    return promises.give_word(
        ticket=held.ticket,
        key=WORD,
        label=LABEL,
        due_at=due_at,
        by=by,
        assignee=owner if owner and owner.is_active else None,
        note=note,
        form_key=form_key,
    )


def _moved(open_: Promise, due_at: datetime, by: Person | None) -> Promise:
    """The same promise for another time. Raises Invalid."""
    if due_at <= clock.now():
        raise Invalid(fault("due_at", "promise_due_past"))
    listed = {key for key, _ in standing.reasons(open_.ticket, "move")}
    reason = AGREED if AGREED in listed or not listed else next(iter(sorted(listed)))
    return promises.move(open_, due_at, reason, by if by and promises_may.change(by, open_) else None)
