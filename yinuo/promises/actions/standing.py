"""What the verbs have in common: the lock, how a promise stands at a moment, its event, its ticket's row.

Whoever changes a promise locks the row of its ticket first, in every verb and in the loop, so two of them
never wait for each other and never see half of what the other did.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from yinuo.core import db, events
from yinuo.core.calendar import Hours
from yinuo.core.calendar import queries as calendar
from yinuo.core.errors import Invalid, NotFound, fault
from yinuo.core.models import Event
from yinuo.playbooks.rules import reasons
from yinuo.playbooks.rules.reasons import Reason
from yinuo.promises import queries
from yinuo.promises.actions import counting
from yinuo.promises.models import Promise
from yinuo.promises.rules import chasing, reckoning
from yinuo.promises.rules.chasing import Chase
from yinuo.promises.rules.reckoning import Reckoned
from yinuo.staff.models import Person
from yinuo.tickets import actions as tickets
from yinuo.tickets.models import Ticket

LONGEST_REASON = 120
_COLUMNS = tuple(field.name for field in Promise._meta.concrete_fields if not field.primary_key)


def lock(ticket_id: int) -> Ticket:
    """The ticket's row, held until the transaction ends. Raises NotFound."""
    for held in tickets.hold(ticket_id):
        return held
    raise NotFound("not_found")


def lock_promise(promise: Promise) -> Promise:
    """The promise as it stands now, its ticket's row held. Raises NotFound."""
    ticket = lock(promise.ticket_id)
    found = Promise.objects.select_related("assignee").filter(pk=promise.pk).first()
    if found is None:
        raise NotFound("not_found")
    found.ticket = ticket
    return found


def save(promise: Promise) -> None:
    """Write all that may have changed of a promise; its ticket's row is held."""
    db.update(promise, *_COLUMNS)


def record(
    verb: str, promise: Promise, *, by: Person | None, detail: Mapping[str, Any] | None = None, **data: Any
) -> Event:
    """Write the event promise.`verb`; the data carry keys, ids and the manual's own words only.

    What a person promised stands in the detail, which erasure can empty.
    """
    counting.note_change(promise.due_at)
    label = {"label": promise.label}
    return events.record(
        f"promise.{verb}",
        subject=promise,
        ticket=promise.ticket,
        by=by,
        data={"key": promise.key, "round": promise.round, **({} if promise.is_spoken else label), **data},
        detail={**(label if promise.is_spoken else {}), **(detail or {})},
    )


def show_next(ticket: Ticket, among: Iterable[Promise] | None = None) -> None:
    """Tell the ticket's row which promise is due first, or what it waits for where all clocks stand still.

    `among` are all its open promises, where the caller has them in hand.
    """
    if among is None:
        nearest = queries.next_of(ticket)
        waiting = None if nearest else queries.waiting_of(ticket.pk)
    else:
        nearest, waiting = queries.first_of(among)
    shown = nearest or waiting
    tickets.set_next_due(
        ticket_id=ticket.pk,
        due_at=nearest.due_at if nearest else None,
        due_from=nearest.starts_at if nearest else None,
        label=shown.label if shown else "",
        waiting_for=waiting.pause_reason if waiting else "",
    )


def plan(promise: Promise, reckoned: Reckoned, hours: Hours, now: datetime) -> None:
    """Give a promise a due time reckoned anew; nothing of it has been chased yet. Not saved.

    The time that stood in the ticket stays in mind, so that only a change of it is followed later.
    """
    stood = {"at": promise.way["at"]} if "at" in promise.way else {}
    promise.starts_at, promise.due_at = reckoned.starts_at, reckoned.due_at
    promise.within_seconds, promise.named = reckoned.within, reckoned.named
    promise.way, promise.planned_by = {**stood, **reckoned.way}, calendar.mark()
    promise.broken_at = promise.late_from = promise.repeat_at = None
    promise.level = promise.repeats = 0
    set_wake(promise, hours, now)


def set_wake(promise: Promise, hours: Hours, now: datetime) -> None:
    """When the loop has to look at it next; warnings up to `now` count as given. Not saved."""
    rule = queries.rule_of(promise)
    promise.wake_at = chasing.next_wake(rule, queries.chase_of(promise), hours, now)


def take_chase(promise: Promise, chase: Chase) -> None:
    """Write down how far it has been chased. Not saved."""
    if chase.is_broken and promise.broken_at is None:
        promise.broken_at = promise.due_at
    promise.level, promise.repeats, promise.repeat_at = chase.level, chase.repeats, chase.repeat_at


def settle(promise: Promise, at: datetime) -> None:
    """Let the past speak before something is done to an open promise at `at`, however late the loop is.

    What was due before `at` and not marked yet is broken at its due time: promise.broken is recorded, once
    and first, without consequences, for whoever acts knows already. Not saved.
    """
    if promise.is_paused or promise.broken_at is not None or at <= promise.due_at:
        return
    chase = chasing.broken(queries.rule_of(promise), queries.chase_of(promise), queries.hours_of(promise))
    take_chase(promise, chase)
    record("broken", promise, by=None, level=None, notify=[])


def run_again(promise: Promise, at: datetime) -> None:
    """Start a stopped clock at `at`: what was left before the due time is left again. Not saved.

    One that was moved while it stood still has nothing left to reckon with: it is due at the time it was
    moved to, or at once where that has passed, for nothing is late while its clock stands. A promise that
    was broken before its pause stays broken; its next levels and repeats come later by the
    length of the pause.
    """
    hours, clock = queries.hours_of(promise), promise.ticks
    stood = reckoning.between(promise.paused_at or at, at, clock, hours)
    left = promise.left_seconds
    promise.paused_at, promise.pause_reason, promise.left_seconds = None, "", None
    if promise.broken_at is None:
        if left is None:
            plan(promise, Reckoned(promise.starts_at, max(promise.due_at, at)), hours, at)
        else:
            plan(promise, reckoning.by_span(at, left * reckoning.SECOND, clock, hours), hours, at)
        return
    promise.late_from = reckoning.later(promise.late_from or promise.due_at, stood, clock, hours)
    if promise.repeat_at is not None:
        promise.repeat_at = reckoning.later(promise.repeat_at, stood, clock, hours)
    set_wake(promise, hours, at)


def why(promise: Promise, group: str, reason: str, note: str, by: Person | None) -> Reason:
    """Why something is done to a promise: one of the playbook's `group`, or words where the playbook has no
    such list or the desk itself does it. Raises Invalid: required, not_a_choice, too_long.
    """
    playbook = queries.playbook_of(promise.ticket)
    if by is None or playbook is None or not playbook.reasons.get(group):
        return Reason("", reason_of(reason))
    found = reasons.reason_of(playbook, group, reason, note)
    if len(found.said) > LONGEST_REASON:
        raise Invalid(fault("note", "too_long", limit=LONGEST_REASON, length=len(found.said)))
    return found


def reason_of(text: str, field: str = "reason", longest: int = LONGEST_REASON) -> str:
    """A reason as typed, trimmed. Raises Invalid when it is missing or too long."""
    words = text.strip()
    if not words:
        raise Invalid(fault(field, "required"))
    if len(words) > longest:
        raise Invalid(fault(field, "too_long", limit=longest, length=len(words)))
    return words
