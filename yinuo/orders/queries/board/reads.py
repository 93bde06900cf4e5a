"""What the dispatcher's board asks of the database."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Avg, Count, Q, QuerySet, Sum

from yinuo.core import calendar
from yinuo.core.calendar import queries as hours
from yinuo.orders.models import Order, Rating
from yinuo.orders.queries.board.parts import Load
from yinuo.orders.rules import stages, transit
from yinuo.tickets.models import Kind, Ticket, TicketSet

PRAISE_DAYS: Final = timedelta(days=90)
OPEN: Final = (*stages.WITH_RECEIVER, *stages.UNDER_WAY)


def pickup_due(order: Order) -> datetime | None:
    """By when an order must be collected: the wished time, else 30 working minutes after it was confirmed
    (R087).
    """
    if order.wished_pickup_at or order.confirmed_at is None:
        return order.wished_pickup_at
    try:
        return calendar.due(order.confirmed_at, transit.PICKUP_WITHIN, hours.hours_of()).at
    except calendar.NoWorkingTime:
        return None


def loads(drivers: Iterable[int]) -> dict[int, Load]:
    """What these drivers have to collect and carry; one statement."""
    given = Ticket.objects.live().filter(kind=Kind.ORDER, given_to__in=list(drivers), stage__in=OPEN)
    rows = (
        given.order_by()
        .values("given_to", "region_id")
        .annotate(
            orders=Count("pk"),
            waiting=Count("pk", filter=Q(stage__in=stages.WITH_RECEIVER)),
            pieces=Sum("order__pieces"),
            weight=Sum("order__weight_g"),
            volume=Sum("order__volume_cm3"),
        )
    )
    found: dict[int, Load] = {}
    for row in rows:
        known = found.get(row["given_to"], Load())
        found[row["given_to"]] = Load(
            orders=known.orders + row["orders"],
            waiting=known.waiting + row["waiting"],
            pieces=known.pieces + (row["pieces"] or 0),
            weight_g=known.weight_g + (row["weight"] or 0),
            volume_cm3=known.volume_cm3 + (row["volume"] or 0),
            waiting_in={**known.waiting_in, row["region_id"]: row["waiting"]},
        )
    return found


def praise(drivers: Sequence[int] | None, now: datetime) -> dict[int, tuple[float, int]]:
    """What customers said of drivers in the last 90 days; of these or of all. One statement."""
    rows = Rating.objects.filter(at__gt=now - PRAISE_DAYS, driver__isnull=False)
    rows = rows.filter(driver__in=drivers) if drivers is not None else rows
    told = rows.order_by().values_list("driver_id").annotate(Avg("stars"), Count("pk"))
    return {driver: (stars, ratings) for driver, stars, ratings in told}


def late_tickets(tickets: TicketSet, now: datetime) -> TicketSet:
    """Those that somebody has and that are late by the clock, as their rows say: not collected by the wished
    time or in 30 working minutes, or not delivered by the wished or promised one.
    """
    pickup = Q(order__wished_pickup_at__lt=now)
    with suppress(calendar.NoWorkingTime):
        since = calendar.back_from(now, transit.PICKUP_WITHIN, hours.hours_of())
        pickup |= Q(order__wished_pickup_at__isnull=True, order__confirmed_at__lt=since)
    delivery = Q(order__wished_delivery_at__lt=now)
    delivery |= Q(order__wished_delivery_at__isnull=True, order__promised_at__lt=now)
    late = Q(stage__in=stages.WITH_RECEIVER) & pickup | Q(stage__in=stages.UNDER_WAY) & delivery
    return tickets.filter(late, given_to__isnull=False)


def without_driver(tickets: TicketSet) -> TicketSet:
    """Those that wait for a driver: nobody has them, or a dispatcher who has still to name one (R068)."""
    is_named = Q(stage__in=stages.WITH_RECEIVER, order__driver__isnull=True)
    return tickets.filter(Q(stage=stages.Stage.CONFIRMED) | is_named)


def orders(ids: Sequence[int]) -> QuerySet[Order]:
    """Orders with what a board shows of them."""
    return Order.objects.filter(pk__in=ids).select_related("ticket__region", "driver", "receiver")
