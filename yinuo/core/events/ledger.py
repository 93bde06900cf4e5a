"""Writing an event and handing it to its reactions."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from django.db import transaction as django_transaction
from django.db.models import QuerySet

from yinuo.core import clock, db, live
from yinuo.core.events import echo, switchboard
from yinuo.core.models import Event, EventDetail
from yinuo.core.origin import door

DEEPEST = 5


class Row(Protocol):
    """Any saved row: a subject, a ticket or an actor."""

    pk: Any


@dataclass(frozen=True)
class Deed:
    """An event on its way through the wiring: the stored row, the object it speaks of, and who did it.

    `depth` counts how many reactions led here; `subject` and `by` spare the reactions a read.
    """

    event: Event
    subject: Any
    ticket: Any
    by: Any
    depth: int

    @property
    def kind(self) -> str:
        """The event's kind, a word in the past tense such as `order.confirmed`."""
        return self.event.kind

    @property
    def data(self) -> Mapping[str, Any]:
        """Keys and row ids that belong to the event."""
        return self.event.data  # type: ignore[no-any-return]


@dataclass
class _Queue:
    """What a unit of work recorded and nothing reacted to yet; `depth` is that of the present reaction."""

    waiting: list[Deed] = field(default_factory=list)
    details: list[EventDetail] = field(default_factory=list)
    depth: int = 0
    is_called: bool = False


@contextmanager
def entered_by(name: str) -> Iterator[None]:
    """Say through which door (desk, api, cli, worker, driver, portal) what follows is done."""
    token = door.set(name)
    try:
        yield
    finally:
        door.reset(token)


def record(
    kind: str,
    *,
    subject: Row,
    ticket: Row | None = None,
    by: Row | None = None,
    data: Mapping[str, Any] | None = None,
    detail: Mapping[str, Any] | None = None,
) -> Event:
    """Note one event for the end of the unit of work: then it is stored, and what follows from it happens.

    `data` holds keys and ids only; values that may be personal (old and new contents) go to `detail`, which
    erasure can empty. Its id is given when it is stored, in the order of recording. Must be called inside
    `core.db.transaction()`; raises RuntimeError otherwise.
    """
    if not db.in_transaction():
        raise RuntimeError(f"{kind} recorded outside a transaction")
    event = Event(
        at=clock.now(),
        kind=kind,
        actor_id=by.pk if by else None,
        door=door.get(),
        subject_kind=type(subject).__name__.lower(),
        subject_id=subject.pk,
        ticket_id=ticket.pk if ticket else None,
        data=dict(data or {}),
    )
    queue = db.of_unit(_Queue)
    if detail:
        queue.details.append(EventDetail(event=event, values=dict(detail)))
    queue.waiting.append(Deed(event, subject, ticket, by, queue.depth))
    if not queue.is_called:
        queue.is_called = db.before_commit(lambda: _run(queue))
    return event


def _run(queue: _Queue) -> None:
    """React to everything recorded in this unit of work, oldest first, then tell the live screens."""
    told = set[str]()
    ids: list[int] = []
    while deeds := _stored(queue):
        for deed in deeds:
            if deed.depth > DEEPEST:
                raise RuntimeError(f"{deed.kind}: reactions are more than {DEEPEST} deep")
            queue.depth = deed.depth + 1
            for reaction in switchboard.reactions(deed.kind):
                reaction(deed)
            told |= switchboard.names_of(deed.event)
            ids.append(deed.event.pk)
    queue.depth, queue.is_called = 0, False
    if told:
        echo.announce(told, ids)
        django_transaction.on_commit(lambda: live.publish(told), robust=True)


def _stored(queue: _Queue) -> list[Deed]:
    """What was recorded since the last look, now in the ledger: one statement for all of it."""
    deeds, queue.waiting = queue.waiting, []
    details, queue.details = queue.details, []
    db.insert(*(deed.event for deed in deeds))
    for detail in details:
        detail.event_id = detail.event.pk
    db.insert(*details)
    return deeds


def erase_details(ticket_id: int) -> None:
    """Empty what the events of a ticket say of people; that they happened stays (erasure, R047)."""
    details = EventDetail.objects.filter(event__ticket_id=ticket_id, erased_at__isnull=True)
    details.update(values={}, erased_at=clock.now())


def erase_details_of(subject_kind: str, subject_id: int) -> None:
    """The same for the events that speak of one subject, on a ticket or not."""
    about = {"event__subject_kind": subject_kind, "event__subject_id": subject_id}
    details = EventDetail.objects.filter(**about, erased_at__isnull=True)
    details.update(values={}, erased_at=clock.now())


def details_to_erase(before: datetime) -> QuerySet[EventDetail]:
    """Details of events on no ticket, from before a moment, that were not emptied yet."""
    return EventDetail.objects.filter(
        event__ticket_id__isnull=True, event__at__lt=before, erased_at__isnull=True
    ).order_by("pk")


def erase_some(ids: Sequence[int]) -> None:
    """Empty some details."""
    EventDetail.objects.filter(pk__in=ids).update(values={}, erased_at=clock.now())
