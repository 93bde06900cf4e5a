"""The driver counts other goods than were ordered: the price, both ways, and the customer's word to it."""

import pytest

from tests.factories import orders as make
from tests.frozen import Frozen
from yinuo.core import money
from yinuo.core.errors import Invalid, NotNow, NotPermitted
from yinuo.core.models import Event
from yinuo.messaging.models import Notice
from yinuo.orders import actions, queries
from yinuo.orders.models import Order, Stage
from yinuo.playbooks import actions as playbooks
from yinuo.playbooks.models import ReferenceTable
from yinuo.promises.models import Promise
from yinuo.staff.models import Person

pytestmark = pytest.mark.django_db


def picked(by: Person, pieces: int, **typed: str) -> Order:
    return actions.pick_up(order=make.dispatched(by, **typed), by=by, pieces=pieces)


def told(kind: str) -> dict[str, object]:
    return Event.objects.get(kind=kind).data


def test_fewer_pieces_cost_less_at_once(desk: Frozen, agent: Person) -> None:
    """R029 R035: 12 of 15 pieces are 1.76 of 2.2 m³: 176 yuan and 100 for loading; no more is collected, what
    was ordered stays beside it, both prices stand in the record.
    """
    order = picked(agent, 12, payment="先付")
    assert (order.quoted_total, order.freight_due, order.due_at_pickup) == (27_600, 27_600, 27_600)
    assert (order.pieces, order.pieces_picked_up, order.weight_g) == (15, 12, 200_000)
    assert order.quote["lines"][0]["quantity"] == "1.76方"
    assert (order.accepted_total, order.quote["transit"]) == (32_000, "当天到")
    assert told("order.recounted") == {"before": 32_000, "after": 27_600, "waits": False}
    with pytest.raises(Invalid, match="freight_out_of_range"):
        actions.collect_freight(order=order, amount=27_601, by=agent)


def test_more_pieces_wait_for_the_customer(desk: Frozen, agent: Person) -> None:
    """R029 R035 R058: 18 pieces would be 364 yuan; until the customer said yes 320 are due and no more."""
    order = picked(agent, 18)
    assert (order.quoted_total, order.freight_due, order.accepted_total) == (32_000, 32_000, 32_000)
    assert queries.is_waiting(order)
    assert (order.recount["before"], order.recount["after"]) == (32_000, 36_400)
    assert told("order.recounted") == {"before": 32_000, "after": 36_400, "waits": True}
    with pytest.raises(Invalid, match="freight_out_of_range"):
        actions.collect_freight(order=order, amount=36_400, by=agent)


def test_the_customer_says_yes(desk: Frozen, agent: Person) -> None:
    """R058: with the very price and with who said it; then it is collected, and stands in the record."""
    order = picked(agent, 18)
    with pytest.raises(NotNow) as refused:
        actions.recount(order=order, by=agent, accepted_by="王先生")
    assert (refused.value.code, refused.value.params["total"]) == ("price_changed", "364元")
    with pytest.raises(Invalid) as nobody:
        actions.recount(order=order, by=agent, accepted_total=36_400)
    assert nobody.value.field == "accepted_by"
    assert make.again(order).freight_due == 32_000
    desk.move(minutes=5)
    order = actions.recount(
        order=order, by=agent, accepted_total=36_400, accepted_by="王先生", note="电话里说的"
    )
    assert (order.quoted_total, order.accepted_total, order.freight_due) == (36_400, 36_400, 36_400)
    assert order.price_accepted_at == desk.at
    event = Event.objects.select_related("detail").get(kind="order.recount_settled")
    assert event.data == {"before": 32_000, "after": 36_400, "agreed": True, "overpaid": 0}
    assert event.detail.values["accepted_by"] == "王先生"
    assert event.detail.values["counted"] == "18件 240公斤 2.64方"
    assert actions.collect_freight(order=order, amount=36_400, by=agent).freight_left == 0


