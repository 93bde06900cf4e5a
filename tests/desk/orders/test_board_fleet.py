"""The dispatcher's board with a whole fleet: it costs what it costs with a few."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import orders as make
from tests.factories import staff as people
from yinuo.orders.actions import positions
from yinuo.orders.models import Order, Source, Stage
from yinuo.orders.rules.positions import Point
from yinuo.staff import queries as staff
from yinuo.staff.models import Person, Region, Role, Vehicle

pytestmark = pytest.mark.django_db
BOARD = "/dispatch/"


def text(client: Any, address: str = BOARD, **asked: Any) -> str:
    answer = client.get(address, **asked)
    assert answer.status_code == 200, (address, answer.status_code)
    return str(answer.content.decode())


@pytest.fixture
def van(desk: Any, driver: Person) -> Vehicle:
    """The driver's vehicle with a locator; the driver shares where it is."""
    Person.objects.filter(pk=driver.pk).update(position_consent_at=desk.at - timedelta(days=2))
    Vehicle.objects.filter(driver=driver).update(device="L1")
    return Vehicle.objects.get(driver=driver)


def seen(at: Any, lat: float = 31.95, lon: float = 118.84, device: str = "L1") -> None:
    positions.note([Point(at=at, lat=lat, lon=lon, device=device)], Source.DEVICE)


def fleet(region: Region, agent: Person, count: int, at: Any) -> None:
    """So many drivers with vehicles, each seen, each with an order."""
    for number in range(count):
        driver = people.posted(
            Role.DRIVER, region, rank=number + 5, name=f"司机{number}", phone="13900000000"
        )
        Person.objects.filter(pk=driver.pk).update(position_consent_at=at - timedelta(days=1))
        vehicle = people.vehicle(driver=driver, device=f"D{number}-{driver.pk}")
        seen(at, 31.9 + number / 1000, 118.8, vehicle.device)
    drivers = Person.objects.filter(role=Role.DRIVER, name__startswith="司机")
    known = {one.driver_id: one for one in Vehicle.objects.filter(driver__in=drivers)}
    free = iter(drivers.exclude(pk__in=Order.objects.filter(driver__isnull=False).values("driver")))
    for _ in range(min(count, 12)):
        order, driver = make.confirmed(agent), next(free)
        Order.objects.filter(pk=order.pk).update(driver=driver, receiver=driver, vehicle=known[driver.pk])
        type(order.ticket).objects.filter(pk=order.pk).update(stage=Stage.ACCEPTED, given_to=driver)


@pytest.mark.parametrize("address", [BOARD, "/dispatch/?view=late", "/dispatch/?page=2"])
def test_two_hundred_vehicles_cost_the_queries_of_ten(
    desk: Any, agent: Person, dispatcher: Person, region: Region, browse: Any, address: str
) -> None:
    """R090: a page issues a fixed number of queries whatever the fleet."""
    fleet(region, agent, 10, desk.at)
    make.confirmed(agent)
    client = browse(dispatcher)
    text(client, address)
    few = counted(client, address)
    fleet(region, agent, 190, desk.at)
    for _ in range(8):
        make.confirmed(agent)
    assert Vehicle.objects.count() >= 200
    assert counted(client, address) <= few
    assert few <= 22


def counted(client: Any, address: str) -> int:
    staff.forget()
    staff.company(), staff.names([0])
    with CaptureQueriesContext(connection) as caught:
        text(client, address)
    return len(caught)


def test_a_page_of_the_fleet_and_its_region(
    desk: Any, agent: Person, dispatcher: Person, region: Region, browse: Any
) -> None:
    """R068: forty a page, a region alone, and a region of the page that asks for itself."""
    fleet(region, agent, 60, desk.at)
    client = browse(dispatcher)
    assert text(client).count('id="v-') == 40
    second = text(client, f"{BOARD}?page=2")
    assert 20 <= second.count('id="v-') < 40
    assert text(client, f"{BOARD}?page=99").count('id="v-') == second.count('id="v-')
    other = people.region(key="gulou", name="鼓楼", branch=region.branch)
    assert text(client, f"{BOARD}?region={other.pk}").count('id="v-') == 0
    for part in ("waiting", "vehicles"):
        answer = text(client, headers={"HX-Request": "true", "HX-Target": f"desk-region#{part}"})
        assert answer.lstrip().startswith("<desk-region")
        assert answer.count("<desk-region") == 1
