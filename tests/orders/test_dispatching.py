"""The slip: to whom and in which words, once (R062–R073)."""

import pytest

from tests.factories import orders as make
from tests.factories import staff
from tests.frozen import Frozen
from yinuo.core.errors import Invalid, NotNow, NotPermitted
from yinuo.core.models import Event
from yinuo.messaging import actions as messaging
from yinuo.messaging.models import Notice, PretendMessage
from yinuo.orders import actions, queries
from yinuo.orders.models import Order, Stage
from yinuo.orders.rules import slip as slip_rules
from yinuo.staff import actions as staff_actions
from yinuo.staff.models import Branch, Person, ReceiverRule, Region, Role

pytestmark = pytest.mark.django_db
LONG_REMINDER = "到了先找仓库老周开单，再从后面西门进场排队，轻拿轻放"


def slip_of(order: Order) -> Notice:
    return Notice.objects.get(pk=make.again(order).slip_id)


def test_the_slip_in_the_manuals_order(desk: Frozen, agent: Person) -> None:
    """R070 R071 R073: serial, shipper, phone, goods, pieces, weight, volume, way, consignee, payment, fees,
    agent.
    """
    order = make.confirmed(agent, goods_name="汽配", consignee_phone="84567788", reminder="轻放")
    preview = queries.slip_preview(order).composed
    assert preview.text == (
        "261120001王先13800006621汽配15件200公斤2.2方汽配城往南京站收马先84567788到付加装卸费100，轻放8011"
    )
    assert preview.measure.units <= 70
    sent = slip_of(actions.dispatch(order=order, by=agent))
    assert sent.text == preview.text


def test_the_driver_with_a_copy(
    desk: Frozen, agent: Person, driver: Person, market_developer: Person
) -> None:
    """R063 R065 R066: the region's driver, and the same words to its market developer."""
    order = actions.dispatch(order=make.confirmed(agent), by=agent)
    assert (order.receiver, order.driver, order.vehicle) == (driver, driver, driver.vehicle)
    assert (order.ticket.stage, order.ticket.given_to) == (Stage.DISPATCHED, driver)
    copy = Notice.objects.get(ticket=order.ticket, key="slip_copy")
    assert (copy.address, copy.text) == (market_developer.phone, slip_of(order).text)
    event = Event.objects.get(kind="order.dispatched")
    assert (event.data["receiver"], event.data["copy"]) == (driver.pk, market_developer.pk)


@pytest.mark.parametrize("where", ["branch", "region"])
def test_or_the_dispatcher(
    desk: Frozen, agent: Person, dispatcher: Person, region: Region, where: str
) -> None:
    """R067 R068: the branch's rule, or the region's own, sends it to the dispatcher; nobody gets a copy."""
    if where == "branch":
        Branch.objects.update(receiver_rule=ReceiverRule.DISPATCHER)
    else:
        Region.objects.update(receiver_rule=ReceiverRule.DISPATCHER)
    order = actions.dispatch(order=make.confirmed(agent), by=agent)
    assert (order.receiver, order.driver, order.copied_to) == (dispatcher, None, None)
    assert not Notice.objects.filter(key="slip_copy").exists()


def test_the_next_by_rule(desk: Frozen, agent: Person, driver: Person, second_driver: Person) -> None:
    """R065: the first is on leave: the second; both off duty: the dispatcher."""
    order = make.confirmed(agent)
    driver.absent_from = desk.at
    driver.save()
    assert [(one.name, one.hindrance) for one in queries.candidates(order)][:2] == [
        ("王强", "absent"),
        ("刘洋", ""),
    ]
    assert actions.dispatch(order=order, by=agent).receiver == second_driver
    Person.objects.filter(role=Role.DRIVER).update(on_duty=False)
    assert actions.dispatch(order=make.confirmed(agent), by=agent).receiver.role == Role.DISPATCHER


def test_a_full_vehicle(desk: Frozen, agent: Person, driver: Person, second_driver: Person) -> None:
    """R065: a driver with as many open pick-ups as the vehicle takes is full until one is collected."""
    driver.vehicle.most_orders = 1
    driver.vehicle.save()
    first = make.dispatched(agent)
    assert actions.dispatch(order=make.confirmed(agent), by=agent).receiver == second_driver
    actions.pick_up(order=actions.accept(order=first, by=driver), by=driver)
    assert actions.dispatch(order=make.confirmed(agent), by=agent).receiver == driver


def test_nobody_is_there(desk: Frozen, agent: Person) -> None:
    """R069: nobody can take it: the desk says so and offers the department."""
    Person.objects.filter(role__in=[Role.DRIVER, Role.DISPATCHER]).update(on_duty=False)
    order = make.confirmed(agent)
    with pytest.raises(NotNow, match="no_receiver"):
        actions.dispatch(order=order, by=agent)
    assert make.again(order).ticket.stage == Stage.CONFIRMED


