"""Reads: what is due, by when, why then, and what the playbook says about it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Count, Q

from yinuo.core import db
from yinuo.core.calendar import Hours
from yinuo.core.calendar import queries as calendar
from yinuo.core.calendar.explain import Language
from yinuo.core.errors import NotFound
from yinuo.core.models import Event
from yinuo.playbooks.rules import schema
from yinuo.promises.models import Promise
from yinuo.promises.rules import chasing, reckoning, telling, watching
from yinuo.staff.models import Person
from yinuo.tickets import queries as tickets
from yinuo.tickets.models import Ticket

playbook_of = tickets.playbook_of
MOST_INDEXES: Final = 16
WORD: Final = "callback"
TASK: Final = "errand"
NAMED: Final = "improvement"
"""The by-hand promise of a task that is somebody's by name: it waits for them when their shift ends."""

SPOKEN: Final = schema.Promise.model_validate(
    {
        "key": WORD,
        "label": "答应的事",
        "kinds": ("order", "task"),
        "warn": ("10m",),
        "late": ({"notify": ("assignee",)}, {"after": "30m", "notify": ("team_leader",)}),
        "from": "R279",
    }
)
"""What follows a spoken promise when the playbook has no promise of that key."""

_indexes: dict[int, tuple[schema.Playbook, watching.Index]] = {}


@dataclass(frozen=True)
class Figures:
    """Numbers for the metrics: open promises, late ones, and how far behind the loop is."""

    open: int
    late: int
    lag: timedelta


class _Known(dict[int, list[Promise]]):
    """The promises that were read for this page, by ticket."""


def of_ticket(ticket: Ticket) -> list[Promise]:
    """Every promise of a ticket: the open ones by due time, then the ended ones, the latest first."""
    known = db.of_reading(_Known)
    if ticket.pk not in known:
        known[ticket.pk] = _OF_TICKET.all(ticket.pk)
        for row in known[ticket.pk]:
            row.ticket = ticket
    rows = known[ticket.pk]
    open_ = [row for row in rows if row.state == Promise.State.OPEN]
    return open_ + [row for row in reversed(rows) if row.state != Promise.State.OPEN]


_OF_TICKET = db.Prepared[Promise](
    lambda ticket: (
        Promise.objects.filter(ticket_id=ticket).select_related("assignee").order_by("due_at", "id")
    )
)
_OPEN = Promise.objects.filter(state=Promise.State.OPEN)
_NEXT = db.Prepared[Promise](
    lambda ticket: (
        _OPEN.filter(ticket_id=ticket, paused_at__isnull=True)
        .select_related("assignee")
        .order_by("due_at", "id")[:1]
    )
)
_WAITING = db.Prepared[Promise](
    lambda ticket: _OPEN.filter(ticket_id=ticket, paused_at__isnull=False).order_by("due_at", "id")[:1]
)


def next_of(ticket: Ticket) -> Promise | None:
    """The open promise of a ticket that is due first and whose clock runs; None when there is none."""
    return _NEXT.first(ticket.pk)


def first_of(promises: Iterable[Promise]) -> tuple[Promise | None, Promise | None]:
    """Of these, the open one due first whose clock runs, and the paused one that was due first."""
    open_ = [promise for promise in promises if promise.state == Promise.State.OPEN]
    open_.sort(key=lambda promise: (promise.due_at, promise.pk))
    running = next((promise for promise in open_ if not promise.is_paused), None)
    return running, next((promise for promise in open_ if promise.is_paused), None)


def waiting_of(ticket_id: int) -> Promise | None:
    """The paused promise of a ticket that was due first; None when there is none."""
    return _WAITING.first(ticket_id)


def promise(person: Person, pk: int) -> Promise:
    """A promise on a ticket that this person may see. Raises NotFound."""
    rows = Promise.objects.select_related("ticket", "assignee")
    found = rows.filter(pk=pk, ticket__in=Ticket.objects.visible_to(person)).first()
    if found is None:
        raise NotFound("not_found")
    return found


