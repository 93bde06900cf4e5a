"""Temporary tasks (R101): a ticket of kind TASK and a spoken promise; done, returned or dropped."""

from datetime import datetime
from typing import Final

from yinuo.core import clock, db, events
from yinuo.core.errors import NotNow
from yinuo.playbooks.rules.reasons import Reason
from yinuo.promises import may, queries
from yinuo.promises.actions import ending, opening, standing
from yinuo.promises.models import Promise
from yinuo.staff import may as staff_may
from yinuo.staff.models import Person
from yinuo.tickets import actions as tickets
from yinuo.tickets import may as tickets_may
from yinuo.tickets.models import Channel, Kind, Ticket
from yinuo.tickets.rules import stages

LETTER: Final = "T"


def open_task(
    *,
    title: str,
    due_at: datetime,
    assignee: Person,
    by: Person | None,
    note: str = "",
    form_key: str | None = None,
    by_name: bool = False,
) -> Promise:
    """Give somebody a task: a ticket of their own with a promise due at `due_at` (R101).

    One that is theirs `by_name` is told to them at once and stays theirs when their shift ends. A used
    `form_key` returns the first. Raises NotPermitted, and Invalid for a missing title, a due time that is
    past or more than a year away, or an assignee who has left.
    """
    staff_may.require(by, may.give_task, assignee)
    key, tells = (queries.NAMED, by != assignee) if by_name else (queries.TASK, False)
    word = opening.Word(key, title.strip(), due_at, note.strip(), form_key or None, assignee, tells)
    word.check(clock.now())
    with db.transaction():
        ticket = tickets.open_ticket(
            kind=Kind.TASK,
            stage=stages.OPEN,
            channel=Channel.INSIDE,
            by=by,
            headline=word.label,
            owner=assignee,
            form_key=word.form_key,
        )
        promise = opening.speak(standing.lock(ticket.pk), word, by)
        tickets.number_it(ticket=promise.ticket, letter=LETTER)
    return promise


def finish_task(ticket: Ticket, result: str, by: Person | None) -> Ticket:
    """The task is done: its promise is kept, the result is noted, the ticket closes. Twice changes nothing.

    Records task.done. Raises NotPermitted, Invalid without a result, NotNow("task_dropped") for one that was
    taken back.
    """
    staff_may.require(by, tickets_may.work, ticket)
    return _close(ticket, stages.DONE, Promise.State.KEPT, result, by)


def drop_task(ticket: Ticket, reason: str, by: Person | None) -> Ticket:
    """The task is no longer wanted: its promise is taken back, the ticket closes. Twice changes nothing.

    Records task.dropped. Raises NotPermitted, Invalid without a reason, NotNow("task_done") for one that was
    done.
    """
    staff_may.require(by, may.drop_task, ticket)
    return _close(ticket, stages.DROPPED, Promise.State.CANCELLED, reason, by)


def return_task(ticket: Ticket, reason: str, by: Person | None) -> Ticket:
    """Give the task back to whoever gave it, with a reason; the promise goes with it.

    Records task.returned. Raises NotPermitted, Invalid without a reason, NotNow("task_has_no_giver") where it
    is the giver's already or the giver has left, NotNow("task_done"), NotNow("task_dropped").
    """
    staff_may.require(by, tickets_may.work, ticket)
    words = standing.reason_of(reason)
    with db.transaction():
        held = standing.lock(ticket.pk)
        _refuse_closed(held)
        giver = held.opened_by
        if giver is None or not giver.is_active or giver.pk == held.owner_id:
            raise NotNow("task_has_no_giver")
        before = held.owner_id
        tickets.assign(ticket=held, to=giver, reason=Reason("", words), by=by)
        for promise in _open_promises(held):
            promise.assignee = giver
            promise.save(update_fields=["assignee"])
            standing.record(
                "handed_on",
                promise,
                by=by,
                detail={"reason": words},
                from_person=before,
                to_person=giver.pk,
                notify=["assignee"],
            )
        events.record("task.returned", subject=held, ticket=held, by=by, data={"to": giver.pk})
    return held


def _close(ticket: Ticket, stage: str, state: Promise.State, words: str, by: Person | None) -> Ticket:
    reason = standing.reason_of(words)
    with db.transaction():
        held = standing.lock(ticket.pk)
        if held.stage == stage:
            return held
        _refuse_closed(held)
        for promise in _open_promises(held):
            ending.end(promise, state, at=clock.now(), by=by, reason=reason)
        tickets.note(ticket=held, text=reason, by=by)
        tickets.leave_stage(ticket=held, to=stage, by=by, closes=True)
        events.record(f"task.{stage.lower()}", subject=held, ticket=held, by=by)
        standing.show_next(held)
    return held


def _open_promises(ticket: Ticket) -> list[Promise]:
    rows = Promise.objects.filter(ticket=ticket, state=Promise.State.OPEN)
    found = list(rows.select_related("assignee").order_by("id"))
    for promise in found:
        promise.ticket = ticket
    return found


def _refuse_closed(ticket: Ticket) -> None:
    if ticket.stage == stages.DONE:
        raise NotNow("task_done")
    if ticket.stage == stages.DROPPED:
        raise NotNow("task_dropped")
