"""Who reads a case or a task in full; that somebody did is written down."""

from yinuo.staff.models import Person
from yinuo.tickets import actions as tickets
from yinuo.tickets import may
from yinuo.tickets.models import Ticket


def in_full(person: Person, ticket: Ticket) -> bool:
    """Whether this person reads numbers and addresses of their own accord; noted once a day when they do."""
    if not may.see_in_full(person, ticket):
        return False
    tickets.see_personal(ticket=ticket, by=person)
    return True
