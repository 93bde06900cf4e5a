"""The freight company at work, whose figures are looked at."""

from tests.orders.conftest import _wired, desk, dispatcher, mate, region, second_driver

__all__ = ["_wired", "desk", "dispatcher", "mate", "region", "second_driver"]
