"""Orders that change their driver: moved, swapped, handed on by rule (R065–R069 R088 R089)."""

from datetime import timedelta

import pytest

from tests.factories import orders as make
from tests.frozen import Frozen
from yinuo.core.errors import Invalid, NotNow, NotPermitted
from yinuo.core.models import Event
from yinuo.messaging.models import Notice
from yinuo.orders import actions, queries
from yinuo.orders.actions import moving
from yinuo.orders.models import Order, Stage
from yinuo.promises.models import Promise
from yinuo.staff import actions as staff_actions
from yinuo.staff.models import Person, Vehicle

pytestmark = pytest.mark.django_db


def told(order: Order, key: str) -> list[str]:
    rows = Notice.objects.filter(ticket=order.ticket, key=key).order_by("pk")
    return list(rows.values_list("address", flat=True))


def open_promises(order: Order) -> set[str]:
    return set(Promise.objects.filter(ticket=order.ticket, state="OPEN").values_list("key", flat=True))


@pytest.fixture
def order(desk: Frozen, agent: Person) -> Order:
    """An order that its driver took."""
    return actions.accept(order=make.dispatched(agent), by=agent)


@pytest.fixture
def carried(desk: Frozen, agent: Person) -> Order:
    """An order whose goods are on the vehicle."""
    return make.collected(agent)


def test_moved_before_the_pickup(
    order: Order, dispatcher: Person, driver: Person, second_driver: Person
) -> None:
    """R065 R068: the slip goes anew, who had it is told, the market developer too."""
    moved = moving.reassign(order=order, to=second_driver, reason="nearer", by=dispatcher, replaces=driver)
    assert (moved.receiver, moved.driver, moved.vehicle) == (
        second_driver,
        second_driver,
        second_driver.vehicle,
    )
    assert (moved.ticket.stage, moved.ticket.given_to) == (Stage.DISPATCHED, second_driver)
    assert driver.phone in told(moved, "reassigned")
    assert told(moved, "slip")[-1] == second_driver.phone


def test_moved_on_the_road(carried: Order, dispatcher: Person, driver: Person, second_driver: Person) -> None:
    """R088 R089: the goods change vehicle; both drivers are told, the promise of the delivery goes on."""
    moved = moving.reassign(
        order=carried, to=second_driver, reason="other", note="车坏在路上", by=dispatcher, replaces=driver
    )
    assert (moved.driver, moved.vehicle, moved.ticket.given_to) == (
        second_driver, second_driver.vehicle, second_driver,
    )  # fmt: skip
    assert moved.ticket.stage == Stage.PICKED_UP
    assert (told(moved, "handed_on"), told(moved, "take_over")) == ([driver.phone], [second_driver.phone])
    assert "delivery" in open_promises(moved)
    assert set(
        Promise.objects.filter(ticket=moved.ticket, state="OPEN", key="delivery").values_list(
            "driver", flat=True
        )
    ) == {second_driver.pk}
    event = Event.objects.get(kind="order.taken_over")
    assert (event.actor_id, event.data["driver"], event.data["was"]) == (
        dispatcher.pk,
        second_driver.pk,
        driver.pk,
    )
    again = moving.reassign(order=moved, to=second_driver, reason="other", by=dispatcher, replaces=driver)
    assert Event.objects.filter(kind="order.taken_over").count() == 1
    assert again.driver == second_driver


def test_moving_says_whom_it_replaces(
    carried: Order, dispatcher: Person, second_driver: Person, agent: Person
) -> None:
    """R089: two who move at the same moment do not undo each other; a reason is said; only to a driver."""
    with pytest.raises(NotNow, match="already_dispatched"):
        moving.reassign(order=carried, to=second_driver, reason="nearer", by=dispatcher, replaces=None)
    with pytest.raises(Invalid):
        moving.reassign(order=carried, to=second_driver, reason="", by=dispatcher, replaces=carried.driver)
    with pytest.raises(NotNow, match="receiver_cannot"):
        moving.reassign(order=carried, to=agent, reason="nearer", by=dispatcher, replaces=carried.driver)
    done = actions.deliver(order=carried, by=agent)
    with pytest.raises(NotNow):
        moving.reassign(order=done, to=second_driver, reason="nearer", by=dispatcher, replaces=done.driver)


