"""The price, to the fen, and the discount (R056–R061, R118)."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from yinuo.orders.rules import discounts, quoting, wording
from yinuo.playbooks.rules.tables import SurchargeRow, TariffRow

TARIFF = TariffRow(from_zone="南京", to_zone="南京", per_kg_fen=50, per_m3_fen=10_000, min_fen=8_000)


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


@given(st.integers(1, 10**6), st.integers(1, 10**7), st.integers(1, 10**7))
def test_a_discount_lapses_when_its_share_grows(discount: int, granted_on: int, freight: int) -> None:
    """R118: what was agreed on one freight is not agreed on a smaller one."""
    share_grew = discounts.percent(discount, freight) > discounts.percent(discount, granted_on)
    if share_grew:
        assert not discounts.stands(discount, granted_on, freight)
