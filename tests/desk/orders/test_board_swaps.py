"""The dispatcher's board: two orders swapped, what waits for a driver, what is late (R065–R069 R087 R088)."""

from datetime import timedelta
from typing import Any

import pytest

from tests.desk.orders import browsing
from tests.desk.orders.test_board import press, text
from tests.factories import orders as make
from tests.factories import staff as people
from yinuo.orders import actions
from yinuo.orders.models import Order
from yinuo.orders.queries.board import Board
from yinuo.staff.models import Person, Region, Role

pytestmark = pytest.mark.django_db


def test_two_orders_swapped(
    desk: Any, agent: Person, dispatcher: Person, driver: Person, second_driver: Person, browse: Any
) -> None:
    """R068: both get their slips anew."""
    one = make.dispatched(agent)
    other = actions.dispatch(order=make.confirmed(agent), by=agent, to=second_driver, reason="nearer")
    client, address = browse(dispatcher), f"/dispatch/orders/{one.ticket.ref}/swap/"
    form = browsing.form(client.get(address, headers=browsing.DIALOG), address)
    said = form.filled(other=f"{other.ticket.ref}-{second_driver.pk}", reason="nearer")
    answer = client.post(form.action, said, headers=browsing.DIALOG)
    assert answer.status_code == 204, answer.content.decode()
    assert (make.again(one).driver, make.again(other).driver) == (second_driver, driver)
    again = client.post(form.action, said, headers=browsing.DIALOG)
    assert again.status_code == 422
    assert (make.again(one).driver, make.again(other).driver) == (second_driver, driver)


def test_what_somebody_moved_meanwhile_is_not_swapped(
    desk: Any,
    agent: Person,
    dispatcher: Person,
    driver: Person,
    second_driver: Person,
    region: Region,
    browse: Any,
) -> None:
    """R068: the dialog was open: of neither order somebody gets the other who was not shown."""
    third = people.posted(Role.DRIVER, region, rank=3, staff_number="8203", name="孙伟", phone="13905270013")
    one = make.dispatched(agent)
    other = actions.dispatch(order=make.confirmed(agent), by=agent, to=second_driver, reason="nearer")
    client, address = browse(dispatcher), f"/dispatch/orders/{one.ticket.ref}/swap/"
    form = browsing.form(client.get(address, headers=browsing.DIALOG), address)
    said = form.filled(other=f"{other.ticket.ref}-{second_driver.pk}", reason="nearer")
    actions.dispatch(order=one, by=agent, to=third, reason="nearer", replaces=driver)
    answer = client.post(form.action, said, headers=browsing.DIALOG)
    assert answer.status_code == 422
    assert "孙伟" in answer.content.decode()
    actions.dispatch(order=make.again(one), by=agent, to=driver, reason="nearer", replaces=third)
    actions.dispatch(order=other, by=agent, to=third, reason="nearer", replaces=second_driver)
    assert client.post(form.action, said, headers=browsing.DIALOG).status_code == 422
    assert (make.again(one).driver, make.again(other).driver) == (driver, third)


def test_what_a_dispatcher_has_still_waits_for_a_driver(
    desk: Any, agent: Person, dispatcher: Person, driver: Person, browse: Any
) -> None:
    """R068: where the slip goes to the dispatcher, the order stands on the board until a driver has it."""
    Person.objects.filter(pk=dispatcher.pk).update(phone="13905270010")
    dispatcher.refresh_from_db()
    order = actions.dispatch(order=make.confirmed(agent), by=agent, to=dispatcher, reason="nearer")
    client = browse(dispatcher)
    page = text(client)
    assert page.count(f'id="w-{order.ticket.ref}"') == 1
    assert f"在{dispatcher.name}手上" in page
    assert press(client, f"/dispatch/orders/{order.ticket.ref}/assignment/").status_code == 204
    assert make.again(order).driver == driver
    assert f'id="w-{order.ticket.ref}"' not in text(client)


def test_late_is_counted_as_the_rows_say(
    desk: Any, agent: Person, dispatcher: Person, driver: Person, browse: Any
) -> None:
    """R087 R088: half an hour is of working time, and the hours of the night are none."""
    desk.move(hours=7, minutes=45)
    order = make.dispatched(agent)
    desk.move(hours=2)
    found = Board(dispatcher)
    (standing,) = [one for row in found.page().rows for one in row.orders]
    assert (found.late_with, standing.lateness) == (set(), "")
    desk.move(days=3)
    found = Board(dispatcher)
    (standing,) = [one for row in found.page().rows for one in row.orders]
    assert (found.late_with, standing.lateness) == ({driver.pk}, "is")
    actions.pick_up(order=make.again(order), by=agent)
    soon = {"promised_at": desk.at + timedelta(hours=8), "wished_delivery_at": desk.at + timedelta(hours=1)}
    Order.objects.filter(pk=order.pk).update(**soon)
    desk.move(hours=2)
    assert Board(dispatcher).page().late == 1
