"""The orders that a customer may see: by number and phone, by a link, by a number that was verified."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import Q, QuerySet

from yinuo.core import db
from yinuo.core.errors import NotFound
from yinuo.customers.rules import Guest
from yinuo.orders import may
from yinuo.orders.models import Order
from yinuo.orders.queries import loading
from yinuo.tickets import queries as tickets
from yinuo.tickets import rules as tickets_rules
from yinuo.tickets.models import SearchText
from yinuo.tickets.queries import paging

TAIL: Final = 4
_NONE: Final = "(none)"
"""What stands on no waybill."""
PAGE_SIZE: Final = 20


@dataclass(frozen=True)
class Page:
    """Some orders, the newest first, and where the next page begins (None at the end)."""

    rows: Sequence[Order]
    next_after: str | None


def orders() -> QuerySet[Order]:
    """Orders with what a customer's page names, and what they wrote themselves, in one statement."""
    return Order.objects.select_related("web", "web__reviewer", "rating", *loading.JOINED)


def found(number: str, tail: str) -> Order:
    """The order with this number, the web reference, the order's own or its waybill's, if `tail` are the last
    four digits of a phone of it. Raises NotFound("not_found") after one statement, whichever of the two is
    wrong.
    """
    name, value = tickets.name_of(number)
    waybill = number.strip().upper() if value or number.isprintable() else ""
    rows = _FORMER.all(value) if name == "reference" else _BY_NUMBER.all(value, waybill or _NONE)
    wanted = tail.strip()
    for order in rows:
        tails = {end for digits in _phones(order) for end in tickets_rules.phone_tails([digits])}
        if len(wanted) == TAIL and wanted in tails:
            return order
    raise NotFound("not_found")


def of_ref(ref: str, guest: Guest) -> Order:
    """The order with this ref if the guest may see it (`may.guest_sees`).

    Raises NotFound("not_found") after one statement, for an unknown order and for another's.
    """
    order = _BY_REF.first(ref)
    if order is None or not may.guest_sees(guest, order):
        raise NotFound("not_found")
    return order


def for_guest(guest: Guest, after: str | None = None, *, size: int = PAGE_SIZE) -> Page:
    """The orders of the guest's verified number, as shipper or consignee, the newest first; one statement.

    A guest with only a ref has that one order. Raises Invalid("cursor_wrong").
    """
    below = paging.read_id(after)
    if guest.phone:
        rows = orders().filter(_of_phone(guest.phone), ticket__is_draft=False)
    else:
        rows = orders().filter(ticket__ref=guest.ref, ticket__is_draft=False)
    if below is not None:
        rows = rows.filter(pk__lt=below)
    known = list(rows.order_by("-pk")[: size + 1])
    more = len(known) > size
    return Page(known[:size], str(known[size - 1].pk) if more else None)


def _of_phone(digits: str) -> Q:
    """Orders with this number, through the index of last four digits: few rows, then the whole number."""
    tail = next(iter(tickets_rules.phone_tails([digits])), "")
    near = SearchText.objects.filter(kind=SearchText.Kind.TICKET, tails__tail=tail)
    theirs = Q(pickup_phone=digits) | Q(caller_phone=digits) | Q(consignee_phone=digits)
    return Q(pk__in=near.values("subject_id")) & theirs


def _phones(order: Order | None) -> list[str]:
    """The numbers that name an order; a form that was not sent is named by none."""
    if order is None or order.ticket.is_draft:
        return []
    numbers = (order.pickup_phone, order.consignee_phone, order.caller_phone)
    return [digits for digits in numbers if digits]


_BY_REF: Final[db.Prepared[Order]] = db.Prepared(lambda ref: orders().filter(ticket__ref=ref))
_BY_NUMBER: Final[db.Prepared[Order]] = db.Prepared(
    lambda number, waybill: orders().filter(Q(ticket__number=number) | Q(ticket__waybill=waybill))
)
_FORMER: Final[db.Prepared[Order]] = db.Prepared(
    lambda number: orders().filter(Q(ticket__number=number) | Q(ticket__former_number=number))
)
