"""Who reads a case in full; that somebody did is written down."""

from yinuo.complaints.models import Complaint
from yinuo.staff.models import Person
from yinuo.tickets import actions as tickets
from yinuo.tickets import may


def in_full(person: Person, complaint: Complaint) -> bool:
    """Whether this person reads numbers and addresses of their own accord; noted once a day when they do."""
    if not may.see_in_full(person, complaint.ticket):
        return False
    tickets.see_personal(ticket=complaint.ticket, by=person)
    return True
