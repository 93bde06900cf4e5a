"""The ticket operations."""

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Body, Query, Router

from yinuo.api import answers
from yinuo.api.auth import needs, person_of
from yinuo.api.once import once
from yinuo.api.tickets import shape
from yinuo.api.tickets.schema import Events, NoteIn, NoteOut, TicketOut, Tickets, Wanted
from yinuo.core.errors import Invalid, fault
from yinuo.tickets import actions, queries
from yinuo.tickets.rules import Filters, View

router = Router()
READ, WRITE = "tickets:read", "tickets:write"


@router.get("", response=Tickets, summary="A queue, or a search", operation_id="list_tickets")
@needs(READ)
def tickets(request: HttpRequest, wanted: Query[Wanted]) -> HttpResponse:
    """With `q` the tickets found, the newest first; else a queue, the nearest promise first."""
    person = person_of(request)
    if said := wanted.q.strip():
        hits = queries.search(person, said, wanted.cursor or None)
        rows, cursor = [hit.ticket for hit in hits.rows if hit.ticket], hits.next_cursor
    else:
        filters = Filters.read(
            {name: getattr(wanted, name) for name in ("kind", "stage", "channel", "department")}
        )
        page = queries.queue(person, _view(wanted.queue), filters=filters, cursor=wanted.cursor or None)
        rows, cursor = list(page.rows), page.next_cursor
    return answers.answer(Tickets, {"items": shape.tickets(rows, person), "next_cursor": cursor})


def _view(name: str) -> View:
    wanted = name.strip().lower() or View.MINE
    if wanted not in set(View):
        raise Invalid(fault("queue", "not_a_choice", choices=[{"key": view.value} for view in View]))
    return View(wanted)


@router.get("/{ref}", response=TicketOut, summary="One ticket", operation_id="read_ticket")
@needs(READ)
def ticket(request: HttpRequest, ref: str) -> HttpResponse:
    """A ticket by ref or number, of whatever kind."""
    person = person_of(request)
    return answers.answer(TicketOut, shape.opened(queries.ticket(person, ref), person))


@router.get("/{ref}/events", response=Events, summary="What happened", operation_id="list_events")
@needs(READ)
def ticket_events(request: HttpRequest, ref: str, cursor: str = "") -> HttpResponse:
    """The ticket's events, the newest first; without personal data."""
    page = queries.timeline(queries.ticket(person_of(request), ref), cursor or None)
    return answers.answer(Events, {"items": shape.events(page.rows), "next_cursor": page.next_cursor})


@router.post("/{ref}/notes", response={201: NoteOut}, summary="Write a note", operation_id="write_note")
@needs(WRITE)
@once(NoteOut, 201)
def note(request: HttpRequest, ref: str, body: Annotated[NoteIn, Body(default_factory=NoteIn)]) -> Any:
    """Write a note on the ticket."""
    person = person_of(request)
    written = actions.note(ticket=queries.ticket(person, ref), text=body.text, by=person)
    return {"id": written.pk, "at": written.at, "text": written.text}
