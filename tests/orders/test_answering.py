"""Drivers who answer slips by short message (R064, R067, R087)."""

from collections.abc import Callable

import pytest

from tests.factories import orders as make
from tests.frozen import Frozen
from tests.races import Outcome
from yinuo.core import clock
from yinuo.core.models import Event
from yinuo.messaging import actions as messaging
from yinuo.messaging.models import IncomingMessage, Notice, Reminder
from yinuo.messaging.senders import Receipt, Reply
from yinuo.orders import actions
from yinuo.orders.models import Order, Stage
from yinuo.staff.models import Person
from yinuo.tickets.models import Ticket

pytestmark = pytest.mark.django_db
GATEWAY = "gw"


def reply(text: str, person: Person, name: str = "r1") -> IncomingMessage:
    """Somebody answers; what it asks for is done."""
    (row,) = messaging.note_replies(GATEWAY, [Reply(name, person.phone, text, clock.now())])
    actions.answer_replies(clock.now())
    row.refresh_from_db()
    return row


def stage(order: Order) -> str:
    """Where the order is now."""
    return str(Ticket.objects.get(pk=order.pk).stage)


def reminded(person: Person) -> list[str]:
    """What a person was reminded of, as codes."""
    rows = Reminder.objects.filter(person=person).order_by("id")
    return [line["code"] for row in rows for line in row.lines]


def test_one_accepts(desk: Frozen, agent: Person, driver: Person) -> None:
    """R087: the vehicle is arranged, by the driver, through the door of short messages."""
    order = make.dispatched(agent)
    row = reply("１。", driver)
    assert (row.read_as, row.outcome, row.wake_at) == ("accept", "done", None)
    assert (row.person, row.ticket_id) == (driver, order.pk)
    assert stage(order) == Stage.ACCEPTED
    event = Event.objects.get(kind="order.accepted")
    assert (event.actor_id, event.door) == (driver.pk, "sms")
    kinds = Event.objects.filter(kind__startswith="message.", ticket_id=order.pk).order_by("id")
    assert list(kinds.values_list("kind", flat=True)) == ["message.received", "message.settled"]
    assert "message.settled" not in reminded(agent)


def test_two_cannot(desk: Frozen, agent: Person, driver: Person, second_driver: Person) -> None:
    """R067: the order waits for another driver, and the owner hears of it at once."""
    order = make.dispatched(agent)
    assert reply("2", driver).outcome == "done"
    order = make.again(order)
    assert (stage(order), order.declined_by) == (Stage.CONFIRMED, [driver.pk])
    assert Event.objects.get(kind="order.declined").data["reason"] == "other"
    assert "message.settled" in reminded(agent)


def test_three_has_collected(desk: Frozen, agent: Person, driver: Person) -> None:
    """R087: also without having accepted first."""
    order = make.dispatched(agent)
    assert reply("已提货", driver).outcome == "done"
    assert stage(order) == Stage.PICKED_UP


def test_told_twice_done_once(desk: Frozen, agent: Person, driver: Person) -> None:
    """R087: the gateway pushes it again, and the driver writes it again."""
    make.dispatched(agent)
    first = reply("1", driver)
    assert reply("1", driver) == first
    assert reply("1", driver, "r2").outcome == "done"
    assert IncomingMessage.objects.count() == 2
    assert Event.objects.filter(kind="order.accepted").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_do_it_once(
    desk: Frozen, agent: Person, driver: Person, together: Callable[..., list[Outcome]]
) -> None:
    """R087: whoever holds the message does what it asks."""
    make.dispatched(agent)
    said = Reply("r1", driver.phone, "3", clock.now())
    told = together(*[lambda: messaging.note_replies(GATEWAY, [said])] * 3)
    done = together(*[lambda: actions.answer_replies(clock.now())] * 3)
    assert [outcome.error for outcome in (*told, *done)] == [None] * 6
    assert IncomingMessage.objects.get().outcome == "done"
    for kind in ("message.received", "message.settled", "order.picked_up"):
        assert Event.objects.filter(kind=kind).count() == 1, kind


def test_with_two_open_the_number_decides(desk: Frozen, agent: Person, driver: Person) -> None:
    """R087: one character fits both: the driver is told how to answer, once; with the end of the number it is
    clear."""
    one, two = make.dispatched(agent), make.dispatched(agent, goods_name="纸箱")
    row = reply("1", driver)
    assert (row.read_as, row.outcome, row.ticket_id) == ("unclear", "", two.pk)
    assert {stage(one), stage(two)} == {Stage.DISPATCHED}
    assert "message.received" in reminded(agent)
    reply("收到", driver, "r2")
    told = Notice.objects.get(key="reply_help")
    assert (told.address, told.parts) == (driver.phone, 1)
    assert reply(f"1 {one.ticket.number[-3:]}", driver, "r3").outcome == "done"
    assert (stage(one), stage(two)) == (Stage.ACCEPTED, Stage.DISPATCHED)
    assert reply("1", driver, "r4").outcome == "done"
    assert stage(two) == Stage.ACCEPTED


