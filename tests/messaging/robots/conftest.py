"""Groups of chat platforms on this machine, and robots that speak to them."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest

from tests.factories import staff as make_staff
from tests.frozen import Frozen
from tests.messaging.conftest import happens
from tests.servers import robots as servers
from yinuo.core import clock
from yinuo.messaging import actions, queries
from yinuo.messaging.models import Robot, RobotLine
from yinuo.promises.models import Promise
from yinuo.staff.models import Company, Person
from yinuo.tickets.models import Ticket

Opened = Callable[..., tuple[Robot, servers.Group]]


@pytest.fixture(autouse=True)
def _told_anew() -> Iterator[None]:
    """Who is told of what is remembered per process."""
    queries.forget_robots()
    yield
    queries.forget_robots()


@pytest.fixture
def later(frozen: Frozen) -> Frozen:
    """10:10, away from the rush of the half hour."""
    frozen.move(minutes=10)
    return frozen


@pytest.fixture
def platforms() -> Iterator[servers.Platforms]:
    with servers.running(clock.now) as running:
        yield running


@pytest.fixture
def opened(platforms: servers.Platforms, company: Company) -> Opened:
    """Opens a group of a platform with a robot of ours in it, in use."""

    def make(kind: str = "wecom", *, secret: str = "", **values: object) -> tuple[Robot, servers.Group]:
        group = platforms.group(kind, secret=secret)
        given = {"name": f"{kind} 群", "secret": secret} | values
        robot = actions.add_robot(kind=kind, address=group.address, by=None, **given)  # type: ignore[arg-type]
        return actions.activate_robot(robot, by=None), group

    return make


@pytest.fixture
def administrators(company: Company) -> list[Person]:
    return [make_staff.person("ADMINISTRATOR", staff_number="8501", name="何平")]


def line(robot: Robot, text: str = "【快到期】261120021", **columns: object) -> RobotLine:
    """A line that waits, due now."""
    given = {"code": "promise.warned", "queued_at": clock.now(), "wake_at": clock.now()} | columns
    return RobotLine.objects.create(robot=robot, text=text, **given)


def speak(frozen: Frozen, seconds: float, *, every: float = 0.5) -> int:
    """The lane at work for so long: as often as it looks, until then; how many messages were tried."""
    end, said = frozen.at + timedelta(seconds=seconds), 0
    while frozen.at < end:
        did = actions.tell_robots(clock.now())
        said += did
        frozen.move(seconds=0.1 if did else every)
    return said


def breaks(promise: Promise, ticket: Ticket, **data: object) -> None:
    """A promise breaks, and whoever is told of it is told."""
    happens("promise.broken", ticket, subject=promise, key=promise.key, label=promise.label, **data)
