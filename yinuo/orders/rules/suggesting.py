"""Which driver should take an order, and why; a person decides (R065, R067, R090).

Who serves the region comes before all others (R065). Among them it is a matter of minutes: the way, what else
is to be collected first, being too late.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from yinuo.orders.rules import arriving
from yinuo.orders.rules.receiving import Hindrance

TOWN_KMH: Final = 30
"""How fast one gets on in a town."""
UNKNOWN_M: Final = 10_000
"""Whose place nobody knows is taken to be so far away."""
NEAR_M: Final = 5_000
TOO_LATE_MINUTES: Final = 60
PRAISED, BLAMED = 4.5, 3.0
ENOUGH_RATINGS: Final = 5


class Why(StrEnum):
    """What speaks for a driver, or against."""

    SERVES = "serves"
    STANDS_IN = "other_region"
    NEAR = "near"
    AWAY = "away"
    UNKNOWN_PLACE = "unknown_place"
    SAME_WAY = "same_way"
    FREE = "free"
    HAS_ORDERS = "has_orders"
    FITS = "fits"
    TOO_HEAVY = "too_heavy"
    TOO_BULKY = "too_bulky"
    IN_TIME = "in_time"
    TOO_LATE = "too_late"
    PRAISED = "praised"
    BLAMED = "blamed"


AGAINST: Final = frozenset({Why.STANDS_IN, Why.TOO_HEAVY, Why.TOO_BULKY, Why.TOO_LATE, Why.BLAMED})


@dataclass(frozen=True)
class Reason:
    """One reason, with its figure where it has one: metres, orders, or tenths of a star."""

    why: Why
    figure: int = 0

    @property
    def is_against(self) -> bool:
        """Whether it speaks against the driver."""
        return self.why in AGAINST


@dataclass(frozen=True)
class Wanted:
    """What an order asks of a driver: weight in grams, volume in cm³, when it must be collected."""

    weight_g: int = 0
    volume_cm3: int = 0
    due_at: datetime | None = None


@dataclass(frozen=True)
class Driver:
    """What is known of a driver now. `rank` is their place among those who serve the region, None for
    another region's; loads in grams and cm³, None where the vehicle's are not known; `metres` to the pick-up.
    """

    person_id: int
    hindrance: Hindrance = Hindrance.NONE
    rank: int | None = None
    open_orders: int = 0
    same_way: int = 0
    load_g: int | None = None
    loaded_g: int = 0
    space_cm3: int | None = None
    filled_cm3: int = 0
    metres: float | None = None
    stars: float | None = None
    ratings: int = 0


@dataclass(frozen=True)
class Suggestion:
    """A driver with what speaks for and against them; `can` unless something forbids it. `minutes` is what
    they cost, the fewer the better.
    """

    driver: Driver
    reasons: tuple[Reason, ...]
    minutes: int
    can: bool


def ranked(drivers: Iterable[Driver], wanted: Wanted, now: datetime) -> tuple[Suggestion, ...]:
    """Everybody, who suits best first: who can, then who serves the region, then by what they cost."""
    found = [_weighed(driver, wanted, now) for driver in drivers]
    return tuple(sorted(found, key=_place))


def best(drivers: Iterable[Driver], wanted: Wanted, now: datetime) -> Suggestion | None:
    """Who suits best; None when nobody can."""
    first = min((_weighed(driver, wanted, now) for driver in drivers), key=_place, default=None)
    return first if first and first.can else None


def because(chosen: Suggestion, proposed: Suggestion | None) -> str:
    """Why somebody is chosen before whose turn it is, as a key of the manual's `choose_other_receiver`."""
    if proposed is None:
        return "first_busy"
    if proposed.driver.hindrance is Hindrance.DECLINED:
        return "declined"
    if {Why.TOO_HEAVY, Why.TOO_BULKY} & {reason.why for reason in proposed.reasons}:
        return "vehicle_fits"
    near, far = chosen.driver.metres, proposed.driver.metres
    if near is not None and (far is None or near < far):
        return "nearer"
    return "first_busy"


