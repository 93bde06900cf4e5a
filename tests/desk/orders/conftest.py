"""The freight company at work, and its people in their browsers."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.orders.conftest import _wired, desk, mate, region, second_driver
from yinuo.staff.models import Person

__all__ = ["_wired", "desk", "mate", "region", "second_driver"]


@pytest.fixture
def browser() -> Callable[[Person], Client]:
    """A browser in which somebody is signed in."""

    def signed_in(person: Person) -> Client:
        client = Client(raise_request_exception=False)
        client.force_login(person)
        return client

    return signed_in
