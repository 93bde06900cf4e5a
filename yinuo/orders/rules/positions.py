"""Readings of a locator: which are believed, and which are kept (R090)."""

from bisect import bisect
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from yinuo.core import geo

AHEAD: Final = timedelta(seconds=60)
"""So far a locator's clock may be fast."""
OLDEST: Final = timedelta(days=1)
STILL: Final = timedelta(minutes=5)
"""Of a vehicle that stands still one reading is kept in this time."""
STILL_METRES: Final = 30
"""So far a standing locator seems to wander."""
MOST_KMH: Final = 400
NO_FIX: Final = (0.0, 0.0)
"""What locators say that do not know where they are: a place in the ocean."""


@dataclass(frozen=True, slots=True)
class Point:
    """One reading in WGS-84 degrees: speed in km/h, course in degrees from north, accuracy in metres.

    `device` is what the tracking server calls the locator; a driver's phone needs none.
    """

    at: datetime
    lat: float
    lon: float
    device: str = ""
    speed: float | None = None
    course: float | None = None
    accuracy: float | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """When and where a vehicle was, in degrees."""

    at: datetime
    lat: float
    lon: float


def refusal(point: Point, now: datetime, shared_from: datetime | None) -> str:
    """Why a reading is not taken; empty when it is. `shared_from`: since when the driver agrees."""
    if not geo.is_place(point.lat, point.lon) or (point.lat, point.lon) == NO_FIX:
        return "position_no_place"
    if point.at > now + AHEAD:
        return "position_in_future"
    if point.at < now - OLDEST:
        return "position_too_old"
    if shared_from is not None and point.at < shared_from - AHEAD:
        return "position_not_shared"
    return ""


def thinned(points: Iterable[Point], kept: Sequence[Reading], seconds: int) -> list[Point]:
    """Those of one vehicle's readings that are worth keeping beside those that are kept already.

    Between two kept ones lie at least `seconds`, and 5 minutes while the vehicle stands still. Readings that
    come late find their place among the others; the same come twice is kept once.
    """
    there, least = sorted(kept, key=lambda reading: reading.at), timedelta(seconds=seconds)
    chosen: list[Point] = []
    for point in sorted(points, key=lambda point: point.at):
        place = bisect(there, point.at, key=lambda reading: reading.at)
        before = there[place - 1] if place else None
        after = there[place] if place < len(there) else None
        if before and _is_too_near(before, point, least):
            continue
        if after and after.at - point.at < least:
            continue
        chosen.append(point)
        there.insert(place, Reading(point.at, point.lat, point.lon))
    return chosen


def _is_too_near(before: Reading, point: Point, least: timedelta) -> bool:
    since = point.at - before.at
    if since < max(least, timedelta(microseconds=1)):
        return True
    return since < STILL and geo.metres((before.lat, before.lon), (point.lat, point.lon)) < STILL_METRES


def whole(value: float | None, most: int) -> int | None:
    """A measured value as it is kept; None for one that cannot be."""
    return round(value) if value is not None and 0 <= value <= most else None
