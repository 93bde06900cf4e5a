"""What has to be looked after, and what was done about it (R089–R098)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.db.models import F, Q, QuerySet

from yinuo.core import clock
from yinuo.core.errors import Invalid, fault
from yinuo.orders.models import Order, OrderException, Stage, TrackingEntry
from yinuo.orders.queries import loading
from yinuo.orders.rules import chasing, stages
from yinuo.staff.models import Person
from yinuo.tickets.models import Kind, Ticket

PAGE_SIZE: Final = 30
PICKUPS: Final = "pickups"
DELIVERIES: Final = "deliveries"


@dataclass(frozen=True)
class Followed:
    """An order that has to be followed, and its newest line in the tracking record."""

    order: Order
    last: TrackingEntry | None
    overdue: timedelta


@dataclass(frozen=True)
class Page:
    """Some orders to follow, and where the next page begins (None at the end)."""

    rows: Sequence[Followed]
    next_cursor: int | None


def to_track(
    person: Person, what: str = PICKUPS, cursor: int | None = None, *, size: int = PAGE_SIZE
) -> Page:
    """What this person has to follow: `pickups` sent out and not yet collected (R091), or `deliveries` beyond
    the promised time (R092); the oldest first, a page at a time, in four statements.

    Raises Invalid("not_a_choice") for another word.
    """
    if what not in (PICKUPS, DELIVERIES):
        raise Invalid(fault("what", "not_a_choice"))
    seen = Ticket.objects.visible_to(person).live().filter(_wanted(what), kind=Kind.ORDER).order_by("pk")
    ids = list((seen.filter(pk__gt=cursor) if cursor else seen).values_list("pk", flat=True)[: size + 1])
    page = list(loading.orders().filter(pk__in=ids[:size]).order_by("pk"))
    last, now = _newest(page), clock.now()
    followed = [
        Followed(order, last.get(order.pk), chasing.overdue(order.promised_at, None, now)) for order in page
    ]
    return Page(followed, ids[size - 1] if len(ids) > size else None)


def _wanted(what: str) -> Q:
    """Which tickets have to be followed; few are in these stages however many orders there have been."""
    if what == PICKUPS:
        return Q(stage__in=[Stage.DISPATCHED, Stage.ACCEPTED])
    return Q(stage__in=stages.UNDER_WAY, order__promised_at__lt=clock.now())


def _newest(orders: Sequence[Order]) -> dict[int, TrackingEntry]:
    """The newest line of each order."""
    rows = TrackingEntry.objects.filter(order__in=[order.pk for order in orders]).order_by("id")
    return {row.order_id: row for row in rows}


def tracking_record(order: Order) -> QuerySet[TrackingEntry]:
    """The tracking record of an order, the newest first: who, when, what, with whom, with which result
    (R095).
    """
    return order.tracking.select_related("by", "spoke_with").order_by("-id")


def exceptions(order: Order) -> QuerySet[OrderException]:
    """What keeps or kept the order from its time, what lasts first (R088)."""
    rows = order.exceptions.select_related("by", "cleared_by")
    return rows.order_by(F("cleared_at").asc(nulls_first=True), "-id")


def overdue(order: Order) -> timedelta:
    """How late the delivery is now, or was (R097)."""
    return chasing.overdue(order.promised_at, order.delivered_at, clock.now())
