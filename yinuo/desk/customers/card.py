"""The customer's card beside the work: how to speak to them, their numbers, what they usually send (R015)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _

from yinuo.core.text import mask
from yinuo.customers import queries
from yinuo.customers.models import Customer
from yinuo.staff.models import Person
from yinuo.tickets import queries as tickets
from yinuo.tickets.models import Ticket

LAST: Final = 3


@dataclass(frozen=True)
class Card:
    """What the card says; personal data masked unless it was made in full."""

    name: str
    phones: list[str]
    usual: str
    last_contact: datetime | None
    tickets: Sequence[Ticket]
    vulgar: int = 0


def of(customer: Customer, person: Person, *, in_full: bool) -> Card:
    """The card as this person may see it; four statements."""
    name = customer.address_as or customer.name
    phones = queries.numbers(customer)
    places = queries.usual_way(customer)
    last_contact, vulgar = tickets.contact_with(customer)
    shown = places if in_full else [mask.mask_address(place) for place in places]
    return Card(
        name=(name if in_full else mask.mask_name(name)) or _("未报姓名"),
        phones=phones if in_full else [mask.mask_phone(one) for one in phones],
        usual=" → ".join(shown),
        last_contact=last_contact,
        tickets=tickets.of_customer(customer, person=person, size=LAST),
        vulgar=vulgar,
    )
