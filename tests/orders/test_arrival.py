"""When goods arrive, on what ground, and whether that is too late (R087 R088 R090)."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import orders as make
from tests.frozen import Frozen
from yinuo.core import clock
from yinuo.orders import actions
from yinuo.orders.actions import positions
from yinuo.orders.models import LaneTime, Order, Source
from yinuo.orders.queries import arrival
from yinuo.orders.queries import positions as where
from yinuo.orders.rules import arriving
from yinuo.orders.rules.arriving import Ground, Known, Lateness
from yinuo.orders.rules.positions import Point
from yinuo.playbooks import queries as playbooks
from yinuo.playbooks.models import ReferenceTable
from yinuo.staff.models import Person, Vehicle

START = datetime.fromisoformat("2026-11-20T02:00:00+00:00")


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


def remembered(agent: Person, *took: int, hour: int = 10) -> None:
    """Past deliveries from 南京 to 南京 that were collected in this local hour."""
    done = [make.confirmed(agent) for _ in took]
    LaneTime.objects.bulk_create(
        LaneTime(order=one, from_zone="南京", to_zone="南京", hour=hour, minutes=n, at=clock.now())
        for one, n in zip(done, took, strict=True)
    )


@pytest.mark.django_db
def test_a_delivery_is_remembered_once(desk: Frozen, agent: Person) -> None:
    """R087: its lane, the local hour of the pick-up, the minutes until the delivery."""
    order = make.collected(agent)
    desk.move(minutes=95)
    actions.deliver(order=order, by=agent)
    actions.deliver(order=make.again(order), by=agent)
    kept = LaneTime.objects.get()
    assert (kept.order_id, kept.from_zone, kept.to_zone) == (order.pk, "南京", "南京")
    assert (kept.hour, kept.minutes, kept.at) == (10, 95, desk.at)


@pytest.mark.django_db
def test_by_past_times_at_that_hour(desk: Frozen, agent: Person) -> None:
    """R087: the quarter and nine tenths of the last times on the lane at the hour of the pick-up."""
    remembered(agent, 60, 80, 100, 120, 140)
    remembered(agent, 600, hour=11)
    order = make.collected(agent)
    found = arrival.estimate(order, desk.at)
    assert found is not None
    assert (found.earliest, found.latest) == (desk.at + minutes(80), desk.at + minutes(132))
    assert (found.basis.ground, found.basis.count, found.basis.hour) == (Ground.PAST, 5, 10)
    assert (found.promised_at, found.is_late) == (order.promised_at, False)


@pytest.mark.django_db
def test_four_past_times_are_too_few(desk: Frozen, agent: Person) -> None:
    """R087: then the table's hours: not before the kilometres can be driven, at the latest what it says."""
    remembered(agent, 60, 80, 100, 120)
    order = make.collected(agent)
    found = arrival.estimate(order, desk.at)
    assert found is not None
    assert (found.basis.ground, found.basis.hours) == (Ground.TABLE, 4)
    assert found.latest == desk.at + timedelta(hours=4)
    assert found.earliest == desk.at + minutes(25 / 80 * 60)


@pytest.mark.django_db
def test_what_took_longer_than_all_before_goes_by_the_table(desk: Frozen, agent: Person) -> None:
    """R087: past times that have gone by cannot come true any more."""
    remembered(agent, 60, 80, 100, 120, 140)
    order = make.collected(agent)
    later = desk.move(minutes=130)
    found = arrival.estimate(order, later)
    assert found is not None
    assert (found.earliest, found.latest) == (desk.at + minutes(10), desk.at + minutes(10))
    later = desk.move(minutes=20)
    found = arrival.estimate(order, later)
    assert found is not None
    assert found.basis.ground == Ground.TABLE


@pytest.fixture
def van(desk: Frozen, driver: Person) -> Vehicle:
    """The driver's vehicle with a locator; the driver agrees."""
    Person.objects.filter(pk=driver.pk).update(position_consent_at=desk.at - timedelta(days=2))
    Vehicle.objects.filter(driver=driver).update(device="L1")
    return Vehicle.objects.get(driver=driver)


def seen(at: datetime, lat: float, lon: float) -> None:
    positions.note([Point(at=at, lat=lat, lon=lon, device="L1")], Source.DEVICE)


