"""Under which team, region and driver a promise stands: those of its ticket for as long as it is open.

What has ended stays where it was: whose it was then does not change by what happens later.
"""

from typing import Final

from yinuo.core import db
from yinuo.core.events import Deed
from yinuo.promises.actions import counting
from yinuo.promises.models import Promise
from yinuo.tickets import queries as tickets
from yinuo.tickets.models import Ticket
from yinuo.tickets.queries import Facts

DRIVER = "driver"
"""The part of the ticket's contacts that drives."""


def place_of(ticket: Ticket, facts: Facts) -> dict[str, int | None]:
    """The columns of a promise that say where it stands."""
    contact = facts.contacts.get(DRIVER)
    return {
        "team_id": ticket.team_id,
        "region_id": ticket.region_id,
        "driver_id": contact.person_id if contact else None,
    }


_OPEN: Final = db.Prepared[Promise](
    lambda ticket: Promise.objects.filter(ticket_id=ticket, state=Promise.State.OPEN)
)


def follow(deed: Deed) -> None:
    """Wired to what gives a ticket another driver or region: its open promises go along."""
    if deed.ticket is None:
        return
    place = place_of(deed.ticket, tickets.facts(deed.ticket))
    open_ = _OPEN.all(deed.ticket.pk)
    found = [row for row in open_ if any(getattr(row, name) != value for name, value in place.items())]
    if found:
        Promise.objects.filter(pk__in=[row.pk for row in found], state=Promise.State.OPEN).update(**place)
        counting.note_change(*(row.due_at for row in found))
