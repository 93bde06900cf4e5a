"""Under which team, region and driver a promise stands: those of its ticket for as long as it is open.

What has ended stays where it was: whose it was then does not change by what happens later.
"""

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


def follow(deed: Deed) -> None:
    """Wired to what gives a ticket another driver or region: its open promises go along."""
    if deed.ticket is None:
        return
    place = place_of(deed.ticket, tickets.facts(deed.ticket))
    rows = Promise.objects.filter(ticket=deed.ticket, state=Promise.State.OPEN)
    found = [row for row in rows if any(getattr(row, name) != value for name, value in place.items())]
    if found:
        rows.filter(pk__in=[row.pk for row in found]).update(**place)
        counting.note_change(*(row.due_at for row in found))
