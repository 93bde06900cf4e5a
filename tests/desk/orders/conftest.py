"""The freight company at work, and a reviewer in front of a web order."""

import pytest
from django.test import Client

from tests.factories import web as make
from tests.orders.conftest import _wired, desk, mate, region, second_driver
from yinuo.orders.models import Order

__all__ = ["_wired", "agreed", "client", "desk", "mate", "order", "region", "second_driver"]


@pytest.fixture
def client(agent, browse) -> Client:
    """Agent 8011's browser."""
    return browse(agent)


@pytest.fixture
def order(desk, agent) -> Order:
    """Agent 8011's review of the manual's sample."""
    return make.taken(agent)


@pytest.fixture
def agreed(order, agent) -> Order:
    """The same, checked and agreed to on the telephone: it can be confirmed."""
    return make.called(make.checked(order, agent), agent)