def test_another_receiver_needs_a_reason(desk: Frozen, agent: Person, second_driver: Person) -> None:
    """R065: a person may choose otherwise than the rule, and says why."""
    order = make.confirmed(agent)
    with pytest.raises(Invalid) as refused:
        actions.dispatch(order=order, to=second_driver, by=agent)
    assert (refused.value.field, refused.value.code) == ("reason", "required")
    order = actions.dispatch(order=order, to=second_driver, reason="nearer", by=agent)
    assert (order.receiver, order.receiver_reason) == (second_driver, "他离得更近")


def test_a_receiver_who_is_none(desk: Frozen, agent: Person, mate: Person) -> None:
    """R067: slips go to drivers and dispatchers."""
    with pytest.raises(NotNow, match="receiver_cannot"):
        actions.dispatch(order=make.confirmed(agent), to=mate, reason="nearer", by=agent)


def test_a_driver_of_another_region(desk: Frozen, agent: Person, branch: Branch) -> None:
    """R065: also somebody who is not posted here, with a reason, even off duty."""
    far = staff.posted(
        Role.DRIVER, staff.region(key="gulou", name="鼓楼", branch=branch), phone="13905270099"
    )
    Person.objects.filter(pk=far.pk).update(on_duty=False)
    order = actions.dispatch(order=make.confirmed(agent), to=far, reason="vehicle_fits", by=agent)
    assert (order.driver, order.vehicle) == (far, None)


def test_dispatched_twice_is_dispatched_once(desk: Frozen, agent: Person, mate: Person) -> None:
    """R062: a double click sends one slip; a colleague is told who was faster."""
    order = make.confirmed(agent)
    first = actions.dispatch(order=order, by=agent)
    assert actions.dispatch(order=order, by=agent).slip_id == first.slip_id
    assert Notice.objects.filter(key="slip").count() == 1
    with pytest.raises(NotNow) as refused:
        actions.dispatch(order=order, by=mate)
    assert refused.value.params == {"by": "李敏", "to": "王强"}


def test_who_had_the_slip_is_told_that_it_is_no_longer_theirs(
    desk: Frozen, agent: Person, driver: Person, second_driver: Person
) -> None:
    """R063 R068: the first driver and the market developer with the copy must not go there too."""
    order = actions.dispatch(order=make.confirmed(agent), by=agent)
    make.send()
    copied = make.again(order).copied_to
    order = actions.dispatch(order=order, to=second_driver, reason="nearer", replaces=driver, by=agent)
    told = Notice.objects.filter(key="reassigned")
    assert {notice.to_person for notice in told} == {driver, copied} - {None}
    assert "请勿提货" in told[0].text


def test_who_may_have_the_slip_is_told_too(
    desk: Frozen, agent: Person, driver: Person, second_driver: Person
) -> None:
    """R063: a gateway may have taken the slip without a word: the first driver perhaps sets out."""
    order = actions.dispatch(order=make.confirmed(agent), by=agent)
    failed = {"state": Notice.State.FAILED, "trying": "gw", "attempts": 1}
    Notice.objects.filter(pk=order.slip_id).update(**failed)
    actions.dispatch(order=make.again(order), to=second_driver, reason="nearer", replaces=driver, by=agent)
    assert Notice.objects.filter(key="reassigned", to_person=driver).exists()


def test_an_old_slip_is_not_sent_again(
    desk: Frozen, agent: Person, driver: Person, second_driver: Person
) -> None:
    """R063 R068: it was lost, and somebody else has the order now: it leaves no more."""
    order = actions.dispatch(order=make.confirmed(agent), by=agent)
    slip = slip_of(order)
    Notice.objects.filter(pk=slip.pk).update(state=Notice.State.LOST, wake_at=None)
    slip.refresh_from_db()
    actions.dispatch(order=make.again(order), to=second_driver, reason="nearer", replaces=driver, by=agent)
    with pytest.raises(NotNow, match="notice_outdated"):
        messaging.send_again(slip, by=agent)


def test_two_who_name_different_drivers_do_not_undo_each_other(
    desk: Frozen, agent: Person, mate: Person, driver: Person, second_driver: Person
) -> None:
    """R062: whoever is later must say whom they replace, and it must still be so."""
    order = make.confirmed(agent)
    actions.dispatch(order=order, to=second_driver, reason="nearer", by=agent)
    for replaces in (None, driver):
        with pytest.raises(NotNow, match="already_dispatched"):
            actions.dispatch(order=order, to=driver, reason="nearer", replaces=replaces, by=mate)
    assert make.again(order).receiver == second_driver


def test_a_slip_that_was_given_up_is_sent_anew(desk: Frozen, agent: Person) -> None:
    """R063: after the telephone was mended, dispatching again sends the slip again."""
    order = actions.dispatch(order=make.confirmed(agent), by=agent)
    Notice.objects.filter(pk=order.slip_id).update(state=Notice.State.GIVEN_UP, wake_at=None)
    again = actions.dispatch(order=make.again(order), by=agent)
    assert again.slip_id != order.slip_id
    assert slip_of(again).state == Notice.State.QUEUED


