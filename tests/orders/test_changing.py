"""Changes after confirmation: what was and is, who asked, who hears of it (R035, R050, R058, R063)."""

import pytest

from tests.factories import orders as make
from tests.frozen import Frozen
from yinuo.core import money
from yinuo.core.errors import Invalid, NotNow, NotPermitted
from yinuo.core.models import Event
from yinuo.messaging.models import Notice
from yinuo.orders import actions, queries
from yinuo.orders.models import Discount, Order, Stage
from yinuo.orders.rules import screening
from yinuo.playbooks import actions as playbooks
from yinuo.playbooks.models import ReferenceTable
from yinuo.promises.models import Promise
from yinuo.staff.models import Person
from yinuo.tickets import queries as tickets

pytestmark = pytest.mark.django_db


def change(order: Order, by: Person, total: int | None = None, **typed: str) -> Order:
    return actions.change(
        order=order, typed=typed, asked_by="王先生", reason="customer_asked", by=by, accepted_total=total
    )


def test_what_was_and_what_is(desk: Frozen, agent: Person) -> None:
    """R045: before and after stand in the record, in the words they are read out in; the
    event has keys only.
    """
    order = change(make.confirmed(agent), agent, pieces="18", reminder="轻放")
    assert (order.pieces, order.reminder, order.changes) == (18, "轻放", "货物件数改为18件，提示改为轻放")
    event = Event.objects.select_related("detail").get(kind="order.changed")
    assert event.data == {"fields": ["pieces", "reminder"], "reason": "customer_asked"}
    assert event.detail.values["before"] == {"pieces": "15件", "reminder": ""}
    assert event.detail.values["after"] == {"pieces": "18件", "reminder": "轻放"}
    assert event.detail.values["asked_by"] == "王先生"
    assert order.ticket.headline.startswith("汽车配件 18件")


def test_the_driver_hears_of_it_and_gets_the_slip_again(desk: Frozen, agent: Person, driver: Person) -> None:
    """R063 R064: told what changed, sent the new slip, called again; the order has to be accepted again."""
    order = actions.accept(order=make.dispatched(agent), by=driver)
    actions.note_driver_call(order=order, outcome="reached", by=agent)
    desk.move(minutes=10)
    order = change(order, agent, pieces="18")
    assert order.ticket.stage == Stage.DISPATCHED
    texts = list(
        Notice.objects.filter(to_person=driver, state="QUEUED").order_by("id").values_list("key", "text")
    )
    assert [key for key, _ in texts] == ["slip", "changed"]
    assert "18件" in texts[0][1]
    assert "货物件数改为18件" in texts[1][1]
    make.send()
    assert make.again(order).ordered_at == desk.at
    assert Promise.objects.filter(ticket=order.ticket, key="call_reminder", state="OPEN").count() == 1
    order = actions.accept(order=order, by=driver)
    assert not Promise.objects.filter(ticket=order.ticket, key="vehicle", state="OPEN").exists()


def test_what_the_slip_does_not_say_sends_no_slip(desk: Frozen, agent: Person) -> None:
    """R063: the receiver hears of every change, but gets the slip again only when its words changed."""
    order = change(make.dispatched(agent), agent, delivery_needs="要尾板车")
    assert order.ticket.stage == Stage.DISPATCHED
    assert Notice.objects.filter(key="slip").count() == 1
    assert Notice.objects.filter(key="changed", to_role="receiver").count() == 1


def test_what_was_promised_stands(desk: Frozen, agent: Person) -> None:
    """R088 R097: another house number moves no promise, neither before the goods are collected nor when they
    are late already; another town does while they wait.
    """
    order = make.confirmed(agent)
    promised = order.promised_at
    desk.move(minutes=40)
    order = change(order, agent, delivery_address="南京站货场5号门")
    assert order.promised_at == promised
    waiting, town = make.confirmed(agent), "苏州市姑苏区人民路 8 号"
    with pytest.raises(NotNow) as refused:
        change(waiting, agent, delivery_address=town)
    total = money.parse_yuan(str(refused.value.params["total"]))
    assert change(waiting, agent, total, delivery_address=town).promised_at > promised
    late = make.collected(agent)
    promised = late.promised_at
    desk.move(days=3)
    late = change(late, agent, delivery_address="南京站货场5号门2楼")
    assert late.promised_at == promised
    delivery = Promise.objects.get(ticket=late.ticket, key="delivery", state="OPEN")
    assert delivery.due_at == promised


