"""The freight company at work."""

from tests.orders.conftest import _wired, desk, mate, region, second_driver

__all__ = ["_wired", "desk", "mate", "region", "second_driver"]
