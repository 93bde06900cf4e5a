"""Where vehicles are: taken in batches, thinned, only with consent, deleted in time (R090)."""

from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import orders as make
from tests.factories import staff
from tests.frozen import Frozen
from yinuo.core import geo, keeping
from yinuo.core.errors import NotPermitted
from yinuo.core.models import Event
from yinuo.orders import actions
from yinuo.orders.actions import positions
from yinuo.orders.models import Order, Position, Source, VehicleNow
from yinuo.orders.queries import positions as where
from yinuo.orders.rules.positions import STILL, Point, Reading, thinned
from yinuo.staff import actions as consents
from yinuo.staff.models import Person, Role, Vehicle

JIANGNING = (31.95, 118.84)
START = datetime.fromisoformat("2026-11-20T02:00:00+00:00")


def point(at: datetime, lat: float = 31.95, lon: float = 118.84, **more: object) -> Point:
    return Point(at=at, lat=lat, lon=lon, **{"device": "L1", **more})


@pytest.fixture
def van(desk: Frozen, driver: Person) -> Vehicle:
    """The driver's vehicle with a locator; the driver agrees since yesterday."""
    Person.objects.filter(pk=driver.pk).update(position_consent_at=desk.at - timedelta(days=2))
    Vehicle.objects.filter(driver=driver).update(device="L1")
    driver.refresh_from_db()
    return Vehicle.objects.select_related("driver").get(driver=driver)


@pytest.mark.django_db
def test_a_batch_is_kept_and_the_newest_is_now(van: Vehicle, desk: Frozen) -> None:
    """R090: kept in millionths of a degree; an older reading that comes later changes nothing of now."""
    batch = [
        point(desk.at - timedelta(seconds=60), 31.95, 118.84, speed=43.4),
        point(desk.at, 31.96, 118.85, speed=50.2, course=359.6, accuracy=8.4),
    ]
    assert positions.note(batch, Source.DEVICE) == 2
    assert positions.note([point(desk.at - timedelta(seconds=200), 31.90, 118.80)], Source.DEVICE) == 1
    now = VehicleNow.objects.get()
    assert (now.pk, now.driver_id, now.at) == (van.pk, van.driver_id, desk.at)
    assert (now.lat, now.lon, now.speed, now.course, now.accuracy) == (31960000, 118850000, 50, 360, 8)
    assert Position.objects.count() == 3
    assert not Event.objects.filter(kind__contains="position").exists()


@pytest.mark.django_db
def test_the_same_batch_twice_is_kept_once(van: Vehicle, desk: Frozen) -> None:
    """R090: a forwarder that repeats itself."""
    batch = [point(desk.at - timedelta(seconds=60 * n), 31.95 + n / 100) for n in range(5)]
    assert positions.note(batch, Source.DEVICE) == 5
    noted = positions.note_all(batch, Source.DEVICE)
    assert (noted.kept, noted.thinned) == (0, 5)
    assert Position.objects.count() == 5


@pytest.mark.django_db
def test_standing_still_keeps_one_in_five_minutes(van: Vehicle, desk: Frozen) -> None:
    """R090: an hour at the same gate, a reading each ten seconds: one at the start and one each 5 minutes."""
    desk.move(hours=1)
    batch = [point(desk.at - timedelta(seconds=10 * n)) for n in range(361)]
    assert positions.note(batch, Source.DEVICE) == 13
    assert VehicleNow.objects.get().at == desk.at


@pytest.mark.django_db
def test_each_reading_is_judged_alone(van: Vehicle, desk: Frozen) -> None:
    """R090: what nobody can believe is refused with its reason, unknown locators are counted, the rest
    stays.
    """
    batch = [
        point(desk.at, 91.0),
        point(desk.at, 31.9, float("nan")),
        point(desk.at + timedelta(seconds=61)),
        point(desk.at - timedelta(days=1, seconds=1)),
        point(desk.at, device="nobody"),
        point(desk.at, device=""),
        point(desk.at + timedelta(seconds=59)),
    ]
    noted = positions.note_all(batch, Source.DEVICE)
    assert noted.refused == [
        (0, "position_no_place"),
        (1, "position_no_place"),
        (2, "position_in_future"),
        (3, "position_too_old"),
    ]
    assert (noted.unknown, noted.kept) == (2, 1)


