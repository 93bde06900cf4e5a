"""The freight company, an order of its desk on its way, one that came from the web, and browsers."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core import signing
from django.test import Client

from tests.factories import orders as make
from tests.factories import web as make_web
from tests.frozen import Frozen
from tests.orders.conftest import _wired, desk, dispatcher, region
from yinuo.orders.models import Order
from yinuo.portal import guests
from yinuo.staff import queries as staff
from yinuo.staff.models import Company, Person
from yinuo.tickets.rules import links

__all__ = ["_wired", "desk", "dispatcher", "region"]
SHIPPER = "13800006621"
RECEIVER = "025-84567788"
STRANGER = "13911112222"


@pytest.fixture
def company(company: Company) -> Company:
    """With a hotline."""
    Company.objects.update(hotline="4008123456")
    staff.forget()
    return company


@pytest.fixture
def order(desk: Frozen, agent: Person) -> Order:
    """13800006621 sends 15 cartons to 南京站; they are on the vehicle since 10:00."""
    typed = {"shipper_name": "王建国", "consignee_name": "马小军"}
    return make.again(make.collected(agent, **typed))


@pytest.fixture
def web_order(desk: Frozen, agent: Person) -> Order:
    """What the same number wrote on the web, not reviewed yet."""
    return make_web.placed()


@pytest.fixture
def client() -> Client:
    """A browser that nobody knows."""
    return Client(headers={"accept-language": "zh-CN"})


@pytest.fixture
def known() -> Callable[[str], Client]:
    """A browser that has proved a number."""

    def browser(phone: str) -> Client:
        client = Client(headers={"accept-language": "zh-CN"})
        client.cookies[guests.PHONE] = signing.dumps({"phone": phone}, salt=f"yinuo.portal.{guests.PHONE}")
        return client

    return browser


def link(order: Order) -> str:
    """The short link of an order."""
    return links.track_path(order.ticket.ref)


def track(client: Client, number: str, tail: str) -> Any:
    """What the form answers."""
    return client.post("/p/track/", {"number": number, "tail": tail})
