"""The freight company at work, its telephone ringing."""

from tests.orders.conftest import _wired, desk, dispatcher, mate, region, second_driver

__all__ = ["_wired", "desk", "dispatcher", "mate", "region", "second_driver"]
