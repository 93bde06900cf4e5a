"""The ticket operations."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import ConfigDict

from yinuo.api.auth import needs, person_of
from yinuo.api.once import once
from yinuo.core.text import mask
from yinuo.staff import queries as staff
from yinuo.tickets import actions, may, queries
from yinuo.tickets.models import NEVER, Ticket
from yinuo.tickets.rules import Filters

router = Router()
READ, WRITE = "tickets:read", "tickets:write"


class TicketOut(Schema):
    """A ticket as a queue shows it; names are masked for whoever does not work on it."""

    ref: str
    number: str | None
    kind: str
    stage: str
    headline: str
    customer: str
    channel: str
    owner: str | None
    next_due_at: datetime | None
    next_due: str
    opened_at: datetime
    closed_at: datetime | None


class Tickets(Schema):
    """One page and the cursor of the next."""

    items: list[TicketOut]
    next_cursor: str | None


class EventOut(Schema):
    """One thing that happened: keys and ids only."""

    id: int
    at: datetime
    kind: str
    actor: str
    door: str
    data: dict[str, Any]


class Events(Schema):
    """One page of what happened, the newest first, and the cursor of the next."""

    items: list[EventOut]
    next_cursor: str | None


class NoteIn(Schema):
    """A note."""

    model_config = ConfigDict(extra="forbid")

    text: str


def shape(request: HttpRequest, ticket: Ticket) -> dict[str, Any]:
    """A ticket as JSON."""
    person = person_of(request)
    name = ticket.customer_name
    return {
        "ref": ticket.ref,
        "number": ticket.number,
        "kind": ticket.kind,
        "stage": ticket.stage,
        "headline": ticket.headline,
        "customer": name if may.see_in_full(person, ticket) else mask.mask_name(name),
        "channel": ticket.channel,
        "owner": staff.names([ticket.owner_id]).get(ticket.owner_id or 0),
        "next_due_at": None if ticket.next_due_at == NEVER else ticket.next_due_at,
        "next_due": ticket.next_due_label,
        "opened_at": ticket.opened_at,
        "closed_at": ticket.closed_at,
    }


@router.get("", response=Tickets, summary="A queue, or a search")
@needs(READ)
def tickets(request: HttpRequest, queue: str = "mine", q: str = "", cursor: str = "") -> Any:
    """With `q`: tickets found, the newest first; else a queue (mine, team, unassigned, due_soon, broken, given)."""
    person = person_of(request)
    if q:
        found = queries.search(person, q, cursor or None)
        rows = [hit.ticket for hit in found.rows if hit.ticket]
        return {"items": [shape(request, row) for row in rows], "next_cursor": found.next_cursor}
    page = queries.queue(person, queue, filters=Filters.read(request.GET.dict()), cursor=cursor or None)
    return {"items": [shape(request, row) for row in page.rows], "next_cursor": page.next_cursor}


@router.get("/{ref}", response=TicketOut, summary="One ticket")
@needs(READ)
def ticket(request: HttpRequest, ref: str) -> Any:
    """A ticket by ref or number."""
    return shape(request, queries.ticket(person_of(request), ref))


@router.get("/{ref}/events", response=Events, summary="What happened")
@needs(READ)
def ticket_events(request: HttpRequest, ref: str, cursor: str = "") -> Any:
    """The ticket's events, the newest first; without personal data."""
    page = queries.timeline(queries.ticket(person_of(request), ref), cursor or None)
    items = [
        {
            "id": entry.id,
            "at": entry.at,
            "kind": entry.kind,
            "actor": entry.actor_name,
            "door": entry.door,
            "data": dict(entry.data),
        }
        for entry in page.rows
    ]
    return {"items": items, "next_cursor": page.next_cursor}


@router.post("/{ref}/notes", response={201: dict[str, Any]}, summary="Write a note")
@needs(WRITE)
@once(201)
def note(request: HttpRequest, ref: str, body: NoteIn) -> Any:
    """Write a note on the ticket."""
    person = person_of(request)
    written = actions.note(ticket=queries.ticket(person, ref), text=body.text, by=person)
    return {"id": written.pk, "at": written.at.isoformat()}