@pytest.mark.django_db
def test_without_consent_nothing_is_kept(van: Vehicle, desk: Frozen) -> None:
    """R090, PIPL 28: neither the phone nor the locator of the vehicle; nor what was before the consent."""
    earlier = positions.note_all([point(desk.at - timedelta(hours=1))], Source.DEVICE)
    Person.objects.filter(pk=van.driver_id).update(position_consent_at=desk.at)
    before = positions.note_all([point(desk.at - timedelta(minutes=30))], Source.DEVICE)
    Person.objects.filter(pk=van.driver_id).update(position_consent_at=None)
    after = positions.note_all([point(desk.at)], Source.DEVICE)
    phone = positions.note_all([point(desk.at)], Source.PHONE, Person.objects.get(pk=van.driver_id))
    assert earlier.kept == 1
    for noted in (before, after, phone):
        assert [code for _, code in noted.refused] == ["position_not_shared"]
    assert Position.objects.count() == 1


@pytest.mark.django_db
def test_a_vehicle_without_a_driver_is_nobodys_way(van: Vehicle, desk: Frozen) -> None:
    """R090: a spare vehicle on the road is kept, with nobody's name."""
    Vehicle.objects.update(driver=None)
    assert positions.note([point(desk.at)], Source.DEVICE) == 1
    assert Position.objects.get().driver_id is None


@pytest.mark.django_db
def test_the_phone_is_heard_only_on_a_job(van: Vehicle, agent: Person, desk: Frozen) -> None:
    """R090: from the driver's yes until the goods are delivered; off when done."""
    driver = van.driver
    order = make.dispatched(agent)
    assert positions.note_all([point(desk.at)], Source.PHONE, driver).why() == {"position_off_job": 1}
    actions.accept(order=order, by=driver)
    assert positions.note([point(desk.at, device="")], Source.PHONE, driver) == 1
    assert Position.objects.get().source == Source.PHONE
    actions.pick_up(order=order, by=driver)
    actions.deliver(order=order, by=driver)
    desk.move(minutes=10)
    assert positions.note_all([point(desk.at)], Source.PHONE, driver).why() == {"position_off_job": 1}


@pytest.mark.django_db
def test_who_may_say_where_vehicles_are(
    van: Vehicle, agent: Person, dispatcher: Person, auditor: Person, desk: Frozen
) -> None:
    """R090 R333: an integration of the dispatcher for locators, a driver for the own phone."""
    for person in (agent, auditor, van.driver):
        with pytest.raises(NotPermitted):
            positions.note([point(desk.at)], Source.DEVICE, person)
    with pytest.raises(NotPermitted):
        positions.note([point(desk.at)], Source.PHONE, dispatcher)
    assert positions.note([point(desk.at)], Source.DEVICE, dispatcher) == 1


@pytest.fixture
def on_the_way(van: Vehicle, agent: Person, desk: Frozen) -> Order:
    """An order whose driver said yes, seen two minutes ago in 江宁."""
    order = actions.accept(order=make.dispatched(agent), by=agent)
    positions.note([point(desk.at - timedelta(minutes=2), *JIANGNING, speed=30)], Source.DEVICE)
    return make.again(order)


@pytest.mark.django_db
def test_an_order_shows_where_its_vehicle_is(on_the_way: Order, van: Vehicle) -> None:
    """R090: the place by its name, and how old the word is."""
    found = where.of_order(on_the_way)
    assert found is not None
    assert (found.place, found.age, found.point, found.is_stale) == (
        "江宁区", timedelta(minutes=2), JIANGNING, False,
    )  # fmt: skip
    assert where.of_vehicles() == {van.pk: found}


@pytest.mark.django_db
def test_only_while_on_the_job(on_the_way: Order, agent: Person) -> None:
    """R090: not before the driver said yes, not after the delivery."""
    waiting = make.again(make.dispatched(agent))
    assert waiting.driver_id == on_the_way.driver_id
    assert where.of_order(waiting) is None
    actions.pick_up(order=on_the_way, by=agent)
    assert where.of_order(make.again(on_the_way)) is not None
    actions.deliver(order=on_the_way, by=agent)
    assert where.of_order(make.again(on_the_way)) is None


@pytest.mark.django_db
def test_consent_withdrawn_shows_nothing_anywhere(on_the_way: Order, van: Vehicle, desk: Frozen) -> None:
    """R090, PIPL 15: at once, even where a reading slipped in; agreeing again shows nothing of before."""
    Person.objects.filter(pk=van.driver_id).update(position_consent_at=None)
    assert where.of_order(make.again(on_the_way)) is None
    assert where.of_vehicles() == {}
    Person.objects.filter(pk=van.driver_id).update(position_consent_at=desk.at)
    assert where.of_order(make.again(on_the_way)) is None


@pytest.mark.django_db
def test_another_driver_of_the_vehicle_is_not_shown(on_the_way: Order, van: Vehicle) -> None:
    """R090: the vehicle changed hands; the position is of whoever drove then."""
    Vehicle.objects.filter(pk=van.pk).update(driver=None)
    VehicleNow.objects.update(driver=staff.person(Role.DRIVER))
    assert where.of_order(make.again(on_the_way)) is None


