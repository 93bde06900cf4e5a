"""The freight company at work, and a customer's browser."""

import pytest

from tests.orders.conftest import _wired, desk, dispatcher, region  # noqa: F401  # the same company
from yinuo.portal import pace


@pytest.fixture(autouse=True)
def _nobody_asked() -> None:
    """The buckets of addresses are a process's own."""
    pace.forget()
