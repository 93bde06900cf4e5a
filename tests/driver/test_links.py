"""The link of one job: shows a button, is used once, opens this job and nothing else."""

from datetime import timedelta

import pytest
from django.test import Client

from tests.driver.conftest import JSON, Browse, at, key, take_away
from tests.factories import orders as make
from tests.frozen import Frozen
from yinuo.core import clock
from yinuo.core.models import Event
from yinuo.orders.models import Order, Stage
from yinuo.orders.rules import jobs
from yinuo.staff.models import Person, UsedLink


@pytest.fixture
def link(order: Order, driver: Person) -> str:
    """The link in the driver's text."""
    return jobs.path(order.ticket.ref, driver.pk, clock.now() + timedelta(hours=24))


def test_looking_uses_nothing_up(client: Client, link: str) -> None:
    """Whoever previews links in messages only sees a page with a button."""
    for _ in range(3):
        assert "打开这一单" in client.get(link).content.decode()
    assert not UsedLink.objects.exists()


def test_pressed_it_opens_this_job_alone(client: Client, link: str, order: Order, agent: Person) -> None:
    """No session of the desk: no other job, no list, no page of the desk."""
    other = make.dispatched(agent)
    assert client.post(link)["Location"] == at(order)
    page = client.get(at(order)).content.decode()
    assert "13800006621" in page
    assert 'class="m__tab"' not in page
    assert "yinuo_session" not in client.cookies
    assert client.get(at(other)).status_code == 302
    assert client.get("/d/")["Location"].startswith("/d/sign-in/")
    for address in ("/desk/", f"/desk/{order.ticket.ref}/", "/orders/", "/search/?q=1", "/account/"):
        assert client.get(address)["Location"].startswith("/sign-in/")


def test_what_is_said_by_link_is_said_by_the_driver(
    client: Client, link: str, order: Order, driver: Person
) -> None:
    """The event has the driver as its actor and the drivers' pages as its door."""
    client.post(link)
    told = client.post(at(order, "acceptance/"), {"form_key": key()}, headers={"Accept": JSON})
    assert told.status_code == 200
    order.ticket.refresh_from_db()
    assert order.ticket.stage == Stage.ACCEPTED
    event = Event.objects.get(ticket_id=order.pk, kind="order.accepted")
    assert (event.actor_id, event.door) == (driver.pk, "driver")


def test_a_second_phone_finds_it_used(client: Client, link: str) -> None:
    """And is told so; the first one comes back to its job by the same link."""
    client.post(link)
    second = Client()
    assert second.post(link).status_code == 409
    assert second.get(link).status_code == 409
    assert client.get(link)["Location"].startswith("/d/t/")


def test_its_time_runs_out(client: Client, link: str, order: Order, desk: Frozen) -> None:
    """After a day it opens nothing, nor does the phone that was let in."""
    client.post(link)
    desk.move(hours=26)
    assert Client().post(link).status_code == 409
    assert client.get(at(order)).status_code == 302


def test_a_forged_link_is_none(client: Client, link: str) -> None:
    """One letter changed is like any address that does not exist."""
    forged = link[:-1] + ("2" if link[-1] != "2" else "3")
    assert client.get(forged).status_code == client.post(forged).status_code == 404


def test_the_cookie_of_one_job_is_worth_nothing_elsewhere(
    client: Client, link: str, order: Order, agent: Person
) -> None:
    """Sent by hand to another job of the same driver it lets nobody in; changed, it is no cookie."""
    client.post(link)
    (cookie,) = [morsel for morsel in client.cookies.values() if morsel.key == "yinuo_job"][-1:]
    other = make.dispatched(agent)
    thief = Client()
    thief.cookies["yinuo_job"] = cookie.value
    assert thief.get(at(other)).status_code == 302
    thief.cookies["yinuo_job"] = cookie.value[:-2] + "xx"
    assert thief.get(at(order)).status_code == 302


def test_the_job_goes_to_another_driver(
    client: Client, link: str, order: Order, agent: Person, second_driver: Person
) -> None:
    """Who was let in sees nothing of it any more; a link that was not used yet says so."""
    client.post(link)
    take_away(order, second_driver, agent)
    assert client.get(at(order)).status_code == 409
    told = client.post(
        at(order, "pickup/"),
        {"form_key": key(), "pieces": "15", "packing": "whole"},
        headers={"Accept": JSON},
    )
    assert told.status_code == 409
    assert "不在你手上" in told.json()["text"]


def test_who_is_signed_in_needs_no_link(phone: Client, link: str, order: Order, browse: Browse) -> None:
    """It leads to the job and stays unused."""
    assert phone.get(link)["Location"] == at(order)
    assert not UsedLink.objects.exists()


def test_a_job_that_was_called_off_is_opened_by_no_link(
    client: Client, phone: Client, link: str, order: Order, agent: Person
) -> None:
    """The link is refused; the job shows no name, number or address any more (R040)."""
    make.actions.cancel(order=order, by=agent, reason="not_ready", asked_by="发货人")
    assert client.post(link).status_code == 409
    assert not UsedLink.objects.exists()
    page = phone.get(at(order)).content.decode()
    assert "已作废" in page
    assert [said for said in (order.pickup_phone, order.consignee_phone, "12号") if said in page] == []
    told = phone.post(
        at(order, "pickup/"),
        {"form_key": key(), "pieces": "15", "packing": "whole"},
        headers={"Accept": JSON},
    )
    assert told.status_code == 409
