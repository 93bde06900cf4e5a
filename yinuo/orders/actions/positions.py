"""Taking what locators and drivers' phones say: in batches, thinned, only with the driver's consent (R090).

Where somebody is and was is sensitive (PIPL 28): of a driver who does not agree nothing is kept, neither from
the phone nor from the locator of the vehicle. No event is recorded for a position.
"""

import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q, QuerySet

from yinuo.core import clock, db, events, geo
from yinuo.core.events import Deed
from yinuo.core.models import Event
from yinuo.orders import may
from yinuo.orders.models import Position, Source, VehicleNow
from yinuo.orders.queries import positions as known
from yinuo.orders.rules import positions as rules
from yinuo.orders.rules import stages
from yinuo.orders.rules.positions import Point
from yinuo.staff import may as staff_may
from yinuo.staff import queries as staff
from yinuo.staff.models import Person, Role, Vehicle
from yinuo.tickets.models import Kind, Ticket

__all__ = ["Noted", "Point", "note", "note_all"]
TELL_SECONDS = 20.0
WITHDRAWN = "driver.position_withdrawn"
_told_at = float("-inf")


@dataclass
class Noted:
    """What became of a batch: readings kept, not needed (thinned), of unknown locators, and refused, with the
    place of each in the batch and why.
    """

    kept: int = 0
    thinned: int = 0
    unknown: int = 0
    refused: list[tuple[int, str]] = field(default_factory=list)

    def why(self) -> Counter[str]:
        """How many were refused for which reason."""
        return Counter(code for _, code in self.refused)


def note(points: Sequence[Point], source: str, by: Person | None = None) -> int:
    """Take readings and return how many were kept; see `note_all`."""
    return note_all(points, source, by).kept


def note_all(points: Sequence[Point], source: str, by: Person | None = None) -> Noted:
    """Take readings of locators (DEVICE: by their `device`), or of the phone of the driver `by` (PHONE).

    Readings of unknown locators are dropped and counted; those that nobody can believe (no such place, in
    the future, older than a day) and those that are not shared are refused one by one. A phone is heard only
    while its driver is on a job. Raises NotPermitted.
    """
    staff_may.require(by, may.note_positions, Source(source))
    now, noted = clock.now(), Noted()
    vehicles = _of_phone(by) if source == Source.PHONE else _of_devices(points)
    taken: dict[int, list[Point]] = defaultdict(list)
    is_on_job = source != Source.PHONE or (by is not None and _has_job(by))
    for place, point in enumerate(points):
        vehicle = vehicles.get("" if source == Source.PHONE else point.device)
        if vehicle is None:
            noted.unknown += 1
        elif code := _refusal(vehicle, point, now, is_on_job):
            noted.refused.append((place, code))
        else:
            taken[vehicle.pk].append(point)
    _keep(taken, {vehicle.pk: vehicle for vehicle in vehicles.values()}, source, noted)
    if taken:
        _tell()
    return noted


def _tell() -> None:
    """Let the boards ask again, now and then: vehicles speak all the time."""
    global _told_at
    if time.monotonic() - _told_at >= TELL_SECONDS:
        _told_at = time.monotonic()
        events.tell("positions")


def _of_phone(by: Person | None) -> Mapping[str, Vehicle]:
    """The vehicle that somebody drives, as it is now."""
    found = Vehicle.objects.filter(driver=by, is_active=True).select_related("driver").first() if by else None
    return {"": found} if found else {}


def _of_devices(points: Iterable[Point]) -> Mapping[str, Vehicle]:
    devices = {point.device for point in points if point.device}
    rows = Vehicle.objects.filter(device__in=devices, is_active=True).select_related("driver")
    return {vehicle.device: vehicle for vehicle in rows}


def _has_job(driver: Person) -> bool:
    given = Ticket.objects.live().filter(kind=Kind.ORDER, given_to=driver, stage__in=stages.ON_JOB)
    return given.exists()


def _refusal(vehicle: Vehicle, point: Point, now: datetime, is_on_job: bool) -> str:
    shared_from = vehicle.driver.position_consent_at if vehicle.driver else None
    if vehicle.driver and shared_from is None:
        return "position_not_shared"
    return rules.refusal(point, now, shared_from) or ("" if is_on_job else "position_off_job")


def _keep(
    taken: Mapping[int, Sequence[Point]], vehicles: Mapping[int, Vehicle], source: str, noted: Noted
) -> None:
    """Write what is worth keeping, in the order of vehicle and time: two batches at once never block each
    other. What is written is made ready before anybody waits for the lock.
    """
    seconds, there = staff.company().position_seconds, known.kept_near(taken)
    rows: list[Position] = []
    latest: list[VehicleNow] = []
    for pk in sorted(taken):
        wanted = rules.thinned(taken[pk], there.get(pk, ()), seconds)
        rows += [_row(vehicles[pk], point, source) for point in wanted]
        latest.append(_now(vehicles[pk], max(taken[pk], key=lambda point: point.at), source))
    ways, ends = db.missing(rows, "vehicle", "at"), db.newest(latest, "vehicle", by="at")
    wrote: list[int] = []
    db.in_small_steps([*ways, *ends], lambda statement: wrote.append(statement.run()))
    noted.kept = sum(wrote[: len(ways)])
    noted.thinned = sum(map(len, taken.values())) - noted.kept


def _row(vehicle: Vehicle, point: Point, source: str) -> Position:
    return Position(
        vehicle_id=vehicle.pk,
        driver_id=vehicle.driver_id,
        at=point.at,
        lat=geo.millionths(point.lat),
        lon=geo.millionths(point.lon),
        speed=rules.whole(point.speed, rules.MOST_KMH),
        source=source,
    )


def _now(vehicle: Vehicle, point: Point, source: str) -> VehicleNow:
    return VehicleNow(
        vehicle_id=vehicle.pk,
        driver_id=vehicle.driver_id,
        at=point.at,
        lat=geo.millionths(point.lat),
        lon=geo.millionths(point.lon),
        speed=rules.whole(point.speed, rules.MOST_KMH),
        course=rules.whole(point.course, 360),
        accuracy=rules.whole(point.accuracy, 1_000_000),
        source=source,
    )


def hide(deed: Deed) -> None:
    """A driver shares their position no more: where they are now is forgotten at once, the way they went
    with the next round of retention (`to_forget`).
    """
    VehicleNow.objects.filter(driver_id=deed.subject.pk).delete()


def to_forget(before: datetime) -> QuerySet[Position]:
    """Points that are over their time, and those from before a driver withdrew their consent, whatever they
    drove then; also where they agreed anew since.
    """
    due = Q(at__lt=before)
    drivers = Person.objects.filter(role=Role.DRIVER).values("pk")
    said = Event.objects.filter(subject_kind="person", subject_id__in=drivers, kind=WITHDRAWN)
    for driver, at in said.filter(at__gte=before).values_list("subject_id", "at"):
        due |= Q(driver_id=driver, at__lte=at + rules.AHEAD)
    return Position.objects.filter(due).order_by()


def forget(ids: Sequence[int]) -> None:
    """Let go of points."""
    Position.objects.filter(pk__in=ids).delete()
