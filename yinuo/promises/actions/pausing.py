"""Stopping a promise's clock while others have to act, and setting another due time."""

from datetime import datetime
from typing import Final

from yinuo.core import clock, db
from yinuo.core.errors import Invalid, NotNow
from yinuo.playbooks.rules.reasons import Reason
from yinuo.promises import may, queries
from yinuo.promises.actions import counting, opening, standing
from yinuo.promises.models import Promise
from yinuo.promises.rules import reckoning
from yinuo.promises.rules.reckoning import Reckoned
from yinuo.staff import may as staff_may
from yinuo.staff.models import Person

UNSAID: Final = Reason("", "")
"""Where the desk itself moves a due time, the calendar or the ticket is the reason."""


def pause(promise: Promise, reason: str, by: Person | None, note: str = "") -> Promise:
    """Stop its clock; `reason` says whom it waits for. What is left is left again when it runs on.

    A person's reason is one of the playbook's `pause`, or words where it has no such list. A second time
    changes nothing. Raises NotPermitted, Invalid: required, not_a_choice, too_long; NotNow("promise_ended").
    """
    staff_may.require(by, may.pause, promise)
    why = standing.why(promise, "pause", reason, note, by)
    with db.transaction():
        held = standing.lock_promise(promise)
        _require_open(held)
        if not held.is_paused:
            stop(held, clock.now(), why, by)
            standing.show_next(held.ticket)
    return held


def resume(promise: Promise, by: Person | None) -> Promise:
    """Let its clock run again from now; a second time changes nothing.

    Raises NotPermitted, NotNow("promise_ended").
    """
    staff_may.require(by, may.pause, promise)
    with db.transaction():
        held = standing.lock_promise(promise)
        _require_open(held)
        if held.is_paused:
            start(held, clock.now(), by)
            standing.show_next(held.ticket)
    return held


def move(promise: Promise, due_at: datetime, reason: str, by: Person | None, note: str = "") -> Promise:
    """Set another due time, with a reason. Chasing begins anew; an earlier break stays in the record.

    A clock that stands still goes on standing; once it runs again the promise is due at the new time,
    whatever was left before, or at once where that time has passed. A person's reason is one of the
    playbook's `move`, or words where it has no such list. Raises NotPermitted; Invalid for the reason, for a
    time that is past or more than a year away; NotNow("promise_ended").
    """
    staff_may.require(by, may.change, promise)
    why, now = standing.why(promise, "move", reason, note, by), clock.now()
    if faults := opening.due_faults(due_at, now):
        raise Invalid(*faults)
    with db.transaction():
        held = standing.lock_promise(promise)
        _require_open(held)
        if held.due_at != due_at:
            held.moved_reason = why.said
            shift(held, Reckoned(held.starts_at, due_at), now, "person", by, why)
            standing.show_next(held.ticket)
    return held


def stop(promise: Promise, at: datetime, why: Reason, by: Person | None) -> None:
    """Stop a running clock at `at`. The ticket's row must be held."""
    standing.settle(promise, at)
    hours = queries.hours_of(promise)
    left = reckoning.between(at, promise.due_at, promise.ticks, hours)
    promise.left_seconds = left // reckoning.SECOND
    promise.paused_at, promise.pause_reason, promise.wake_at = at, why.said, None
    standing.save(promise)
    standing.record("paused", promise, by=by, detail=why.detail, **why.data)


def start(promise: Promise, at: datetime, by: Person | None) -> None:
    """Let a stopped clock run again from `at`. The ticket's row must be held."""
    was = promise.due_at
    standing.run_again(promise, at)
    standing.save(promise)
    counting.note_change(was)
    standing.record("resumed", promise, by=by, was=was.isoformat(), due=promise.due_at.isoformat())


def shift(
    promise: Promise, to: Reckoned, now: datetime, because: str, by: Person | None, why: Reason = UNSAID
) -> None:
    """Give an open promise another due time. The ticket's row must be held."""
    was = promise.due_at
    standing.settle(promise, now)
    standing.plan(promise, to, queries.hours_of(promise), now)
    if promise.is_paused:
        promise.left_seconds = promise.wake_at = None
    standing.save(promise)
    counting.note_change(was)
    standing.record(
        "moved",
        promise,
        by=by,
        detail=why.detail,
        because=because,
        was=was.isoformat(),
        due=promise.due_at.isoformat(),
        **why.data,
    )


def _require_open(promise: Promise) -> None:
    if promise.state != Promise.State.OPEN:
        raise NotNow("promise_ended", label=promise.label)
