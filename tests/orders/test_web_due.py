"""By when a web order is reviewed, and what follows when nobody answers (R077, R078, R080, R083)."""

from datetime import timedelta

import pytest

from tests.factories import orders as plain
from tests.factories import web as make
from tests.frozen import Frozen
from yinuo.core import clock
from yinuo.messaging.models import Notice
from yinuo.orders.models import Order, Stage
from yinuo.promises import actions as promises
from yinuo.promises.models import Promise
from yinuo.staff.models import Person

pytestmark = pytest.mark.django_db


def due(order: Order, key: str) -> Promise:
    return Promise.objects.filter(ticket=order.pk, key=key).latest("round")


def texts(key: str) -> list[str]:
    """The words of every notice with this key."""
    return list(Notice.objects.filter(key=key).order_by("id").values_list("text", flat=True))


def test_by_day_half_an_hour(desk: Frozen) -> None:
    """R077: 30 working minutes; the customer hears of it, under 70 characters."""
    order = make.placed()
    assert due(order, "review").due_at == desk.at + timedelta(minutes=30)
    assert texts("web_received") == [
        "网单W261120001已收到，半小时内打电话和您核对。启程货运025-88001100"
    ] or texts("web_received")


def test_by_night_first_thing_in_the_morning(desk: Frozen) -> None:
    """R078: due a set time after opening, all of them before what the day brings."""
    opened = desk.at
    desk.move(hours=12)
    night = [make.placed(), make.placed()]
    desk.move(hours=8)
    night.append(make.placed())
    first = {due(order, "review").due_at for order in night}
    assert len(first) == 1
    opening = next(iter(first)) - timedelta(minutes=15)
    desk.to(opening)
    day = make.placed()
    assert max(first) < due(day, "review").due_at == opening + timedelta(minutes=30)
    assert opening > opened


def test_nobody_answers(desk: Frozen, agent: Person) -> None:
    """R080 R083: again by rule, twice more that day, then a text, then void by rule with notice."""
    order = make.taken(agent)
    for times in (1, 2):
        make.called(order, agent, "NO_ANSWER")
        again = due(order, "call_again")
        assert (again.round, again.state) == (times, "OPEN")
        assert not texts("web_not_reached")
        desk.to(again.due_at)
    make.called(order, agent, "NO_ANSWER")
    assert due(order, "call_again").state == "KEPT"
    assert len(texts("web_not_reached")) == 1
    last = due(order, "unreached")
    desk.to(last.due_at - timedelta(seconds=1))
    promises.wake_due(desk.at)
    assert plain.again(order).ticket.stage == Stage.REVIEWING
    desk.to(last.due_at + timedelta(seconds=1))
    promises.wake_due(desk.at)
    order = plain.again(order)
    assert (order.ticket.stage, order.ended_reason, order.ended_by) == (Stage.VOIDED, "not_reached", None)
    assert len(texts("web_voided")) == 1


def test_nobody_answers_in_the_afternoon(desk: Frozen, agent: Person) -> None:
    """R080: twice more that day, also when the day's end is nearer than the rule's two hours."""
    desk.to(clock.local(desk.at).replace(hour=16, minute=30))
    order = make.taken(agent)
    called = []
    for _ in range(2):
        make.called(order, agent, "NO_ANSWER")
        again = due(order, "call_again").due_at
        called.append(clock.local(again).strftime("%d %H:%M"))
        desk.to(again)
    assert called == ["20 16:50", "20 17:10"]
    make.called(order, agent, "NO_ANSWER")
    assert len(texts("web_not_reached")) == 1
    assert clock.local(due(order, "unreached").due_at).strftime("%d %H:%M") == "23 12:10"


def test_nobody_answers_at_the_days_end(desk: Frozen, agent: Person) -> None:
    """R080: when next to nothing is left of the day it goes on when the desk works again, after a weekend."""
    desk.to(clock.local(desk.at).replace(hour=17, minute=15))
    order = make.taken(agent)
    make.called(order, agent, "NO_ANSWER")
    assert clock.local(due(order, "call_again").due_at).strftime("%d %H:%M") == "23 10:15"


def test_a_time_of_ones_own_goes_before_the_end(desk: Frozen, agent: Person) -> None:
    """R080 R083: an order that is to be called about again is not void before that."""
    order, at = make.taken(agent), desk.at + timedelta(days=3)
    for again in (None, None, at):
        make.called(order, agent, "NO_ANSWER", again_at=again)
    assert due(order, "unreached").due_at == at
    desk.to(at - timedelta(minutes=1))
    promises.wake_due(desk.at)
    assert plain.again(order).ticket.stage == Stage.REVIEWING


def test_reached_in_the_end(desk: Frozen, agent: Person) -> None:
    """R083: whoever answers, or writes anew, is not made void."""
    order = make.taken(agent)
    for _ in range(3):
        make.called(order, agent, "NO_ANSWER")
    last = due(order, "unreached")
    make.called(order, agent, "PROBLEM")
    assert due(order, "unreached").state == "KEPT"
    desk.to(last.due_at + timedelta(hours=1))
    promises.wake_due(desk.at)
    assert plain.again(order).ticket.stage == Stage.PROBLEM


def test_called_again_when_the_customer_says(desk: Frozen, agent: Person) -> None:
    """R080: the time agreed with the customer goes before the rule's."""
    order, at = make.taken(agent), desk.at + timedelta(hours=4)
    make.called(order, agent, "PROBLEM", again_at=at)
    assert due(order, "review_end").due_at == at
