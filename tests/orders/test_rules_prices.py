"""Prices by example: steps, charges, services, agreements, days (R035, R041, R056–R061)."""

from datetime import date

import pytest

from tests.orders.test_rules_quoting import DAY, LANE, SERVICES, SURCHARGES, TARIFF, price, row
from yinuo.orders.rules import quoting, wording
from yinuo.orders.rules.quoting import Goods, Prices, State
from yinuo.playbooks.rules.tables import AgreementRow, TariffRow

STEPS = (row(), row(from_kg=1000, per_kg_fen=40), row(from_m3=10, per_m3_fen=8_000))


@pytest.mark.parametrize(
    ("kg", "m3", "quantity", "rate", "because", "fen"),
    [
        (700, 0, "700公斤", 50, "", 35_000),
        (799, 0, "799公斤", 50, "", 39_950),
        (801, 0, "1000公斤", 40, "step", 40_000),
        (999, 0, "1000公斤", 40, "step", 40_000),
        (1500, 0, "1500公斤", 40, "", 60_000),
        (100, 7.9, "7.9方", 10_000, "", 79_000),
        (100, 8.5, "10方", 8_000, "step", 80_000),
        (100, 12, "12方", 8_000, "", 96_000),
        (3000, 5, "3000公斤", 40, "", 120_000),
    ],
)
def test_steps_for_larger_loads(
    kg: float, m3: float, quantity: str, rate: int, because: str, fen: int
) -> None:
    """R056: from 1000 kg or 10 m³ on a unit costs less; just below it the next step is taken where it is
    cheaper, so nobody pays more for less.
    """
    (line,) = quoting.freight(Goods(int(kg * 1000), int(m3 * 1_000_000)), STEPS)
    assert (line.quantity, line.rate, line.because, line.fen) == (quantity, rate, because, fen)


def test_surcharges_at_both_ends() -> None:
    """R060 R061: loading at the pick-up address, unloading and other charges at the delivery address, by the
    order, the piece, the ton or the m³.
    """
    goods = Goods(200_000, 2_200_000, "江宁汽配城B区", "新街口步梯楼", pieces=15)
    assert {one.key for one in quoting.applying(goods, SURCHARGES, DAY)} == {
        "no_forklift",
        "centre",
        "stairs",
    }
    lines = quoting.fee_lines(goods, SURCHARGES, DAY)
    assert sum(line.fen for line in lines if line.key == "handling_fee") == 13_000
    elsewhere = Goods(200_000, 2_200_000, "鼓楼", "汽配城")
    assert [line.fen for line in quoting.fee_lines(elsewhere, SURCHARGES, DAY)] == [2_000]


@pytest.mark.parametrize(
    ("address", "quantity", "rate", "unit", "because", "fen"),
    [
        ("步梯楼", "15件", 200, "piece", "", 3_000),
        ("工地", "1.2吨", 6_000, "ton", "", 7_200),
        ("码头", "2.2方", 1_500, "m3", "", 3_300),
    ],
)
def test_charges_by_the_measure(
    address: str, quantity: str, rate: int, unit: str, because: str, fen: int
) -> None:
    """R060 R061: the line says how much of it at which rate."""
    goods = Goods(1_200_000, 2_200_000, "", address, pieces=15)
    line = next(one for one in quoting.fee_lines(goods, SURCHARGES, DAY) if one.key == "handling_fee")
    assert (line.quantity, line.rate, line.unit, line.because) == (quantity, rate, unit, because)
    assert line.fen == fen


def test_a_charge_by_the_ton_has_a_least() -> None:
    """R061: 200 kg by the ton are 12 yuan, the least is 50."""
    lines = quoting.fee_lines(Goods(200_000, 0, "", "工地"), SURCHARGES, DAY)
    assert [(line.fen, line.because) for line in lines if line.unit == "ton"] == [(5_000, "least")]


def test_a_settled_fee_goes_before_the_table() -> None:
    """R036 R060: the agent decides; no charge is a decision too."""
    goods = Goods(200_000, 2_200_000, "汽配城", "", {"handling_fee": 0, "pickup_fee": 3_000})
    lines = quoting.fee_lines(goods, SURCHARGES, DAY)
    assert [(line.key, line.fen) for line in lines] == [("pickup_fee", 3_000)]


