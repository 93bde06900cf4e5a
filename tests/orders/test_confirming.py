"""Confirming: nothing missing, nothing prohibited, once (R044, R048–R059)."""

import pytest

from tests.factories import orders as make
from tests.frozen import Frozen
from yinuo.core import events
from yinuo.core.errors import Invalid, NotNow, NotPermitted
from yinuo.core.models import Event
from yinuo.messaging.models import Notice
from yinuo.orders import actions, queries
from yinuo.orders.models import Order, Stage
from yinuo.playbooks import actions as playbooks
from yinuo.playbooks.models import ReferenceTable
from yinuo.promises.models import Promise
from yinuo.staff.models import Person
from yinuo.tickets import queries as tickets
from yinuo.tickets.models import Ticket
from yinuo.wiring import switchboard

pytestmark = pytest.mark.django_db


def test_confirming_makes_an_order(desk: Frozen, agent: Person) -> None:
    """R044 R058 R062: its number, its place in the queue, the clock of three minutes."""
    order = actions.confirm(order=make.agreed(agent), by=agent)
    assert (order.ticket.stage, order.ticket.number) == (Stage.CONFIRMED, "261120001")
    assert (order.confirmed_at, order.confirmed_by) == (desk.at, agent)
    assert list(Ticket.objects.live()) == [order.ticket]
    slip = Promise.objects.get(ticket=order.ticket, key="slip")
    assert (slip.due_at - desk.at).total_seconds() == 180
    done = set(order.ticket.musts.values_list("key", flat=True))
    assert done == {"goods_screened", "area_checked", "read_back", "quoted", "price_accepted"}


def test_numbers_follow_each_other(desk: Frozen, agent: Person) -> None:
    """R044: the day and a serial of at least three digits."""
    numbers = [make.confirmed(agent, goods_name=name).ticket.number for name in ("棉布", "茶叶", "五金")]
    assert numbers == ["261120001", "261120002", "261120003"]


def test_the_customer_gets_the_number(desk: Frozen, agent: Person) -> None:
    """R059: an SMS with the number, price and payment to whoever called."""
    order = make.confirmed(agent)
    notice = Notice.objects.get(ticket=order.ticket, key="customer_number")
    assert notice.address == "13800006621"
    assert "261120001" in notice.text
    assert "320元到付" in notice.text


def test_the_promised_arrival(desk: Frozen, agent: Person) -> None:
    """R088: as the customer wishes, else as lane and calendar say; the freight that is due."""
    assert make.confirmed(agent).promised_at.isoformat() == "2026-11-20T14:30:00+08:00"
    wished = make.confirmed(agent, wished_delivery_at="17点前")
    assert wished.promised_at == wished.wished_delivery_at
    assert wished.freight_due == 32_000
    assert make.confirmed(agent, payment="月结").freight_due == 0


def test_a_confirmed_order_can_be_found(desk: Frozen, agent: Person) -> None:
    """R044: by number, by name, by goods, by a piece of an address, by the tail of a phone."""
    order = make.confirmed(agent)
    for words in ("261120001", "王先生", "汽车配件", "货场", "6621", "7788", "马先"):
        assert [hit.ticket for hit in tickets.search(agent, words).rows if hit.ticket] == [order.ticket], (
            words
        )


@pytest.mark.parametrize(
    ("typed", "field", "code"),
    [
        ({"pickup_phone": "x"}, "pickup_phone", "phone_not_a_number"),
        ({"goods_name": ""}, "goods_name", "required"),
        ({"payment": ""}, "payment", "required"),
        ({"consignee_phone": ""}, "consignee_phone", "required"),
        ({"pickup_address": "苏州姑苏区"}, "pickup_address", "place_not_served"),
        ({"delivery_address": "拉萨"}, "delivery_address", "place_not_served"),
        ({"pickup_address": "南京"}, "pickup_address", "place_ambiguous"),
    ],
)
def test_what_is_missing_or_wrong(
    desk: Frozen, agent: Person, typed: dict[str, str], field: str, code: str
) -> None:
    """R027 R028 R033 R034 R035 R040 R051: required, readable and within our ground, each at its field."""
    with pytest.raises(Invalid) as refused:
        actions.confirm(order=make.draft(agent, **typed), by=agent)
    assert (field, code) in {(wrong.field, wrong.code) for wrong in refused.value.faults}


def test_every_fault_at_once(desk: Frozen, agent: Person) -> None:
    """R045: whoever confirms too early is told everything, in one go."""
    order = actions.open_draft(by=agent, typed={"goods_name": "棉布", "pieces": "几件"})
    with pytest.raises(Invalid) as refused:
        actions.confirm(order=order, by=agent)
    assert {wrong.field: wrong.code for wrong in refused.value.faults} == {
        "pieces": "pieces_unreadable",
        "pickup_phone": "required",
        "pickup_address": "required",
        "delivery_address": "required",
        "volume": "required",
        "weight": "required",
        "payment": "required",
        "consignee_phone": "required",
    }


