"""What every test may use: the house and its people, a clock that stands still, and races.

Databases: SQLite on a file unless DATABASE_URL names PostgreSQL. `db` undoes a test at its end; where several
threads must see each other's commits, ask for `transactional_db` (or `django_db(transaction=True)`).
"""

import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.contrib.auth import hashers
from django.test import TransactionTestCase
from hypothesis import settings as hypothesis_settings

from tests import emptying, races
from tests.factories import staff as make
from tests.frozen import Frozen
from yinuo.core import clock, kept
from yinuo.core.calendar import queries as calendar
from yinuo.messaging import queries as messaging
from yinuo.orders.queries import naming
from yinuo.playbooks import queries as playbooks
from yinuo.staff import queries as staff
from yinuo.staff.actions import signing_in
from yinuo.staff.models import Branch, Company, Person, Region, Role, Team

settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
hashers.get_hashers.cache_clear()
hashers.get_hashers_by_algorithm.cache_clear()

# The same examples each time, so that a landing is no lottery; `make test-deep` looks for new ones.
hypothesis_settings.register_profile(
    "default", max_examples=200, deadline=None, print_blob=True, derandomize=True
)
hypothesis_settings.register_profile("deep", max_examples=5000, deadline=None, print_blob=True)
hypothesis_settings.load_profile("deep" if os.environ.get("YINUO_DEEP") else "default")

SERVED = {"folder", "database"}
"""Fixtures of tests that start desks of their own, which takes long."""
ASKS = {"db", "transactional_db", "database"}
"""Fixtures of tests that ask the database of this run; see `--database-only`."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """For a second database: what asks none was proved beside the first."""
    parser.addoption("--database-only", action="store_true", help="only tests that ask the database")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Long ones first, so that no process waits for another's at the end; and only what was wanted."""
    items.sort(key=lambda one: not SERVED & set(_fixtures(one)))
    if config.getoption("--database-only"):
        asking = [one for one in items if one.get_closest_marker("django_db") or ASKS & set(_fixtures(one))]
        config.hook.pytest_deselected(items=[one for one in items if one not in set(asking)])
        items[:] = asking


def _fixtures(item: pytest.Item) -> list[str]:
    return getattr(item, "fixturenames", [])


TransactionTestCase._fixture_teardown = emptying.empty


@pytest.fixture(autouse=True)
def _nothing_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a process keeps in memory of its database would outlive the test that wrote it.

    Within a test it does not age: on a slow machine a statement more or less would be counted.
    """
    monkeypatch.setattr(kept, "ticks", float)
    staff.forget()
    clock.forget()
    calendar.forget()
    signing_in.forget_touches()
    playbooks.forget()
    naming.forget()
    messaging.forget_robots()


@pytest.fixture
def frozen() -> Iterator[Frozen]:
    """The clock stands at Friday 2026-11-20 10:00 in Shanghai; `frozen.move(minutes=3)`, `frozen.to(at)`."""
    with Frozen(datetime(2026, 11, 20, 2, 0, tzinfo=UTC)) as held:
        yield held


@pytest.fixture
def together() -> Callable[..., list[races.Outcome]]:
    """Runs calls at the same moment, each in a thread with its own connection (needs `transactional_db`)."""
    return races.together


@pytest.fixture
def company(db: None) -> Company:
    """启程货运, the company of the mock-ups."""
    return make.company()


@pytest.fixture
def branch(company: Company) -> Branch:
    """The branch 宿迁, whose drivers receive slips."""
    return make.branch()


@pytest.fixture
def region(branch: Branch) -> Region:
    """The region 宿城 of that branch."""
    return make.region(branch=branch)


@pytest.fixture
def team(company: Company) -> Team:
    """The day team."""
    return make.team()


@pytest.fixture
def agent(team: Team, branch: Branch) -> Person:
    """8011 李敏, on duty in the day team: whoever owns the ticket."""
    return make.person(Role.AGENT, staff_number="8011", name="李敏", team=team, branch=branch)


@pytest.fixture
def team_leader(team: Team, branch: Branch) -> Person:
    """8001 周芳, leads the day team."""
    return make.person(Role.TEAM_LEADER, staff_number="8001", name="周芳", team=team, branch=branch)


@pytest.fixture
def dispatcher(region: Region) -> Person:
    """8101 吴刚, dispatcher of the region."""
    return make.posted(Role.DISPATCHER, region, staff_number="8101", name="吴刚")


@pytest.fixture
def driver(region: Region) -> Person:
    """8201 王强, first driver of the region, with a vehicle."""
    person = make.posted(Role.DRIVER, region, staff_number="8201", name="王强", phone="13905270001")
    make.vehicle(driver=person)
    return person


@pytest.fixture
def market_developer(region: Region) -> Person:
    """8301 孙丽, market developer of the region."""
    return make.posted(Role.MARKET_DEVELOPER, region, staff_number="8301", name="孙丽", phone="13905270002")


@pytest.fixture
def manager(branch: Branch) -> Person:
    """8401 郑海, manager."""
    return make.person(Role.MANAGER, staff_number="8401", name="郑海", branch=branch)


@pytest.fixture
def administrator(company: Company) -> Person:
    """8501 何平, administrator."""
    return make.person(Role.ADMINISTRATOR, staff_number="8501", name="何平")


@pytest.fixture
def auditor(company: Company) -> Person:
    """8601 许静, auditor: reads, and does nothing."""
    return make.person(Role.AUDITOR, staff_number="8601", name="许静")


@pytest.fixture
def colleague(branch: Branch) -> Person:
    """8701 冯涛 of the warehouse: may report something and answer what is asked."""
    return make.person(Role.COLLEAGUE, staff_number="8701", name="冯涛", branch=branch)


@pytest.fixture
def outsider(company: Company) -> Person:
    """8099 沈洁, an agent of another team: must never see what the day team owns."""
    return make.person(
        Role.AGENT, staff_number="8099", name="沈洁", team=make.team(key="night", name="夜班组")
    )
