"""When it does not come to delivery: cancelled, voided, refused, returned, lost."""

import pytest

from tests.factories import orders as make
from tests.frozen import Frozen
from yinuo.core.errors import Invalid, NotNow
from yinuo.core.models import Event
from yinuo.messaging.models import Notice
from yinuo.orders import actions
from yinuo.orders.models import Stage
from yinuo.promises.models import Promise
from yinuo.staff.models import Person
from yinuo.tickets.models import Ticket

pytestmark = pytest.mark.django_db


def test_a_cancelled_order_tells_the_driver(desk: Frozen, agent: Person, driver: Person) -> None:
    """R063: by whom asked and why; whoever has the slip is told not to come, and nothing more is owed."""
    order = make.dispatched(agent)
    order = actions.cancel(order=order, reason="not_ready", asked_by="王先生", by=agent, note="下周再发")
    assert (order.ticket.stage, order.ticket.closed_at) == (Stage.VOIDED, desk.at)
    assert (order.ended_reason, order.asked_by, order.ended_note) == ("not_ready", "王先生", "下周再发")
    notice = Notice.objects.get(key="cancelled", to_role="receiver")
    assert notice.address == driver.phone
    assert "已取消（客户货没备好），请勿提货" in notice.text
    assert not Promise.objects.filter(ticket=order.ticket, state=Promise.State.OPEN).exists()
    assert not Ticket.objects.live().exists()
    event = Event.objects.select_related("detail").get(kind="order.cancelled")
    assert event.data == {"reason": "not_ready"}
    assert event.detail.values["asked_by"] == "王先生"


def test_before_the_slip_left_nobody_is_told(desk: Frozen, agent: Person) -> None:
    """R063: a driver who never heard of the order hears nothing of its end."""
    actions.cancel(order=make.confirmed(agent), reason="trade_off", asked_by="王先生", by=agent)
    assert not Notice.objects.filter(key="cancelled").exists()


def test_a_waiting_slip_does_not_leave_any_more(desk: Frozen, agent: Person, driver: Person) -> None:
    """R063: cancelled before the worker came: the slip stays here."""
    order = actions.dispatch(order=make.confirmed(agent), by=agent)
    actions.cancel(order=order, reason="trade_off", asked_by="王先生", by=agent)
    make.send()
    assert not Notice.objects.filter(to_person=driver, state=Notice.State.SENT).exists()
    assert make.again(order).ordered_at is None


@pytest.mark.parametrize(
    ("said", "field", "code"),
    [
        ({"reason": "not_ready", "asked_by": " "}, "asked_by", "required"),
        ({"reason": "weather", "asked_by": "王"}, "reason", "not_a_choice"),
        ({"reason": "other", "asked_by": "王"}, "note", "required"),
        ({"reason": "not_ready", "asked_by": "王" * 41}, "asked_by", "too_long"),
        ({"reason": "not_ready", "asked_by": "王", "note": "x" * 201}, "note", "too_long"),
    ],
)
def test_by_whom_and_why(desk: Frozen, agent: Person, said: dict[str, str], field: str, code: str) -> None:
    """R063: a cancellation names who asked and one of the manual's reasons."""
    with pytest.raises(Invalid) as refused:
        actions.cancel(order=make.confirmed(agent), by=agent, **said)
    assert (refused.value.field, refused.value.code) == (field, code)


def test_voided_by_the_desk(desk: Frozen, agent: Person) -> None:
    """R086: an order that is none is voided, with its reason."""
    order = actions.void(order=make.confirmed(agent), reason="twice", by=agent)
    assert (order.ticket.stage, order.ended_reason) == (Stage.VOIDED, "twice")
    assert Event.objects.filter(kind="order.voided").count() == 1


def test_a_draft_is_kept_not_cancelled(desk: Frozen, agent: Person) -> None:
    """R047: what was never an order is not cancelled but kept as an origin."""
    with pytest.raises(NotNow, match="order_is_draft"):
        actions.cancel(order=make.draft(agent), reason="not_ready", asked_by="王先生", by=agent)


def test_goods_on_the_way_are_returned(desk: Frozen, agent: Person, driver: Person) -> None:
    """R075: once collected, goods are not cancelled but returned, and the order is closed after that."""
    order = make.collected(agent)
    with pytest.raises(NotNow, match="goods_on_the_way"):
        actions.cancel(order=order, reason="not_ready", asked_by="王先生", by=agent)
    order = actions.return_goods(order=order, reason="客户要回", by=driver)
    assert (order.ticket.stage, order.ticket.closed_at) == (Stage.RETURNED, None)
    assert Promise.objects.get(ticket=order.ticket, key="delivery").state == Promise.State.CANCELLED
    assert actions.close(order=order, by=agent).ticket.stage == Stage.CLOSED


def test_a_refused_order_goes_on(desk: Frozen, agent: Person, driver: Person) -> None:
    """R075: what the consignee refuses can be taken out again, and be delivered after all."""
    order = actions.go_out(order=make.collected(agent, payment="月结"), by=driver)
    order = actions.refuse(order=order, reason="freight", by=driver)
    assert Event.objects.get(kind="order.refused").data == {"reason": "freight"}
    order = actions.go_out(order=order, by=driver)
    assert actions.deliver(order=order, by=driver).ticket.stage == Stage.DELIVERED


def test_lost_goods(desk: Frozen, agent: Person) -> None:
    """R075: goods that cannot be found end the delivery, with a reason in words or of the list."""
    order = actions.lose(order=make.collected(agent), reason="装车后找不到", by=agent)
    assert (order.ticket.stage, order.ended_reason, order.ended_note) == (Stage.LOST, "other", "装车后找不到")
    assert Event.objects.get(kind="order.lost").data == {"reason": "other"}
    with pytest.raises(Invalid, match="required"):
        actions.lose(order=make.collected(agent), reason=" ", by=agent)


def test_refused_goods_are_followed_until_something_is_done(desk: Frozen, agent: Person) -> None:
    """R074 R088: what the consignee would not take is not forgotten: it is due, and kept by the next step."""
    order = make.collected(agent)
    for step in (actions.depart, actions.arrive, actions.go_out):
        order = step(order=order, by=agent)
    order = actions.refuse(order=order, reason="damaged", by=agent)
    due = Promise.objects.get(ticket=order.ticket, key="refused")
    assert due.state == Promise.State.OPEN
    actions.return_goods(order=order, reason="拒收", by=agent)
    due.refresh_from_db()
    assert due.state == Promise.State.KEPT
