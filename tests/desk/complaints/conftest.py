"""The freight company at work, its telephone ringing; complaints by a small manual."""

import pytest

from tests.desk.at_work import _wired, desk, dispatcher, mate, order, region
from tests.factories import complaints as make

__all__ = ["_wired", "desk", "dispatcher", "mate", "order", "region"]


@pytest.fixture
def manual(desk: object) -> None:
    """The company at work by a manual that has complaints."""
    make.playbook()