def test_refused_by_state(desk: Frozen, agent: Person, driver: Person) -> None:
    """R075: the order is cancelled: nothing changes, the message says why not, the owner rings."""
    order = make.dispatched(agent)
    actions.cancel(order=order, reason="not_ready", asked_by="王先生", by=agent)
    row = reply("1", driver)
    assert (row.read_as, row.outcome) == ("accept", "order_not_in_stage")
    assert stage(order) == Stage.VOIDED
    assert "message.settled" in reminded(agent)


def test_who_has_it_no_longer_may_not(
    desk: Frozen, agent: Person, driver: Person, second_driver: Person
) -> None:
    """R067 R330: given to another driver meanwhile: the first one's answer changes nothing."""
    order = make.dispatched(agent)
    actions.dispatch(order=order, by=agent, to=second_driver, reason="nearer", replaces=driver)
    make.send()
    assert reply("1 " + order.ticket.number[-3:], driver).outcome == "already_dispatched"
    assert stage(order) == Stage.DISPATCHED
    assert reply("1", second_driver, "r2").outcome == "done"


@pytest.mark.parametrize("text", ["1", "2", "3"])
def test_a_dispatcher_who_had_it_may_not_either(
    desk: Frozen, agent: Person, dispatcher: Person, driver: Person, text: str
) -> None:
    """R067 R068: whatever the role allows, an old slip gives no right to what another has by now."""
    order = make.confirmed(agent)
    actions.dispatch(order=order, by=agent, to=dispatcher, reason="nearer")
    make.send()
    actions.dispatch(order=make.again(order), by=agent, to=driver, reason="nearer", replaces=dispatcher)
    make.send()
    assert reply(text, dispatcher).outcome == "already_dispatched"
    assert (stage(order), make.again(order).declined_by) == (Stage.DISPATCHED, [])


def test_seen_is_no_yes_to_something_else(desk: Frozen, agent: Person, driver: Person) -> None:
    """R063: 收到 to the message that an order changed accepts nothing; a person reads it."""
    order = make.dispatched(agent)
    messaging.write(ticket=order.ticket, to="driver", text="到了先打电话", by=agent)
    make.send()
    row = reply("收到", driver)
    assert (row.read_as, row.ticket_id, row.wake_at) == ("words", order.pk, None)
    assert stage(order) == Stage.DISPATCHED
    assert "message.received" in reminded(agent)


def test_words_reach_the_owner(desk: Frozen, agent: Person, driver: Person) -> None:
    """R093: anything else is on the ticket, and the owner is told."""
    order = make.dispatched(agent)
    row = reply("堵车，晚半小时", driver)
    assert (row.read_as, row.ticket_id, row.person) == ("words", order.pk, driver)
    assert "message.received" in reminded(agent)


def test_a_defect_is_tried_again(
    desk: Frozen, agent: Person, driver: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What breaks on the way is done later; nothing of it stands half."""
    order = make.dispatched(agent)
    with monkeypatch.context() as broken:
        broken.setattr("yinuo.orders.actions.carrying.counting.note", None)
        row = reply("3", driver)
        assert (row.outcome, stage(order)) == ("", Stage.DISPATCHED)
    desk.move(seconds=61)
    actions.answer_replies(clock.now())
    row.refresh_from_db()
    assert (row.outcome, stage(order)) == ("done", Stage.PICKED_UP)


def test_a_lost_slip_may_be_sent_anew(desk: Frozen, agent: Person, driver: Person) -> None:
    """R062 R064: the network could not deliver it: the ticket says so, and the slip may leave again."""
    order = make.dispatched(agent)
    slip = Notice.objects.get(pk=order.slip_id)
    Notice.objects.filter(pk=slip.pk).update(state=Notice.State.LOST, error="lost")
    again = actions.dispatch(order=make.again(order), by=agent)
    assert again.slip_id != slip.pk


def test_that_it_was_lost_stands_on_the_order(desk: Frozen, agent: Person, driver: Person) -> None:
    """R064: order.slip_lost, and the owner is reminded to ring."""

    order = make.dispatched(agent)
    slip = Notice.objects.get(pk=order.slip_id)
    messaging.note_receipts("pretend", [Receipt(slip.gateway_id, "lost", "ABSENT")])
    assert Event.objects.filter(kind="order.slip_lost", ticket_id=order.pk).count() == 1
    assert "notice.lost" in reminded(agent)
