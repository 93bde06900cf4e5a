"""Getting an order: by what a person may see, or for an action that is about to change it."""

from typing import Final

from django.db.models import QuerySet

from yinuo.core import db
from yinuo.core.errors import NotFound
from yinuo.orders.models import Order
from yinuo.staff.models import Person
from yinuo.tickets import queries as tickets
from yinuo.tickets.models import Ticket

JOINED: Final = (
    "ticket__owner",
    "ticket__customer",
    "ticket__region__branch",
    "ticket__team",
    "receiver",
    "driver",
    "vehicle",
    "copied_to",
    "confirmed_by",
    "slip",
)


def orders() -> QuerySet[Order]:
    """Orders with everybody and everything a page or a notice names, in one statement."""
    return Order.objects.select_related(*JOINED)


_BY_ID: Final[db.Prepared[Order]] = db.Prepared(lambda pk: orders().filter(pk=pk))


class _Loaded(dict[int, Order]):
    """The orders that were read for this page, by their tickets."""


def fresh(pk: int) -> Order:
    """The order of a ticket as it stands in the database. Raises NotFound for a ticket of another kind."""
    found = _BY_ID.first(pk)
    if found is None:
        raise NotFound("not_found")
    return found


def order(person: Person, ref: str) -> Order:
    """The order with this ref or number. Raises NotFound("not_found"), also for what they may not see."""
    return fresh(tickets.ticket(person, ref).pk)


def of_ticket(ticket: Ticket) -> Order:
    """The order of a ticket; the one it was loaded with, when there is one.

    Raises NotFound for a ticket of another kind.
    """
    if Ticket.order.is_cached(ticket):
        return ticket.order
    loaded = db.of_reading(_Loaded)
    if ticket.pk not in loaded:
        loaded[ticket.pk] = fresh(ticket.pk)
    return loaded[ticket.pk]


_ALONE: Final[db.Prepared[Order]] = db.Prepared(
    lambda pk: Order.objects.filter(pk=pk).select_related(
        "receiver", "driver", "vehicle", "copied_to", "confirmed_by"
    )
)


def join(ticket: Ticket) -> Order:
    """Read the order of a ticket that was just read, once for all who ask `of_ticket` of it.

    Raises NotFound for a ticket of another kind.
    """
    found = _ALONE.first(ticket.pk)
    if found is None:
        raise NotFound("not_found")
    found.ticket = ticket
    return found
