"""What happened on a ticket, the newest first. The words are the face's business."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, Final, NamedTuple

from yinuo.core import db
from yinuo.core.models import Event
from yinuo.staff import queries as staff
from yinuo.tickets.models import Interaction, Mention, Note, Ticket
from yinuo.tickets.queries.paging import NEWEST, PAGE_SIZE, Page, read_id, sized

_SPOKEN: Final = ("kind", "direction", "phone", "note", "at", "seconds")


@dataclass(frozen=True)
class Entry:
    """One event of a ticket: `data` holds keys and ids, `values` the contents that may be personal.

    A note's text with the words that mean colleagues (`mentions`), and an interaction's phone, direction and
    note stand in `values`; the erased is missing.
    """

    id: int
    at: datetime
    kind: str
    actor_name: str
    door: str
    data: Mapping[str, Any]
    values: Mapping[str, Any]
    actor_id: int | None = None


def timeline(ticket: Ticket, cursor: str | None = None, *, size: int = PAGE_SIZE) -> Page[Entry]:
    """One page of what happened, the newest first, in at most three statements.

    Raises Invalid("cursor_wrong").
    """
    below, size = read_id(cursor), sized(size)
    found = _events(size + 1).all(ticket.pk, NEWEST if below is None else below)
    events = [_Event(*row) for row in found[:size]]
    names = staff.names(event.actor_id for event in events)
    written = {**_notes(events), **_interactions(events)}
    entries = [_entry(event, names, written) for event in events]
    return Page(entries, str(events[-1].id) if len(found) > size else None)


class _Event(NamedTuple):
    """What is read of an event and of its detail."""

    id: int
    at: datetime
    kind: str
    actor_id: int | None
    door: str
    data: Mapping[str, Any]
    subject_kind: str
    subject_id: int
    detail__values: Mapping[str, Any] | None


@lru_cache
def _events(limit: int) -> db.Prepared[tuple[Any, ...]]:
    """The newest events of a ticket below an id."""
    return db.Prepared(
        lambda ticket, below: (
            Event.objects.filter(ticket_id=ticket, id__lt=below)
            .order_by("-id")
            .values_list(*_Event._fields)[:limit]
        )
    )


def _entry(event: _Event, names: Mapping[int, str], written: Mapping[int, Mapping[str, Any]]) -> Entry:
    return Entry(
        id=event.id,
        at=event.at,
        kind=event.kind,
        actor_name=names.get(event.actor_id or 0, ""),
        door=event.door,
        data=event.data,
        values={**(event.detail__values or {}), **written.get(event.id, {})},
        actor_id=event.actor_id,
    )


def _notes(events: Sequence[_Event]) -> dict[int, Mapping[str, Any]]:
    """The texts, with the words that mean colleagues; one statement more where some do."""
    ids = {event.subject_id: event.id for event in events if event.subject_kind == "note"}
    notes = Note.objects.filter(pk__in=ids).values_list("pk", "text") if ids else ()
    found: dict[int, dict[str, Any]] = {pk: {"text": text} for pk, text in notes}
    meant = {
        event.subject_id for event in events if event.subject_kind == "note" and "mentions" in event.data
    }
    rows = Mention.objects.filter(note__in=meant).order_by("id") if meant else ()
    for one in rows:
        found.get(one.note_id, {}).setdefault("mentions", []).append(one.words)
    return {ids[pk]: values for pk, values in found.items()}


def _interactions(events: Sequence[_Event]) -> dict[int, Mapping[str, Any]]:
    ids = {event.subject_id: event.id for event in events if event.subject_kind == "interaction"}
    rows = Interaction.objects.filter(pk__in=ids) if ids else ()
    return {ids[row.pk]: {name: getattr(row, name) for name in _SPOKEN} for row in rows}
