"""Who rings: known by the number, with what is open between us (R015)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from yinuo.core import phones
from yinuo.customers import queries as customers
from yinuo.customers.models import Customer
from yinuo.orders.models import Order
from yinuo.orders.queries import loading
from yinuo.orders.rules import web
from yinuo.promises.models import Promise
from yinuo.staff import queries as staff
from yinuo.staff.models import Person
from yinuo.tickets import queries as tickets
from yinuo.tickets.models import Interaction, Kind, Ticket

LAST_ORDERS: Final = 5
COUNT_LIMIT: Final = 100


@dataclass(frozen=True)
class Caller:
    """A number that rings: `customer` is None for a new one; `address_as` is how to speak to them."""

    phone: str
    customer: Customer | None = None
    address_as: str = ""
    tickets: Sequence[Ticket] = ()
    open_promises: int = 0
    last_contact: Interaction | None = None


def caller(phone: str, person: Person) -> Caller:
    """Who rings, as far as `person` may see: six statements for a known customer.

    Raises core.phones.PhoneError for what is no number.
    """
    number = phones.parse(phone, area=staff.company().area_code)
    customer = customers.by_phone(number.digits)
    if customer is None:
        return Caller(number.digits)
    return known(customer, person, number.digits)


def known(customer: Customer, person: Person, phone: str = "") -> Caller:
    """The same for a customer who is known already: the card beside a ticket."""
    return Caller(
        phone=phone,
        customer=customer,
        address_as=customer.address_as or customer.name,
        tickets=tickets.of_customer(customer, person=person, size=LAST_ORDERS),
        open_promises=open_promises(customer, person),
        last_contact=Interaction.objects.filter(customer=customer).order_by("-id").first(),
    )


def open_promises(customer: Customer, person: Person) -> int:
    """How many promises to this customer are open, on tickets the person may see; counting stops at 100."""
    theirs = Ticket.objects.visible_to(person).filter(customer=customer, closed_at__isnull=True)
    return Promise.objects.filter(ticket__in=theirs, state=Promise.State.OPEN)[:COUNT_LIMIT].count()


def last_order(customer: Customer, person: Person) -> Order | None:
    """The customer's newest order that was confirmed; None when there is none."""
    rows = Ticket.objects.visible_to(person).filter(customer=customer, kind=Kind.ORDER, is_draft=False)
    ticket = rows.exclude(number__startswith=web.LETTER).order_by("-id").first()
    return loading.of_ticket(ticket) if ticket else None
