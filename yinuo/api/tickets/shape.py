"""Tickets and events as JSON."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from yinuo.core.text import mask
from yinuo.staff import queries as staff
from yinuo.staff.models import Person
from yinuo.tickets import actions, may
from yinuo.tickets.models import NEVER, Ticket
from yinuo.tickets.queries import Entry

_PLAIN: Final = (
    "ref", "number", "kind", "stage", "headline", "channel", "department", "waybill", "waiting_for",
    "opened_at", "closed_at",
)  # fmt: skip


def tickets(rows: Sequence[Ticket], person: Person) -> list[dict[str, Any]]:
    """Tickets for TicketOut, with one read for all their owners."""
    owners = _staff_numbers(row.owner_id for row in rows)
    return [_ticket(row, person, owners) for row in rows]


def opened(ticket: Ticket, person: Person) -> dict[str, Any]:
    """One ticket that was asked for: showing its personal data is recorded as at the desk, once a day."""
    if may.see_in_full(person, ticket):
        actions.see_personal(ticket=ticket, by=person)
    return tickets([ticket], person)[0]


def _ticket(row: Ticket, person: Person, owners: dict[int, str]) -> dict[str, Any]:
    in_full = may.see_in_full(person, row)
    return {
        **{name: getattr(row, name) for name in _PLAIN},
        "customer": row.customer_name if in_full else mask.mask_name(row.customer_name),
        "is_masked": not in_full,
        "owner": owners.get(row.owner_id or 0),
        "next_due_at": None if row.next_due_at == NEVER else row.next_due_at,
        "next_due": row.next_due_label,
    }


def events(entries: Sequence[Entry]) -> list[dict[str, Any]]:
    """Events for EventOut: what personal data they have lies in `values`, which stays here."""
    actors = _staff_numbers(entry.actor_id for entry in entries)
    return [
        {
            "id": entry.id,
            "at": entry.at,
            "kind": entry.kind,
            "actor": actors.get(entry.actor_id or 0),
            "door": entry.door,
            "data": dict(entry.data),
        }
        for entry in entries
    ]


def _staff_numbers(ids: Iterable[int | None]) -> dict[int, str]:
    wanted = {number for number in ids if number is not None}
    return (
        dict(staff.people(active=False).filter(pk__in=wanted).values_list("pk", "staff_number"))
        if wanted
        else {}
    )