def test_the_customer_says_no(desk: Frozen, agent: Person) -> None:
    """R058: what was agreed stands; said once, it is settled."""
    order = actions.refuse_recount(order=picked(agent, 18), by=agent, refused_by="王先生")
    assert (order.quoted_total, order.freight_due) == (32_000, 32_000)
    assert told("order.recount_settled") == {"before": 32_000, "after": 36_400, "agreed": False}
    assert not queries.is_waiting(order)
    with pytest.raises(NotNow, match="recount_not_waiting"):
        actions.refuse_recount(order=order, by=agent, refused_by="王先生")


def test_nothing_is_closed_over_an_open_question(desk: Frozen, agent: Person) -> None:
    """R035: the freight that waits for an answer keeps an order open."""
    order = actions.deliver(order=picked(agent, 18), by=agent)
    actions.collect_freight(order=order, amount=32_000, by=agent)
    with pytest.raises(NotNow, match="recount_waiting"):
        actions.close(order=order, by=agent)


def test_the_answer_may_come_after_the_delivery(desk: Frozen, agent: Person) -> None:
    """R058 R035: yes or no, it is settled at the desk, collected and closed; nothing waits for ever."""
    order = actions.deliver(order=picked(agent, 18), by=agent)
    order = actions.recount(order=order, by=agent, accepted_total=36_400, accepted_by="王先生")
    assert (order.quoted_total, order.freight_left) == (36_400, 36_400)
    actions.collect_freight(order=order, amount=36_400, by=agent)
    assert actions.close(order=make.again(order), by=agent).ticket.closed_at is not None
    assert not Promise.objects.filter(ticket=order.ticket, key="recount", state="OPEN").exists()
    with pytest.raises(NotNow, match="order_not_in_stage"):
        actions.recount(order=actions.deliver(order=picked(agent, 15), by=agent), by=agent, pieces=18)


def test_another_count_is_not_swallowed(desk: Frozen, agent: Person) -> None:
    """R029: the driver's answer was faster: what the agent counted is refused in words, not lost."""
    order = actions.pick_up(order=make.dispatched(agent), by=agent)
    assert actions.pick_up(order=order, by=agent, pieces=15) == order
    for more in ({"pieces": 18}, {"waybill": "W1"}):
        with pytest.raises(NotNow, match="already_picked_up") as refused:
            actions.pick_up(order=order, by=agent, **more)
        assert refused.value.params["pieces"] == "15件"
    once = actions.pick_up(order=make.dispatched(agent), by=agent, pieces=18, weight_g=240_000, waybill="W2")
    assert (
        actions.pick_up(order=once, by=agent, pieces=18, weight_g=240_000, waybill="W2").recount
        == once.recount
    )


def test_by_the_prices_that_were_agreed(desk: Frozen, agent: Person) -> None:
    """R056 R058: a tariff that came in between does not touch what was agreed by the old one."""
    order = make.dispatched(agent)
    old = ReferenceTable.objects.get(kind="tariff")
    rows = [{**row, "per_m3_fen": row["per_m3_fen"] * 2} for row in old.rows]
    playbooks.replace_table("tariff", rows, in_force_from=old.in_force_from, by=None)
    order = actions.pick_up(order=order, by=agent, pieces=12)
    assert (order.quoted_total, order.quote["versions"]["tariff"]) == (27_600, 1)


def test_weighed_and_measured_anew(desk: Frozen, agent: Person) -> None:
    """R029: what the driver weighs and measures goes before what follows from the pieces."""
    order = actions.pick_up(order=make.dispatched(agent), by=agent, pieces=15, volume_cm3=2_000_000)
    assert order.quoted_total == 30_000
    heavy = actions.pick_up(order=make.dispatched(agent), by=agent, weight_g=600_000)
    assert (heavy.quoted_total, heavy.recount["after"]) == (32_000, 40_000)


def test_as_many_as_were_ordered_change_nothing(desk: Frozen, agent: Person) -> None:
    """R029: nor do more pieces of a lane whose minimum counts."""
    same = picked(agent, 15)
    small = picked(agent, 16, volume="0.1方", weight="10")
    assert (same.recount, small.quoted_total) == ({}, 18_000)
    assert not Event.objects.filter(kind="order.recounted").exists()


