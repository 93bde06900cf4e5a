"""The end: satisfied, a reasoned no, nobody reached, withdrawn. Promises and tasks end with it."""

from typing import Final

from yinuo.approvals import actions as approvals
from yinuo.approvals.models import Approval
from yinuo.complaints.actions import accepting, carrying, holding, learning, reasoning, rounds
from yinuo.complaints.models import Complaint, Offer, Outcome, Statement
from yinuo.complaints.queries import following
from yinuo.complaints.rules.stages import Stage
from yinuo.core import db
from yinuo.core.errors import NotNow
from yinuo.core.events import Deed
from yinuo.customers.rules import Guest
from yinuo.playbooks.rules.reasons import Reason
from yinuo.promises import actions as promises
from yinuo.promises import may as promises_may
from yinuo.promises.models import Promise
from yinuo.staff.models import Person

_LONGEST_WHY: Final = 120
_UNDECIDED: Final = (
    Offer.State.DRAFT,
    Offer.State.ASKED,
    Offer.State.RETURNED,
    Offer.State.APPROVED,
    Offer.State.TOLD,
)


def close(*, complaint: Complaint, by: Person | None) -> Complaint:
    """The case is over: the customer is satisfied, or a named person has told them a reasoned no on which
    they were heard (`queries.following.outcome`). Closed so already it stays as it is.

    Records complaint.closed {outcome} and complaint.moved {from, to}. Raises NotPermitted; NotNow:
    complaint_not_in_stage, complaint_not_satisfied, musts_missing.
    """
    holding.permit(complaint, by)
    with db.transaction():
        held = holding.hold(complaint)
        if held.outcome in (Outcome.SATISFIED, Outcome.REFUSED):
            return held
        holding.require_stage(held, Stage.CALL_BACK)
        outcome = following.outcome(held)
        if outcome is None:
            raise NotNow("complaint_not_satisfied")
        _keep_words(held, by)
        _end(held, outcome, by)
        holding.move(held, Stage.CLOSED, by, closes=True)
        learning.count_cause(held, by)
    return held


def close_unreached(*, complaint: Complaint, by: Person | None) -> Complaint:
    """Nobody could be reached by all the tries that the manual asks for: closed so, never as satisfied.

    Closed so already it stays as it is. Records complaint.closed {outcome}, complaint.moved {from, to}.
    Raises NotPermitted; NotNow: complaint_not_in_stage, already_rated, call_backs_left {made, wanted}.
    """
    holding.permit(complaint, by)
    with db.transaction():
        held = holding.hold(complaint)
        if held.outcome == Outcome.UNREACHED:
            return held
        holding.require_stage(held, Stage.CALL_BACK)
        if following.rating(held) is not None:
            raise NotNow("already_rated")
        tries = following.tries(held)
        if not tries.are_all_made:
            raise NotNow("call_backs_left", made=tries.made, wanted=tries.wanted)
        _take_back_words(held, str(Outcome.UNREACHED.label), by)
        _end(held, Outcome.UNREACHED, by)
        holding.abandon(held, by)
        learning.count_cause(held, by)
    return held


def withdraw(
    *, complaint: Complaint, by: Person | None, guest: Guest | None = None, reason: str = "", note: str = ""
) -> Complaint:
    """The customer takes the complaint back, themselves as `guest` or through the agent with one of the
    playbook's `complaint_withdraw`.

    What departments still had to do is dropped, what was asked for approval withdrawn, nobody has to give a
    statement any more, no promise stands. Withdrawn already it stays. Records complaint.withdrawn,
    complaint.closed {outcome}, complaint.moved {from, to}. Raises NotPermitted, NotFound; Invalid: required,
    not_a_choice, too_long; NotNow("complaint_not_in_stage") for one that ended otherwise.
    """
    rounds.permit(complaint, by, guest)
    with db.transaction():
        held = holding.hold(complaint)
        if held.outcome == Outcome.WITHDRAWN:
            return held
        holding.require_live(held)
        why = _why(held, reason, note, by, guest)
        door = {} if guest is None else {"way": "PAGE"}
        holding.record("withdrawn", held, by=by, detail=why.detail, **door, **why.data)
        let_go(held, Reason("", str(Outcome.WITHDRAWN.label)), by)
        _end(held, Outcome.WITHDRAWN, by)
        holding.abandon(held, by)
    return held


def keep_word_told(deed: Deed) -> None:
    """Wired to complaint.offer_told: who was promised an answer by a time has had it (R155, R182)."""
    held = holding.hold(deed.subject)
    if (promise := accepting.spoken(held)) is not None:
        _keep(promise, deed.by)


def let_go(held: Complaint, why: Reason, by: Person | None) -> None:
    """Nothing is expected of anybody any more in a held case: tasks, approvals, statements, words."""
    held.offers.filter(state__in=_UNDECIDED).update(state=Offer.State.REPLACED)
    for approval in held.ticket.approvals.filter(state=Approval.State.ASKED).order_by("id"):
        approval.ticket = held.ticket
        approvals.withdraw(approval, by=None)
    asked = held.statements.filter(state=Statement.State.ASKED)
    asked.update(state=Statement.State.WAIVED, waived_for=why.said)
    carrying.take_back(held, why.said, by)
    _take_back_words(held, why.said, by)


def _end(held: Complaint, outcome: Outcome, by: Person | None) -> None:
    """Recorded before the move: a promise that closing keeps is kept by it, not taken back by the move."""
    holding.put(held, outcome=outcome)
    holding.record("closed", held, by=by, outcome=str(outcome))


def _why(held: Complaint, reason: str, note: str, by: Person | None, guest: Guest | None) -> Reason:
    if guest is None:
        return reasoning.why(held, "complaint_withdraw", reason, note, by)
    words = f"{reason} {note}".strip() or "客户自己撤回"
    return reasoning.why(held, "complaint_withdraw", words, "", None)


def _words(held: Complaint) -> list[Promise]:
    """What somebody promised by word on the case and nobody has kept."""
    rows = Promise.objects.filter(ticket=held.ticket, is_spoken=True, state=Promise.State.OPEN)
    found = list(rows.select_related("assignee").order_by("id"))
    for promise in found:
        promise.ticket = held.ticket
    return found


def _keep_words(held: Complaint, by: Person | None) -> None:
    """The customer has had the answer: what was promised by word is kept, in time or late."""
    for promise in _words(held):
        _keep(promise, by)


def _keep(promise: Promise, by: Person | None) -> None:
    promises.keep(promise, by=by if by and promises_may.keep(by, promise) else None)


def _take_back_words(held: Complaint, why: str, by: Person | None) -> None:
    """Nobody waits for the answer any more."""
    for promise in _words(held):
        keeper = by if by and promises_may.change(by, promise) else None
        promises.cancel(promise, why[:_LONGEST_WHY], by=keeper)
