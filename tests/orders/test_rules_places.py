"""Is it our ground (R051)."""

import pytest

from yinuo.orders.rules import places
from yinuo.playbooks.rules.tables import ZoneRow

ZONES = (
    ZoneRow(
        province="江苏省",
        city="南京市",
        district="江宁区",
        aliases=("汽配城",),
        zone="南京",
        region="jiangning",
    ),
    ZoneRow(
        province="江苏省", city="南京市", district="鼓楼区", aliases=("新街口",), zone="南京", region="gulou"
    ),
    ZoneRow(province="江苏省", city="徐州市", district="鼓楼区", zone="徐州", pickup=False),
    ZoneRow(province="上海市", city="上海市", zone="上海", pickup=False),
    ZoneRow(province="海南省", city="三沙市", zone="三沙", served=False),
)


@pytest.mark.parametrize(
    ("address", "zone"),
    [
        ("江宁汽配城B区12号", "南京"),
        ("南京市鼓楼区上海路12号", "南京"),
        ("上海火车站", "上海"),
        ("徐州鼓楼区中山北路1号", "徐州"),
        ("新街口德基广场", "南京"),
    ],
)
def test_an_address_tells_its_zone(address: str, zone: str) -> None:
    """R051: the names in an address say where it lies; 上海路 is a street in Nanjing."""
    row = places.find(address, ZONES).row
    assert row is not None
    assert row.zone == zone


def test_an_address_that_may_be_several_places_is_asked() -> None:
    """R051: 鼓楼区 is in two cities, Nanjing has several regions: the agent asks, nothing is guessed."""
    place = places.find("鼓楼区中山北路1号", ZONES)
    assert place.is_ambiguous
    assert place.row is None
    assert places.find("鼓楼区中山北路1号", ZONES, "江苏省 徐州市 鼓楼区").row == ZONES[2]
    assert places.find("南京", ZONES).is_ambiguous
    assert places.find("徐州泉山区", ZONES).is_ambiguous


@pytest.mark.parametrize(
    ("address", "side", "served"),
    [
        ("汽配城", "pickup", True),
        ("上海浦东", "pickup", False),
        ("上海浦东", "delivery", True),
        ("三沙市永兴岛", "delivery", False),
    ],
)
def test_served_or_not(address: str, side: places.Side, served: bool) -> None:
    """R051: a place may be collected from, delivered to, both or neither."""
    row = places.find(address, ZONES).row
    assert row is not None
    assert places.is_served(row, side) is served


def test_a_place_nobody_knows() -> None:
    """R051: outside the table is outside the service area."""
    assert places.find("拉萨市城关区", ZONES) == places.Place()


def test_short_names_of_places() -> None:
    """R071: the slip names places as drivers do."""
    assert places.short("江宁汽配城B区12号", ZONES[0]) == "汽配城"
    assert places.short("南京市江宁区天元东路199号", None) == "天元东路"
