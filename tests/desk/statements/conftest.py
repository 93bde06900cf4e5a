"""The freight company at work."""

from tests.desk.at_work import _wired, desk, dispatcher, mate, order, region

__all__ = ["_wired", "desk", "dispatcher", "mate", "order", "region"]
