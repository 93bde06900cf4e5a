"""Writing an event and handing it to its reactions."""

import threading
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Protocol

from django.db import transaction as django_transaction

from yinuo.core import clock, live
from yinuo.core.db import before_commit, in_transaction
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


class _Queue(threading.local):
    def __init__(self) -> None:
        self.waiting: deque[Deed] = deque()
        self.depth = 0


_queue = _Queue()


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
    """Write one event and queue its reactions.

    `data` holds keys and ids only; values that may be personal (old and new contents) go to `detail`, which
    erasure can empty. Must be called inside `core.db.transaction()`; raises RuntimeError otherwise.
    """
    if not in_transaction():
        raise RuntimeError(f"{kind} recorded outside a transaction")
    event = Event.objects.create(
        at=clock.now(),
        kind=kind,
        actor_id=by.pk if by else None,
        door=door.get(),
        subject_kind=type(subject).__name__.lower(),
        subject_id=subject.pk,
        ticket_id=ticket.pk if ticket else None,
        data=dict(data or {}),
    )
    if detail:
        EventDetail.objects.create(event=event, values=dict(detail))
    if before_commit(_run):
        _queue.waiting.clear()  # left over from a unit of work that failed
    _queue.waiting.append(Deed(event, subject, ticket, by, _queue.depth))
    return event


def _run() -> None:
    """React to everything recorded in this unit of work, oldest first, then tell the live screens."""
    names: set[str] = set()
    ids: list[int] = []
    try:
        while _queue.waiting:
            deed = _queue.waiting.popleft()
            if deed.depth > DEEPEST:
                raise RuntimeError(f"{deed.kind}: reactions are more than {DEEPEST} deep")
            _queue.depth = deed.depth + 1
            for reaction in switchboard.reactions(deed.kind):
                reaction(deed)
            names |= switchboard.names_of(deed.event)
            ids.append(deed.event.pk)
    finally:
        _queue.waiting.clear()
        _queue.depth = 0
    if names:
        echo.announce(names, ids)
        django_transaction.on_commit(lambda: live.publish(names), robust=True)