@pytest.mark.parametrize(
    ("value", "collect", "lines"),
    [
        (0, 0, []),
        (1_000_000, 0, [("保价费", "10000元", 3_000, "")]),
        (100_000, 0, [("保价费", "1000元", 500, "least")]),
        (30_000_000, 0, [("保价费", "300000元", 50_000, "most")]),
        (0, 300_000, [("代收货款手续费", "3000元", 1_500, "")]),
        (0, 50_000, [("代收货款手续费", "500元", 1_000, "least")]),
        (0, 9_000_000, [("代收货款手续费", "90000元", 20_000, "most")]),
    ],
)
def test_services_by_an_amount(value: int, collect: int, lines: list[tuple[str, str, int, str]]) -> None:
    """R041: insurance by the declared value, 代收货款 by what is collected; each with its least and most."""
    found = quoting.service_lines(Goods(0, 0, insured_value=value, cash_on_delivery=collect), SERVICES, DAY)
    assert [(line.label, line.quantity, line.fen, line.because) for line in found] == lines


def test_the_manuals_price() -> None:
    """R056 R057: 2.2 m³ at 100 yuan and 100 for loading are 320 yuan."""
    made = price(Goods(200_000, 2_200_000, "汽配城", "火车站"), Prices((TARIFF,), SURCHARGES[:1]))
    assert [(line.label, line.quantity, line.rate, line.fen) for line in made.lines] == [
        ("运费", "2.2方", 10_000, 22_000),
        ("汽配城装卸费", "", None, 10_000),
    ]
    assert wording.price(made.total) == "320元"


def test_the_tables_of_the_day() -> None:
    """R056: of the rows in force on a day the one that began last; before and after it does not count."""
    rows = [
        row(per_kg_fen=1),
        row(per_kg_fen=2, valid_from=date(2026, 11, 1), valid_to=date(2026, 11, 30)),
        row(per_kg_fen=3, valid_from=date(2027, 1, 1)),
    ]
    days = (
        date(2026, 10, 1),
        date(2026, 11, 1),
        DAY,
        date(2026, 11, 30),
        date(2026, 12, 1),
        date(2027, 2, 1),
    )
    found = [quoting.tariff_for(rows, *LANE, day)[0].per_kg_fen for day in days]
    assert found == [1, 2, 2, 2, 1, 3]
    assert quoting.tariff_for(rows, "苏州", "南京", DAY) == ()
    ended = SERVICES[0].model_copy(update={"valid_to": date(2026, 11, 19)})
    assert quoting.service_lines(Goods(0, 0, insured_value=100), [ended], DAY) == ()
    later = SURCHARGES[0].model_copy(update={"valid_from": date(2026, 11, 21)})
    assert quoting.applying(Goods(0, 0, "汽配城"), [later], DAY) == ()


OWN = row(agreement="宏远", per_m3_fen=9_000, valid_to=date(2026, 12, 31))
ELSEWHERE = row(agreement="宏远", to_zone="苏州")


@pytest.mark.parametrize(
    ("tariff", "heads", "state", "until", "fen"),
    [
        ([OWN], [], State.HOLDS, date(2026, 12, 31), 27_000),
        (
            [OWN],
            [AgreementRow(name="宏远", valid_to=date(2026, 11, 30))],
            State.HOLDS,
            date(2026, 11, 30),
            27_000,
        ),
        ([], [AgreementRow(name="宏远", off=500)], State.HOLDS, None, 28_500),
        ([OWN], [AgreementRow(name="宏远", off=500)], State.HOLDS, date(2026, 12, 31), 27_000),
        (
            [OWN],
            [AgreementRow(name="宏远", valid_to=date(2026, 11, 19))],
            State.ENDED,
            date(2026, 11, 19),
            30_000,
        ),
        (
            [],
            [AgreementRow(name="宏远", off=500, valid_from=date(2026, 12, 1))],
            State.NOT_BEGUN,
            date(2026, 12, 1),
            30_000,
        ),
        (
            [OWN.model_copy(update={"valid_to": date(2026, 10, 31)})],
            [],
            State.ENDED,
            date(2026, 10, 31),
            30_000,
        ),
        ([ELSEWHERE], [], State.OTHER_LANES, None, 30_000),
        ([], [], State.UNKNOWN, None, 30_000),
    ],
)
def test_whose_price_counts(
    tariff: list[TariffRow], heads: list[AgreementRow], state: State, until: date | None, fen: int
) -> None:
    """R056: the customer's agreement while it holds for the lane, else everybody's price; why is said."""
    prices = Prices((row(), *tariff), agreements=tuple(heads))
    made = price(Goods(200_000, 3_000_000), prices, "宏远")
    told = made.stored()["agreement"]
    assert (told["name"], told["state"], told.get("until")) == ("宏远", state, until and until.isoformat())
    assert made.total == fen


def test_percent_off_stops_at_the_minimum() -> None:
    """R056: 10 % off 85 yuan would be 76.50; the lane costs at least 80."""
    prices = Prices((row(),), agreements=(AgreementRow(name="宏远", off=1_000),))
    made = price(Goods(170_000, 0), prices, "宏远")
    assert [(line.key, line.fen, line.because) for line in made.lines] == [
        ("freight", 8_500, ""),
        ("agreement", -500, "least"),
    ]
