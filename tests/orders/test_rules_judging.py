"""Screening, places, price, transit, discounts, receivers: the pure rules."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinuo.core.calendar import DEFAULT_HOURS
from yinuo.orders.rules import chasing, discounts, places, quoting, receiving, screening, transit, wording
from yinuo.orders.rules.receiving import Candidate, Hindrance
from yinuo.orders.rules.screening import Verdict
from yinuo.playbooks.rules.tables import GoodsRow, LaneRow, SurchargeRow, TariffRow, ZoneRow

SHANGHAI = ZoneInfo("Asia/Shanghai")
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
TARIFF = TariffRow(from_zone="南京", to_zone="南京", per_kg_fen=50, per_m3_fen=10_000, min_fen=8_000)


def judged(name: str, **answers: str) -> screening.Screening:
    return screening.screen(name, GOODS, {screening.key_of(ask): said for ask, said in answers.items()})


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


weights = st.integers(min_value=0, max_value=50_000_000)
volumes = st.integers(min_value=0, max_value=200_000_000)
rates = st.integers(min_value=0, max_value=100_000)


def freight(weight: int, volume: int, tariff: TariffRow) -> int:
    return sum(line.fen for line in quoting.freight_lines(quoting.Goods(weight, volume), tariff))


@given(weights, volumes, rates, rates, rates)
def test_never_below_the_minimum(weight: int, volume: int, per_kg: int, per_m3: int, least: int) -> None:
    """R056: freight is never below the lane's minimum, nor below either price."""
    tariff = TariffRow(from_zone="a", to_zone="b", per_kg_fen=per_kg, per_m3_fen=per_m3, min_fen=least)
    total = freight(weight, volume, tariff)
    assert total >= least
    assert total >= weight * per_kg // 1000
    assert total >= volume * per_m3 // 1_000_000


@given(weights, volumes, weights, volumes, rates, rates)
def test_more_goods_never_cost_less(
    weight: int, volume: int, more_w: int, more_v: int, per_kg: int, per_m3: int
) -> None:
    """R056: the price grows with weight and with volume, or stays."""
    tariff = TariffRow(from_zone="a", to_zone="b", per_kg_fen=per_kg, per_m3_fen=per_m3, min_fen=8_000)
    assert freight(weight + more_w, volume + more_v, tariff) >= freight(weight, volume, tariff)


@given(
    weights,
    volumes,
    st.integers(min_value=0, max_value=10**7),
    st.dictionaries(st.sampled_from(quoting.FEES), rates),
)
def test_the_sum_of_the_parts_is_the_price(
    weight: int, volume: int, discount: int, fees: dict[str, int]
) -> None:
    """R056 R060 R061: every fen is explained, and no discount makes a price negative."""
    goods = quoting.Goods(weight, volume, "汽配城", "新街口", fees)
    made = quoting.quote(goods, TARIFF, SURCHARGES, discount=discount)
    assert made.total == sum(line.fen for line in made.lines) == made.stored()["total"]
    assert 0 <= made.total <= quoting.quote(goods, TARIFF, SURCHARGES).total
    for line in made.lines:
        if line.rate is not None:
            quantity = weight / 1000 if line.unit == "kg" else volume / 1_000_000
            assert abs(line.fen - quantity * line.rate) <= 0.51


SURCHARGES = (
    SurchargeRow(key="no_forklift", label="汽配城装卸费", words=("汽配城",), what="loading", fen=10_000),
    SurchargeRow(key="centre", label="市中心送货费", words=("新街口",), what="delivery", fen=5_000),
    SurchargeRow(key="general", label="送货费", what="delivery", fen=2_000),
    SurchargeRow(key="stairs", label="上楼费", words=("步梯",), what="unloading", fen=6_000),
)


def test_surcharges_at_both_ends() -> None:
    """R060 R061: loading at the pick-up address, unloading and other charges at the delivery address."""
    goods = quoting.Goods(200_000, 2_200_000, "江宁汽配城B区", "新街口步梯楼")
    assert {row.key for row in quoting.applying(goods, SURCHARGES)} == {"no_forklift", "centre", "stairs"}
    lines = quoting.fee_lines(goods, SURCHARGES)
    assert sum(line.fen for line in lines if line.key == "handling_fee") == 16_000
    elsewhere = quoting.Goods(200_000, 2_200_000, "鼓楼", "汽配城")
    assert [line.fen for line in quoting.fee_lines(elsewhere, SURCHARGES)] == [2_000]