def _place(one: Suggestion) -> tuple[bool, bool, int, int, int]:
    """Who can; who serves the region; what they cost."""
    rank = one.driver.rank
    return not one.can, rank is None, one.minutes, rank or 0, one.driver.person_id


def _weighed(driver: Driver, wanted: Wanted, now: datetime) -> Suggestion:
    parts = (
        _region(driver),
        _way(driver),
        _orders(driver),
        *_load(driver, wanted),
        _time(driver, wanted, now),
        _praise(driver),
    )
    told = [part for part in parts if part is not None]
    reasons = tuple(reason for reason, _ in told if reason is not None)
    cannot = {Why.TOO_HEAVY, Why.TOO_BULKY} & {reason.why for reason in reasons}
    can = driver.hindrance is Hindrance.NONE and not cannot
    return Suggestion(driver, reasons, sum(minutes for _, minutes in told), can)


_Part = tuple[Reason | None, int]
"""A reason, if there is something to say, and the minutes it costs."""


def _region(driver: Driver) -> _Part:
    """Those who serve the region know it, the first among them best."""
    if driver.rank is None:
        return Reason(Why.STANDS_IN), 0
    return Reason(Why.SERVES), 5 * max(driver.rank - 1, 0)


def _way(driver: Driver) -> _Part:
    """How long they need to get there."""
    metres = driver.metres if driver.metres is not None else UNKNOWN_M
    minutes = round(metres * arriving.AS_ROADS_GO / 1000 / TOWN_KMH * 60)
    if driver.metres is None:
        return Reason(Why.UNKNOWN_PLACE), minutes
    return Reason(Why.NEAR if metres <= NEAR_M else Why.AWAY, round(metres)), minutes


def _orders(driver: Driver) -> _Part:
    """Every order they have still to collect comes before this one, unless it lies on the same way."""
    if not driver.open_orders:
        return Reason(Why.FREE), 0
    others = driver.open_orders - min(driver.same_way, driver.open_orders)
    why = Reason(Why.SAME_WAY, driver.same_way) if driver.same_way else Reason(Why.HAS_ORDERS, others)
    return why, 8 * others


def _load(driver: Driver, wanted: Wanted) -> Iterable[_Part | None]:
    """Whether it goes into the vehicle beside what is promised to it already."""
    is_heavy = driver.load_g is not None and driver.loaded_g + wanted.weight_g > driver.load_g
    is_bulky = driver.space_cm3 is not None and driver.filled_cm3 + wanted.volume_cm3 > driver.space_cm3
    is_known = driver.load_g is not None and bool(wanted.weight_g)
    return (
        (Reason(Why.TOO_HEAVY), 0) if is_heavy else None,
        (Reason(Why.TOO_BULKY), 0) if is_bulky else None,
        (Reason(Why.FITS), 0) if is_known and not is_heavy and not is_bulky else None,
    )


def _time(driver: Driver, wanted: Wanted, now: datetime) -> _Part | None:
    """Whether they can be there in time; of somebody whose place is not known it is guessed, not said."""
    if wanted.due_at is None:
        return None
    is_late = now + timedelta(minutes=_way(driver)[1]) > wanted.due_at
    if driver.metres is None:
        return None, TOO_LATE_MINUTES if is_late else 0
    return (Reason(Why.TOO_LATE), TOO_LATE_MINUTES) if is_late else (Reason(Why.IN_TIME), 0)


def _praise(driver: Driver) -> _Part | None:
    """What customers said of them, where enough did."""
    if driver.stars is None or driver.ratings < ENOUGH_RATINGS:
        return None
    tenths = round(driver.stars * 10)
    if driver.stars >= PRAISED:
        return Reason(Why.PRAISED, tenths), -3
    return (Reason(Why.BLAMED, tenths), 5) if driver.stars < BLAMED else None
