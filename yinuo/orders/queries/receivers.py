"""Who could receive the slip of an order, in turn, and why somebody cannot (R065–R068)."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Count

from yinuo.core import clock
from yinuo.orders.models import Order
from yinuo.orders.rules import receiving, stages
from yinuo.orders.rules.receiving import Candidate
from yinuo.staff import queries as staff
from yinuo.staff.models import Person, Region, Role, Vehicle


def rule_of(region: Region) -> str:
    """Who receives slips here: the region's own rule, else its branch's (R068)."""
    return region.receiver_rule or region.branch.receiver_rule


def candidates(order: Order, now: datetime | None = None) -> tuple[Candidate, ...]:
    """Everybody posted in the order's region who may receive slips, in turn; three statements.

    Where goods are collected outside every region any dispatcher may arrange a vehicle.
    """
    region = order.ticket.region
    if region is None:
        people = list(staff.people(Role.DISPATCHER))
    else:
        people = [*staff.posted(region.pk, Role.DRIVER), *staff.posted(region.pk, Role.DISPATCHER)]
    at, waiting = now or clock.now(), waiting_pickups(person.pk for person in people)
    found = [candidate(person, waiting.get(person.pk, 0), order.declined_by, at) for person in people]
    return receiving.in_turn(found, rule_of(region) if region else Role.DISPATCHER)


def candidate(person: Person, waiting: int, declined_by: Iterable[int], now: datetime) -> Candidate:
    """One person as a receiver, with what stands in the way."""
    vehicle = vehicle_of(person)
    most = vehicle.most_orders if vehicle else None
    return Candidate(
        person_id=person.pk,
        name=person.name,
        staff_number=person.staff_number,
        phone=person.phone,
        role=person.role,
        plate=vehicle.plate if vehicle else "",
        vehicle_id=vehicle.pk if vehicle else None,
        open_orders=waiting,
        most_orders=most,
        hindrance=receiving.hindrance(
            is_absent=person.is_absent(now),
            is_available=staff.is_available(person, now),
            open_orders=waiting,
            most_orders=most,
            has_declined=person.pk in declined_by,
        ),
    )


def waiting_pickups(people: Iterable[int]) -> dict[int, int]:
    """How many orders each of these people has still to collect."""
    rows = Order.objects.filter(
        driver__in=list(people), delivered_at__isnull=True, ticket__stage__in=stages.WITH_RECEIVER
    )
    return dict(rows.values_list("driver").annotate(Count("pk")).order_by())


def vehicle_of(person: Person) -> Vehicle | None:
    """The vehicle somebody drives; None for those who drive none."""
    vehicle: Vehicle | None = getattr(person, "vehicle", None)
    return vehicle if vehicle and vehicle.is_active else None


def developer_of(region: Region, now: datetime) -> Person | None:
    """The market developer who supervises pick-ups here (R066): the first available,
    else the first posted.
    """
    posted = staff.posted(region.pk, Role.MARKET_DEVELOPER)
    free = (person for person in posted if staff.is_available(person, now))
    return next(free, posted[0] if posted else None)
