"""Facts: kept in the transaction of the deed, recomputed from rows, never counted up."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import orders as make
from tests.frozen import Frozen
from yinuo.core import clock, db
from yinuo.core.errors import DeskError
from yinuo.orders import actions as orders
from yinuo.orders.models import Order
from yinuo.promises import actions as promises
from yinuo.promises.models import Promise
from yinuo.reports import actions
from yinuo.reports.models import OrderFact
from yinuo.reports.queries import areas
from yinuo.staff.models import Person, Role
from yinuo.tickets import actions as tickets
from yinuo.tickets.models import Ticket

pytestmark = pytest.mark.django_db
JIANGNING = 320115


def fact(order: Order) -> OrderFact:
    return OrderFact.objects.get(pk=order.pk)


def facts() -> list[dict[str, object]]:
    return list(OrderFact.objects.order_by("pk").values())


def test_a_draft_is_no_fact(desk: Frozen, agent: Person) -> None:
    make.draft(agent)
    assert not OrderFact.objects.exists()


def test_a_contact_without_an_order_keeps_its_place(desk: Frozen, agent: Person) -> None:
    """R047 R397: who did not ship is counted with the place, the reason, the day and the hour."""
    order = orders.keep_origin(order=make.draft(agent), reason="price", by=agent)
    found = fact(order)
    assert (found.outcome, found.reason, found.area) == ("NOT_SHIPPED", "price", JIANGNING)
    assert (found.day, found.hour, found.person_id) == (date(2026, 11, 20), 10, agent.pk)
    assert (found.slip, found.pickup, found.confirmed_on) == ("", "", None)


def test_the_place_outlives_the_address(desk: Frozen, agent: Person) -> None:
    """R047: after a year the personal part is forgotten, also when the facts are made anew."""
    order = orders.keep_origin(order=make.draft(agent), reason="price", by=agent)
    desk.move(days=366)
    assert orders.forget_origins() == 1
    assert fact(order).area == JIANGNING
    actions.rebuild(rest=0)
    assert (fact(order).area, fact(order).customer_id) == (JIANGNING, 0)


def test_an_order_in_time(desk: Frozen, agent: Person, driver: Person) -> None:
    """R062 R037 R398: the slip within three minutes, the goods within the hour that was promised."""
    order = make.confirmed(agent)
    assert (fact(order).outcome, fact(order).slip) == ("SHIPPED", "")
    desk.move(seconds=40)
    orders.dispatch(order=order, by=agent)
    make.send()
    assert (fact(order).slip, fact(order).slip_seconds) == ("IN_TIME", 40)
    desk.move(minutes=20)
    orders.pick_up(order=make.again(order), by=driver)
    found = fact(order)
    assert (found.pickup, found.pickup_on, found.wait_seconds) == ("IN_TIME", date(2026, 11, 20), 1200)
    assert (found.driver_id, found.late_seconds) == (driver.pk, 0)


def test_what_is_late_is_late_before_it_is_done(desk: Frozen, agent: Person) -> None:
    """R062: the loop marks the slip that did not leave, and the fact says so at once."""
    order = make.confirmed(agent)
    desk.move(minutes=4)
    promises.wake_due(clock.now(), 50)
    assert (fact(order).slip, fact(order).slip_seconds) == ("LATE", None)


def test_an_objective_cause_is_apart(desk: Frozen, agent: Person, driver: Person) -> None:
    """R088: late for a cause that nobody could help; noted after the pick-up it excuses nothing."""
    first, second = make.dispatched(agent), make.dispatched(agent)
    desk.move(hours=1)
    orders.note_exception(order=first, cause="weather", by=agent)
    for order in (first, second):
        orders.pick_up(order=make.again(order), by=driver)
    desk.move(seconds=1)
    orders.note_exception(order=make.again(second), cause="weather", by=agent)
    assert (fact(first).pickup, fact(second).pickup) == ("OBJECTIVE", "LATE")
    assert fact(first).late_seconds == fact(second).late_seconds == 1800


def test_a_cancelled_order(desk: Frozen, agent: Person) -> None:
    """R397: cancelled before its slip was due, it counts as a contact and for nothing else."""
    order = make.confirmed(agent)
    orders.cancel(order=order, reason="not_ready", asked_by="客户", by=agent)
    found = fact(order)
    assert (found.outcome, found.reason, found.slip) == ("CANCELLED", "not_ready", "")


def test_a_ticket_that_changes_hands_changes_team(
    desk: Frozen, agent: Person, team_leader: Person, outsider: Person
) -> None:
    order = make.confirmed(agent)
    tickets.assign(order.ticket, to=outsider, reason="too_many", by=team_leader)
    assert (fact(order).team_id, fact(order).person_id) == (outsider.team_id, agent.pk)


def test_an_undone_deed_leaves_no_fact(desk: Frozen, agent: Person) -> None:
    order = make.agreed(agent)
    with pytest.raises(ZeroDivisionError), db.transaction():
        orders.confirm(order=order, by=agent)
        _ = 1 // 0
    assert not OrderFact.objects.filter(pk=order.pk).exists()


def test_places_by_our_ground_and_by_name() -> None:
    """R397: an official name anywhere in China; a place that several may be is not guessed."""
    assert areas.code_of("江苏省南京市浦口区桥北路1号") == 320111
    assert areas.names(320111) == ("江苏省", "南京市", "浦口区")
    assert areas.code_of("上海市徐汇区漕溪路") == 310104
    assert areas.names(310104)[1:] == ("上海市", "徐汇区")
    assert areas.code_of("") == areas.code_of("三楼右手边") == 0
    assert areas.names(0) == ("", "", "")


Step = Callable[[Order, Frozen, Person, Person], object]


def _late(order: Order, desk: Frozen, agent: Person, driver: Person) -> object:
    return promises.wake_due(clock.now(), 50)


def _explain(order: Order, desk: Frozen, agent: Person, driver: Person) -> object:
    for promise in Promise.objects.filter(ticket=order.ticket, broken_at__isnull=False):
        promises.explain_lateness(promise, "高速封路", True, agent)
    return None


def _move(order: Order, desk: Frozen, agent: Person, driver: Person) -> object:
    for promise in Promise.objects.filter(ticket=order.ticket, state="OPEN", key="pickup"):
        leader = Person.objects.get(role=Role.TEAM_LEADER)
        promises.move(promise, clock.now() + timedelta(hours=3), "customer_asked", leader)
    return None


STEPS: dict[str, Step] = {
    "dispatch": lambda order, desk, agent, driver: orders.dispatch(order=order, by=agent),
    "send": lambda order, desk, agent, driver: make.send(),
    "accept": lambda order, desk, agent, driver: orders.accept(order=order, by=driver),
    "decline": lambda order, desk, agent, driver: orders.decline(order=order, reason="full", by=driver),
    "pick_up": lambda order, desk, agent, driver: orders.pick_up(order=order, by=driver),
    "weather": lambda order, desk, agent, driver: orders.note_exception(
        order=order, cause="weather", by=agent
    ),
    "deliver": lambda order, desk, agent, driver: orders.deliver(order=order, by=driver),
    "lose": lambda order, desk, agent, driver: orders.lose(order=order, reason="other", note="找", by=agent),
    "cancel": lambda order, desk, agent, driver: orders.cancel(
        order=order, reason="twice", asked_by="客户", by=agent
    ),
    "origin": lambda order, desk, agent, driver: orders.keep_origin(order=order, reason="time", by=agent),
    "confirm": lambda order, desk, agent, driver: orders.confirm(order=order, by=agent),
    "minute": lambda order, desk, agent, driver: desk.move(minutes=1),
    "hour": lambda order, desk, agent, driver: desk.move(minutes=45),
    "day": lambda order, desk, agent, driver: desk.move(hours=20),
    "loop": _late,
    "explain": _explain,
    "move": _move,
}


class _Undone(Exception):
    """Ends an example and takes back all of it."""


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.sampled_from(sorted(STEPS)), max_size=14), starts=st.booleans())
def test_facts_made_anew_are_the_facts_that_were_kept(
    desk: Frozen, agent: Person, team_leader: Person, driver: Person, steps: list[str], starts: bool
) -> None:
    """R062 R397 R398: after any sequence of deeds, the rows alone say what the facts say."""
    before = clock.now()
    try:
        with transaction.atomic():
            order = make.confirmed(agent) if starts else make.agreed(agent)
            for name in steps:
                try:
                    STEPS[name](make.again(order), desk, agent, driver)
                except DeskError:
                    continue
            kept = facts()
            actions.rebuild(rest=0)
            assert facts() == kept
            OrderFact.objects.all().delete()
            actions.rebuild(rest=0)
            assert facts() == kept
            assert bool(kept) == (Ticket.objects.get(pk=order.pk).stage != "DRAFT")
            raise _Undone
    except _Undone:
        desk.to(before)
