"""Customers and reviewers at one web order at the same moment: one outcome, told to both (R077, R083)."""

from collections.abc import Callable, Iterator

import pytest
from django.db import connections

from tests.factories import orders as plain
from tests.factories import staff
from tests.factories import web as make
from tests.frozen import Frozen
from tests.races import Outcome
from yinuo.core.errors import NotNow, TooMany
from yinuo.core.models import Event, Serial
from yinuo.orders.actions import web
from yinuo.orders.models import Order, ReviewCall, Stage, WebOrder
from yinuo.promises.models import Promise
from yinuo.staff.models import Person, Role

pytestmark = pytest.mark.django_db(transaction=True)
Together = Callable[..., list[Outcome]]


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    yield
    connections.close_all()


@pytest.fixture
def agents(desk: Frozen, agent: Person, mate: Person) -> list[Person]:
    """Three agents of the team."""
    return [agent, mate, staff.person(Role.AGENT, staff_number="8013", name="王静", team=agent.team)]


def test_taken_by_several_at_once(agents: list[Person], together: Together) -> None:
    """R077: one has it, the others are told who."""
    order = make.placed()
    outcomes = together(*(lambda by=by: web.take_review(order=order, by=by) for by in agents))
    (done,) = [outcome.value for outcome in outcomes if outcome.error is None]
    for outcome in outcomes:
        if outcome.error is not None:
            assert isinstance(outcome.error, NotNow), outcome.error
            assert (outcome.error.code, outcome.error.params) == (
                "review_taken",
                {"by": done.web.reviewer.name},
            )
    assert Event.objects.filter(kind="order.review_taken").count() == 1


def test_cancelled_while_it_is_confirmed(agents: list[Person], together: Together) -> None:
    """R083 R085: either it is cancelled and the agent is told, or confirmed and the customer's wish waits."""
    order = make.reviewed(agents[0])
    confirmed, cancelled = together(
        lambda: web.confirm_web(order=order, by=agents[0]),
        lambda: web.cancel_by_guest(order=order, guest=make.GUEST, reason="not_ready"),
    )
    assert cancelled.error is None, cancelled.error
    now = plain.again(order)
    if confirmed.error is None:
        assert now.ticket.stage == Stage.CONFIRMED
        assert [asked["keys"] for asked in now.asked_changes] == [["cancel"]]
        assert Promise.objects.filter(ticket=order.pk, key="change_answer", state="OPEN").count() == 1
    else:
        assert isinstance(confirmed.error, NotNow), confirmed.error
        assert (now.ticket.stage, now.ticket.number) == (Stage.VOIDED, "W261120001")
        assert not Serial.objects.filter(series="-").exists()


def test_confirmed_twice_at_once(agents: list[Person], together: Together) -> None:
    """R044: a double click: one number, one event."""
    order = make.reviewed(agents[0])
    outcomes = together(*[lambda: web.confirm_web(order=order, by=agents[0])] * 3)
    assert {outcome.value.ticket.number for outcome in outcomes} == {"261120001"}
    assert Event.objects.filter(kind="order.confirmed").count() == 1


def test_placed_by_many_at_once(agents: list[Person], together: Together) -> None:
    """R044: web references without a gap and without a double."""
    outcomes = together(*[make.placed] * 6)
    numbers = sorted(outcome.value.web.number for outcome in outcomes)
    assert numbers == [f"W26112000{serial}" for serial in range(1, 7)]


def test_the_same_form_twice_at_once(agents: list[Person], together: Together) -> None:
    """R046: a lost reply and a second tap: one order."""
    said = {"guest": make.GUEST, "typed": make.TYPED, "form_key": "once", "notice_version": 1}
    outcomes = together(*[lambda: web.place(**said)] * 3)
    assert len({outcome.value.pk for outcome in outcomes}) == 1
    assert WebOrder.objects.count() == Order.objects.count() == 1


def test_a_call_noted_twice_at_once(agents: list[Person], together: Together) -> None:
    """R080: counted once."""
    order = make.taken(agents[0])
    said = {"order": order, "outcome": "NO_ANSWER", "by": agents[0], "form_key": "once"}
    outcomes = together(*[lambda: web.note_call(**said)] * 3)
    assert {outcome.error for outcome in outcomes} == {None}
    assert ReviewCall.objects.count() == plain.again(order).web.unreached == 1


def test_changed_while_the_agent_notes_a_yes(agents: list[Person], together: Together) -> None:
    """R081: yes to 16 pieces is never a yes to the 99 that come at the same moment."""
    order = web.change_point(order=make.taken(agents[0]), typed={"pieces": "16"}, by=agents[0])
    read = order.ticket.version
    called, changed = together(
        lambda: make.called(order, agents[0], "CHANGED", agreed=["pieces"], version=read),
        lambda: web.change_by_guest(order=order, guest=make.GUEST, typed={"pieces": "99"}),
    )
    assert changed.error is None, changed.error
    points = {point["after"]: point["agreed"] for point in plain.again(order).web.points}
    assert points["99件"] is False
    if called.error is None:
        assert points["16件"] is True
    else:
        assert isinstance(called.error, NotNow)
        assert called.error.code == "stale"


def test_confirmed_while_it_is_taken_away(
    agents: list[Person], team_leader: Person, together: Together
) -> None:
    """R077 R085: it is confirmed, or somebody else's to review; never both."""
    order = make.reviewed(agents[0])
    confirmed, released = together(
        lambda: web.confirm_web(order=order, by=agents[0]),
        lambda: web.release_review(order=order, by=team_leader),
    )
    assert (confirmed.error is None) != (released.error is None)
    now = plain.again(order)
    assert now.ticket.stage == (Stage.CONFIRMED if confirmed.error is None else Stage.FILLED)
    assert (now.web.reviewer is None) == (released.error is None)


def test_no_more_than_ten_an_hour_at_once(agents: list[Person], together: Together) -> None:
    """R046: of twelve forms of one number at the same moment no more than ten come in."""
    outcomes = together(*[make.placed] * 12)
    assert all(isinstance(one.error, TooMany) for one in outcomes if one.error)
    assert WebOrder.objects.count() == sum(one.error is None for one in outcomes) <= 10


def test_changed_while_it_is_confirmed(agents: list[Person], together: Together) -> None:
    """R081: what is confirmed is what was agreed; else the change is refused, or asks for another call."""
    order = make.reviewed(agents[0])
    confirmed, changed = together(
        lambda: web.confirm_web(order=order, by=agents[0]),
        lambda: web.change_by_guest(order=order, guest=make.GUEST, typed={"pieces": "99"}),
    )
    now = plain.again(order)
    assert (confirmed.error is None) != (changed.error is None)
    assert now.pieces == (15 if confirmed.error is None else 99)