def test_who_may_move(
    order: Order, driver: Person, second_driver: Person, auditor: Person, outsider: Person
) -> None:
    """R330: not the driver, not who reads only, not another team."""
    for person in (driver, auditor, outsider):
        with pytest.raises(NotPermitted):
            moving.reassign(order=order, to=second_driver, reason="nearer", by=person, replaces=driver)
        with pytest.raises(NotPermitted):
            moving.swap(order=order, other=order, reason="nearer", by=person)


@pytest.fixture
def other(desk: Frozen, agent: Person, driver: Person, second_driver: Person) -> Order:
    """An order that the second driver has."""
    found = actions.dispatch(order=make.confirmed(agent), by=agent, to=second_driver, reason="nearer")
    make.send()
    return make.again(found)


def test_swapped_both_or_neither(
    order: Order, other: Order, dispatcher: Person, driver: Person, second_driver: Person, agent: Person
) -> None:
    """R065 R068: each has the other's slip; when one cannot, nothing changes."""
    first, second = moving.swap(order=order, other=other, reason="knows_place", by=dispatcher)
    assert (first.driver, second.driver) == (second_driver, driver)
    assert (told(first, "slip")[-1], told(second, "slip")[-1]) == (second_driver.phone, driver.phone)
    assert Event.objects.filter(kind="order.dispatched", actor_id=dispatcher.pk).count() == 2
    actions.pick_up(order=second, by=agent)
    with pytest.raises(NotNow, match="order_not_in_stage"):
        moving.swap(order=make.again(first), other=make.again(second), reason="knows_place", by=dispatcher)
    assert make.again(first).driver == second_driver


def test_nothing_to_swap(order: Order, agent: Person, dispatcher: Person) -> None:
    """R068: with one driver there is nothing to swap."""
    same = make.dispatched(agent)
    with pytest.raises(NotNow, match="nothing_to_swap"):
        moving.swap(order=order, other=same, reason="nearer", by=dispatcher)


def test_a_breakdown_hands_on(
    order: Order, carried: Order, agent: Person, dispatcher: Person, driver: Person
) -> None:
    """R069 R088: what is not collected waits for a driver again, with its promise; what is carried is noted
    as kept from its time; nobody gets the vehicle; everybody is told.
    """
    vehicle = moving.vehicle_breaks_down(vehicle=driver.vehicle, reason="爆胎", by=dispatcher)
    assert (vehicle.out_reason, vehicle.out_from is not None) == ("爆胎", True)
    freed = make.again(order)
    assert (freed.ticket.stage, freed.driver, freed.ticket.given_to) == (Stage.CONFIRMED, None, None)
    assert (driver.phone in told(freed, "reassigned"), freed.declined_by) == (True, [])
    assert open_promises(freed) >= {"slip"}
    assert not open_promises(freed) & {"vehicle", "follow_up", "call_reminder"}
    assert Event.objects.get(kind="order.released").data == {"reason": "vehicle_broken", "person": driver.pk}
    kept = make.again(carried)
    assert (kept.driver, kept.ticket.stage) == (driver, Stage.PICKED_UP)
    assert [one.cause for one in kept.exceptions.all()] == ["vehicle_broken"]
    broke = Event.objects.get(kind="vehicle.broke_down")
    assert (broke.actor_id, broke.data) == (dispatcher.pk, {"driver": driver.pk, "orders": 2})
    hindered = {one.person_id: one.hindrance for one in queries.candidates(freed)}
    assert hindered[driver.pk] == "out"
    again = moving.vehicle_breaks_down(vehicle=vehicle, reason="又爆胎", by=dispatcher)
    assert (again.out_reason, Event.objects.filter(kind="vehicle.broke_down").count()) == ("爆胎", 1)
    repaired = moving.vehicle_repaired(vehicle=vehicle, by=dispatcher)
    assert (repaired.out_from, repaired.out_reason) == (None, "")
    moving.vehicle_repaired(vehicle=vehicle, by=dispatcher)
    assert Event.objects.filter(kind="vehicle.repaired").count() == 1
    assert queries.candidates(freed)[0].is_free