def test_sent_to_somebody_else(desk: Frozen, agent: Person, driver: Person, second_driver: Person) -> None:
    """R065: before it is collected the order can go to another; a slip still waiting for the first is taken
    back.
    """
    order = actions.dispatch(order=make.confirmed(agent), by=agent)
    old = slip_of(order)
    change = {"to": second_driver, "reason": "first_busy", "replaces": driver}
    order = actions.dispatch(order=order, by=agent, **change)
    old.refresh_from_db()
    assert old.state == Notice.State.CANCELLED
    assert not Notice.objects.filter(key="reassigned").exists()
    make.send()
    order = make.again(order)
    assert (order.receiver, order.ticket.given_to, slip_of(order).address) == (
        second_driver,
        second_driver,
        second_driver.phone,
    )
    assert Event.objects.filter(kind="order.slip_sent").count() == 1


def test_a_slip_that_is_too_long(desk: Frozen, agent: Person) -> None:
    """R070: more than seventy characters are refused with what is longest; a person may let it leave in
    parts.
    """
    order = make.confirmed(agent, goods_name="汽车发动机总成配件及附件", reminder=LONG_REMINDER)
    with pytest.raises(NotNow) as refused:
        actions.dispatch(order=order, by=agent)
    assert refused.value.code == "sms_too_long"
    assert make.again(order).ticket.stage == Stage.CONFIRMED
    assert refused.value.params["choices"] == [["reminder"]]
    order = actions.dispatch(order=order, by=agent, in_parts=True)
    assert slip_of(order).parts == 2
    event = Event.objects.get(kind="order.dispatched")
    assert event.detail.values["parts"] == 2


def test_a_slip_that_leaves_without_something(desk: Frozen, agent: Person) -> None:
    """R070 R071: the agent decides what is not written, only what may be; the decision is recorded."""
    order = make.confirmed(agent, reminder=LONG_REMINDER)
    for wrong in ("payment", "shipper_phone", "nonsense"):
        with pytest.raises(Invalid, match="not_a_choice"):
            actions.dispatch(order=order, by=agent, leave_out=[wrong])
    order = actions.dispatch(order=order, by=agent, leave_out=["reminder"])
    slip = slip_of(order)
    assert (slip.parts, slip.left_out, LONG_REMINDER in slip.text) == (1, ["reminder"], False)
    assert slip.shortened
    copy = Notice.objects.get(ticket=order.ticket, key="slip_copy")
    assert (copy.text, copy.left_out) == (slip.text, ["reminder"])
    assert Event.objects.get(kind="order.dispatched").detail.values["left_out"] == ["reminder"]


def test_the_signature_leaves_with_the_slip(desk: Frozen, agent: Person) -> None:
    """R070: in front of every SMS, counted, once; not of what only pages show."""
    staff_actions.change_company(by=None, sms_signature="启程货运")
    order = actions.dispatch(order=make.confirmed(agent), by=agent)
    slip = slip_of(order)
    assert slip.text.startswith("【启程货运】261120001")
    assert slip.units == len(slip.text) <= 70
    make.send()
    assert PretendMessage.objects.filter(text=slip.text).exists()


def test_money_for_the_goods_stands_on_the_slip(desk: Frozen, agent: Person) -> None:
    """R041 R071: what the driver collects beside the freight is never left out."""
    order = make.confirmed(agent, cash_on_delivery="3000")
    text = queries.slip_preview(order).composed.text
    read = slip_rules.read(text)
    assert ("代", 300_000) in [(fee.plain_name, fee.fen) for fee in read.fees]
    assert read.payment == "到付"


def test_who_does_not_dispatch(
    desk: Frozen, agent: Person, outsider: Person, driver: Person, auditor: Person
) -> None:
    """R065: the desk and the dispatcher do; nobody else."""
    order = make.confirmed(agent)
    for person in (outsider, driver, auditor):
        with pytest.raises(NotPermitted):
            actions.dispatch(order=order, by=person)


def test_the_dispatcher_dispatches(desk: Frozen, agent: Person, dispatcher: Person) -> None:
    """R067: the dispatcher of the region sees the order and sends it."""
    assert actions.dispatch(order=make.confirmed(agent), by=dispatcher).dispatched_by == dispatcher


def test_a_draft_is_not_dispatched(desk: Frozen, agent: Person) -> None:
    """R058: nothing leaves before it was confirmed; the refusal says what is possible."""
    with pytest.raises(NotNow) as refused:
        actions.dispatch(order=make.agreed(agent), by=agent)
    assert refused.value.code == "order_not_in_stage"
    assert refused.value.params["possible"] == "已确认、已作废"


def test_collected_outside_every_region(desk: Frozen, agent: Person, dispatcher: Person) -> None:
    """R067 R069: where no region collects, any dispatcher may arrange a vehicle."""
    order = make.confirmed(agent, pickup_address="镇江市润州区中山路1号", delivery_address="南京站")
    assert order.ticket.region is None
    assert actions.dispatch(order=order, by=agent).receiver == dispatcher