def test_a_settled_fee_goes_before_the_table() -> None:
    """R036 R060: the agent decides; no charge is a decision too."""
    goods = quoting.Goods(200_000, 2_200_000, "汽配城", "", {"handling_fee": 0, "pickup_fee": 3_000})
    assert [(line.key, line.fen) for line in quoting.fee_lines(goods, SURCHARGES)] == [("pickup_fee", 3_000)]


def test_the_manuals_price() -> None:
    """R056 R057: 2.2 m³ at 100 yuan and 100 for loading are 320 yuan."""
    made = quoting.quote(quoting.Goods(200_000, 2_200_000, "汽配城", "火车站"), TARIFF, SURCHARGES[:1])
    assert [(line.label, line.quantity, line.rate, line.fen) for line in made.lines] == [
        ("运费", "2.2方", 10_000, 22_000),
        ("汽配城装卸费", "", None, 10_000),
    ]
    assert wording.price(made.total) == "320元"


def test_the_tariff_of_the_day() -> None:
    """R056: of the prices in force on a day, the one that began last."""

    def row(start: date | None, end: date | None, fen: int) -> TariffRow:
        return TariffRow(
            from_zone="a",
            to_zone="b",
            per_kg_fen=fen,
            per_m3_fen=0,
            min_fen=0,
            valid_from=start,
            valid_to=end,
        )

    rows = [row(None, None, 1), row(date(2026, 11, 1), date(2026, 11, 30), 2), row(date(2027, 1, 1), None, 3)]
    found = [
        quoting.tariff_for(rows, "a", "b", day)
        for day in (date(2026, 10, 1), date(2026, 11, 20), date(2027, 2, 1))
    ]
    assert [tariff and tariff.per_kg_fen for tariff in found] == [1, 2, 3]
    assert quoting.tariff_for(rows, "b", "a", date(2026, 11, 20)) is None


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def lane(hours: int, cutoff: time | None = None) -> LaneRow:
    return LaneRow(from_zone="a", to_zone="b", km=100, transit_hours=hours, cutoff=cutoff, label="次日到")


@pytest.mark.parametrize(
    ("now", "wished", "hours", "arrives"),
    [
        ("2026-11-20T10:00", None, 4, "2026-11-20T14:30"),
        ("2026-11-20T10:00", "2026-11-20T15:00", 4, "2026-11-23T08:30"),
        ("2026-11-20T17:20", None, 24, "2026-11-24T08:50"),
        ("2026-11-20T15:50", None, 4, "2026-11-23T12:30"),
        ("2026-11-20T13:00", None, 4, "2026-11-20T17:30"),
    ],
)
def test_when_goods_arrive(now: str, wished: str | None, hours: int, arrives: str) -> None:
    """R087 R088: collected in half a working hour or as wished, after the cut-off the next working day."""
    journey = transit.journey(lane(hours, time(16)), at(now), at(wished) if wished else None, DEFAULT_HOURS)
    assert journey.arrives_at.astimezone(SHANGHAI) == at(arrives)


@given(st.integers(0, 300 * 24 * 60), st.integers(min_value=1, max_value=96))
def test_arrival_is_after_collection_and_in_hours(minutes: int, hours: int) -> None:
    """R088: nothing arrives before it was collected and carried, or when nobody is there."""
    now = at("2026-01-01T00:00") + timedelta(minutes=minutes)
    journey = transit.journey(lane(hours, time(16)), now, None, DEFAULT_HOURS)
    assert journey.collected_at <= journey.starts_at <= journey.arrives_at - timedelta(hours=hours)
    local = journey.arrives_at.astimezone(SHANGHAI)
    assert time(8, 30) <= local.time() <= time(17, 30)


def test_limits_of_a_role() -> None:
    """R118: within both the amount and the share; None is without limit."""
    agent = discounts.Limit(2_000, 5)
    assert discounts.is_within(1_100, 22_000, agent)
    assert not discounts.is_within(1_101, 22_000, agent)
    assert not discounts.is_within(2_001, 1_000_000, agent)
    assert discounts.is_within(22_000, 22_000, discounts.Limit(None, None))