def test_a_slip_that_does_not_fit_any_more_goes_in_parts(desk: Frozen, agent: Person) -> None:
    """R070: the agent decides so; else nothing is changed."""
    order = make.dispatched(agent)
    said = {
        "reminder": "到了先找仓库老周开单，再从后面西门进场排队，轻拿轻放",
    }
    with pytest.raises(NotNow, match="sms_too_long"):
        change(order, agent, **said)
    order = actions.change(
        order=order, typed=said, asked_by="王先生", reason="customer_asked", by=agent, in_parts=True
    )
    assert order.slip.parts == 2


def test_nothing_changed(desk: Frozen, agent: Person) -> None:
    """R045: a form that sends everything along and changes nothing records nothing."""
    order = make.confirmed(agent, wished_pickup_at="10:30")
    desk.move(hours=2)
    change(
        order, agent, pieces="15", weight="200", wished_pickup_at="2026-11-20T10:30", goods_name="汽车配件"
    )
    assert not Event.objects.filter(kind="order.changed").exists()


def test_a_new_price_has_to_be_accepted(desk: Frozen, agent: Person) -> None:
    """R058: more volume costs more; without the customer's yes to the new price nothing is changed."""
    order = make.confirmed(agent)
    with pytest.raises(NotNow) as refused:
        change(order, agent, volume="3方")
    assert (refused.value.code, refused.value.params) == (
        "price_changed",
        {"total": "400元", "before": "320元"},
    )
    assert make.again(order).volume_cm3 == 2_200_000
    order = change(order, agent, 40_000, volume="3方")
    assert (order.quoted_total, order.accepted_total, order.freight_due) == (40_000, 40_000, 40_000)


@pytest.mark.parametrize("goods", ["烟花爆竹", "汽油"])
def test_prohibited_goods_do_not_slip_in(desk: Frozen, agent: Person, goods: str) -> None:
    """R050: no door confirms them, and no change brings them in."""
    order = make.confirmed(agent)
    with pytest.raises(NotNow, match="goods_prohibited"):
        change(order, agent, goods_name=goods)
    assert make.again(order).goods_name == "汽车配件"


@pytest.mark.parametrize(
    ("typed", "field", "code"),
    [
        ({"pieces": "几件"}, "pieces", "pieces_unreadable"),
        ({"payment": ""}, "payment", "required"),
        ({"delivery_address": "拉萨"}, "delivery_address", "place_not_served"),
        ({"pickup_address": "南京"}, "pickup_address", "place_ambiguous"),
        ({"wished_pickup_at": "9:00"}, "wished_pickup_at", "time_has_passed"),
    ],
)
def test_changes_that_cannot_be(
    desk: Frozen, agent: Person, typed: dict[str, str], field: str, code: str
) -> None:
    """R045 R051: a change is held to the same rules as the order was."""
    with pytest.raises(Invalid) as refused:
        change(make.confirmed(agent), agent, **typed)
    assert (field, code) in {(wrong.field, wrong.code) for wrong in refused.value.faults}


def test_once_collected_only_the_delivery_changes(desk: Frozen, agent: Person) -> None:
    """R075 R088: what was collected is history; where it goes and to whom can still change."""
    order = make.collected(agent)
    with pytest.raises(Invalid, match="too_late_to_change"):
        change(order, agent, pieces="18")
    order = change(order, agent, consignee_name="马女士", wished_delivery_at="18点前", pieces="15")
    assert (order.consignee_name, order.promised_at) == ("马女士", order.wished_delivery_at)
    with pytest.raises(NotNow, match="order_not_in_stage"):
        change(actions.deliver(order=order, by=agent), agent, reminder="x")


def test_the_price_that_was_agreed_stays(desk: Frozen, agent: Person) -> None:
    """R058: a new table does not touch what was agreed, as long as nothing changes that
    the price depends on.
    """
    order = make.confirmed(agent)
    old = ReferenceTable.objects.get(kind="tariff")
    rows = [{**row, "per_m3_fen": row["per_m3_fen"] * 2} for row in old.rows]
    playbooks.replace_table("tariff", rows, in_force_from=old.in_force_from, by=None)
    assert change(order, agent, reminder="轻放").quoted_total == 32_000
    with pytest.raises(NotNow, match="price_changed"):
        change(order, agent, weight="210")


