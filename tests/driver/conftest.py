"""A driver with a phone, an order on its way to them."""

import itertools
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.desk.at_work import _wired, desk, dispatcher, mate, order, region
from tests.factories import orders as make
from tests.orders.conftest import second_driver
from yinuo.orders.models import Order
from yinuo.staff.models import Person

__all__ = ["_wired", "desk", "dispatcher", "mate", "order", "region", "second_driver"]

JSON = "application/json"
_keys = itertools.count(1)
Browse = Callable[[Person], Client]


@pytest.fixture(autouse=True)
def _own_folder(settings: Any, tmp_path: Any) -> None:
    """Photos of a test lie in its own folder."""
    settings.MEDIA_ROOT = tmp_path / "uploads"


@pytest.fixture
def browse() -> Browse:
    """A phone on which somebody is signed in."""

    def signed_in(person: Person) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return signed_in


@pytest.fixture
def phone(browse: Browse, driver: Person) -> Client:
    """The driver's phone."""
    return browse(driver)


@pytest.fixture
def accepted(desk: object, agent: Person) -> Order:
    """An order that the driver took."""
    return make.actions.accept(order=make.dispatched(agent), by=agent)


@pytest.fixture
def collected(desk: object, agent: Person) -> Order:
    """An order whose goods are on the vehicle, freight to be collected at the door."""
    return make.collected(agent)


def key() -> str:
    """The key of a form that was just drawn."""
    return f"{next(_keys):032}"


def at(order: Order, part: str = "") -> str:
    """The address of a job, or of something about it."""
    return f"/d/t/{order.ticket.ref}/{part}"


PICKED = {"pieces": "15", "packing": "whole"}
"""As many as were ordered, all whole."""
DELIVERED = {"signed_by": "马先生", "note": "收货人手伤了，没有签", "way": "CASH", "amount": "100"}
"""Without a picture, and says why."""


def left(order: Order) -> str:
    """What is still due, as the form has it."""
    return str(make.again(order).freight_left)


def take_away(order: Order, to: Person, by: Person) -> None:
    """The desk gives the job to another driver."""
    now = make.again(order)
    make.actions.dispatch(order=now, to=to, reason="first_busy", by=by, replaces=now.receiver)