def test_a_breakdown_hands_on_to_the_stand_in(
    order: Order, dispatcher: Person, driver: Person, second_driver: Person
) -> None:
    """R067 R069: the stand-in who drives gets the slip at once, with the reason."""
    Person.objects.filter(pk=driver.pk).update(stand_in=second_driver)
    moving.vehicle_breaks_down(vehicle=driver.vehicle, reason="爆胎", by=dispatcher)
    moved = make.again(order)
    assert (moved.driver, moved.ticket.stage) == (second_driver, Stage.DISPATCHED)
    assert "爆胎" in moved.receiver_reason
    assert told(moved, "slip")[-1] == second_driver.phone


@pytest.mark.parametrize("why", ["absent", "off_duty", "no_phone", "no_vehicle", "out", "declined"])
def test_a_stand_in_who_cannot_is_left_out(
    order: Order, dispatcher: Person, driver: Person, second_driver: Person, why: str, desk: Frozen
) -> None:
    """R067: then it waits for a driver."""
    values = {"absent": {"absent_from": desk.at}, "off_duty": {"on_duty": False}, "no_phone": {"phone": ""}}
    Person.objects.filter(pk=second_driver.pk).update(**values.get(why, {}))
    if why == "no_vehicle":
        Vehicle.objects.filter(driver=second_driver).update(driver=None)
    if why == "out":
        Vehicle.objects.filter(driver=second_driver).update(out_from=desk.at)
    if why == "declined":
        Order.objects.filter(pk=order.pk).update(declined_by=[second_driver.pk])
    Person.objects.filter(pk=driver.pk).update(stand_in=second_driver)
    moving.vehicle_breaks_down(vehicle=driver.vehicle, reason="爆胎", by=dispatcher)
    assert make.again(order).ticket.stage == Stage.CONFIRMED


def test_who_may_say_that_a_vehicle_broke_down(
    order: Order, driver: Person, agent: Person, auditor: Person, dispatcher: Person
) -> None:
    """R330: dispatcher, team leader, manager; with a reason."""
    for person in (driver, agent, auditor):
        with pytest.raises(NotPermitted):
            moving.vehicle_breaks_down(vehicle=driver.vehicle, reason="爆胎", by=person)
        with pytest.raises(NotPermitted):
            moving.vehicle_repaired(vehicle=driver.vehicle, by=person)
    for reason in ("", "  ", "长" * 101):
        with pytest.raises(Invalid):
            moving.vehicle_breaks_down(vehicle=driver.vehicle, reason=reason, by=dispatcher)
    assert not Event.objects.filter(kind__startswith="vehicle.").exists()


def test_leave_hands_on(
    order: Order, carried: Order, driver: Person, second_driver: Person, desk: Frozen
) -> None:
    """R067 R069: as soon as the absence begins; what is carried stays, what waits until the driver is back
    stays.
    """
    back = desk.at + timedelta(days=2)
    Order.objects.filter(pk=order.pk).update(wished_pickup_at=back)
    staff_actions.mark_absent(driver, start=desk.at, end=back, by=None)
    assert make.again(order).driver == driver
    Order.objects.filter(pk=order.pk).update(wished_pickup_at=None)
    staff_actions.mark_absent(driver, start=desk.at, end=back, stand_in=second_driver, by=None)
    assert make.again(order).driver == second_driver
    assert make.again(carried).driver == driver


def test_leave_planned_hands_on_when_it_begins(order: Order, driver: Person, desk: Frozen) -> None:
    """R067: not before."""
    staff_actions.mark_absent(driver, start=desk.at + timedelta(hours=2), end=None, by=None)
    assert make.again(order).driver == driver
    desk.move(hours=2)
    staff_actions.begin_absences(desk.at, 10)
    assert make.again(order).ticket.stage == Stage.CONFIRMED


def test_an_agents_leave_moves_no_order(order: Order, agent: Person, driver: Person, desk: Frozen) -> None:
    staff_actions.mark_absent(agent, start=desk.at, end=None, by=None)
    assert make.again(order).driver == driver