def test_a_wrong_count_is_corrected(desk: Frozen, agent: Person) -> None:
    """R029: up to what the customer accepted once no second yes is needed; what was collected too much is
    named.
    """
    order = picked(agent, 12, payment="先付")
    order = actions.recount(order=order, by=agent, pieces=15, note="司机数错")
    assert (order.quoted_total, order.freight_due, order.pieces_picked_up) == (32_000, 32_000, 15)
    order = actions.collect_freight(order=order, amount=32_000, by=agent)
    order = actions.recount(order=order, by=agent, pieces=12)
    assert (order.quoted_total, order.freight_due, order.freight_left) == (27_600, 32_000, 0)
    assert Event.objects.filter(kind="order.recount_settled").last().data["overpaid"] == 4_400


def test_an_account_is_billed_for_what_was_counted(desk: Frozen, agent: Person) -> None:
    """R035: a monthly account pays nothing at the door, and its price follows all the same."""
    order = picked(agent, 12, payment="月结")
    assert (order.quoted_total, order.freight_due) == (27_600, 0)


def test_a_discount_keeps_its_share(desk: Frozen, agent: Person) -> None:
    """R118: 10 yuan off 220 are 8 off 176: fewer pieces never cost more because a discount fell away."""
    draft = actions.ask_discount(order=make.draft(agent), amount=1_000, reason="老客户", by=agent)
    draft = actions.read_back(order=draft, keys=queries.to_read_back(draft), by=agent)
    order = actions.confirm(order=actions.accept_price(order=draft, total=31_000, by=agent), by=agent)
    actions.dispatch(order=order, by=agent)
    make.send()
    order = actions.pick_up(order=make.again(order), by=agent, pieces=12)
    assert (order.quoted_total, order.discount, order.discount_base) == (26_800, 800, 17_600)


def test_another_way_after_counting(desk: Frozen, agent: Person) -> None:
    """R058: where it goes changes later; the new price is that of what was counted."""
    order, town = picked(agent, 12), "苏州市姑苏区人民路 8 号"
    said = {"order": order, "typed": {"delivery_address": town}, "asked_by": "王", "reason": "customer_asked"}
    with pytest.raises(NotNow) as refused:
        actions.change(**said, by=agent)
    assert money.parse_yuan(str(refused.value.params["total"])) == 28_160 + 10_000


def test_who_has_the_slip_hears_of_it(desk: Frozen, agent: Person, driver: Person) -> None:
    """R063: the driver has to know what to collect."""
    order = picked(agent, 18)
    waits = Notice.objects.filter(key="changed", to_person=driver).last()
    assert waits is not None
    assert "18件" in waits.text
    assert "先按320元" in waits.text
    actions.recount(order=order, by=agent, accepted_total=36_400, accepted_by="王先生")
    assert "364元" in Notice.objects.filter(key="changed", to_person=driver).last().text


def test_who_may_not(desk: Frozen, agent: Person, outsider: Person, driver: Person, auditor: Person) -> None:
    """R058: the customer's word is the desk's to note; the driver counts, and only while the goods are on the
    way is anything reckoned anew.
    """
    order = picked(agent, 18)
    for person in (outsider, driver, auditor):
        with pytest.raises(NotPermitted):
            actions.recount(order=order, by=person, accepted_total=36_400, accepted_by="王先生")
        with pytest.raises(NotPermitted):
            actions.refuse_recount(order=order, by=person, refused_by="王先生")
    with pytest.raises(Invalid) as wrong:
        actions.recount(order=order, by=agent, pieces=0)
    assert wrong.value.field == "pieces"
    with pytest.raises(NotNow, match="order_not_in_stage"):
        actions.recount(order=make.dispatched(agent), by=agent, pieces=12)
    assert make.again(order).ticket.stage == Stage.PICKED_UP
