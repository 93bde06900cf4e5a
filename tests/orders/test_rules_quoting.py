"""What holds for every price: least, more, sum, sameness, percent off, discount (R041, R056–R061, R118)."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from yinuo.orders.rules import discounts, quoting
from yinuo.orders.rules.quoting import Goods, Prices, State
from yinuo.playbooks.rules.tables import AgreementRow, ServiceRow, SurchargeRow, TariffRow

DAY = date(2026, 11, 20)
LANE = ("南京", "南京")


def row(**said: object) -> TariffRow:
    usual = {"from_zone": "南京", "to_zone": "南京", "per_kg_fen": 50, "per_m3_fen": 10_000, "min_fen": 8_000}
    return TariffRow.model_validate({**usual, **said})


TARIFF = row()
SURCHARGES = (
    SurchargeRow(key="no_forklift", label="汽配城装卸费", words=("汽配城",), what="loading", fen=10_000),
    SurchargeRow(key="centre", label="市中心送货费", words=("新街口",), what="delivery", fen=5_000),
    SurchargeRow(key="general", label="送货费", what="delivery", fen=2_000),
    SurchargeRow(key="stairs", label="上楼费", words=("步梯",), what="unloading", fen=200, per="piece"),
    SurchargeRow(
        key="crane", label="吊装费", words=("工地",), what="unloading", fen=6_000, per="ton", min_fen=5_000
    ),
    SurchargeRow(key="hand", label="搬运费", words=("码头",), what="unloading", fen=1_500, per="m3"),
)
SERVICES = (
    ServiceRow(what="insurance", label="保价费", rate=30, min_fen=500, max_fen=50_000),
    ServiceRow(what="cash_on_delivery", label="代收货款手续费", rate=50, min_fen=1_000, max_fen=20_000),
)
weights = st.integers(min_value=0, max_value=50_000_000)
volumes = st.integers(min_value=0, max_value=200_000_000)
rates = st.integers(min_value=0, max_value=100_000)
amounts = st.integers(min_value=0, max_value=10**9)
counts = st.integers(min_value=0, max_value=100_000)


@st.composite
def tariffs(draw: st.DrawFn) -> tuple[TariffRow, ...]:
    """A lane's price with up to four steps of any rates, also such as a careless hand would write."""
    steps = draw(st.lists(st.tuples(st.integers(1, 30_000), st.integers(1, 100)), max_size=4, unique=True))
    prices = [
        row(from_kg=kg, from_m3=m3, per_kg_fen=draw(rates), per_m3_fen=draw(rates), min_fen=draw(rates))
        for kg, m3 in [(0, 0), *((kg, draw(st.sampled_from((0, m3)))) for kg, m3 in steps)]
    ]
    return quoting.tariff_for(prices, *LANE, DAY)


@st.composite
def loads(draw: st.DrawFn) -> Goods:
    return Goods(
        draw(weights),
        draw(volumes),
        draw(st.sampled_from(("", "汽配城", "鼓楼"))),
        draw(st.sampled_from(("", "新街口步梯楼", "工地", "码头", "鼓楼"))),
        draw(st.dictionaries(st.sampled_from(quoting.FEES), rates)),
        draw(counts),
        draw(amounts),
        draw(amounts),
    )


@st.composite
def tables(draw: st.DrawFn) -> Prices:
    """Everybody's price, and an agreement with rows of its own or percent off, or ended."""
    off, own, until = draw(st.integers(0, 10_000)), draw(st.booleans()), draw(st.integers(-2, 2))
    agreed = [row(agreement="宏远", per_kg_fen=draw(rates), per_m3_fen=draw(rates), min_fen=draw(rates))]
    head = AgreementRow(name="宏远", off=off, valid_to=DAY + timedelta(days=until))
    tariff = (*draw(tariffs()), *(agreed if own else ()))
    return Prices(tariff, SURCHARGES, SERVICES, (head,), {"tariff": 3})


def price(goods: Goods, prices: Prices, agreement: str = "", discount: int = 0) -> quoting.Quote:
    made = quoting.quote(goods, prices, LANE, DAY, agreement=agreement, discount=discount)
    assert made is not None
    return made


def freight(goods: Goods, *steps: TariffRow) -> int:
    return sum(line.fen for line in quoting.freight(goods, quoting.tariff_for(steps, *LANE, DAY)))


@given(weights, volumes, rates, rates, rates)
def test_never_below_the_minimum(weight: int, volume: int, per_kg: int, per_m3: int, least: int) -> None:
    """R056: freight is never below the lane's minimum, nor below either price."""
    total = freight(Goods(weight, volume), row(per_kg_fen=per_kg, per_m3_fen=per_m3, min_fen=least))
    assert total >= least
    assert total >= weight * per_kg // 1000
    assert total >= volume * per_m3 // 1_000_000


