"""Where the vehicle is: on the strip for everybody, on a map where the company has one (R004, R090)."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client

from tests.factories import orders as make
from tests.frozen import Frozen
from tests.portal.following.conftest import link, track
from yinuo.core import clock, geo
from yinuo.orders.models import Order, VehicleNow
from yinuo.staff import queries as staff
from yinuo.staff.models import Company, Person

Known = Callable[[str], Client]
HERE = (31.95, 118.84)
TILES = "https://tiles.example/{z}/{x}/{y}.png"


@pytest.fixture
def seen(order: Order, driver: Person, desk: Frozen) -> Iterator[Order]:
    """The driver shares where they are: 江宁, now."""
    Person.objects.filter(pk=driver.pk).update(position_consent_at=clock.now(), position_consent_version=1)
    lat, lon = map(geo.millionths, HERE)
    VehicleNow.objects.create(
        vehicle=driver.vehicle, driver=driver, at=clock.now(), lat=lat, lon=lon, source="PHONE"
    )
    return make.again(order)


def _set(**values: object) -> None:
    Company.objects.update(**values)
    staff.forget()


def test_the_strip_names_the_place(seen: Order, client: Client) -> None:
    """R004 R106: the nearest place of the tables and since when, without any map."""
    page = client.get(link(seen)).content.decode()
    assert "江宁区 10:00" in page
    assert "leaflet" not in page
    assert "tiles.example" not in client.get(link(seen))["Content-Security-Policy"]


def test_who_takes_back_their_consent_is_not_shown(seen: Order, client: Client) -> None:
    """R090: at once; the strip goes on by the time gone."""
    Person.objects.update(position_consent_at=None)
    page = client.get(link(seen)).content.decode()
    assert "江宁区 10:00" not in page
    assert 'class="map"' in page


@pytest.mark.parametrize("is_gcj", [True, False])
def test_a_map_where_the_company_has_one(seen: Order, client: Client, is_gcj: bool) -> None:
    """R090: its tiles may load on this page only; the point is shifted as its ground is."""
    _set(map_tiles=TILES, map_credit="© 测试 <b>", map_is_gcj=is_gcj)
    answer = client.get(link(seen))
    page = answer.content.decode()
    lat, lon = geo.gcj02(*HERE) if is_gcj else HERE
    assert f'data-point="{lat:.5f},{lon:.5f}"' in page
    assert "build/map.js" in page
    assert "© 测试 &lt;b&gt;" in page
    assert "https://tiles.example" in answer["Content-Security-Policy"]
    assert "tiles.example" not in client.get("/p/track/")["Content-Security-Policy"]
    assert f'data-point="{lat:.5f},' in client.get(f"{link(seen)}/live/").content.decode()


def test_who_knows_a_number_only_sees_no_point(seen: Order, client: Client) -> None:
    """R090: the town on the strip, not the place on a map."""
    _set(map_tiles=TILES)
    page = client.get(track(client, seen.ticket.number or "", "6621")["Location"]).content.decode()
    assert 'data-point=""' in page
    assert "tiles.example" not in page
