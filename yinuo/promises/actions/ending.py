"""Ending: kept, kept late, taken back; and why it was late.

Kept or kept late is the event's time against the due time and nothing else:

- ended after the due time and the loop has not come yet: `settle` records promise.broken first, so that what
  was late has exactly one promise.broken whoever came first;
- ended in time, but the loop (on a database with several writers) marked it between the event and this
  transaction: the mark is taken away, and promise.kept carries `late: false` and `withdrawn: true`.

`data.late` of promise.kept and promise.cancelled is what counts are made of.
"""

from datetime import datetime

from yinuo.core import clock, db
from yinuo.core.errors import NotNow
from yinuo.promises import may, queries
from yinuo.promises.actions import standing
from yinuo.promises.models import Promise
from yinuo.staff import may as staff_may
from yinuo.staff.models import Person

LONGEST_LATE_REASON = 200
CLOSED = "ticket_closed"
"""The reason that stands in a promise which the closing of its ticket took back."""


def end(
    promise: Promise,
    state: Promise.State,
    *,
    at: datetime,
    by: Person | None,
    event_id: int | None = None,
    reason: str = "",
) -> None:
    """End an open promise at `at`, the time of the event that ended it. The ticket's row must be held."""
    if promise.is_paused:
        standing.run_again(promise, max(at, promise.paused_at or at))
    standing.settle(promise, at)
    late = at > promise.due_at
    withdrawn = not late and promise.broken_at is not None
    if withdrawn:
        promise.broken_at = None
    promise.state, promise.ended_at, promise.ended_by_event = state, at, event_id
    promise.end_reason = reason
    promise.wake_at = promise.repeat_at = None
    standing.save(promise)
    verb = "kept" if state == Promise.State.KEPT else "cancelled"
    told = {"withdrawn": True} if withdrawn else {}
    detail = {"reason": reason} if reason else None
    standing.record(verb, promise, by=by, detail=detail, late=late, **told)


def keep(promise: Promise, by: Person | None) -> Promise:
    """A person says that a spoken promise is kept; a second time changes nothing.

    Raises NotPermitted; NotNow("promise_ended") for one taken back, NotNow("promise_kept_by_event") for one
    that the playbook keeps by what happens.
    """
    staff_may.require(by, may.keep, promise)
    with db.transaction():
        held = standing.lock_promise(promise)
        if held.state == Promise.State.KEPT:
            return held
        _require_open(held)
        if queries.rule_of(held).kept_by:
            raise NotNow("promise_kept_by_event", label=held.label)
        end(held, Promise.State.KEPT, at=clock.now(), by=by)
        standing.show_next(held.ticket)
    return held


def cancel(promise: Promise, reason: str, by: Person | None) -> Promise:
    """Take a promise back, with a reason; a second time changes nothing.

    Raises NotPermitted, Invalid without a reason, NotNow("promise_ended") for one that was kept.
    """
    staff_may.require(by, may.change, promise)
    words = standing.reason_of(reason)
    with db.transaction():
        held = standing.lock_promise(promise)
        if held.state == Promise.State.CANCELLED:
            return held
        _require_open(held)
        end(held, Promise.State.CANCELLED, at=clock.now(), by=by, reason=words)
        standing.show_next(held.ticket)
    return held


def explain_lateness(promise: Promise, reason: str, objective: bool, by: Person | None) -> Promise:
    """Write down why it was late, and whether the cause was objective, which is counted apart (R088).

    Raises NotPermitted, Invalid without a reason, NotNow("promise_not_late").
    """
    staff_may.require(by, may.explain_lateness, promise)
    words = standing.reason_of(reason, longest=LONGEST_LATE_REASON)
    with db.transaction():
        held = standing.lock_promise(promise)
        if held.broken_at is None and not held.is_late(clock.now()):
            raise NotNow("promise_not_late", label=held.label)
        held.late_reason, held.late_is_objective = words, objective
        held.save(update_fields=["late_reason", "late_is_objective"])
        standing.record("explained", held, by=by, detail={"reason": words}, objective=objective)
    return held


def _require_open(promise: Promise) -> None:
    if promise.state != Promise.State.OPEN:
        raise NotNow("promise_ended", label=promise.label)
