"""Sending the slip: to whom by rule, in which words, and the call that follows (R062–R071)."""

from collections.abc import Collection, Sequence
from contextlib import suppress
from datetime import datetime
from functools import partial
from typing import Final, Literal

from yinuo.core import clock, db
from yinuo.core.errors import Invalid, NotFound, NotNow, NotPermitted, fault
from yinuo.messaging import actions as messaging
from yinuo.messaging.models import Notice
from yinuo.orders import may
from yinuo.orders.actions import holding, recording
from yinuo.orders.models import Order, Stage, TrackingEntry
from yinuo.orders.queries import asking, facts, receivers, slips
from yinuo.orders.rules import receiving, stages
from yinuo.orders.rules.receiving import Candidate
from yinuo.playbooks.rules.reasons import Reason, reason_of
from yinuo.promises import actions as promises
from yinuo.promises.models import Promise
from yinuo.staff.models import Person, Role
from yinuo.tickets import actions as tickets

SLIP: Final = "slip"
CALLED_OFF: Final = "reassigned"
OTHER_RECEIVER: Final = "choose_other_receiver"
RECALL: Final = "recall"
REACHED: Final = "reached"
NOT_REACHED: Final = "no_answer"
CALL_OUTCOMES: Final = (REACHED, NOT_REACHED)
_SENDABLE: Final = (Stage.CONFIRMED, Stage.DISPATCHED, Stage.ACCEPTED)


def dispatch(
    *,
    order: Order,
    by: Person,
    to: Person | None = None,
    reason: str = "",
    note: str = "",
    replaces: Person | None = None,
    in_parts: bool = False,
    leave_out: Collection[str] = (),
) -> Order:
    """Send the slip to whoever the region's rule names, with the copy for the market developer (R065–R068).

    Of those who serve the region the first takes it who is not absent, off duty or full. Another may be
    chosen with a reason of the playbook's `choose_other_receiver`. To give the order to somebody else before
    it is collected one says whom they replace: two who dispatch at the same moment do not undo each other.
    Who had the slip is told that it is no longer theirs. The slip joins the outbox; when it has left,
    `slip_went` records it; one that was given up is sent anew. Repeated by the same person for the same
    receiver it returns the first result. A slip that does not fit into one message leaves in parts, or
    without some of its elements, only when the agent decided so (`in_parts`, `leave_out`). Records
    order.dispatched {receiver}, which opens the reminder to call (R064), with the decision.

    Raises NotPermitted; Invalid for a missing reason; NotNow: no_receiver, receiver_cannot,
    already_dispatched {by, to}, order_not_in_stage, and what `messaging.queue` raises for a slip that does
    not fit (R070).
    """
    if not may.dispatch(by, order):
        raise NotPermitted("not_permitted")
    with db.transaction():
        held = holding.hold(order)
        holding.require_stage(held, *_SENDABLE)
        if held.ticket.stage in stages.WITH_RECEIVER:
            if to is None or to.pk == held.receiver_id:
                return _again(held, by, in_parts, leave_out)
            _take_from(held, replaces, by)
        _choose(held, to, reason, note, by)
        send_slip(held, by, in_parts=in_parts, leave_out=leave_out)
    return held


def _again(order: Order, by: Person, in_parts: bool, leave_out: Collection[str]) -> Order:
    """The first result, or the slip anew where it did not arrive; for all others who was faster."""
    failed = order.slip is not None and order.slip.state in (Notice.State.GIVEN_UP, Notice.State.LOST)
    if failed and order.ticket.stage == Stage.DISPATCHED:
        send_slip(order, by, in_parts=in_parts, leave_out=leave_out)
    elif order.dispatched_by_id != by.pk:
        raise taken(order)
    return order


def taken(order: Order) -> NotNow:
    """The refusal that says who has the slip by now, and from whom."""
    receiver = order.receiver.name if order.receiver else ""
    sender = order.dispatched_by.name if order.dispatched_by else ""
    return NotNow("already_dispatched", by=sender, to=receiver)


def _choose(order: Order, to: Person | None, reason: str, note: str, by: Person) -> None:
    """Make somebody the receiver: whose turn it is, or whom the agent wants, with a reason."""
    serving, now = receivers.serving(order.ticket.region), clock.now()
    proposed = receiving.first_free(receivers.in_turn(order, serving, now))
    if to is None or (proposed and to.pk == proposed.person_id and not reason):
        _give(order, _by_rule(order, serving, proposed), None, serving, by)
    else:
        _give(order, to, _why(order, to, reason, note), serving, by)


