"""Where vehicles are, for whoever may know: only while the driver agrees, and of an order only while its
driver is on the job (R090).
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import OuterRef, Q, QuerySet, Subquery

from yinuo.core import clock, db, geo
from yinuo.orders.models import Order, Position, VehicleNow
from yinuo.orders.queries import judging
from yinuo.orders.rules import nearness, stages
from yinuo.orders.rules import positions as rules
from yinuo.orders.rules.positions import Point, Reading
from yinuo.playbooks.rules.tables import ZoneRow
from yinuo.staff.models import Person, Vehicle

STALE: Final = timedelta(minutes=15)
"""Older than this a position says where the vehicle was, not where it is."""
FORGOTTEN: Final = timedelta(days=1)
"""Older than this it is not shown."""
Kept = Mapping[int, Sequence[Reading]]


@dataclass(frozen=True)
class Where:
    """Where a vehicle was last seen: WGS-84 degrees, how long ago, km/h, degrees from north, metres.

    `place` is the nearest place of the tables (江宁区), empty where none is near.
    """

    vehicle_id: int
    driver_id: int | None
    lat: float
    lon: float
    at: datetime
    age: timedelta
    speed: int | None
    course: int | None
    accuracy: int | None
    source: str
    place: str

    @property
    def is_stale(self) -> bool:
        """Whether it says where the vehicle was, not where it is."""
        return self.age > STALE

    @property
    def point(self) -> geo.Point:
        """Latitude and longitude."""
        return self.lat, self.lon


def is_shared(driver: Person | None) -> bool:
    """Whether this driver lets the company know where they are."""
    return driver is not None and driver.is_active and driver.position_consent_at is not None


def of_order(order: Order, now: datetime | None = None) -> Where | None:
    """Where the goods' vehicle is; None unless the driver is on this job, shares where they are, and was
    seen within a day. One statement.
    """
    if order.ticket.stage not in stages.ON_JOB or order.vehicle_id is None or not is_shared(order.driver):
        return None
    seen = _OF_DRIVER.first(order.vehicle_id, order.driver_id)
    if seen is None:
        return None
    seen.driver, at = order.driver, now or clock.now()
    return _where(seen, at, judging.in_force(at).zones)


_OF_DRIVER: Final[db.Prepared[VehicleNow]] = db.Prepared(
    lambda vehicle, driver: VehicleNow.objects.filter(pk=vehicle, driver_id=driver)
)


def of_vehicles(vehicles: Sequence[int] | None = None, now: datetime | None = None) -> dict[int, Where]:
    """Where vehicles are that share it, by their ids: these, or all that are in use. One statement."""
    rows = VehicleNow.objects.select_related("driver").filter(vehicle__is_active=True)
    rows = rows.filter(pk__in=vehicles) if vehicles is not None else rows
    return _shown(rows, now or clock.now())


def _shown(rows: QuerySet[VehicleNow], now: datetime) -> dict[int, Where]:
    zones = judging.in_force(now).zones
    return {row.pk: where for row in rows if (where := _where(row, now, zones))}


def _where(seen: VehicleNow, now: datetime, zones: Sequence[ZoneRow]) -> Where | None:
    """A last position as it may be shown; its driver, where there is one, agrees since before it."""
    driver = seen.driver
    if driver is not None and driver.position_consent_at is None:
        return None
    since = driver.position_consent_at if driver else None
    if (since and seen.at < since - rules.AHEAD) or now - seen.at > FORGOTTEN:
        return None
    point = geo.degrees(seen.lat), geo.degrees(seen.lon)
    return Where(
        vehicle_id=seen.pk,
        driver_id=seen.driver_id,
        lat=point[0],
        lon=point[1],
        at=seen.at,
        age=max(now - seen.at, timedelta(0)),
        speed=seen.speed,
        course=seen.course,
        accuracy=seen.accuracy,
        source=seen.source,
        place=nearness.named(zones, point),
    )


def kept_near(taken: Mapping[int, Sequence[Point]]) -> Kept:
    """What is kept of these vehicles around the time of new readings: the last of each, and for readings
    that come late all around them. Two statements, one when nothing comes late.
    """
    last = Position.objects.filter(vehicle=OuterRef("pk")).order_by("-at").values("pk")[:1]
    newest = Vehicle.objects.filter(pk__in=list(taken)).annotate(last=Subquery(last)).values("last")
    found = {row[0]: [Reading(*row[1:])] for row in _readings(Q(pk__in=newest))}
    late = Q()
    for pk, points in taken.items():
        first, final = min(point.at for point in points), max(point.at for point in points)
        if pk in found and first <= found[pk][0].at:
            late |= Q(vehicle_id=pk, at__gte=first - rules.STILL, at__lte=final + rules.STILL)
    if late:
        around: dict[int, list[Reading]] = defaultdict(list)
        for row in _readings(late):
            around[row[0]].append(Reading(*row[1:]))
        found |= around
    return found


def _readings(wanted: Q) -> list[tuple[int, datetime, float, float]]:
    rows = Position.objects.filter(wanted).values_list("vehicle_id", "at", "lat", "lon")
    return [(pk, at, geo.degrees(lat), geo.degrees(lon)) for pk, at, lat, lon in rows]
