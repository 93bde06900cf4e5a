"""The dispatcher's board: who is there, where, with which load and orders; what waits for a driver, and who
suits it (R065–R069, R087–R090).

However many vehicles and orders there are, it takes the same number of statements.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from typing import Final

from yinuo.core import clock
from yinuo.orders.models import Order
from yinuo.orders.queries import arrival, positions, receivers
from yinuo.orders.queries.arrival import Arrival
from yinuo.orders.queries.board import reads
from yinuo.orders.queries.board.parts import Load, Page, Row, Standing, Waiting
from yinuo.orders.queries.positions import Where
from yinuo.orders.rules import arriving, receiving, stages, suggesting
from yinuo.orders.rules.suggesting import Suggestion
from yinuo.staff import queries as staff
from yinuo.staff.models import Person, Role, Vehicle
from yinuo.tickets.models import Kind, Ticket, TicketSet

MOST_WAITING: Final = 30
PAGE_SIZE: Final = 40
SHOWN_ORDERS: Final = 4


class Board:
    """The board as this person sees it at `now`; its parts are read when they are asked for.

    A dispatcher sees the drivers of their branch, others all; orders as everywhere.
    """

    def __init__(self, person: Person, now: datetime | None = None) -> None:
        self.person = person
        self.now = now or clock.now()

    @cached_property
    def tickets(self) -> TicketSet:
        """The orders within reach that are under way; the reach is read once."""
        seen = Ticket.objects.visible_to(self.person).live()
        return seen.filter(kind=Kind.ORDER)

    @cached_property
    def drivers(self) -> list[Person]:
        """The drivers, each with vehicle and posts at hand, by staff number."""
        rows = staff.people(Role.DRIVER).select_related("branch", "vehicle")
        if self.person.role == Role.DISPATCHER and self.person.branch_id:
            rows = rows.filter(branch_id=self.person.branch_id)
        return list(rows.prefetch_related("posts__region"))

    @cached_property
    def spare(self) -> list[Vehicle]:
        """Vehicles that nobody drives."""
        return list(Vehicle.objects.filter(driver__isnull=True, is_active=True).order_by("plate"))

    @cached_property
    def loads(self) -> dict[int, Load]:
        """What everybody has, by driver."""
        return reads.loads(driver.pk for driver in self.drivers)

    @cached_property
    def where(self) -> dict[int, Where]:
        """Where vehicles are that share it."""
        return positions.of_vehicles(now=self.now)

    @cached_property
    def praise(self) -> dict[int, tuple[float, int]]:
        """What customers said of drivers lately: the middle of their stars, and how many gave some."""
        return reads.praise(None, self.now)

    @cached_property
    def late_with(self) -> set[int]:
        """Which drivers of the board have something that is late by now, by the clock alone."""
        late = reads.late_tickets(self.tickets, self.now).values_list("given_to", flat=True).distinct()
        return {driver.pk for driver in self.drivers} & set(late)

    def known(self, driver: Person) -> suggesting.Driver:
        """What speaks for or against a driver, whatever the order."""
        vehicle, load = receivers.vehicle_of(driver), self.loads.get(driver.pk, Load())
        stars, ratings = self.praise.get(driver.pk, (None, 0))
        return suggesting.Driver(
            person_id=driver.pk,
            hindrance=self.hindrance(driver),
            open_orders=load.waiting,
            load_g=vehicle.load_g if vehicle else None,
            loaded_g=load.weight_g,
            space_cm3=vehicle.space_cm3 if vehicle else None,
            filled_cm3=load.volume_cm3,
            stars=stars,
            ratings=ratings,
        )

    def hindrance(self, driver: Person) -> receiving.Hindrance:
        """What keeps a driver from taking an order now."""
        vehicle, load = receivers.vehicle_of(driver), self.loads.get(driver.pk, Load())
        return receiving.hindrance(
            is_absent=driver.is_absent(self.now),
            is_available=staff.is_available(driver, self.now),
            open_orders=load.waiting,
            most_orders=vehicle.most_orders if vehicle else None,
            has_declined=False,
            is_out=vehicle is not None and vehicle.out_from is not None,
        )

    @cached_property
    def _known(self) -> dict[int, suggesting.Driver]:
        return {driver.pk: self.known(driver) for driver in self.drivers}

    @cached_property
    def _ranks(self) -> dict[int, dict[int, int]]:
        """By region who serves it, and in which place."""
        found: dict[int, dict[int, int]] = defaultdict(dict)
        for driver in self.drivers:
            for post in driver.posts.all():
                found[post.region_id][driver.pk] = post.rank
        return found

    def suggestions(self, order: Order, *, everybody: bool = True) -> tuple[Suggestion, ...]:
        """Who could take an order, who suits best first; only those who serve its region, or everybody."""
        ranks = self._ranks.get(order.ticket.region_id or 0, {})
        candidates = (one for one in self.drivers if everybody or one.pk in ranks)
        wanted = suggesting.Wanted(order.weight_g or 0, order.volume_cm3 or 0, reads.pickup_due(order))
        asked = [self._asked(driver, order, ranks.get(driver.pk)) for driver in candidates]
        return suggesting.ranked(asked, wanted, self.now)

    def _asked(self, driver: Person, order: Order, rank: int | None) -> suggesting.Driver:
        """What speaks for or against a driver for this very order."""
        known, vehicle = self._known[driver.pk], receivers.vehicle_of(driver)
        seen = self.where.get(vehicle.pk) if vehicle else None
        if seen is not None and (seen.is_stale or seen.driver_id != driver.pk):
            seen = None
        has_declined = driver.pk in order.declined_by
        return replace(
            known,
            rank=rank,
            hindrance=receiving.Hindrance.DECLINED if has_declined else known.hindrance,
            metres=arrival.pickup_metres(order, seen, self.now) if seen else None,
            same_way=self.loads.get(driver.pk, Load()).waiting_in.get(order.ticket.region_id, 0),
        )

    def waiting(self, region: int = 0) -> tuple[list[Waiting], int]:
        """Orders without a driver, the nearest due first, each with who suits best; and how many more. What a
        dispatcher has to find a driver for stands among them.
        """
        rows = reads.without_driver(self.tickets).order_by("next_due_at", "pk")
        rows = rows.filter(region_id=region) if region else rows
        ids = list(rows.values_list("pk", flat=True)[: MOST_WAITING * 4])
        rows_of = reads.orders(ids[:MOST_WAITING])
        found = sorted(rows_of, key=lambda one: (reads.pickup_due(one) or self.now, one.pk))
        return [self._waiting(order) for order in found], max(len(ids) - MOST_WAITING, 0)

    def _waiting(self, order: Order) -> Waiting:
        suggested = self.suggestions(order, everybody=False) or self.suggestions(order)
        if not suggested[:1] or not suggested[0].can:
            suggested = self.suggestions(order)
        first = suggested[0] if suggested and suggested[0].can else None
        person = next((one for one in self.drivers if first and one.pk == first.driver.person_id), None)
        due = reads.pickup_due(order)
        return Waiting(order, due, due is not None and due < self.now, first, person)

    def page(self, page: int = 1, *, region: int = 0, only: str = "") -> Page:
        """One page of drivers and vehicles with their orders: all, of a region, only `free`, `late` or
        `out`.
        """
        found = [row for row in self._rows() if self._is_wanted(row, region, only)]
        pages = max(-(-len(found) // PAGE_SIZE), 1)
        page = min(max(page, 1), pages)
        shown = self.with_orders(found[(page - 1) * PAGE_SIZE : page * PAGE_SIZE], most=SHOWN_ORDERS)
        return Page(shown, len(found), len(self.late_with), page, pages)

    def _rows(self) -> Iterable[Row]:
        for driver in self.drivers:
            yield self.row(driver, receivers.vehicle_of(driver))
        for vehicle in self.spare:
            yield self.row(None, vehicle)

    def row(self, driver: Person | None, vehicle: Vehicle | None) -> Row:
        """One driver with vehicle, without the orders."""
        seen = self.where.get(vehicle.pk) if vehicle else None
        if seen is not None and driver is not None and seen.driver_id != driver.pk:
            seen = None
        return Row(
            driver=driver,
            vehicle=vehicle,
            regions=tuple(post.region.name for post in driver.posts.all()) if driver else (),
            hindrance=self.hindrance(driver) if driver else receiving.Hindrance.NONE,
            load=self.loads.get(driver.pk, Load()) if driver else Load(),
            where=seen,
            is_shared=positions.is_shared(driver) if driver else True,
        )

    def _is_wanted(self, row: Row, region: int, only: str) -> bool:
        driver = row.driver
        if region and (driver is None or driver.pk not in self._ranks.get(region, {})):
            return False
        if only == "free":
            return driver is not None and row.hindrance is receiving.Hindrance.NONE
        if only == "late":
            return driver is not None and driver.pk in self.late_with
        return only != "out" or bool(row.vehicle and row.vehicle.out_from)

    def with_orders(self, rows: Sequence[Row], *, most: int | None = None) -> list[Row]:
        """These rows with the orders of their drivers, the nearest due first, at most so many of each."""
        drivers = [row.driver.pk for row in rows if row.driver]
        given = self.tickets.filter(given_to__in=drivers, stage__in=reads.OPEN).order_by("next_due_at", "pk")
        by_driver: dict[int, list[int]] = defaultdict(list)
        for pk, driver in given.values_list("pk", "given_to"):
            if driver is not None and (most is None or len(by_driver[driver]) < most):
                by_driver[driver].append(pk)
        known = {order.pk: order for order in reads.orders([pk for ids in by_driver.values() for pk in ids])}
        standings = self.standings(known.values())
        return [
            replace(
                row,
                orders=tuple(standings[pk] for pk in by_driver.get(row.driver.pk, ()) if pk in standings)
                if row.driver
                else (),
            )
            for row in rows
        ]

    def standings(self, orders: Iterable[Order]) -> dict[int, Standing]:
        """How orders stand to what was promised, by their ids."""
        found = list(orders)
        expected = arrival.estimates(found, self.where, self.now)
        return {order.pk: self._standing(order, expected.get(order.pk)) for order in found}

    def _standing(self, order: Order, expected: Arrival | None) -> Standing:
        if order.ticket.stage in stages.WITH_RECEIVER:
            due = reads.pickup_due(order)
            seen = self.where.get(order.vehicle_id or 0)
            is_known = seen is not None and not seen.is_stale and seen.driver_id == order.driver_id
            metres = arrival.pickup_metres(order, seen, self.now) if is_known else None
            there = arriving.reaching(metres, self.now)
            return Standing(order, due, arriving.lateness(due, self.now, there, there), expected)
        due = order.wished_delivery_at or order.promised_at
        late = expected.lateness if expected else arriving.lateness(due, self.now, None, None)
        return Standing(order, due, late, expected)
