"""The displeasures that were noted on a ticket, as its page shows them."""

from yinuo.complaints.models import Grumble
from yinuo.complaints.queries import loading
from yinuo.core.text import mask
from yinuo.staff.models import Person
from yinuo.tickets import may as tickets_may
from yinuo.tickets.models import Ticket


def of_ticket(ticket: Ticket, person: Person, *, in_full: bool) -> list[Grumble]:
    """The newest first, numbers in them masked unless `in_full`; the complaint of one whom `person` may not
    see is left out.
    """
    found = loading.grumbles(ticket)
    for one in found:
        if not in_full:
            one.text = mask.mask_phones(one.text)
    return [one for one in found if one.became is None or tickets_may.see(person, one.became.ticket)]
