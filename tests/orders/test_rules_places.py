"""May the goods go, and is it our ground (R048–R051)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinuo.orders.rules import places, screening
from yinuo.orders.rules.screening import Verdict
from yinuo.playbooks.rules.tables import GoodsRow, ZoneRow

GOODS = (
    GoodsRow(name="汽油", synonyms=("柴油",), verdict="reject", category="易燃液体"),
    GoodsRow(name="汽油滤清器", verdict="ok"),
    GoodsRow(
        name="电池", synonyms=("蓄电池",), verdict="review", questions=("有没有漏液？", "是不是锂电池？")
    ),
    GoodsRow(name="电池盒", verdict="ok"),
)


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


def judged(name: str, **answers: str) -> screening.Screening:
    said = {screening.key_of(ask): answer for ask, answer in answers.items()}
    return screening.judged(screening.hits(name, GOODS), said)


@pytest.mark.parametrize("name", ["汽油", "桶装汽油", "汽 油", "汽-油", "柴油20桶", "汽油和汽油滤清器"])
def test_prohibited_goods_are_refused(name: str) -> None:
    """R049 R050: a prohibited word is found however it is written, with its category."""
    found = judged(name)
    assert found.verdict is Verdict.REJECT
    assert found.reason is not None
    assert found.reason.row.category == "易燃液体"


@pytest.mark.parametrize("name", ["汽油滤清器", "电池盒", "棉布", ""])
def test_what_only_sounds_alike_passes(name: str) -> None:
    """R048: a longer harmless word takes precedence over the shorter one inside it."""
    assert judged(name).verdict is Verdict.ACCEPT


def test_goods_under_review_wait_for_their_answers() -> None:
    """R048: review asks; every no lets it go, one yes refuses it."""
    assert judged("蓄电池").is_open
    half = judged("蓄电池", **{"有没有漏液？": "no"})
    assert [ask.ask for ask in half.unanswered] == ["是不是锂电池？"]
    done = judged("蓄电池", **{"有没有漏液？": "no", "是不是锂电池？": "no"})
    assert done.verdict is Verdict.REVIEW
    assert not done.is_open
    assert judged("蓄电池", **{"有没有漏液？": "no", "是不是锂电池？": "yes"}).verdict is Verdict.REJECT


def test_the_decision_keeps_the_tables_version() -> None:
    """R050: what was decided is kept with the words that hit and the version of the table."""
    stored = judged("桶装汽油").stored(7)
    assert stored == {
        "verdict": "reject",
        "version": 7,
        "hits": [{"word": "汽油", "goods": "汽油", "category": "易燃液体"}],
    }


@given(st.text(max_size=8), st.text(max_size=8))
def test_no_wrapping_hides_a_prohibited_word(before: str, after: str) -> None:
    """R050: whatever stands around it, 柴油 is refused."""
    assert judged(f"{before}柴油{after}").verdict is Verdict.REJECT


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