def test_a_wished_time_that_has_passed_meanwhile(desk: Frozen, agent: Person) -> None:
    """R087: what the customer wished for half past ten cannot be promised at eleven."""
    order = make.agreed(agent, wished_pickup_at="10:30")
    desk.move(hours=1)
    with pytest.raises(Invalid) as refused:
        actions.confirm(order=order, by=agent)
    assert (refused.value.field, refused.value.code) == ("wished_pickup_at", "time_has_passed")


@pytest.mark.parametrize("goods", ["烟花爆竹", "汽油", "鞭炮 三箱"])
def test_prohibited_goods_cannot_be_confirmed(
    desk: Frozen, agent: Person, goods: str, manager: Person
) -> None:
    """R050: by nobody, whatever else is in order."""
    order = make.draft(agent, goods_name=goods)
    order = actions.read_back(order=order, keys=queries.to_read_back(order), by=agent)
    with pytest.raises(NotNow, match="goods_prohibited"):
        actions.accept_price(order=order, total=order.quoted_total or 0, by=agent)
    for person in (agent, manager):
        with pytest.raises(NotNow, match="goods_prohibited"):
            actions.confirm(order=order, by=person)


def test_goods_prohibited_since(desk: Frozen, agent: Person) -> None:
    """R050: the list of the moment of confirming counts, not that of the call's beginning."""
    order = make.agreed(agent)
    old = ReferenceTable.objects.get(kind="goods")
    row = {"name": "汽车配件", "synonyms": [], "verdict": "reject", "category": "试", "questions": []}
    playbooks.replace_table("goods", [row], in_force_from=old.in_force_from, by=None)
    with pytest.raises(NotNow, match="goods_prohibited"):
        actions.confirm(order=order, by=agent)


def test_step_by_step(desk: Frozen, agent: Person) -> None:
    """R055 R056 R058: read back, then accepted, then confirmed; each refusal says what is next."""
    order = make.draft(agent)
    with pytest.raises(NotNow, match="read_back_missing"):
        actions.confirm(order=order, by=agent)
    order = actions.read_back(order=order, keys=queries.to_read_back(order), by=agent)
    with pytest.raises(NotNow, match="price_not_accepted"):
        actions.confirm(order=order, by=agent)
    order = actions.accept_price(order=order, total=32_000, by=agent)
    assert actions.confirm(order=order, by=agent).confirmed_at == desk.at


def test_a_tariff_that_changed_meanwhile(desk: Frozen, agent: Person) -> None:
    """R058: accepted was the price of yesterday's table: the customer is asked again."""
    order = make.agreed(agent)
    old = ReferenceTable.objects.get(kind="tariff")
    rows = [{**row, "per_m3_fen": row["per_m3_fen"] * 2} for row in old.rows]
    playbooks.replace_table("tariff", rows, in_force_from=old.in_force_from, by=None)
    with pytest.raises(NotNow) as refused:
        actions.confirm(order=order, by=agent)
    assert (refused.value.code, refused.value.params["total"]) == ("price_changed", "540元")
    order = actions.accept_price(order=order, total=54_000, by=agent)
    assert actions.confirm(order=order, by=agent).quote["versions"]["tariff"] == 2


def test_confirmed_twice_is_confirmed_once(desk: Frozen, agent: Person, mate: Person) -> None:
    """R044: a double click returns the first result; a colleague is told who was faster."""
    order = make.agreed(agent)
    first = actions.confirm(order=order, by=agent)
    assert actions.confirm(order=order, by=agent).ticket.number == first.ticket.number
    assert Event.objects.filter(kind="order.confirmed").count() == 1
    with pytest.raises(NotNow) as refused:
        actions.confirm(order=order, by=mate)
    assert refused.value.params == {"by": "李敏", "number": "261120001"}


def test_a_kept_origin_is_not_confirmed(desk: Frozen, agent: Person) -> None:
    """R047: what ended as no order does not become one."""
    order = make.agreed(agent)
    actions.keep_origin(order=order, reason="price", by=agent)
    with pytest.raises(NotNow, match="order_not_in_stage"):
        actions.confirm(order=order, by=agent)


def test_who_does_not_confirm(
    desk: Frozen, agent: Person, outsider: Person, driver: Person, auditor: Person
) -> None:
    """R058: outsiders, drivers and auditors do not."""
    order = make.agreed(agent)
    for person in (outsider, driver, auditor):
        with pytest.raises(NotPermitted):
            actions.confirm(order=order, by=person)


def test_nothing_half_done(desk: Frozen, agent: Person) -> None:
    """R044: when anything that follows fails, nothing of it stands and the number is not used up."""
    order = make.agreed(agent)
    events.on("order.confirmed", _the_power_goes)
    with pytest.raises(RuntimeError):
        actions.confirm(order=order, by=agent)
    assert Order.objects.get(pk=order.pk).confirmed_at is None
    assert Ticket.objects.get(pk=order.pk).is_draft
    switchboard.connect()
    assert actions.confirm(order=order, by=agent).ticket.number == "261120001"


def _the_power_goes(deed: events.Deed) -> None:
    raise RuntimeError(deed.kind)
