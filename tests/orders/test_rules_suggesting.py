"""Which driver suits best, and why (R065 R067 R090)."""

import dataclasses
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from yinuo.orders.rules.receiving import Hindrance
from yinuo.orders.rules.suggesting import Driver, Reason, Wanted, Why, best, ranked

NOW = datetime.fromisoformat("2026-11-20T02:00:00+00:00")
DRIVERS = st.builds(
    Driver,
    person_id=st.integers(1, 10_000),
    hindrance=st.sampled_from(list(Hindrance)),
    rank=st.none() | st.integers(1, 5),
    open_orders=st.integers(0, 12),
    same_way=st.integers(0, 12),
    load_g=st.none() | st.integers(0, 5_000_000),
    loaded_g=st.integers(0, 5_000_000),
    space_cm3=st.none() | st.integers(0, 20_000_000),
    filled_cm3=st.integers(0, 20_000_000),
    metres=st.none() | st.floats(0, 500_000),
    stars=st.none() | st.floats(1, 5),
    ratings=st.integers(0, 50),
)
MANY = st.lists(DRIVERS, max_size=12, unique_by=lambda driver: driver.person_id)
ORDERS = st.builds(
    Wanted,
    weight_g=st.integers(0, 3_000_000),
    volume_cm3=st.integers(0, 15_000_000),
    due_at=st.none() | st.integers(-60, 600).map(lambda minutes: NOW + timedelta(minutes=minutes)),
)


@given(MANY, ORDERS)
def test_who_cannot_never_stands_before_who_can(drivers: list[Driver], wanted: Wanted) -> None:
    """R065: absent, off duty, full, broken down, declined, or too small: never proposed."""
    found = ranked(drivers, wanted, NOW)
    assert len(found) == len(drivers)
    assert [one.can for one in found] == sorted((one.can for one in found), reverse=True)
    for one in found:
        driver = one.driver
        is_heavy = driver.load_g is not None and driver.loaded_g + wanted.weight_g > driver.load_g
        is_bulky = driver.space_cm3 is not None and driver.filled_cm3 + wanted.volume_cm3 > driver.space_cm3
        assert one.can == (driver.hindrance is Hindrance.NONE and not is_heavy and not is_bulky)
        assert one.reasons
    first = best(drivers, wanted, NOW)
    assert first == (found[0] if found and found[0].can else None)


@given(MANY, ORDERS, st.randoms())
def test_the_order_in_which_they_are_listed_makes_no_difference(
    drivers: list[Driver], wanted: Wanted, dice
) -> None:
    mixed = list(drivers)
    dice.shuffle(mixed)
    assert ranked(mixed, wanted, NOW) == ranked(drivers, wanted, NOW)


@given(MANY.filter(bool), ORDERS, st.floats(0, 200_000))
def test_further_away_is_never_better(drivers: list[Driver], wanted: Wanted, more: float) -> None:
    """R090: all else the same, distance only costs."""
    drivers[0] = dataclasses.replace(drivers[0], metres=drivers[0].metres or 0.0)
    further = [dataclasses.replace(drivers[0], metres=(drivers[0].metres or 0) + more), *drivers[1:]]
    place = [one.driver.person_id for one in ranked(drivers, wanted, NOW)].index(drivers[0].person_id)
    later = [one.driver.person_id for one in ranked(further, wanted, NOW)].index(drivers[0].person_id)
    assert later >= place


def said(driver: Driver, wanted: Wanted | None = None) -> list[Reason]:
    return list(ranked([driver], wanted or Wanted(), NOW)[0].reasons)


def test_reasons_carry_their_figures() -> None:
    """R065 R090: region, distance, load, time, praise."""
    driver = Driver(1, rank=1, metres=2000.4, open_orders=2, same_way=1, load_g=1000, stars=4.8, ratings=9)
    assert said(driver, Wanted(weight_g=10, due_at=NOW + timedelta(minutes=30))) == [
        Reason(Why.SERVES), Reason(Why.NEAR, 2000), Reason(Why.SAME_WAY, 1), Reason(Why.FITS),
        Reason(Why.IN_TIME), Reason(Why.PRAISED, 48),
    ]  # fmt: skip
    far = Driver(
        2,
        metres=20_000,
        open_orders=3,
        load_g=1000,
        loaded_g=995,
        space_cm3=5,
        filled_cm3=5,
        stars=2,
        ratings=5,
    )
    assert said(far, Wanted(weight_g=10, volume_cm3=1, due_at=NOW + timedelta(minutes=30))) == [
        Reason(Why.STANDS_IN), Reason(Why.AWAY, 20_000), Reason(Why.HAS_ORDERS, 3), Reason(Why.TOO_HEAVY),
        Reason(Why.TOO_BULKY), Reason(Why.TOO_LATE), Reason(Why.BLAMED, 20),
    ]  # fmt: skip


def test_an_unknown_place_is_said_and_costs_little() -> None:
    """R090: who does not share where they are can be chosen all the same, after whoever is near."""
    hidden, near, far = Driver(1, rank=1), Driver(2, rank=1, metres=3000), Driver(3, rank=1, metres=30_000)
    found = ranked([far, hidden, near], Wanted(due_at=NOW), NOW)
    assert [one.driver.person_id for one in found] == [2, 1, 3]
    assert said(hidden, Wanted(due_at=NOW)) == [
        Reason(Why.SERVES),
        Reason(Why.UNKNOWN_PLACE),
        Reason(Why.FREE),
    ]


def test_few_ratings_say_nothing() -> None:
    assert Reason(Why.PRAISED, 50) not in said(Driver(1, rank=1, stars=5, ratings=4))