def _take_from(order: Order, replaces: Person | None, by: Person) -> None:
    """It is no longer theirs who had it. Raises NotNow("already_dispatched") when another has it by now."""
    if replaces is None or replaces.pk != order.receiver_id:
        raise taken(order)
    call_off(order, by, "receiver", "market_developer")


def call_off(order: Order, by: Person | None, *parts: str) -> None:
    """Tell whoever has the slip, or the market developer with the copy, that it is no longer theirs.

    Nobody is told who has not heard of it; a playbook without such a notice, or somebody without a telephone,
    stops nothing: the agent rings.
    """
    if not order.has_slip_left:
        return
    for part in parts:
        if part == "market_developer" and order.copied_to_id is None:
            continue
        with suppress(NotFound, NotNow):
            messaging.queue(ticket=order.ticket, key=CALLED_OFF, to=part, by=by)


def give_to(order: Order, to: Person, why: Reason, by: Person | None) -> None:
    """A held order goes to another driver by rule, with its slip; who had it is told. It may leave in parts:
    nobody is there to shorten it. Raises NotNow for what keeps a slip from leaving.
    """
    call_off(order, by, "receiver", "market_developer")
    _give(order, to, why, receivers.serving(order.ticket.region), by)
    send_slip(order, by, in_parts=True)


def release(order: Order, by: Person | None) -> None:
    """A held order is nobody's any more: a slip that waits does not leave, and whoever has heard of it, with
    the market developer, is told.
    """
    take_back(order, None)
    call_off(order, by, "receiver", "market_developer")
    order.receiver = order.driver = order.vehicle = order.copied_to = None
    order.accepted_at = None
    holding.keep(order)
    holding.move(order, Stage.CONFIRMED, by, abandons=True)
    holding.describe(order, given_to=None)


def _by_rule(order: Order, serving: Sequence[Person], proposed: Candidate | None) -> Person:
    """Whose turn it is. Raises NotNow("no_receiver")."""
    for person in serving:
        if proposed and person.pk == proposed.person_id:
            return person
    raise NotNow("no_receiver", region=order.ticket.region.name if order.ticket.region else "—")


def _why(order: Order, to: Person, reason: str, note: str) -> Reason:
    """Why somebody was chosen otherwise than by rule. Raises Invalid, NotNow("receiver_cannot")."""
    if not to.is_active or to.role not in (Role.DRIVER, Role.DISPATCHER):
        raise NotNow("receiver_cannot", name=to.name)
    return reason_of(asking.playbook_of(order.ticket), OTHER_RECEIVER, reason, note)


def _give(order: Order, to: Person, why: Reason | None, serving: Sequence[Person], by: Person | None) -> None:
    """Make somebody the receiver. A driver is also who drives; a dispatcher will name one."""
    is_driver, now = to.role == Role.DRIVER, clock.now()
    order.receiver, order.driver = to, to if is_driver else None
    order.vehicle = receivers.vehicle_of(to) if is_driver else None
    order.copied_to = receivers.developer_of(serving, now) if is_driver and order.ticket.region else None
    order.receiver_reason = why.said if why else ""
    order.dispatched_at, order.dispatched_by = now, by
    holding.keep(order)


def send_slip(
    order: Order, by: Person | None, *, in_parts: bool = False, leave_out: Collection[str] = ()
) -> None:
    """Put slip and copy into the outbox for the present receiver, and say so: the order is dispatched.

    A slip that was still waiting to leave for somebody else is taken back first.
    """
    take_back(order, by)
    order.accepted_at = None
    if order.ticket.stage != Stage.DISPATCHED:
        holding.move(order, Stage.DISPATCHED, by, abandons=order.ticket.stage == Stage.ACCEPTED)
    holding.describe(order, given_to=order.receiver)
    over: Literal["parts"] | None = "parts" if in_parts else None
    send = partial(messaging.queue, ticket=order.ticket, by=by, over_limit=over, leave_out=leave_out)
    order.slip = slip = send(key=SLIP, to="receiver")
    holding.keep(order)
    for key in slips.copies(order):
        send(key=key, to="market_developer")
    data = {
        "receiver": order.receiver_id,
        "driver": order.driver_id,
        "copy": order.copied_to_id,
        "notice": order.slip_id,
    }
    decided = {"left_out": slip.left_out, "parts": slip.parts if slip.parts > 1 else None}
    detail = {"reason": order.receiver_reason, **{key: said for key, said in decided.items() if said}}
    holding.record("dispatched", order, by=by, detail=detail, **data)


