"""The freight company at work, its people in their browsers, one order on its way."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.factories import orders as make
from tests.orders.conftest import _wired, desk, dispatcher, mate, region
from yinuo.orders.models import Order
from yinuo.staff.models import Person

__all__ = ["_wired", "desk", "dispatcher", "mate", "region"]
Browse = Callable[[Person], Client]


@pytest.fixture
def browse() -> Browse:
    """A browser in which somebody is signed in."""

    def signed_in(person: Person) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return signed_in


@pytest.fixture
def order(desk: object, agent: Person) -> Order:
    """Agent 8011's order whose slip has left."""
    return make.dispatched(agent)
