"""The freight company, an order of 13800006621, cases at any stage, and browsers."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.frozen import Frozen
from tests.portal.following.conftest import (
    SHIPPER,
    _wired,
    client,
    company,
    desk,
    dispatcher,
    known,
    order,
    region,
)

__all__ = ["_wired", "client", "company", "desk", "dispatcher", "known", "order", "region"]


@pytest.fixture
def theirs(desk: Frozen, known: Callable[[str], Client]) -> Client:
    """The browser of whoever complains by default."""
    return known(SHIPPER)