@pytest.mark.django_db
def test_yesterdays_position_is_not_shown(on_the_way: Order, desk: Frozen) -> None:
    desk.move(hours=1)
    found = where.of_order(on_the_way)
    assert found is not None
    assert found.is_stale
    desk.move(hours=23)
    assert where.of_order(on_the_way) is None


@pytest.mark.django_db
def test_points_are_deleted_when_their_time_is_up(van: Vehicle, desk: Frozen) -> None:
    """R090, PIPL 19: two months unless set otherwise, never less than one; a withdrawn consent at once."""
    positions.note([point(desk.at)], Source.DEVICE)
    kept = keeping.of("positions")
    assert (kept.months, kept.least, kept.ending) == (2, 1, keeping.DELETED)
    assert not kept.due(desk.at).exists()
    assert kept.due(desk.at + timedelta(seconds=1)).count() == 1
    consents.consent_position(van.driver, agree=False)
    ids = list(kept.due(desk.at).values_list("pk", flat=True))
    kept.forget(ids)
    assert not Position.objects.exists()


@pytest.mark.django_db
def test_who_withdrew_is_forgotten_whatever_they_drove(van: Vehicle, desk: Frozen) -> None:
    """R090, PIPL 47: also of a vehicle that somebody else drives since, and where they agreed anew later."""
    driver = van.driver
    positions.note([point(desk.at)], Source.DEVICE)
    Vehicle.objects.filter(pk=van.pk).update(driver=staff.person(Role.DRIVER))
    kept, start = keeping.of("positions"), desk.at
    assert not kept.due(start).exists()
    consents.consent_position(driver, agree=False)
    assert kept.due(start).count() == 1
    desk.move(minutes=5)
    consents.consent_position(driver, agree=True)
    assert kept.due(start).count() == 1
    Vehicle.objects.filter(pk=van.pk).update(driver=driver)
    desk.move(minutes=5)
    positions.note([point(desk.at)], Source.DEVICE)
    assert [one.at for one in kept.due(start)] == [start]


@pytest.mark.django_db(transaction=True)
def test_two_forwarders_at_once_keep_each_point_once(van: Vehicle, desk: Frozen, together) -> None:
    """R090: the same readings through two doors at the same moment."""
    desk.move(hours=2)
    batch = [point(desk.at - timedelta(seconds=30 * n), 31.5 + n / 1000) for n in range(200)]
    outcomes = together(*(lambda: positions.note(batch, Source.DEVICE) for _ in range(4)))
    assert [one.error for one in outcomes] == [None] * 4
    assert sum(one.value for one in outcomes) == 200
    assert Position.objects.count() == 200
    assert VehicleNow.objects.get().at == desk.at


MOMENTS = st.lists(st.integers(0, 7200), min_size=1, max_size=60)


@given(MOMENTS, st.integers(0, 300), st.booleans())
def test_between_kept_points_lies_the_least_time(moments: list[int], seconds: int, stands: bool) -> None:
    """R090: whatever the order in which readings come; while standing still five minutes."""
    points = [point(START + timedelta(seconds=at), 31 if stands else 31 + at / 7200) for at in moments]
    kept = thinned(points, [], seconds)
    gaps = [after.at - before.at for before, after in pairwise(kept)]
    assert all(gap >= timedelta(seconds=max(seconds, 0)) and gap > timedelta(0) for gap in gaps)
    assert kept[0].at == min(one.at for one in points)
    if stands:
        assert all(gap >= STILL for gap in gaps)


@given(MOMENTS, MOMENTS)
def test_late_readings_never_crowd_those_that_are_kept(first: list[int], later: list[int]) -> None:
    """R090: two batches give no more than the least time allows, and the second time nothing new."""
    before = thinned([point(START + timedelta(seconds=at), 31 + at / 7200) for at in first], [], 30)
    there = [Reading(one.at, one.lat, one.lon) for one in before]
    added = thinned([point(START + timedelta(seconds=at), 31 + at / 7200) for at in later], there, 30)
    moments = sorted(one.at for one in [*before, *added])
    assert all(b - a >= timedelta(seconds=30) for a, b in pairwise(moments))
    everything = [*there, *(Reading(one.at, one.lat, one.lon) for one in added)]
    assert thinned(added, everything, 30) == []


def test_a_reading_keeps_its_place() -> None:
    assert geo.metres((31.95, 118.84), (geo.degrees(31950000), geo.degrees(118840000))) < 0.2
