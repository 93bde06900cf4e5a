"""The displeasures that were noted on a ticket, or in the calls of a customer, as a page shows them."""

from collections.abc import Sequence

from yinuo.complaints.models import Grumble
from yinuo.complaints.queries import loading
from yinuo.core.text import mask
from yinuo.customers.models import Customer
from yinuo.staff.models import Person
from yinuo.tickets.models import Ticket


def of_ticket(ticket: Ticket, person: Person, *, in_full: bool) -> Sequence[Grumble]:
    """The newest first, numbers in them masked unless `in_full`; the complaint of one whom `person` may not
    see is left out.
    """
    found = loading.grumbles(ticket, person)
    return found if in_full else _masked(found)


def of_customer(customer: Customer, person: Person) -> Sequence[Grumble]:
    """Those of a customer's numbers in the same way, also what belongs to no ticket; numbers in them masked,
    as everything on a customer's page is.
    """
    return _masked(loading.grumbled_by(customer, person))


def _masked(found: Sequence[Grumble]) -> Sequence[Grumble]:
    for one in found:
        one.text = mask.mask_phones(one.text)
    return found
