"""Who may do what with a ticket: one predicate per verb (R327–R332, R340).

Pages ask to show a button, actions ask again. An auditor only reads. Whether the state allows it is not asked
here: that a ticket is taken is no matter of permission.
"""

from collections.abc import Iterable
from typing import Final

from yinuo.staff.models import Person, Role
from yinuo.tickets.models import Attachment, Kind, Ticket, reach_of

_DESK: Final = (Role.AGENT, Role.TEAM_LEADER, Role.DISPATCHER, Role.MARKET_DEVELOPER, Role.MANAGER)
_TAKING: Final = (Role.AGENT, Role.TEAM_LEADER, Role.DISPATCHER, Role.MANAGER)
_TAKING_ORDERS: Final = (Role.AGENT, Role.TEAM_LEADER, Role.MANAGER)
_ASSIGNING: Final = (Role.TEAM_LEADER, Role.MANAGER, Role.ADMINISTRATOR)


def see(person: Person, ticket: Ticket) -> bool:
    """The ticket is theirs, was given to them, or belongs to their team or regions; and is not about them."""
    return reach_of(person).holds(
        owner_id=ticket.owner_id,
        given_to_id=ticket.given_to_id,
        team_id=ticket.team_id,
        region_id=ticket.region_id,
        barred_id=ticket.barred_id,
    )


def open_ticket(person: Person) -> bool:
    """Record service work: everybody but auditors; a colleague or a driver reports something (R334, R349)."""
    return person.is_active and person.role != Role.AUDITOR


def work(person: Person, ticket: Ticket) -> bool:
    """Tick, note, describe, move on: whoever sees it, auditors apart."""
    return person.role != Role.AUDITOR and see(person, ticket)


def take(person: Person, ticket: Ticket) -> bool:
    """Become the owner of a ticket that has none; of an order, which waits for its review, not the dispatcher
    (R077).
    """
    takes = _TAKING_ORDERS if ticket.kind == Kind.ORDER else _TAKING
    return person.role in takes and see(person, ticket)


def assign(person: Person, ticket: Ticket) -> bool:
    """Give it to another owner: those who lead, or the owner themselves."""
    return work(person, ticket) and (person.role in _ASSIGNING or _is_owner(person, ticket))


def own(person: Person) -> bool:
    """Be given a ticket to own."""
    return person.is_active and person.role != Role.AUDITOR


def hand_to_department(person: Person, ticket: Ticket) -> bool:
    """Hand over what the desk cannot operate itself (R069)."""
    return person.role in _DESK and see(person, ticket)


def note_interaction(person: Person) -> bool:
    """Note by hand a call, message or visit (R021)."""
    return person.is_active and person.role in _DESK


def link(person: Person, tickets: Iterable[Ticket]) -> bool:
    """Join tickets that have to do with each other: one must see all of them."""
    return all(work(person, ticket) for ticket in tickets)


def see_in_full(person: Person, ticket: Ticket) -> bool:
    """See personal data without asking: the owner and whoever it was given to."""
    return person.is_active and person.pk in (ticket.owner_id, ticket.given_to_id)


def reveal(person: Person, ticket: Ticket) -> bool:
    """Ask for the full personal data, which is recorded; a colleague only of what is their own."""
    return see(person, ticket) and (person.role != Role.COLLEAGUE or see_in_full(person, ticket))


def cover(person: Person, ticket: Ticket) -> bool:
    """Black out parts of a picture: who works on the ticket and may see personal data."""
    return work(person, ticket) and reveal(person, ticket)


def remove_attachment(person: Person, attachment: Attachment) -> bool:
    """Take a file off a ticket: who added it, or those who lead."""
    is_own = attachment.by_id is not None and attachment.by_id == person.pk
    return work(person, attachment.ticket) and (is_own or person.role in _ASSIGNING)


def _is_owner(person: Person, ticket: Ticket) -> bool:
    return person.pk == ticket.owner_id