@pytest.mark.django_db
def test_without_a_lane_by_the_distance(desk: Frozen, agent: Person, van: Vehicle) -> None:
    """R090: how far the vehicle has to go to the middle of the place; not at all where it is not shared."""
    order = make.collected(agent)
    ReferenceTable.objects.filter(kind="lanes").update(rows=[])
    playbooks.forget()
    assert arrival.estimate(make.again(order), desk.at) is None
    seen(desk.at, 32.32, 118.80)
    found = arrival.estimate(make.again(order), desk.at)
    assert found is not None
    assert found.basis.ground == Ground.DISTANCE
    assert 29_000 < (found.basis.metres or 0) < 31_000
    assert desk.at + minutes(14) < found.earliest < desk.at + minutes(17)
    assert found.latest < desk.at + timedelta(hours=2)
    Person.objects.update(position_consent_at=None)
    assert arrival.estimate(make.again(order), desk.at) is None


@pytest.mark.django_db
def test_too_far_away_to_be_in_time(desk: Frozen, agent: Person, van: Vehicle) -> None:
    """R088 R090: the table says in time, the vehicle is 200 km away: it will be late, and why."""
    remembered(agent, 60, 80, 100, 120, 140)
    order = make.collected(agent)
    soon = desk.at + minutes(130)
    Order.objects.filter(pk=order.pk).update(promised_at=soon)
    before = arrival.estimate(make.again(order), desk.at)
    seen(desk.at, 31.23, 121.47)
    after = arrival.estimate(make.again(order), desk.at)
    assert before is not None
    assert after is not None
    assert (before.lateness, before.is_late) == (Lateness.MAY_BE, False)
    assert (after.lateness, after.is_late) == (Lateness.WILL_BE, True)
    assert after.earliest > soon
    desk.move(minutes=131)
    last = arrival.estimate(make.again(order), desk.at)
    assert last is not None
    assert last.lateness == Lateness.IS


@pytest.mark.django_db
def test_the_customers_wish_is_the_promise(desk: Frozen, agent: Person) -> None:
    """R088: strictly by the time the customer asked for."""
    order = make.collected(agent, wished_delivery_at="今天12:00前")
    found = arrival.estimate(order, desk.at)
    assert found is not None
    assert found.promised_at == order.wished_delivery_at


@pytest.mark.django_db
def test_before_and_after_the_way(desk: Frozen, agent: Person) -> None:
    """R087: a draft and a delivered order are not expected; one that waits for its pick-up is."""
    assert arrival.estimate(make.draft(agent), desk.at) is None
    waiting = arrival.estimate(make.confirmed(agent), desk.at)
    assert waiting is not None
    assert waiting.latest == desk.at + timedelta(hours=4, minutes=30)
    order = actions.deliver(order=make.collected(agent), by=agent)
    assert arrival.estimate(order, desk.at) is None


@pytest.mark.django_db
def test_many_orders_in_one_statement(desk: Frozen, agent: Person, django_assert_num_queries) -> None:
    """R087: thirty estimates cost what one costs."""
    remembered(agent, 60, 80, 100, 120, 140)
    orders = [make.confirmed(agent) for _ in range(30)]
    arrival.estimates(orders[:1], {}, desk.at)
    with django_assert_num_queries(1):
        found = arrival.estimates(orders, {}, desk.at)
    assert len(found) == 30
    assert where.of_vehicles() == {}


PAST = st.lists(st.integers(0, 3000), max_size=60)


@given(PAST, st.integers(0, 4000), st.none() | st.floats(0, 2_000_000), st.none() | st.integers(0, 6000))
def test_an_estimate_is_a_range_that_is_to_come(
    past: list[int], gone: int, metres: float | None, promised: int | None
) -> None:
    """R087: earliest before latest, neither before now; late only by the promise."""
    now = START + minutes(gone)
    due = START + minutes(promised) if promised is not None else None
    found = arriving.arrival(Known(START, 10, past, None, metres), now, due)
    if found is None:
        assert metres is None
        return
    assert now <= found.earliest <= found.latest
    assert found.is_late == (due is not None and (now > due or found.earliest > due))
    if found.basis.ground is Ground.PAST:
        assert len(past) >= arriving.LEAST
        assert found.basis.count <= arriving.MOST


@given(st.lists(st.integers(0, 3000), min_size=1), st.floats(0, 1), st.floats(0, 1))
def test_quantiles_grow_within_the_values(values: list[int], one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert min(values) <= arriving.quantile(values, low) <= arriving.quantile(values, high) <= max(values)


@given(st.floats(0, 500_000), st.floats(0, 500_000))
def test_further_is_never_sooner(one: float, other: float) -> None:
    near, far = sorted((one, other))
    assert arriving.reaching(near, START) <= arriving.reaching(far, START)