@given(st.integers(1, 10**6), st.integers(1, 10**7), st.integers(1, 10**7))
def test_a_discount_lapses_when_its_share_grows(discount: int, granted_on: int, freight: int) -> None:
    """R118: what was agreed on one freight is not agreed on a smaller one."""
    share_grew = discounts.percent(discount, freight) > discounts.percent(discount, granted_on)
    if share_grew:
        assert not discounts.stands(discount, granted_on, freight)


def candidate(number: int, role: str, why: Hindrance = Hindrance.NONE) -> Candidate:
    return Candidate(number, f"员工{number}", str(number), "13900000000", role, hindrance=why)


@pytest.mark.parametrize(("rule", "first"), [("DRIVER", 1), ("DISPATCHER", 3)])
def test_whose_turn_it_is(rule: str, first: int) -> None:
    """R065 R067 R068: the place's own role first, in the order in which they serve; then the other."""
    turn = receiving.in_turn(
        [candidate(1, "DRIVER"), candidate(2, "DRIVER"), candidate(3, "DISPATCHER")], rule
    )
    chosen = receiving.first_free(turn)
    assert chosen is not None
    assert chosen.person_id == first


def test_the_next_one_when_the_first_cannot() -> None:
    """R065 R067: absent, off duty, full or unwilling: the next; nobody left is nobody."""
    turn = receiving.in_turn(
        [
            candidate(1, "DRIVER", Hindrance.FULL),
            candidate(2, "DRIVER", Hindrance.ABSENT),
            candidate(3, "DISPATCHER"),
        ],
        "DRIVER",
    )
    chosen = receiving.first_free(turn)
    assert chosen is not None
    assert chosen.person_id == 3
    assert receiving.first_free(turn[:2]) is None


@pytest.mark.parametrize(
    ("absent", "available", "waiting", "declined", "why"),
    [
        (False, True, 0, False, Hindrance.NONE),
        (True, False, 0, False, Hindrance.ABSENT),
        (False, False, 0, False, Hindrance.OFF_DUTY),
        (False, True, 8, False, Hindrance.FULL),
        (True, False, 8, True, Hindrance.DECLINED),
    ],
)
def test_what_stands_in_the_way(
    absent: bool, available: bool, waiting: int, declined: bool, why: Hindrance
) -> None:
    """R065: the weightiest reason is the one that is told."""
    found = receiving.hindrance(
        is_absent=absent, is_available=available, open_orders=waiting, most_orders=8, has_declined=declined
    )
    assert found is why


@pytest.mark.parametrize(
    ("late", "shown"),
    [(timedelta(hours=2, minutes=50), "2"), (timedelta(minutes=30), "0.5"), (timedelta(0), "")],
)
def test_hours_overdue(late: timedelta, shown: str) -> None:
    """R096 R097: only the number, full hours; below one hour a decimal."""
    assert wording.hours(late) == shown


def test_overdue_is_counted_from_what_was_promised() -> None:
    """R097: from the promised time to now, or to the delivery; never before it."""
    promised, now = at("2026-11-20T15:00"), at("2026-11-20T17:30")
    assert chasing.overdue(promised, None, now) == timedelta(hours=2, minutes=30)
    assert chasing.overdue(promised, at("2026-11-20T16:00"), now) == timedelta(hours=1)
    assert (
        chasing.overdue(promised, None, at("2026-11-20T14:00"))
        == chasing.overdue(None, None, now)
        == timedelta(0)
    )


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ("2026-11-20T14:30", "14:30前"),
        ("2026-11-21T12:00", "明天12:00前"),
        ("2026-11-25T09:00", "11月25日09:00前"),
    ],
)
def test_wished_times_as_they_are_said(when: str, said: str) -> None:
    """R042: today without a day, tomorrow as 明天, later with its date."""
    assert wording.by_time(at(when), at("2026-11-20T10:00")) == said


def test_the_reminder_of_a_wished_delivery() -> None:
    """R042: 15点前送达, as in the manual's sample."""
    assert wording.deliver_by(at("2026-11-20T15:00"), at("2026-11-20T10:00")) == "15点前送达"
