"""Positions over the wire: as Traccar forwards them, and in batches (R090)."""

from datetime import timedelta
from typing import Any

import pytest

from tests.factories.api import Caller, codes, kind
from tests.frozen import Frozen
from yinuo.orders.models import Position, VehicleNow
from yinuo.staff.models import Person, Vehicle

pytestmark = pytest.mark.django_db


def forwarded(**said: Any) -> dict[str, Any]:
    """What a Traccar server posts for one position."""
    position = {
        "id": 31, "attributes": {"batteryLevel": 87, "distance": 12.1, "motion": True}, "deviceId": 7,
        "protocol": "jt808", "serverTime": "2026-11-20T02:00:00.412+00:00",
        "deviceTime": "2026-11-20T01:59:58.000+00:00", "fixTime": "2026-11-20T01:59:58.000+00:00",
        "outdated": False, "valid": True, "latitude": 31.95, "longitude": 118.84, "altitude": 12.0,
        "speed": 20.0, "course": 91.4, "address": None, "accuracy": 0.0, "network": None, "geofenceIds": None,
    }  # fmt: skip
    device = {
        "id": 7,
        "attributes": {},
        "groupId": 0,
        "name": "苏A",
        "uniqueId": "013912345678",
        "status": "online",
    }
    return {"position": position | said, "device": device}


@pytest.fixture
def van(desk: Frozen, driver: Person) -> Vehicle:
    """The driver's vehicle with the locator 013912345678; the driver shares where it is."""
    Person.objects.filter(pk=driver.pk).update(position_consent_at=desk.at - timedelta(days=2))
    Vehicle.objects.filter(driver=driver).update(device="013912345678")
    return Vehicle.objects.get(driver=driver)


@pytest.fixture
def tracker(desk: Frozen, dispatcher: Person) -> Caller:
    """The tracking server, which acts for the dispatcher."""
    return Caller(dispatcher, "positions:write")


def test_as_traccar_forwards_it(van: Vehicle, tracker: Caller) -> None:
    """R090: `forward.type` json; knots become km/h, an accuracy of nothing is none."""
    answer = tracker.post("/positions", forwarded())
    assert answer.status_code == 200, answer.content
    assert answer.json() == {"kept": 1, "thinned": 0, "unknown": 0, "refused": []}
    now = VehicleNow.objects.get(vehicle=van)
    assert (now.lat, now.lon, now.speed, now.course, now.accuracy) == (31950000, 118840000, 37, 91, None)
    assert now.at.isoformat() == "2026-11-20T01:59:58+00:00"


def test_without_a_fix_nothing_is_kept(van: Vehicle, tracker: Caller) -> None:
    """R090: the server forwards what it has, also while the locator sees no satellite."""
    assert tracker.post("/positions", forwarded(valid=False)).json()["kept"] == 0
    assert not VehicleNow.objects.exists()


def test_a_batch_of_ones_own(van: Vehicle, tracker: Caller) -> None:
    """R090: each reading for itself; what is refused says why, in the language asked for."""
    points = [
        {"device": "013912345678", "at": "2026-11-20T01:58:00Z", "lat": 31.9, "lon": 118.8, "speed": 40},
        {"device": "013912345678", "at": "2026-11-20T09:59:30+08:00", "lat": 31.91, "lon": 118.8},
        {"device": "unknown", "at": "2026-11-20T01:59:30", "lat": 31.91, "lon": 118.8},
        {"device": "013912345678", "at": "2026-11-20T03:00:00Z", "lat": 31.91, "lon": 118.8},
        {"device": "013912345678", "at": "2026-11-20T01:59:31Z", "lat": 131.91, "lon": 118.8},
    ]
    said = tracker.post("/positions", {"points": points}).json()
    assert (said["kept"], said["unknown"]) == (2, 1)
    assert [(one["index"], one["code"]) for one in said["refused"]] == [
        (3, "position_in_future"), (4, "position_no_place"),
    ]  # fmt: skip
    assert "校准" in said["refused"][0]["title"]
    again = tracker.post("/positions", {"points": points}).json()
    assert (again["kept"], again["thinned"], Position.objects.count()) == (0, 2, 2)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"position": forwarded()["position"]}, "device"),
        ({"device": {"uniqueId": "x"}}, "position"),
        ({"points": [{"device": "x", "at": "yesterday", "lat": 1, "lon": 1}]}, "points.0.at"),
        ({"points": [{"device": "x", "at": "2026-11-20T01:58:00Z", "lat": "NaN", "lon": 1}]}, "points.0.lat"),
        ({"points": [{"device": "x", "at": "2026-11-20T01:58:00Z", "lat": 1, "lon": 1}] * 1001}, "points"),
    ],
)
def test_what_cannot_be_read(tracker: Caller, body: Any, field: str) -> None:
    """R090: named at its field; nothing of the batch is kept."""
    answer = tracker.post("/positions", body)
    assert answer.status_code == 422, answer.content
    assert list(codes(answer)) == [field]


def test_who_may(van: Vehicle, agent: Person, dispatcher: Person, manager: Person) -> None:
    """R090 R333: with the scope, for somebody who runs vehicles."""
    for person, scope, said in (
        (agent, "positions:write", "not_permitted"),
        (dispatcher, "orders:write", "scope_missing"),
    ):
        answer = Caller(person, scope).post("/positions", forwarded())
        assert (answer.status_code, kind(answer)) == (403, said)
    assert Caller(manager, "positions:write").post("/positions", forwarded()).status_code == 200


def test_withdrawn_consent_is_heard_at_once(van: Vehicle, tracker: Caller) -> None:
    """R090, PIPL 15: the locator goes on speaking; nothing is kept."""
    Person.objects.update(position_consent_at=None)
    said = tracker.post("/positions", forwarded()).json()
    assert [one["code"] for one in said["refused"]] == ["position_not_shared"]
    assert not Position.objects.exists()
    assert not VehicleNow.objects.exists()


def test_many_vehicles_cost_the_same_statements(
    van: Vehicle, tracker: Caller, django_assert_max_num_queries: Any
) -> None:
    """R090: a hundred readings in the statements of one."""
    points = [
        {
            "device": "013912345678",
            "at": f"2026-11-20T01:{n // 2:02}:{n % 2 * 30:02}Z",
            "lat": 31 + n / 100,
            "lon": 118,
        }
        for n in range(100)
    ]
    tracker.post("/positions", {"points": points[:1]})
    with django_assert_max_num_queries(12):
        assert tracker.post("/positions", {"points": points}).json()["kept"] == 99


def test_a_locator_that_knows_no_place_is_nowhere(van: Vehicle, tracker: Caller) -> None:
    """R090: nought and nought is no fix, whatever the locator says of it."""
    answer = tracker.post("/positions", forwarded(latitude=0.0, longitude=0.0)).json()
    assert [one["code"] for one in answer["refused"]] == ["position_no_place"]
    assert not VehicleNow.objects.exists()
