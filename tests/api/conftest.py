"""The freight company with an integration: its pack in force, the region 江宁 manned, agent 8011's token."""

import pytest

from tests.factories import orders as make
from tests.factories import staff
from tests.factories.api import Caller
from tests.frozen import Frozen
from yinuo.api import limits
from yinuo.playbooks import queries as playbooks
from yinuo.staff.models import Branch, Person, Region
from yinuo.wiring import switchboard


@pytest.fixture(autouse=True)
def _wired() -> None:
    """The real switchboard, full buckets, whatever another test left of them."""
    switchboard.connect()
    limits.forget()
    playbooks.forget()


@pytest.fixture
def region(branch: Branch) -> Region:
    """江宁, the region that collects at 汽配城."""
    return staff.region(key="jiangning", name="江宁", branch=branch)


@pytest.fixture
def desk(
    frozen: Frozen,
    region: Region,
    driver: Person,
    dispatcher: Person,
    market_developer: Person,
    team_leader: Person,
) -> Frozen:
    """Everybody at work on Friday 2026-11-20, 10:00, by the freight pack; the clock to move."""
    make.freight()
    return frozen


@pytest.fixture
def caller(desk: Frozen, agent: Person) -> Caller:
    """8011's integration, with every scope."""
    return Caller(agent)
