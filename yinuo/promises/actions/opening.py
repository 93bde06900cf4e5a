"""Opening: by a rule of the playbook, and by a person's word."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from yinuo.core import clock, db
from yinuo.core.calendar import queries as calendar
from yinuo.core.errors import Fault, Invalid, fault
from yinuo.core.models import Event
from yinuo.playbooks.rules import schema
from yinuo.promises import may, queries
from yinuo.promises.actions import placing, standing
from yinuo.promises.models import Promise
from yinuo.promises.rules import reckoning, watching
from yinuo.promises.rules.reckoning import Reckoned
from yinuo.staff import may as staff_may
from yinuo.staff.models import Person
from yinuo.tickets import queries as tickets
from yinuo.tickets.models import Ticket
from yinuo.tickets.queries import Facts

FARTHEST = timedelta(days=366)
_LONGEST = {"label": 80, "note": 300, "form_key": 40}


def by_rule(
    rule: schema.Promise, ticket: Ticket, event: Event, facts: Facts, last: Promise | None
) -> Promise | None:
    """The promise that is to be opened because `event` happened, unsaved; `last` is the latest of this key.

    None when the condition does not hold or the rule gives no time. `may_open` must have been asked.
    """
    told = tickets.fields_of_event(event.kind, event.data)
    values = watching.Values(facts.values, told)
    if rule.when and not rule.when.holds(values):
        return None
    hours = calendar.hours_of(ticket.team_id)
    reckoned = reckoning.by_rule(rule, event.at, values, hours)
    if reckoned is None:
        return None
    promise = Promise(
        ticket=ticket,
        key=rule.key,
        round=last.round + 1 if last else 1,
        label=rule.label,
        clause=rule.clause,
        opened_at=event.at,
        opened_by_event=event.pk,
        clock=rule.clock,
        hours_of_id=ticket.team_id,
        assignee_id=assignee_of(rule, ticket, facts),
        **placing.place_of(ticket, facts),
    )
    standing.plan(promise, reckoned, hours, event.at)
    return promise


def assignee_of(rule: schema.Promise, ticket: Ticket, facts: Facts) -> int | None:
    """Who has to keep a promise of this rule: the owner, the dispatcher or the team leader of the ticket.

    Where the ticket has nobody in that part it is the owner's; None where there is no owner either.
    """
    if rule.assign != "owner" and (contact := facts.contacts.get(rule.assign)) and contact.person_id:
        return contact.person_id
    return ticket.owner_id


def may_open(rule: schema.Promise, last: Promise | None) -> bool:
    """Whether a new round may begin: none is open, and one that was kept only where the rule says `again`."""
    if last is None or last.state == Promise.State.CANCELLED:
        return True
    return last.state == Promise.State.KEPT and rule.again


def give_word(
    *,
    ticket: Ticket,
    label: str,
    due_at: datetime,
    by: Person | None,
    assignee: Person | None = None,
    note: str = "",
    form_key: str | None = None,
    key: str = queries.WORD,
) -> Promise:
    """Promise something by word: a call back, an answer, an errand (R279, R182). It is due at `due_at`.

    Several may be open on one ticket. `key` names a by-hand promise of the playbook whose warnings and late
    levels hold for it; without one, `queries.SPOKEN` does. A used `form_key` returns the first. `assignee` is
    whoever gave the word unless said. Raises NotPermitted, and Invalid for a missing label, a due time that
    is past or more than a year away, or an assignee who has left.
    """
    staff_may.require(by, may.give_word, ticket)
    word = Word(key, label.strip(), due_at, note.strip(), form_key or None, assignee)
    with db.transaction():
        return speak(standing.lock(ticket.pk), word, by)


@dataclass(frozen=True)
class Word:
    """What somebody promised: under which by-hand promise, what, by when, and who has to keep it; `tells`
    them of it at once.
    """

    key: str
    label: str
    due_at: datetime
    note: str = ""
    form_key: str | None = None
    assignee: Person | None = None
    tells: bool = False

    def check(self, now: datetime) -> None:
        """Raise Invalid with everything that is wrong with it."""
        faults = due_faults(self.due_at, now)
        if not self.label:
            faults.append(fault("label", "required"))
        for field, limit in _LONGEST.items():
            if (length := len(getattr(self, field) or "")) > limit:
                faults.append(fault(field, "too_long", limit=limit, length=length))
        if self.assignee is not None and not self.assignee.is_active:
            faults.append(fault("assignee", "promise_assignee_left", name=self.assignee.name))
        if faults:
            raise Invalid(*faults)


def speak(ticket: Ticket, word: Word, by: Person | None) -> Promise:
    """Open a spoken promise; a used form key returns the first. The ticket's row must be held.

    Raises Invalid.
    """
    if word.form_key and (first := _already(word.form_key)):
        return first
    now = clock.now()
    word.check(now)
    last = Promise.objects.filter(ticket=ticket, key=word.key).order_by("-round").first()
    promise = Promise(
        ticket=ticket,
        key=word.key,
        round=last.round + 1 if last else 1,
        label=word.label,
        is_spoken=True,
        opened_at=now,
        hours_of_id=ticket.team_id,
        assignee=word.assignee or by or ticket.owner,
        note=word.note,
        form_key=word.form_key,
        **placing.place_of(ticket, tickets.facts(ticket)),
    )
    rule = queries.rule_of(promise)
    promise.clause, promise.clock = rule.clause, rule.clock
    standing.plan(promise, Reckoned(now, word.due_at), calendar.hours_of(ticket.team_id), now)
    insert([promise], by, **({"notify": ["assignee"]} if word.tells else {}))
    standing.show_next(ticket)
    return promise


def _already(form_key: str) -> Promise | None:
    return Promise.objects.select_related("ticket", "assignee").filter(form_key=form_key).first()


def due_faults(due_at: datetime, now: datetime) -> list[Fault]:
    """What is wrong with a due time that a person set."""
    if due_at <= now:
        return [fault("due_at", "promise_due_past")]
    if due_at > now + FARTHEST:
        return [fault("due_at", "promise_due_far", days=FARTHEST.days)]
    return []


def insert(promises: Sequence[Promise], by: Person | None, **more: Any) -> None:
    """Write rows and their events, which say `more`. The ticket's row is held, so nobody else can open the
    same round.
    """
    db.insert(*promises)
    for promise in promises:
        due = promise.due_at.isoformat()
        standing.record("opened", promise, by=by, due=due, assignee=promise.assignee_id, **more)
