"""The customer's card beside the work: how to speak to them, their numbers, what they usually send (R015)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _

from yinuo.core.text import mask
from yinuo.customers import queries
from yinuo.customers.models import Customer, CustomerAddress
from yinuo.staff.models import Person
from yinuo.tickets import queries as tickets
from yinuo.tickets.models import Interaction, Ticket

LAST: Final = 3


@dataclass(frozen=True)
class Card:
    """What the card says; personal data masked unless it was made in full."""

    name: str
    phones: list[str]
    usual: str
    last_contact: datetime | None
    tickets: Sequence[Ticket]


def of(customer: Customer, person: Person, *, in_full: bool) -> Card:
    """The card as this person may see it; five statements."""
    name = customer.address_as or customer.name
    phones = [one.digits for one in customer.phones.all()]
    places = [_place(customer, use) for use in (CustomerAddress.Use.PICKUP, CustomerAddress.Use.DELIVERY)]
    shown = places if in_full else [mask.mask_address(place) for place in places]
    last = Interaction.objects.filter(customer=customer).order_by("-id").values_list("at", flat=True).first()
    return Card(
        name=(name if in_full else mask.mask_name(name)) or _("未报姓名"),
        phones=phones if in_full else [mask.mask_phone(one) for one in phones],
        usual=" → ".join(place for place in shown if place),
        last_contact=last,
        tickets=tickets.of_customer(customer, person=person, size=LAST),
    )


def _place(customer: Customer, use: str) -> str:
    """Where they mostly hand over or receive."""
    return next((one.text for one in queries.usual_addresses(customer, use)[:1]), "")