def test_a_discount_outlives_a_change_of_something_else(desk: Frozen, agent: Person) -> None:
    """R058 R060: a cheaper tariff came in meanwhile; the consignee's telephone has nothing to do with it."""
    order = actions.ask_discount(order=make.agreed(agent), amount=1_000, reason="老客户", by=agent)
    order = actions.confirm(order=actions.accept_price(order=order, total=31_000, by=agent), by=agent)
    old = ReferenceTable.objects.get(kind="tariff")
    rows = [{**row, "per_m3_fen": row["per_m3_fen"] // 4} for row in old.rows]
    playbooks.replace_table("tariff", rows, in_force_from=old.in_force_from, by=None)
    order = change(order, agent, consignee_phone="13905279999")
    assert (order.quoted_total, order.discount_state) == (31_000, Discount.GRANTED)


def test_a_discount_does_not_grow_by_a_change(desk: Frozen, agent: Person) -> None:
    """R118: granted on more freight than there is now, it lapses, and the customer hears the new price."""
    order = actions.ask_discount(order=make.draft(agent), amount=1_000, reason="老客户", by=agent)
    order = actions.read_back(order=order, keys=queries.to_read_back(order), by=agent)
    order = actions.confirm(order=actions.accept_price(order=order, total=31_000, by=agent), by=agent)
    order = change(order, agent, 20_000, volume="1方", weight="100")
    assert (order.discount_state, order.quoted_total) == ("LAPSED", 20_000)


def test_new_goods_that_are_asked_about(desk: Frozen, agent: Person) -> None:
    """R048 R050: goods under review need their answers here too, and one yes refuses them."""
    order = make.confirmed(agent)
    row = next(row for row in ReferenceTable.objects.get(kind="goods").rows if row["verdict"] == "review")
    with pytest.raises(NotNow, match="screening_unanswered"):
        change(order, agent, goods_name=row["name"])
    said = {
        "order": order,
        "typed": {"goods_name": row["name"]},
        "asked_by": "王",
        "reason": "customer_asked",
    }
    keys = [screening.key_of(ask) for ask in row["questions"]]
    with pytest.raises(NotNow, match="goods_prohibited"):
        actions.change(**said, by=agent, answers=dict.fromkeys(keys, "yes"))
    assert actions.change(**said, by=agent, answers=dict.fromkeys(keys, "no")).goods_name == row["name"]


def test_promises_follow_the_new_time(desk: Frozen, agent: Person) -> None:
    """R088: the customer wants it later: what is due moves with the wish, and says why."""
    order = make.dispatched(agent, goods_name="汽配", wished_delivery_at="15点前")
    delivery = Promise.objects.get(ticket=order.ticket, key="delivery")
    order = change(order, agent, wished_delivery_at="17点前")
    delivery.refresh_from_db()
    assert (delivery.due_at, delivery.moved_reason) == (order.wished_delivery_at, "客户要求改")
    assert order.promised_at == order.wished_delivery_at


def test_by_whom_asked_and_why(desk: Frozen, agent: Person) -> None:
    """R045: a change names who asked for it and one of the manual's reasons."""
    order = make.confirmed(agent)
    with pytest.raises(Invalid) as refused:
        actions.change(order=order, typed={"pieces": "18"}, asked_by="", reason="customer_asked", by=agent)
    assert refused.value.field == "asked_by"
    with pytest.raises(Invalid) as refused:
        actions.change(order=order, typed={"pieces": "18"}, asked_by="王", reason="weather", by=agent)
    assert refused.value.field == "reason"


def test_a_stale_change(desk: Frozen, agent: Person, mate: Person) -> None:
    """R045: two agents changing the same order: the second sees what the first wrote."""
    order = make.confirmed(agent)
    version = order.ticket.version
    change(order, mate, pieces="16")
    with pytest.raises(NotNow) as refused:
        actions.change(
            order=order,
            typed={"pieces": "17"},
            asked_by="王",
            reason="customer_asked",
            by=agent,
            version=version,
        )
    assert (refused.value.code, refused.value.params["values"]["pieces"]) == ("stale", "16")


def test_a_changed_order_is_found_by_what_it_is_now(desk: Frozen, agent: Person) -> None:
    """R045: the search follows."""
    order = change(make.confirmed(agent), agent, consignee_name="赵女士", consignee_phone="13911119999")
    assert [hit.ticket for hit in tickets.search(agent, "9999").rows] == [order.ticket]
    assert [hit.ticket for hit in tickets.search(agent, "7788").rows] == []


def test_who_changes_nothing(desk: Frozen, agent: Person, outsider: Person, driver: Person) -> None:
    """R045: neither strangers nor the driver."""
    order = make.dispatched(agent)
    for person in (outsider, driver):
        with pytest.raises(NotPermitted):
            change(order, person, pieces="16")


def test_a_draft_is_saved_not_changed(desk: Frozen, agent: Person) -> None:
    """R045: what is not confirmed yet is simply typed."""
    with pytest.raises(NotNow, match="order_not_in_stage"):
        change(make.draft(agent), agent, pieces="16")
