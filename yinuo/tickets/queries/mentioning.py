"""Whom a note on a ticket can mean, as it is offered while one types."""

from typing import Final

from django.db.models import Q

from yinuo.staff import queries as staff
from yinuo.staff.models import Person
from yinuo.tickets import may
from yinuo.tickets.models import Ticket

MOST: Final = 8
LOOKED_AT: Final = 60


def colleagues(ticket: Ticket, said: str, *, without: Person) -> list[Person]:
    """At most eight colleagues who see the ticket and whose number or name begins or goes on like this."""
    wanted = said.strip()[:20]
    rows = staff.people().exclude(pk=without.pk)
    if wanted:
        rows = rows.filter(Q(staff_number__startswith=wanted) | Q(name__icontains=wanted))
    some = rows.order_by("staff_number")[:LOOKED_AT]
    seeing = [one for one in some if may.see(one, ticket)]
    return seeing[:MOST]