def explain(promise: Promise, language: Language = "zh-hans") -> str:
    """Why it is due when it is, in one line: from when, by which rule of which clause, what was skipped."""
    return _explain(promise, hours_of(promise), language)


def explain_all(promises: Iterable[Promise], language: Language = "zh-hans") -> dict[int, str]:
    """The same of several by their ids; the hours of each team are read once."""
    found, known = {}, dict[int | None, Hours]()
    for one in promises:
        if one.hours_of_id not in known:
            known[one.hours_of_id] = hours_of(one)
        found[one.pk] = _explain(one, known[one.hours_of_id], language)
    return found


def _explain(promise: Promise, hours: Hours, language: Language) -> str:
    due = reckoning.due_of(promise.due_at, promise.ticks, promise.way, hours)
    return telling.line(
        telling.Told(
            due=due,
            starts_at=promise.starts_at,
            within=promise.within,
            label=promise.label,
            clause=promise.clause,
            named=promise.named,
            moved_reason=promise.moved_reason,
        ),
        language,
    )


def reasons(ticket: Ticket, group: str) -> list[tuple[str, str]]:
    """Key and label of each reason that the playbook has in `group` (pause, move, reassign …)."""
    playbook = playbook_of(ticket)
    return [(one.key, one.label) for one in playbook.reasons.get(group, ())] if playbook else []


def watch_of(ticket: Ticket, event: str) -> watching.Watch:
    """What an event of this kind does to the promises of a ticket."""
    playbook = playbook_of(ticket)
    if playbook is None:
        return watching.NOTHING
    return _index(playbook).get((ticket.kind.lower(), event), watching.NOTHING)


def rule_of(promise: Promise) -> schema.Promise:
    """The rule that says what follows: the playbook's, or `SPOKEN` for a word it has no rule for."""
    playbook = playbook_of(promise.ticket)
    try:
        return playbook.promise(promise.key) if playbook else SPOKEN
    except KeyError:
        return SPOKEN


def hours_of(promise: Promise) -> Hours:
    """The opening hours that a promise is reckoned by."""
    return calendar.hours_of(promise.hours_of_id)


def chase_of(promise: Promise) -> chasing.Chase:
    """How far a promise has been chased."""
    return chasing.Chase(
        due_at=promise.due_at,
        late_from=promise.late_from or promise.due_at,
        is_broken=promise.broken_at is not None,
        level=promise.level,
        repeats=promise.repeats,
        repeat_at=promise.repeat_at,
    )


def own_values(promise: Promise) -> Mapping[str, object]:
    """The fields of the promise itself that a condition may name."""
    return {"promise.key": promise.key, "promise.round": promise.round, "promise.level": promise.level}


def next_wake_at() -> datetime | None:
    """When the loop next has something to do; None when nothing is open."""
    rows = Promise.objects.filter(wake_at__isnull=False).order_by("wake_at")
    return rows.values_list("wake_at", flat=True).first()


def lag(now: datetime) -> timedelta:
    """How far the loop is behind: the age of the oldest thing to do; zero when nothing waits."""
    first = next_wake_at()
    return max(now - first, timedelta(0)) if first else timedelta(0)


def newest_event_at() -> datetime | None:
    """The time of the newest event: a clock that stands before it would keep promises before they began."""
    return Event.objects.order_by("-pk").values_list("at", flat=True).first()


def figures(now: datetime) -> Figures:
    """Numbers for the metrics, by two reads of the open promises."""
    running = Q(due_at__lt=now, paused_at__isnull=True)
    rows = Promise.objects.filter(state=Promise.State.OPEN)
    found = rows.aggregate(open=Count("pk"), late=Count("pk", filter=running))
    return Figures(found["open"], found["late"], lag(now))


def _index(playbook: schema.Playbook) -> watching.Index:
    """The index of a playbook, made once: a playbook that is in use is always the same object."""
    kept = _indexes.get(id(playbook))
    if kept is None or kept[0] is not playbook:
        if len(_indexes) >= MOST_INDEXES:
            _indexes.clear()
        kept = _indexes[id(playbook)] = playbook, watching.index(playbook)
    return kept[1]
