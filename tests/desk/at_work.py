"""The freight company at work, one order on its way."""

import pytest

from tests.factories import orders as make
from tests.orders.conftest import _wired, desk, dispatcher, mate, region
from yinuo.orders.models import Order
from yinuo.staff.models import Person

__all__ = ["_wired", "desk", "dispatcher", "mate", "region"]


@pytest.fixture
def order(desk: object, agent: Person) -> Order:
    """Agent 8011's order whose slip has left."""
    return make.dispatched(agent)
