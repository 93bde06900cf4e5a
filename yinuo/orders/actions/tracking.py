"""Looking after an order until it is done: the tracking record and what keeps it from
its time (R088–R095).
"""

from datetime import datetime
from typing import Any

from yinuo.core import clock, db
from yinuo.core.errors import Invalid, NotNow, NotPermitted, fault
from yinuo.messaging import actions as messaging
from yinuo.messaging import may as messaging_may
from yinuo.orders import may
from yinuo.orders.actions import holding, recording
from yinuo.orders.models import Order, OrderException, Stage, TrackingEntry
from yinuo.orders.queries import asking
from yinuo.orders.rules import stages
from yinuo.staff.models import Person
from yinuo.tickets.models import NEVER

LONGEST_NOTE = 200
_TRACKED = (*stages.BEFORE_PICKUP, *stages.UNDER_WAY, Stage.DELIVERED, Stage.RETURNED, Stage.LOST)


def track(
    *,
    order: Order,
    what: str,
    how: str,
    outcome: str,
    by: Person,
    spoke_with: Person | None = None,
    note: str = "",
    again_at: datetime | None = None,
    notice: str = "",
    to: str = "receiver",
    form_key: str | None = None,
) -> TrackingEntry:
    """Look after an order and write it into its tracking record (R093–R095); this keeps the follow-up (R091).

    `what` is PICKUP, DELIVERY, POSITION or OTHER, `how` CALL, SMS or SEEN. With `notice` that notice of the
    playbook is sent to the part `to` in the same step (urge the driver, tell the dispatcher), once it is
    late. How late the order is, is written down with it (R097). A used `form_key` returns the first. Records
    order.tracked. Raises NotPermitted, Invalid, NotNow: order_not_in_stage, not_late_yet, and what
    `messaging.queue` raises.
    """
    if not may.track(by, order) or (notice and not messaging_may.send(by)):
        raise NotPermitted("not_permitted")
    if what == TrackingEntry.What.CALL_REMINDER:
        raise Invalid(fault("what", "not_a_choice"))
    with db.transaction():
        held = holding.hold(order)
        if first := recording.already(form_key):
            return first
        holding.require_stage(held, *_TRACKED)
        if notice:
            _check_late(held, what)
            messaging.queue(ticket=held.ticket, key=notice, to=to, by=by)
        line = {"what": what, "how": how, "outcome": outcome, "note": note}
        entry = recording.write(
            held, **line, by=by, spoke_with=spoke_with, again_at=again_at, form_key=form_key
        )
        holding.record("tracked", held, by=by, detail=_said(entry), entry=entry.pk, what=what, how=how)
    return entry


def _said(entry: TrackingEntry) -> dict[str, str]:
    return {"outcome": entry.outcome, "note": entry.note}


def _check_late(order: Order, what: str) -> None:
    """Whether there is something to urge: the text says that the time has passed. Raises NotNow."""
    if what == TrackingEntry.What.PICKUP:
        holding.require_stage(order, *stages.WITH_RECEIVER)
        due = order.ticket.next_due_at
    elif what == TrackingEntry.What.DELIVERY:
        holding.require_stage(order, *stages.UNDER_WAY)
        due = order.promised_at or NEVER
    else:
        return
    if due >= clock.now():
        raise NotNow("not_late_yet")


def note_exception(
    *, order: Order, cause: str, by: Person, note: str = "", department: str = ""
) -> OrderException:
    """Note what keeps an order from its time; objective causes of the playbook are counted apart (R088).

    `department` is the one inside the company that deals with it (R099). The same cause while it lasts is
    one. Records order.exception_noted {cause, objective, department}. Raises NotPermitted, Invalid for a
    cause or a department that the manual does not list, NotNow("order_not_in_stage").
    """
    _require_short("note", note)
    with db.transaction():
        held = holding.held_by(order, by)
        holding.require_stage(held, *stages.BEFORE_PICKUP, *stages.UNDER_WAY)
        known = {listed.key: listed for listed in asking.playbook_of(held.ticket).causes}
        if cause not in known:
            raise Invalid(fault("cause", "not_a_choice"))
        departments = {listed.key for listed in asking.playbook_of(held.ticket).departments}
        if department and department not in departments:
            raise Invalid(fault("department", "not_a_choice"))
        if lasting := held.exceptions.filter(cause=cause, cleared_at__isnull=True).first():
            return lasting
        noted = OrderException.objects.create(
            order=held,
            cause=cause,
            is_objective=known[cause].objective,
            note=note.strip(),
            at=clock.now(),
            by=by,
            department=department,
        )
        told: dict[str, Any] = {"cause": cause, "objective": noted.is_objective, "exception": noted.pk}
        told |= {"department": department} if department else {}
        holding.record("exception_noted", held, by=by, **told)
    return noted


def clear_exception(*, exception: OrderException, by: Person, result: str = "") -> OrderException:
    """What kept the order from its time is over, and what came of it (R099); cleared again it stays as it is.

    Records order.exception_cleared {cause}. Raises NotPermitted, Invalid for a result that is too long.
    """
    if not may.carry(by, exception.order):
        raise NotPermitted("not_permitted")
    _require_short("result", result)
    with db.transaction():
        held = holding.hold(exception.order)
        row = held.exceptions.get(pk=exception.pk)
        if row.cleared_at is None:
            row.cleared_at, row.cleared_by, row.result = clock.now(), by, result.strip()
            row.save(update_fields=["cleared_at", "cleared_by", "result"])
            holding.record("exception_cleared", held, by=by, cause=row.cause, exception=row.pk)
    return row


def _require_short(field: str, text: str) -> None:
    if len(text) > LONGEST_NOTE:
        raise Invalid(fault(field, "too_long", limit=LONGEST_NOTE, length=len(text)))
