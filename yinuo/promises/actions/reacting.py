"""What promises do after an event: the playbook of the ticket says which are kept, taken back, opened."""

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from django.db.models import Q

from yinuo.core import db
from yinuo.core.events import Deed
from yinuo.playbooks.rules import schema
from yinuo.playbooks.rules.reasons import Reason
from yinuo.promises import queries
from yinuo.promises.actions import counting, ending, opening, pausing, standing
from yinuo.promises.models import Promise
from yinuo.promises.rules import reckoning, watching
from yinuo.tickets import queries as tickets
from yinuo.tickets.models import Ticket

NEW_OWNER: Final = frozenset({"ticket.assigned", "ticket.taken", "ticket.released"})
Latest = dict[str, Promise]
"""The last round of each promise that the playbook opened on a ticket."""

_OF_TICKET = db.Prepared[Promise](
    lambda ticket: (
        Promise.objects.filter(Q(is_spoken=False) | Q(state=Promise.State.OPEN), ticket_id=ticket)
        .select_related("assignee")
        .order_by("round")
    )
)


class _Closed:
    """The last event of each ticket that was closed by this unit of work, by the ticket's id."""

    def __init__(self) -> None:
        self.last: dict[int, Deed] = {}


def react(deed: Deed) -> None:
    """Wired to every event: keep, take back, pause, resume, reckon again and open, in this order.

    Kept by the event's own time. An event that no promise of the ticket's playbook waits for costs no read.
    When the ticket is closed, what the playbook opened before is taken back, once everything that was done in
    the same act has kept what it keeps; a person's word stays.
    """
    if deed.ticket is None:
        return
    watch = queries.watch_of(deed.ticket, deed.kind)
    if deed.ticket.closed_at is not None:
        db.of_unit(_Closed).last[deed.ticket.pk] = deed
        db.before_commit(_close)
    owner = deed.kind in NEW_OWNER
    if watch is watching.NOTHING and not owner:
        return
    ticket = standing.lock(deed.ticket.pk)
    rows = _of_ticket(ticket)
    latest = {row.key: row for row in rows if not row.is_spoken}
    changed = [
        _end(watch.keep, Promise.State.KEPT, latest, deed),
        _end(watch.cancel, Promise.State.CANCELLED, latest, deed),
        _each(watch.resume, latest, lambda promise: _resume(promise, deed)),
        _each(watch.pause, latest, lambda promise: _pause(promise, deed)),
        _reckon(watch.reckon, latest, ticket, deed),
    ]
    opened = _open(watch.open, latest, ticket, deed)
    if owner:
        _follow_owner(rows, ticket, deed.data.get("from"))
    if opened or any(changed):
        standing.show_next(ticket, among=[*rows, *opened])


def _of_ticket(ticket: Ticket) -> list[Promise]:
    """Every promise that the playbook opened on this ticket, each key's last round last, and open words."""
    rows = _OF_TICKET.all(ticket.pk)
    for promise in rows:
        promise.ticket = ticket
    return rows


def _each(rules: Iterable[schema.Promise], latest: Latest, do: Callable[[Promise], bool]) -> bool:
    """Do it to every open promise of these rules; whether any changed."""
    changed = False
    for rule in rules:
        promise = latest.get(rule.key)
        if promise is not None and promise.state == Promise.State.OPEN:
            changed = do(promise) or changed
    return changed


def _end(rules: Iterable[schema.Promise], state: Promise.State, latest: Latest, deed: Deed) -> bool:
    def end(promise: Promise) -> bool:
        ending.end(promise, state, at=deed.event.at, by=deed.by, event_id=deed.event.pk)
        return True

    return _each(rules, latest, end)


def _resume(promise: Promise, deed: Deed) -> bool:
    if promise.is_paused:
        pausing.start(promise, deed.event.at, deed.by)
        return True
    return False


def _pause(promise: Promise, deed: Deed) -> bool:
    if promise.is_paused:
        return False
    pausing.stop(promise, deed.event.at, Reason("", str(deed.data.get("reason") or "")), deed.by)
    return True


def _reckon(rules: Iterable[schema.Promise], latest: Latest, ticket: Ticket, deed: Deed) -> bool:
    """A due time that stands in the ticket has perhaps changed there; if it has not, a later move stays."""
    if not any(rule.key in latest and latest[rule.key].state == Promise.State.OPEN for rule in rules):
        return False
    values, ruled = tickets.facts(ticket).values, {rule.key: rule for rule in rules}

    def reckon(promise: Promise) -> bool:
        hours = queries.hours_of(promise)
        found = reckoning.by_rule(ruled[promise.key], promise.opened_at, values, hours)
        if promise.is_paused or found is None or found.due_at == promise.due_at:
            return False
        if found.way.get("at") == promise.way.get("at"):
            return False
        pausing.shift(promise, found, deed.event.at, "ticket", deed.by)
        return True

    return _each(rules, latest, reckon)


def _close() -> None:
    """At the end of the unit of work: take back what is still open on the tickets that it closed."""
    closed, db.of_unit(_Closed).last = db.of_unit(_Closed).last, {}
    for deed in closed.values():
        assert deed.ticket is not None
        ticket = standing.lock(deed.ticket.pk)
        rows = _of_ticket(ticket)
        if _take_back({row.key: row for row in rows if not row.is_spoken}, ticket, deed):
            standing.show_next(ticket, among=rows)


def _take_back(latest: Latest, ticket: Ticket, deed: Deed) -> bool:
    """End what the playbook opened before the ticket was closed."""
    closed_at, ended = ticket.closed_at, False
    for promise in latest.values():
        if promise.state == Promise.State.OPEN and closed_at and promise.opened_at < closed_at:
            ending.end(
                promise,
                Promise.State.CANCELLED,
                at=closed_at,
                by=deed.by,
                event_id=deed.event.pk,
                reason=ending.CLOSED,
            )
            ended = True
    return ended


def _open(rules: Iterable[schema.Promise], latest: Latest, ticket: Ticket, deed: Deed) -> Sequence[Promise]:
    possible = [rule for rule in rules if opening.may_open(rule, latest.get(rule.key))]
    if not possible:
        return ()
    facts = tickets.facts(ticket)
    found = [opening.by_rule(rule, ticket, deed.event, facts, latest.get(rule.key)) for rule in possible]
    opened = [promise for promise in found if promise is not None]
    opening.insert(opened, deed.by)
    return opened


def _follow_owner(rows: Sequence[Promise], ticket: Ticket, before: int | None) -> None:
    """What was the old owner's to keep, by rule or by word, is the new owner's now, and their team's.

    The ticket's own event says so.
    """
    open_ = [promise for promise in rows if promise.state == Promise.State.OPEN]
    theirs = [promise for promise in open_ if _was_theirs(promise, before)]
    others = [promise.pk for promise in theirs if promise.assignee_id != ticket.owner_id]
    elsewhere = [promise.pk for promise in open_ if promise.team_id != ticket.team_id]
    if others:
        Promise.objects.filter(pk__in=others).update(assignee=ticket.owner_id)
    if elsewhere:
        Promise.objects.filter(pk__in=elsewhere).update(team=ticket.team_id)
    counting.note_change(*(promise.due_at for promise in open_ if promise.pk in (*others, *elsewhere)))


def _was_theirs(promise: Promise, before: int | None) -> bool:
    if promise.is_spoken:
        return before is not None and promise.assignee_id == before
    return queries.rule_of(promise).assign == "owner"
