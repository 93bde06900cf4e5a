"""Several people at the same order at the same moment: once, on both databases (R044, R062)."""

from collections.abc import Callable, Iterator

import pytest
from django.db import connections

from tests.factories import orders as make
from tests.factories import staff
from tests.frozen import Frozen
from tests.races import Outcome
from yinuo.core.errors import NotNow
from yinuo.core.models import Event, Serial
from yinuo.messaging.models import Notice, PretendMessage
from yinuo.orders import actions
from yinuo.orders.models import Order, Stage
from yinuo.promises.models import Promise
from yinuo.staff.models import Person, Role
from yinuo.tickets.models import Ticket

pytestmark = pytest.mark.django_db(transaction=True)
Together = Callable[..., list[Outcome]]


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    yield
    connections.close_all()


@pytest.fixture
def agents(desk: Frozen, agent: Person, mate: Person) -> list[Person]:
    """Two agents of the team and their leader."""
    return [agent, mate, staff.person(Role.AGENT, staff_number="8013", name="王静", team=agent.team)]


def test_confirmed_by_several_at_once(agents: list[Person], together: Together) -> None:
    """R044 R058: one confirms it, the others are told who; one number, one event, one promise."""
    order = make.agreed(agents[0])
    outcomes = together(*(lambda by=by: actions.confirm(order=order, by=by) for by in agents))
    done = [outcome.value for outcome in outcomes if outcome.error is None]
    assert len(done) == 1
    for outcome in outcomes:
        if outcome.error is not None:
            assert isinstance(outcome.error, NotNow), outcome.error
            assert outcome.error.code == "order_already_confirmed"
            assert outcome.error.params == {"by": done[0].confirmed_by.name, "number": "261120001"}
    assert Event.objects.filter(kind="order.confirmed").count() == 1
    assert Promise.objects.filter(key="slip").count() == 1
    assert Serial.objects.get().last == 1


def test_a_double_click(agents: list[Person], together: Together) -> None:
    """R044: the same person twice at once: both get the same order."""
    order = make.agreed(agents[0])
    outcomes = together(*[lambda: actions.confirm(order=order, by=agents[0])] * 3)
    assert {outcome.value.ticket.number for outcome in outcomes} == {"261120001"}
    assert Event.objects.filter(kind="order.confirmed").count() == 1


def test_many_confirm_their_own(agents: list[Person], together: Together) -> None:
    """R044: different orders at once: numbers without a gap and without a double."""
    orders = [(make.agreed(by, goods_name=name), by) for name in ("棉布", "茶叶") for by in agents]
    outcomes = together(
        *(lambda order=order, by=by: actions.confirm(order=order, by=by) for order, by in orders)
    )
    numbers = sorted(outcome.value.ticket.number for outcome in outcomes)
    assert numbers == [f"26112000{serial}" for serial in range(1, 7)]


def test_dispatched_by_several_at_once(agents: list[Person], together: Together) -> None:
    """R062 R065: one slip and one copy, whoever was first."""
    order = make.confirmed(agents[0])
    outcomes = together(*(lambda by=by: actions.dispatch(order=order, by=by) for by in agents))
    assert sum(outcome.error is None for outcome in outcomes) == 1
    codes = {outcome.error.code for outcome in outcomes if isinstance(outcome.error, NotNow)}
    assert codes == {"already_dispatched"}
    assert sorted(Notice.objects.filter(key__startswith="slip").values_list("key", flat=True)) == [
        "slip",
        "slip_copy",
    ]
    make.send()
    assert PretendMessage.objects.count() == 3
    assert set(PretendMessage.objects.values_list("times", flat=True)) == {1}


def test_accepted_while_it_is_cancelled(agents: list[Person], driver: Person, together: Together) -> None:
    """R063: driver and desk at once: either order of the two is lawful, and nobody sees half of it."""
    order = make.dispatched(agents[0])
    outcomes = together(
        lambda: actions.accept(order=order, by=driver),
        lambda: actions.cancel(order=order, reason="not_ready", asked_by="王先生", by=agents[1]),
    )
    assert outcomes[1].error is None
    ticket = Ticket.objects.get(pk=order.pk)
    assert ticket.stage == Stage.VOIDED
    was_accepted = outcomes[0].error is None
    assert Event.objects.filter(kind="order.accepted").count() == was_accepted
    assert (Order.objects.get(pk=order.pk).accepted_at is not None) == was_accepted
    assert not Promise.objects.filter(ticket=ticket, state=Promise.State.OPEN).exists()


def test_saved_by_two_from_the_same_version(agents: list[Person], together: Together) -> None:
    """R045: two forms of the same version: one is saved, the other is told what stands there."""
    order = make.draft(agents[0])
    version = order.ticket.version
    outcomes = together(
        *(
            lambda by=by, pieces=pieces: actions.save_draft(
                order=order, typed={"pieces": pieces}, by=by, version=version
            )
            for by, pieces in zip(agents[:2], ("16", "17"), strict=True)
        )
    )
    assert sorted(outcome.error is None for outcome in outcomes) == [False, True]
    lost = next(outcome.error for outcome in outcomes if outcome.error is not None)
    assert isinstance(lost, NotNow)
    assert lost.code == "stale"
    assert lost.params["values"]["pieces"] == str(Order.objects.get(pk=order.pk).pieces)


def test_the_same_form_opened_twice(agents: list[Person], together: Together) -> None:
    """R002: a form sent twice at once opens one draft."""
    outcomes = together(*[lambda: actions.open_draft(by=agents[0], form_key="once", typed=make.TYPED)] * 3)
    assert len({outcome.value.pk for outcome in outcomes}) == 1
    assert Event.objects.filter(kind="order.drafted").count() == 1
