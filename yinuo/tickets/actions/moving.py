"""The musts of a stage and the way out of it."""

from collections.abc import Iterable

from yinuo.core import clock, db, events
from yinuo.core.errors import Invalid, NotNow, fault
from yinuo.staff.may import require
from yinuo.staff.models import Person
from yinuo.tickets import may, queries, rules
from yinuo.tickets.actions import locking
from yinuo.tickets.models import Must, Ticket


def do_must(ticket: Ticket, *, step: str, key: str, by: Person | None, seen: bool = False) -> Must:
    """Tick something that a step asks for; ticking it again returns the first.

    `seen` says that the software itself saw it done: musts that the manual leaves to the desk are ticked in
    no other way. Records ticket.must_done {step, key}. Raises NotPermitted, Invalid("must_unknown"),
    NotNow("must_is_seen"), NotNow("ticket_closed").
    """
    require(by, may.work, ticket)
    if _ticked_by(ticket, step, key) == "desk" and not seen:
        raise NotNow("must_is_seen")
    with db.transaction():
        locking.lock(ticket)
        if ticket.closed_at:
            raise NotNow("ticket_closed")
        if done := queries.done_must(ticket, step, key):
            return done
        must = Must(ticket=ticket, step=step, key=key, done_at=clock.now(), by=by)
        db.add(must)
        queries.note_must(must)
        data = {"step": step, "key": key}
        events.record("ticket.must_done", subject=ticket, ticket=ticket, by=by, data=data)
    return must


def undo_must(ticket: Ticket, *, step: str, key: str, by: Person | None, seen: bool = False) -> None:
    """Take a tick back while its stage lasts; one that is not there is no fault.

    `seen` says that the software itself saw that it does not hold any more; it may have ticked it before the
    stage began. Records ticket.must_undone {step, key}. Raises NotPermitted, Invalid("must_unknown"),
    NotNow("must_is_seen"), NotNow("must_stage_left").
    """
    require(by, may.work, ticket)
    if _ticked_by(ticket, step, key) == "desk" and not seen:
        raise NotNow("must_is_seen")
    with db.transaction():
        locking.lock(ticket)
        is_present = seen or step in {present.key for present in queries.steps(ticket)}
        if ticket.closed_at or not is_present:
            raise NotNow("must_stage_left")
        gone, _ = Must.objects.filter(ticket=ticket, step=step, key=key).delete()
        queries.forget_musts(ticket)
        if gone:
            data = {"step": step, "key": key}
            events.record("ticket.must_undone", subject=ticket, ticket=ticket, by=by, data=data)


def leave_stage(
    ticket: Ticket,
    *,
    to: str,
    by: Person | None,
    closes: bool = False,
    abandons: bool = False,
    moves: rules.Moves | None = None,
) -> Ticket:
    """Move to another stage: the only door, and it asks for every must of the stage that is left.

    Which moves are legal the ticket's kind has told (`rules.register_moves`) or says by `moves`. A move that
    `abandons` what the stage was for (voided, lost, declined) is not asked for its musts. The row stays
    locked until the transaction ends. Records nothing: the kind's own event says what happened. Raises
    NotPermitted, NotNow("already_in_stage"), NotNow("move_not_legal"),
    NotNow("musts_missing", missing=[labels], labels=the same in one line).
    """
    require(by, may.work, ticket)
    legal = rules.legal_moves(ticket.kind) if moves is None else moves
    with db.transaction():
        locking.lock(ticket)
        if ticket.stage == to:
            raise NotNow("already_in_stage", stage=to)
        if to not in legal.get(ticket.stage, frozenset()):
            raise NotNow("move_not_legal", stage=ticket.stage, to=to)
        if missing := [] if abandons else rules.missing(queries.musts(ticket)):
            raise NotNow("musts_missing", missing=missing, labels="、".join(missing))
        now = clock.now()
        locking.put(ticket, stage=to, changed_at=now, closed_at=now if closes else None)
    return ticket


def begin_anew(ticket: Ticket, *, to: str, stages: Iterable[str], by: Person | None) -> Ticket:
    """Go back to the stage `to`, also of what was closed: the musts of these `stages` are to be done again.

    That they were done once stands in their events. Records nothing: the kind's own event says what happened.
    Raises NotPermitted, NotNow("already_in_stage"), NotNow("move_not_legal").
    """
    with db.transaction():
        leave_stage(ticket, to=to, by=by, abandons=True)
        again = {step.key for step in queries.all_steps(ticket) if step.stage in {s.lower() for s in stages}}
        Must.objects.filter(ticket=ticket, step__in=again).delete()
        queries.forget_musts(ticket)
    return ticket


def _ticked_by(ticket: Ticket, step: str, key: str) -> str:
    """Whether a person's hand or the desk ticks this must. Raises Invalid("must_unknown")."""
    for present in queries.all_steps(ticket):
        for must in present.must:
            if (present.key, must.key) == (step, key):
                return must.by
    raise Invalid(fault("key", "must_unknown"))
