"""When the slip left or did not, the call that follows, the department (R037, R062–R064, R069)."""

import pytest

from tests.factories import orders as make
from tests.frozen import Frozen
from yinuo.core.errors import Invalid, NotNow, NotPermitted
from yinuo.core.models import Event
from yinuo.messaging import actions as messaging
from yinuo.messaging.models import Notice, Reminder
from yinuo.orders import actions
from yinuo.orders.models import Order
from yinuo.promises.models import Promise
from yinuo.staff.models import Person

pytestmark = pytest.mark.django_db


def slip_of(order: Order) -> Notice:
    return Notice.objects.get(pk=make.again(order).slip_id)


def test_the_order_time_is_when_the_slip_left(desk: Frozen, agent: Person) -> None:
    """R037 R062: not the call's beginning, not the click: the moment the gateway took the message."""
    order = make.confirmed(agent)
    desk.move(seconds=30)
    order = actions.dispatch(order=order, by=agent)
    assert order.ordered_at is None
    desk.move(seconds=20)
    make.send()
    order = make.again(order)
    assert (order.ordered_at, (order.ordered_at - order.confirmed_at).seconds) == (desk.at, 50)
    slip = Promise.objects.get(ticket=order.ticket, key="slip")
    assert (slip.state, slip.ended_at) == (Promise.State.KEPT, desk.at)


def test_a_sent_copy_is_no_sent_slip(desk: Frozen, agent: Person, driver: Person) -> None:
    """R066: only the receiver's message makes the order sent."""
    Person.objects.filter(pk=driver.pk).update(phone="13900000000")
    order = actions.dispatch(order=make.confirmed(agent), by=agent)
    make.send()
    assert Notice.objects.get(key="slip_copy").state == Notice.State.SENT
    assert make.again(order).ordered_at is None


def test_a_slip_that_cannot_be_delivered(desk: Frozen, agent: Person, driver: Person) -> None:
    """R063 R064: given up in public: the owner is reminded at once, the call is still to be made."""
    Person.objects.filter(pk=driver.pk).update(phone="13900000000")
    order = actions.dispatch(order=make.confirmed(agent), by=agent)
    make.send()
    assert slip_of(order).state == Notice.State.GIVEN_UP
    assert Event.objects.filter(kind="order.slip_failed", ticket_id=order.pk).count() == 1
    assert Promise.objects.get(ticket=order.ticket, key="slip").state == Promise.State.OPEN
    assert Promise.objects.get(ticket=order.ticket, key="call_reminder").state == Promise.State.OPEN
    assert Reminder.objects.filter(person=agent, is_urgent=True).exists()


def test_a_slip_sent_again(desk: Frozen, agent: Person, driver: Person) -> None:
    """R062: once the number is right the slip is sent again, and that is the order's time."""
    Person.objects.filter(pk=driver.pk).update(phone="13900000000")
    order = actions.dispatch(order=make.confirmed(agent), by=agent)
    make.send()
    Person.objects.filter(pk=driver.pk).update(phone="13905270001")
    desk.move(minutes=1)
    messaging.send_again(slip_of(order), by=agent)
    make.send()
    assert make.again(order).ordered_at == desk.at


def test_the_call_to_the_driver(desk: Frozen, agent: Person, driver: Person) -> None:
    """R063 R064: the slip opens a reminder to call; reaching the driver keeps it and stands in the record."""
    order = make.dispatched(agent)
    reminder = Promise.objects.get(ticket=order.ticket, key="call_reminder")
    assert reminder.state == Promise.State.OPEN
    entry = actions.note_driver_call(order=order, outcome="reached", by=agent, form_key="call-1")
    assert (entry.spoke_with, entry.outcome) == (driver, "reached")
    reminder.refresh_from_db()
    assert reminder.state == Promise.State.KEPT
    assert (
        actions.note_driver_call(order=order, outcome="reached", by=agent, form_key="call-1").pk == entry.pk
    )
    assert Event.objects.filter(kind="order.driver_called").count() == 1


def test_calling_again(desk: Frozen, agent: Person) -> None:
    """R064: nobody answered: the reminder stays, and the word to call again is kept by the call that gets
    through.
    """
    order = make.dispatched(agent)
    again_at = desk.at.replace(minute=5)
    actions.note_driver_call(order=order, outcome="no_answer", by=agent, again_at=again_at)
    assert Promise.objects.get(ticket=order.ticket, key="call_reminder").state == Promise.State.OPEN
    word = Promise.objects.get(ticket=order.ticket, key="recall")
    assert (word.due_at, word.assignee) == (again_at, agent)
    actions.note_driver_call(order=order, outcome="reached", by=agent)
    word.refresh_from_db()
    assert word.state == Promise.State.KEPT


def test_calls_that_cannot_be_noted(desk: Frozen, agent: Person, outsider: Person) -> None:
    """R064: another outcome, a time that has passed, an order that was not sent, a stranger."""
    order = make.dispatched(agent)
    with pytest.raises(Invalid, match="not_a_choice"):
        actions.note_driver_call(order=order, outcome="maybe", by=agent)
    with pytest.raises(Invalid, match="time_has_passed"):
        actions.note_driver_call(order=order, outcome="no_answer", by=agent, again_at=desk.at)
    with pytest.raises(NotPermitted):
        actions.note_driver_call(order=order, outcome="reached", by=outsider)
    with pytest.raises(NotNow, match="order_not_in_stage"):
        actions.note_driver_call(order=make.draft(agent), outcome="reached", by=agent)


def test_handed_to_a_department(desk: Frozen, agent: Person) -> None:
    """R069: what the desk cannot operate goes to the department that can, and is followed there."""
    order = make.confirmed(agent)
    order = actions.hand_over(order=order, department="long_haul", reason="full_truck", by=agent)
    assert order.ticket.department == "long_haul"
    follow = Promise.objects.get(ticket=order.ticket, key="department")
    assert (follow.state, follow.assignee) == (Promise.State.OPEN, agent)
    assert Promise.objects.get(ticket=order.ticket, key="slip").state == Promise.State.CANCELLED
    actions.hand_over(order=order, department="long_haul", reason="full_truck", by=agent)
    assert Event.objects.filter(kind="order.handed_over").count() == 1
    actions.track(order=order, what="OTHER", how="CALL", outcome="已排车", by=agent)
    follow.refresh_from_db()
    assert follow.state == Promise.State.KEPT
    with pytest.raises(Invalid, match="not_a_choice"):
        actions.hand_over(order=make.confirmed(agent), department="nowhere", reason="full_truck", by=agent)
