"""When goods arrive, as a range with its ground, and whether that is too late (R087, R088).

The ground is, in this order: past times on the lane at that hour, else the lane's hours of the table, else
how far the vehicle still has to go.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from yinuo.core import geo
from yinuo.orders.rules.transit import Journey

MOST: Final = 50
"""So many past times of a lane and hour count, the last ones."""
LEAST: Final = 5
"""Fewer say nothing."""
EARLY, LATE = 0.25, 0.9
FASTEST_KMH: Final = 80
"""No loaded lorry is faster from door to door."""
CREEPING_KMH: Final = 30
AS_ROADS_GO: Final = 1.3
"""How much longer roads are than the straight line."""
ROUGHLY_M: Final = 10_000
"""So far may an address lie from the middle of its place."""


class Ground(StrEnum):
    """What an estimate rests on."""

    PAST = "past"
    TABLE = "table"
    DISTANCE = "distance"


@dataclass(frozen=True)
class Basis:
    """The ground of an estimate: of PAST how many times at which local hour of the pick-up, of TABLE the
    lane's hours, of DISTANCE the metres still to go in a straight line.
    """

    ground: Ground
    count: int = 0
    hour: int | None = None
    hours: int | None = None
    metres: int | None = None


class Lateness(StrEnum):
    """How something stands to the time that was promised."""

    NONE = ""
    MAY_BE = "may_be"
    WILL_BE = "will_be"
    IS = "is"


@dataclass(frozen=True)
class Arrival:
    """Between when and when goods arrive, why we think so, and what was promised."""

    earliest: datetime
    latest: datetime
    basis: Basis
    promised_at: datetime | None
    lateness: Lateness = Lateness.NONE

    @property
    def is_late(self) -> bool:
        """Whether the promise is broken, or will be even if all goes well."""
        return self.lateness in (Lateness.WILL_BE, Lateness.IS)


@dataclass(frozen=True)
class Known:
    """What an estimate may rest on: when the goods were, or will be, collected; the past minutes on the lane
    at that hour; the table's journey and the lane's hours; how many metres the vehicle has still to go, if it
    carries the goods.
    """

    start: datetime
    hour: int
    past: Sequence[int] = ()
    journey: Journey | None = None
    metres: float | None = None


def arrival(known: Known, now: datetime, promised_at: datetime | None) -> Arrival | None:
    """The estimate on the best ground there is; None where there is none."""
    found = _by_past(known, now) or _by_table(known, now) or _by_distance(known, now)
    if found is None:
        return None
    earliest, latest, basis = found
    soonest = max(now, now + _least(known.metres))
    earliest = max(earliest, soonest)
    latest = max(latest, earliest)
    return Arrival(earliest, latest, basis, promised_at, lateness(promised_at, now, earliest, latest))


def lateness(
    promised_at: datetime | None, now: datetime, earliest: datetime | None, latest: datetime | None
) -> Lateness:
    """How an expected time stands to the promise."""
    if promised_at is None:
        return Lateness.NONE
    if now > promised_at:
        return Lateness.IS
    if earliest is not None and earliest > promised_at:
        return Lateness.WILL_BE
    return Lateness.MAY_BE if latest is not None and latest > promised_at else Lateness.NONE


def reaching(metres: float | None, now: datetime) -> datetime:
    """When a vehicle is there at the earliest that is so far away; at once where nobody knows."""
    return now + _least(metres)


def quantile(values: Sequence[int], share: float) -> float:
    """The value below which `share` of them lie, between neighbours in proportion. Raises IndexError."""
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def _by_past(known: Known, now: datetime) -> tuple[datetime, datetime, Basis] | None:
    """As long as it took before; times that have passed already cannot come true any more."""
    past = list(known.past[:MOST])
    possible = [minutes for minutes in past if known.start + timedelta(minutes=minutes) > now]
    if len(past) < LEAST or not possible:
        return None
    early, late = (timedelta(minutes=round(quantile(possible, share))) for share in (EARLY, LATE))
    basis = Basis(Ground.PAST, count=len(past), hour=known.hour)
    return known.start + early, known.start + late, basis


def _by_table(known: Known, now: datetime) -> tuple[datetime, datetime, Basis] | None:
    """At the latest when the table says; not before the lane's kilometres can be driven."""
    journey = known.journey
    if journey is None or journey.arrives_at <= now:
        return None
    driven = timedelta(hours=(journey.lane.km or 0) / FASTEST_KMH)
    if journey.waits_for_opening:
        earliest = journey.arrives_at
    else:
        earliest = min(journey.starts_at + driven, journey.arrives_at)
    return earliest, journey.arrives_at, Basis(Ground.TABLE, hours=journey.lane.transit_hours)


def _by_distance(known: Known, now: datetime) -> tuple[datetime, datetime, Basis] | None:
    if known.metres is None:
        return None
    slow = timedelta(hours=(known.metres + ROUGHLY_M) * AS_ROADS_GO / 1000 / CREEPING_KMH)
    return now + _least(known.metres), now + slow, Basis(Ground.DISTANCE, metres=round(known.metres))


def _least(metres: float | None) -> timedelta:
    return timedelta(hours=max((metres or 0) - ROUGHLY_M, 0) / 1000 / FASTEST_KMH)


def metres_between(one: geo.Point | None, other: geo.Point | None) -> float | None:
    """How far apart two places are; None where one is not known."""
    return geo.metres(one, other) if one is not None and other is not None else None
