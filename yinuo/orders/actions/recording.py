"""Lines of the tracking record (R095)."""

from datetime import datetime

from yinuo.core import clock
from yinuo.core.errors import Fault, Invalid, fault
from yinuo.orders.models import Order, TrackingEntry
from yinuo.orders.rules import chasing
from yinuo.staff.models import Person

LONGEST_NOTE = 300
LONGEST_OUTCOME = 40


def already(form_key: str | None) -> TrackingEntry | None:
    """The line that a form with this key wrote before; None when it is new."""
    return TrackingEntry.objects.filter(form_key=form_key).first() if form_key else None


def write(
    order: Order,
    *,
    what: str,
    how: str,
    outcome: str,
    by: Person | None,
    spoke_with: Person | None = None,
    note: str = "",
    again_at: datetime | None = None,
    form_key: str | None = None,
) -> TrackingEntry:
    """One line: who looked after the order, when, what about, how, with which result, how late it was (R097).

    Raises Invalid with every fault.
    """
    now = clock.now()
    if faults := _faults(what, how, outcome, note, again_at, now):
        raise Invalid(*faults)
    late = chasing.overdue(order.promised_at, order.delivered_at, now)
    return TrackingEntry.objects.create(
        order=order,
        at=now,
        by=by,
        what=what,
        how=how,
        spoke_with=spoke_with,
        outcome=outcome.strip(),
        note=note.strip(),
        overdue_seconds=int(late.total_seconds()),
        again_at=again_at,
        form_key=form_key or None,
    )


def _faults(
    what: str, how: str, outcome: str, note: str, again_at: datetime | None, now: datetime
) -> list[Fault]:
    faults = []
    if what not in TrackingEntry.What.values:
        faults.append(fault("what", "not_a_choice"))
    if how not in TrackingEntry.How.values:
        faults.append(fault("how", "not_a_choice"))
    if not outcome.strip():
        faults.append(fault("outcome", "required"))
    for field, text, limit in (("outcome", outcome, LONGEST_OUTCOME), ("note", note, LONGEST_NOTE)):
        if len(text) > limit:
            faults.append(fault(field, "too_long", limit=limit, length=len(text)))
    if again_at and again_at <= now:
        faults.append(fault("again_at", "time_has_passed"))
    return faults
