"""Desks in processes of their own, and the freight company at work in this one."""

from tests.orders.conftest import _wired, desk, dispatcher, mate, region, second_driver
from tests.processes import folder, served, small_disk, template
from tests.system.copies import database

__all__ = [
    "_wired", "database", "desk", "dispatcher", "folder", "mate", "region", "second_driver", "served",
    "small_disk", "template",
]  # fmt: skip