@given(loads(), tables(), st.sampled_from(("", "宏远", "别家")))
def test_never_below_the_minimum_of_its_terms(goods: Goods, prices: Prices, agreement: str) -> None:
    """R056: with steps and an agreement too: no percent goes below what a lane costs at least."""
    made = price(goods, prices, agreement)
    steps = quoting.terms(prices, *LANE, DAY, agreement).steps
    assert made.freight >= min(step.min_fen for step in steps)
    assert made.freight >= made.minimum
    if len(steps) == 1:
        assert made.minimum == steps[0].min_fen


@given(loads(), tables(), st.sampled_from(("", "宏远")), weights, volumes, counts, amounts)
def test_more_never_costs_less(
    goods: Goods, prices: Prices, agreement: str, more_g: int, more_cm3: int, more: int, fen: int
) -> None:
    """R056: the price grows, or stays, with weight, volume, pieces, declared value and money to collect,
    whatever the steps.
    """
    heavier = Goods(
        goods.weight_g + more_g,
        goods.volume_cm3 + more_cm3,
        goods.pickup_address,
        goods.delivery_address,
        goods.fees,
        goods.pieces + more,
        goods.insured_value + fen if goods.insured_value else 0,
        goods.cash_on_delivery + fen if goods.cash_on_delivery else 0,
    )
    assert price(heavier, prices, agreement).total >= price(goods, prices, agreement).total


@given(loads(), tables(), st.sampled_from(("", "宏远")), st.integers(min_value=0, max_value=10**7))
def test_the_sum_of_the_parts_is_the_price(
    goods: Goods, prices: Prices, agreement: str, discount: int
) -> None:
    """R056 R060 R061: every fen is explained, and no discount makes a price negative or takes off more."""
    made, full = price(goods, prices, agreement, discount), price(goods, prices, agreement)
    assert made.total == sum(line.fen for line in made.lines) == made.stored()["total"]
    assert max(0, full.total - discount) == made.total
    assert made.freight == full.freight
    for line in made.lines:
        if line.rate is not None and line.because in ("", "step"):
            assert abs(abs(line.fen) - counted(line, goods) * line.rate) <= 0.51


def counted(line: quoting.Line, goods: Goods) -> float:
    """How much of the goods a line says that it counts, exact where the words are rounded."""
    exact = {
        "kg": goods.weight_g / 1000,
        "m3": goods.volume_cm3 / 1_000_000,
        "ton": goods.weight_g / 1_000_000,
        "piece": goods.pieces,
    }
    said = float(line.quantity.rstrip("公斤方件吨元") or 0)
    if line.unit == "percent":
        return said * 100 / 10_000
    return said if line.because == "step" else exact[line.unit]


@given(loads(), tables(), st.sampled_from(("", "宏远")), st.integers(0, 10**6))
def test_the_same_is_the_same(goods: Goods, prices: Prices, agreement: str, discount: int) -> None:
    """R056: what was quoted by these versions is quoted by them again, to the fen and the word."""
    first, again = price(goods, prices, agreement, discount), price(goods, prices, agreement, discount)
    assert first.stored() == again.stored()
    assert first.stored()["versions"] == {"tariff": 3}


@given(loads(), tables())
def test_percent_off_is_never_dearer(goods: Goods, prices: Prices) -> None:
    """R056: an agreement without prices of its own can only take off; one that has ended takes nothing."""
    public = Prices(tuple(one for one in prices.tariff if not one.agreement), SURCHARGES, SERVICES,
                    prices.agreements, prices.versions)  # fmt: skip
    agreed, everybody = price(goods, public, "宏远"), price(goods, public)
    assert agreed.total <= everybody.total
    if agreed.agreement["state"] == State.ENDED:
        assert agreed.total == everybody.total


@given(st.integers(1, 10**6), st.integers(1, 10**7), st.integers(1, 10**7))
def test_a_discount_lapses_when_its_share_grows(discount: int, granted_on: int, freight: int) -> None:
    """R118: what was agreed on one freight is not agreed on a smaller one."""
    share_grew = discounts.percent(discount, freight) > discounts.percent(discount, granted_on)
    if share_grew:
        assert not discounts.stands(discount, granted_on, freight)


@given(
    st.integers(1, 10**6), st.integers(1, 10**7), st.integers(1, 10**7), st.integers(0, 10**7), st.booleans()
)
def test_a_discount_keeps_its_share_when_goods_are_counted(
    discount: int, granted_on: int, freight: int, minimum: int, may_be_below: bool
) -> None:
    """R118: never more than was granted, never a larger share, not below the minimum unless that was agreed;
    and what is counted as more never costs less.
    """
    left = discounts.scaled(discount, granted_on, freight, minimum, may_be_below=may_be_below)
    assert 0 <= left <= discount
    assert left * granted_on <= max(discount * freight, discount * granted_on if freight >= granted_on else 0)
    if not may_be_below:
        assert left == 0 or not discounts.is_below(left, freight, minimum)
    more = discounts.scaled(discount, granted_on, freight + 1, minimum, may_be_below=may_be_below)
    if discount <= granted_on:
        assert freight + 1 - more >= freight - left
