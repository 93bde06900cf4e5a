"""A desk with the freight manual in force."""

import pytest
from django.test import Client

from tests.desk.conftest import Browse
from yinuo.playbooks import actions
from yinuo.playbooks.models import PlaybookVersion
from yinuo.staff.models import Person


@pytest.fixture
def freight(company: object) -> PlaybookVersion:
    """The pack's manual, published."""
    return actions.install_pack("freight", by=None, with_samples=True)


@pytest.fixture
def reader(browse: Browse, agent: Person, freight: PlaybookVersion) -> Client:
    """An agent's browser."""
    return browse(agent)


@pytest.fixture
def publisher(browse: Browse, manager: Person, freight: PlaybookVersion) -> Client:
    """The manager's browser."""
    return browse(manager)