def take_back(order: Order, by: Person | None) -> None:
    """Withdraw slip and copy while they still wait here; one that is just leaving counts as having left."""
    if order.slip is None:
        return
    waiting = order.ticket.notices.filter(
        key__in=slips.keys(order.ticket),
        state__in=(Notice.State.QUEUED, Notice.State.FAILED),
        claimed_until__isnull=True,
    )
    for notice in waiting:
        with suppress(NotNow):  # a worker was faster
            messaging.withdraw(notice, by=by)
    order.slip.refresh_from_db()


def note_driver_call(
    *,
    order: Order,
    outcome: str,
    by: Person,
    spoke_with: Person | None = None,
    note: str = "",
    again_at: datetime | None = None,
    form_key: str | None = None,
    receiver: int | None = None,
) -> TrackingEntry:
    """Note the call to driver or dispatcher (R064): `reached` keeps the reminder, `no_answer` does not.

    `again_at` says when to call again: a word, kept by the next call that reaches somebody. `receiver` is the
    id of whoever was called. A used `form_key` returns the first. Records order.driver_called, or
    order.driver_not_reached. Raises NotPermitted, Invalid, NotNow: order_not_in_stage, already_dispatched.
    """
    if not may.dispatch(by, order):
        raise NotPermitted("not_permitted")
    if outcome not in CALL_OUTCOMES:
        raise Invalid(fault("outcome", "not_a_choice"))
    with db.transaction():
        held = holding.hold(order)
        if first := recording.already(form_key):
            return first
        _require_with(held, receiver)
        entry = recording.write(
            held,
            what=TrackingEntry.What.CALL_REMINDER,
            how=TrackingEntry.How.CALL,
            outcome=outcome,
            by=by,
            spoke_with=spoke_with or (held.receiver if outcome == REACHED else None),
            note=note,
            again_at=again_at if outcome == NOT_REACHED else None,
            form_key=form_key,
        )
        _record_call(held, entry, by)
        _recall(held, entry, by)
    return entry


def _require_with(order: Order, receiver: int | None) -> None:
    """A call to who was replaced meanwhile is none to who has the slip now; to nobody there is none."""
    holding.require_stage(order, *_SENDABLE)
    if receiver not in (None, order.receiver_id):
        holding.require_stage(order, *stages.WITH_RECEIVER)
        raise taken(order)


def _record_call(order: Order, entry: TrackingEntry, by: Person) -> None:
    verb = "driver_called" if entry.outcome == REACHED else "driver_not_reached"
    detail = {"note": entry.note}
    holding.record(verb, order, by=by, detail=detail, entry=entry.pk, outcome=entry.outcome)


def _recall(order: Order, entry: TrackingEntry, by: Person) -> None:
    """Keep the word to call again once somebody was reached; give it when the call has to be made again."""
    if entry.outcome == REACHED:
        for word in Promise.objects.filter(ticket=order.ticket, key=RECALL, state=Promise.State.OPEN):
            promises.keep(word, by=None)
    elif entry.again_at:
        name = facts.called(order.receiver) if order.receiver else ""
        label = f"再打电话给{name}" if name else "再打电话通知"
        promises.give_word(ticket=order.ticket, label=label, due_at=entry.again_at, by=by, key=RECALL)


def hand_over(*, order: Order, department: str, reason: str, by: Person, note: str = "") -> Order:
    """Hand an order that the desk cannot operate itself to a department, and follow it there (R069).

    `reason` is one of the playbook's `hand_over`. Handing it to the same department again changes nothing.
    Records ticket.handed_over and order.handed_over {department}. Raises NotPermitted, Invalid,
    NotNow("order_not_in_stage").
    """
    if not may.change(by, order):
        raise NotPermitted("not_permitted")
    with db.transaction():
        held = holding.hold(order)
        if held.ticket.department == department and department:
            return held
        holding.require_stage(held, *_SENDABLE)
        tickets.hand_to_department(held.ticket, department=department, reason=reason, note=note, by=by)
        holding.attach(held)
        holding.record("handed_over", held, by=by, department=department)
    return held
