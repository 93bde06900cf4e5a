"""The receiver takes the order or does not (R062–R068, R087, R089)."""

from datetime import timedelta

import pytest

from tests.factories import orders as make
from tests.frozen import Frozen
from yinuo.core.errors import Invalid, NotNow, NotPermitted
from yinuo.core.models import Event
from yinuo.messaging.models import Notice
from yinuo.orders import actions, queries
from yinuo.orders.models import Stage
from yinuo.promises.models import Promise
from yinuo.staff.models import Branch, Person, ReceiverRule

pytestmark = pytest.mark.django_db


def test_another_driver_may_not(desk: Frozen, agent: Person, second_driver: Person) -> None:
    """R089: a driver speaks for their own orders only."""
    with pytest.raises(NotPermitted):
        actions.accept(order=make.dispatched(agent), by=second_driver)


def test_acceptance_arranges_the_vehicle(desk: Frozen, agent: Person, driver: Person) -> None:
    """R087: accepted within half a working hour keeps the promise; the time is the order's."""
    order = make.dispatched(agent)
    desk.move(minutes=20)
    order = actions.accept(order=order, by=driver)
    assert (order.accepted_at, order.ticket.stage) == (desk.at, Stage.ACCEPTED)
    vehicle = Promise.objects.get(ticket=order.ticket, key="vehicle")
    assert (vehicle.state, vehicle.broken_at) == (Promise.State.KEPT, None)


def test_a_dispatcher_names_the_driver(
    desk: Frozen, agent: Person, dispatcher: Person, driver: Person, mate: Person
) -> None:
    """R067 R089: whoever received the slip arranges a vehicle and says whose."""
    Branch.objects.update(receiver_rule=ReceiverRule.DISPATCHER)
    order = make.dispatched(agent)
    with pytest.raises(NotNow, match="driver_needed"):
        actions.accept(order=order, by=dispatcher)
    with pytest.raises(Invalid, match="not_a_driver"):
        actions.accept(order=order, by=dispatcher, driver=mate)
    order = actions.accept(order=order, by=dispatcher, driver=driver)
    assert (order.driver, order.vehicle, order.ticket.given_to) == (driver, driver.vehicle, driver)
    assert actions.pick_up(order=order, by=driver).picked_up_at == desk.at


def test_declined_orders_find_another(
    desk: Frozen, agent: Person, driver: Person, second_driver: Person
) -> None:
    """R065: who declines is not asked again; the order is to be sent anew."""
    order = actions.decline(order=make.dispatched(agent), reason="full", by=driver)
    assert (order.ticket.stage, order.receiver, order.ticket.given_to) == (Stage.CONFIRMED, None, None)
    assert Event.objects.get(kind="order.declined").data == {"reason": "full", "person": driver.pk}
    assert queries.candidates(order)[0].hindrance == "declined"
    assert actions.dispatch(order=order, by=agent).receiver == second_driver


def test_a_declined_order_has_to_leave_again(desk: Frozen, agent: Person, driver: Person) -> None:
    """R062 R063 R066: three minutes anew, nobody to call until then; who has the copy hears of it."""
    order = actions.accept(order=make.dispatched(agent), by=driver)
    desk.move(minutes=20)
    order = actions.decline(order=order, reason="vehicle_broken", by=driver)
    open_now = dict(Promise.objects.filter(ticket=order.ticket, state="OPEN").values_list("key", "due_at"))
    assert open_now["slip"] == desk.at + timedelta(minutes=3)
    assert not {"call_reminder", "vehicle", "follow_up"} & open_now.keys()
    told = Notice.objects.filter(ticket=order.ticket, key="reassigned")
    assert [notice.to_role for notice in told] == ["market_developer"]
    actions.cancel(order=order, reason="not_ready", asked_by="王先生", by=agent)
    assert not Notice.objects.filter(ticket=order.ticket, key="cancelled").exists()


def test_declined_before_the_slip_left(desk: Frozen, agent: Person, driver: Person) -> None:
    """R063: it does not leave any more, nor does the copy."""
    order = actions.dispatch(order=make.confirmed(agent), by=agent)
    order = actions.decline(order=order, reason="full", by=driver)
    slips = Notice.objects.filter(ticket=order.ticket, key__in=("slip", "slip_copy"))
    assert {notice.state for notice in slips} == {"CANCELLED"}
    assert not Notice.objects.filter(ticket=order.ticket, key="reassigned").exists()
    assert Promise.objects.get(ticket=order.ticket, key="slip").state == Promise.State.OPEN


def test_who_was_replaced_does_not_accept(
    desk: Frozen, agent: Person, driver: Person, second_driver: Person
) -> None:
    """R067: a dialog of before undoes nothing; and nobody drives who has no slip."""
    order = make.dispatched(agent)
    actions.dispatch(order=order, by=agent, to=second_driver, reason="nearer", replaces=driver)
    with pytest.raises(NotNow, match="already_dispatched"):
        actions.accept(order=order, by=agent, receiver=driver.pk)
    with pytest.raises(NotNow, match="driver_has_slip"):
        actions.accept(order=order, by=agent, driver=driver)
    order = actions.accept(order=order, by=agent, driver=second_driver, receiver=second_driver.pk)
    assert (order.driver, order.receiver) == (second_driver, second_driver)


def test_said_before_the_slip_left(desk: Frozen, agent: Person, driver: Person) -> None:
    """R064 R087: a yes on the telephone before the slip leaves: nobody chases the driver for another."""
    order = actions.dispatch(order=make.confirmed(agent), by=agent)
    actions.note_driver_call(order=order, outcome="reached", by=agent)
    order = actions.accept(order=make.again(order), by=agent)
    make.send()
    assert make.again(order).ordered_at is not None
    keys = set(Promise.objects.filter(ticket=order.ticket, state="OPEN").values_list("key", flat=True))
    assert "vehicle" not in keys
    assert {"pickup", "follow_up"} <= keys
