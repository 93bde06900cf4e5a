"""The freight company at work, with the real switchboard."""

from tests.orders.conftest import _wired, desk, dispatcher, mate, region

__all__ = ["_wired", "desk", "dispatcher", "mate", "region"]
