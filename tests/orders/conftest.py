"""The freight company at work: its pack in force, the region 江宁 with its people."""

import pytest

from tests.factories import orders as make
from tests.factories import staff
from tests.frozen import Frozen
from yinuo.core import events
from yinuo.staff import queries
from yinuo.staff.models import Branch, Company, Person, Region, Role, Team
from yinuo.wiring import switchboard


@pytest.fixture(autouse=True)
def _wired() -> None:
    """The real switchboard, whatever another test left of it."""
    switchboard.connect()
    assert events.kinds()


@pytest.fixture
def region(branch: Branch) -> Region:
    """江宁, the region that collects at 汽配城; Nanjing's area code."""
    Company.objects.update(area_code="025")
    queries.forget()
    return staff.region(key="jiangning", name="江宁", branch=branch)


@pytest.fixture
def dispatcher(region: Region) -> Person:
    """8101 吴刚, dispatcher of the region, who can be reached."""
    return staff.posted(Role.DISPATCHER, region, staff_number="8101", name="吴刚", phone="13905270010")


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
def second_driver(region: Region) -> Person:
    """8202 刘洋, second in turn."""
    person = staff.posted(Role.DRIVER, region, rank=2, staff_number="8202", name="刘洋", phone="13905270012")
    staff.vehicle(driver=person)
    return person


@pytest.fixture
def mate(team: Team, branch: Branch) -> Person:
    """8012 张敏, of the same team."""
    return staff.person(Role.AGENT, staff_number="8012", name="张敏", team=team, branch=branch)
