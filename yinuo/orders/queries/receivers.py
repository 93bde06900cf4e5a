"""Who could receive the slip of an order, in turn, and why somebody cannot (R065–R068)."""

from collections.abc import Iterable
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Final

from django.db.models import Count, Q

from yinuo.core import clock, db
from yinuo.orders.models import Order
from yinuo.orders.rules import receiving, stages
from yinuo.orders.rules.receiving import Candidate
from yinuo.staff import queries as staff
from yinuo.staff.models import Person, Region, RegionPost, Role, Vehicle
from yinuo.tickets.models import Ticket


def rule_of(region: Region) -> str:
    """Who receives slips here: the region's own rule, else its branch's (R068)."""
    return region.receiver_rule or region.branch.receiver_rule


_SERVING: Final[db.Prepared[RegionPost]] = db.Prepared(
    lambda region: (
        RegionPost.objects.filter(region_id=region, person__is_active=True)
        .select_related("person__vehicle")
        .order_by("rank", "id")
    )
)


def serving(region: Region | None) -> list[Person]:
    """Everybody who serves a region, in their order; where there is no region, the dispatchers."""
    if region is None:
        return list(staff.people(Role.DISPATCHER))
    return [post.person for post in _SERVING.all(region.pk)]


def candidates(order: Order, now: datetime | None = None) -> tuple[Candidate, ...]:
    """Everybody in the order's region who may receive slips, in turn; two statements.

    Where goods are collected outside every region any dispatcher may arrange a vehicle.
    """
    return in_turn(order, serving(order.ticket.region), now or clock.now())


def in_turn(order: Order, people: Iterable[Person], now: datetime) -> tuple[Candidate, ...]:
    """Those of `people` who may receive slips, whose turn it is first."""
    able = [person for person in people if person.role in (Role.DRIVER, Role.DISPATCHER)]
    waiting = waiting_pickups(person.pk for person in able)
    found = [candidate(person, waiting.get(person.pk, 0), order.declined_by, now) for person in able]
    region = order.ticket.region
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
            is_out=vehicle is not None and vehicle.out_from is not None,
        ),
    )


_WAITING: Final[db.Prepared[tuple[int, int]]] = db.Prepared(
    lambda *people: (
        Ticket.objects.live()
        .filter(reduce(or_, (Q(given_to=person) for person in people)), stage__in=stages.WITH_RECEIVER)
        .values_list("given_to")
        .annotate(Count("pk"))
        .order_by()
    )
)
"""Asked of the tickets: those given to somebody and not closed are few, however many orders they had."""


def waiting_pickups(people: Iterable[int]) -> dict[int, int]:
    """How many orders each of these people has still to collect."""
    wanted = list(people)
    return dict(_WAITING.all(*wanted)) if wanted else {}


def vehicle_of(person: Person) -> Vehicle | None:
    """The vehicle somebody drives; None for those who drive none."""
    vehicle: Vehicle | None = getattr(person, "vehicle", None)
    return vehicle if vehicle and vehicle.is_active else None


def developer_of(people: Iterable[Person], now: datetime) -> Person | None:
    """The market developer among those who serve a region, who supervises its pick-ups (R066): the first
    available, else the first.
    """
    developers = [person for person in people if person.role == Role.MARKET_DEVELOPER]
    free = (person for person in developers if staff.is_available(person, now))
    return next(free, developers[0] if developers else None)
