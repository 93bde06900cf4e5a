"""Orders that change their driver, several at once."""

import pytest

from tests.factories import orders as make
from tests.factories import staff
from tests.frozen import Frozen
from yinuo.core.errors import NotNow
from yinuo.messaging.models import Notice
from yinuo.orders import actions
from yinuo.orders.actions import moving
from yinuo.orders.models import Order
from yinuo.staff.models import Person, Region, Role

pytestmark = pytest.mark.django_db


def told(order: Order, key: str) -> list[str]:
    rows = Notice.objects.filter(ticket=order.ticket, key=key).order_by("pk")
    return list(rows.values_list("address", flat=True))


@pytest.fixture
def order(desk: Frozen, agent: Person) -> Order:
    """An order that its driver took."""
    return actions.accept(order=make.dispatched(agent), by=agent)


@pytest.fixture
def carried(desk: Frozen, agent: Person) -> Order:
    """An order whose goods are on the vehicle."""
    return make.collected(agent)


@pytest.fixture
def other(desk: Frozen, agent: Person, driver: Person, second_driver: Person) -> Order:
    """An order that the second driver has."""
    found = actions.dispatch(order=make.confirmed(agent), by=agent, to=second_driver, reason="nearer")
    make.send()
    return make.again(found)


@pytest.mark.django_db(transaction=True)
def test_two_move_one_order_at_once(
    order: Order,
    dispatcher: Person,
    team_leader: Person,
    driver: Person,
    second_driver: Person,
    region: Region,
    together,
) -> None:
    """R068: one of them is told who has it by now; one slip goes."""
    third = staff.posted(Role.DRIVER, region, rank=3, staff_number="8203", name="孙伟", phone="13905270013")
    staff.vehicle(driver=third)
    outcomes = together(
        lambda: moving.reassign(
            order=order, to=second_driver, reason="nearer", by=dispatcher, replaces=driver
        ),
        lambda: moving.reassign(order=order, to=third, reason="nearer", by=team_leader, replaces=driver),
    )
    failed = [one.error for one in outcomes if one.error]
    assert len(failed) == 1
    assert isinstance(failed[0], NotNow)
    assert failed[0].code == "already_dispatched"
    assert len(told(order, "slip")) == 2


@pytest.mark.django_db(transaction=True)
def test_swaps_at_once_never_split(
    order: Order,
    other: Order,
    dispatcher: Person,
    team_leader: Person,
    driver: Person,
    second_driver: Person,
    together,
) -> None:
    """R068: however two swap the same orders, each driver has one of them, and nobody waits for ever."""
    outcomes = together(
        lambda: moving.swap(order=order, other=other, reason="nearer", by=dispatcher),
        lambda: moving.swap(order=other, other=order, reason="nearer", by=team_leader),
    )
    assert not [one.error for one in outcomes if one.error and not isinstance(one.error, NotNow)]
    assert {make.again(order).driver, make.again(other).driver} == {driver, second_driver}


@pytest.mark.django_db(transaction=True)
def test_a_breakdown_while_the_order_is_moved(
    order: Order, dispatcher: Person, team_leader: Person, driver: Person, second_driver: Person, together
) -> None:
    """R069: whichever is first, the order is not left with the broken vehicle."""
    together(
        lambda: moving.vehicle_breaks_down(vehicle=driver.vehicle, reason="爆胎", by=dispatcher),
        lambda: moving.reassign(
            order=order, to=second_driver, reason="nearer", by=team_leader, replaces=driver
        ),
    )
    found = make.again(order)
    assert found.driver in (None, second_driver)
