"""The worker: what is due happens by itself, whatever fails, however many workers there are."""

import logging
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from urllib.parse import quote

import pytest
from django.db import OperationalError, connection

from tests.factories import promises as make
from tests.factories import tickets as make_tickets
from yinuo import worker
from yinuo.core import clock
from yinuo.core.models import Event, RepeatedRequest
from yinuo.messaging.models import Reminder
from yinuo.promises.models import Promise
from yinuo.staff import actions as staff
from yinuo.staff.models import Person
from yinuo.tickets.models import Ticket
from yinuo.worker import Beat

PATIENCE = 30.0
SEED = 20261120
START = "import django; django.setup(); from tests import worker_process; worker_process.main()"
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def ticket(company: object, agent: Person) -> Ticket:
    """A task of 8011 under the small manual of promises."""
    return make_tickets.ticket(owner=agent, team=agent.team, playbook_version=make.playbook())


@pytest.fixture
def working() -> Iterator[Callable[..., None]]:
    """Starts a worker in this process, ended with the test."""
    stop = threading.Event()
    threads: list[threading.Thread] = []

    def start(*table: Beat) -> None:
        thread = threading.Thread(target=worker.run, args=(stop, table or worker.TABLE))
        thread.start()
        threads.append(thread)

    yield start
    stop.set()
    for thread in threads:
        thread.join(PATIENCE)
        assert not thread.is_alive()


def wait_for(true: Callable[[], bool]) -> None:
    """Wait until it is so."""
    until = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < until, "it never became so"
        time.sleep(0.02)


def due(ticket: Ticket, count: int, **ago: float) -> None:
    """Promises that are due by now."""
    at = clock.now() - timedelta(**ago)
    for number in range(count):
        make.promise(ticket, at - timedelta(minutes=3), at, key="slip" if count == 1 else f"p{number}")


def test_what_is_due_is_raised_and_told(ticket: Ticket, working: Callable[..., None]) -> None:
    """R062: a promise comes due; the owner is reminded without anybody doing anything."""
    due(ticket, 1, seconds=0)
    working()
    wait_for(lambda: Reminder.objects.filter(person=ticket.owner).exists())
    event = Event.objects.get(kind="promise.broken")
    assert (event.door, event.actor_id) == ("worker", None)


def test_whoever_leaves_hands_on(
    ticket: Ticket, agent: Person, team_leader: Person, working: Callable[..., None]
) -> None:
    """The wiring notes it, the worker does it."""
    make.happen("order.confirmed", ticket)
    working()
    staff.go_off_duty(agent, by=agent)
    wait_for(lambda: Promise.objects.filter(assignee=team_leader).exists())


def test_two_workers_raise_each_thing_once(ticket: Ticket, working: Callable[..., None]) -> None:
    """Forty things due, two workers in one process."""
    due(ticket, 40, seconds=1)
    working()
    working()
    wait_for(lambda: Promise.objects.filter(broken_at__isnull=False).count() == 40)
    counted = Counter(Event.objects.filter(kind="promise.broken").values_list("subject_id", flat=True))
    assert set(counted.values()) == {1}


def test_a_beat_that_fails_leaves_the_others_alone(
    company: object, working: Callable[..., None], caplog: pytest.LogCaptureFixture
) -> None:
    """A defect in one beat is logged; the beats of its lane and the other lanes go on."""
    done: Counter[str] = Counter()

    def fails(now: datetime) -> int:
        done["fails"] += 1
        raise ValueError("a defect")

    def counts(now: datetime) -> int:
        done["counts"] += 1
        return 1

    with caplog.at_level(logging.ERROR, logger="yinuo.worker"):
        working(Beat("one", 0.0, fails), Beat("one", 0.0, counts), Beat("two", 0.0, counts))
        wait_for(lambda: done["counts"] > 10 and done["fails"] > 3)
    assert "fails failed" in caplog.text


def test_a_database_that_does_not_answer_is_tried_again(
    company: object, working: Callable[..., None], caplog: pytest.LogCaptureFixture
) -> None:
    """It comes back, and the work goes on."""
    done: list[int] = []

    def away(now: datetime) -> int:
        done.append(1)
        if len(done) < 3:
            raise OperationalError("database is locked")
        return 0

    with caplog.at_level(logging.WARNING, logger="yinuo.worker"):
        working(Beat("one", 0.0, away))
        wait_for(lambda: len(done) > 3)
    assert caplog.text.count("the database does not answer") == 2


def test_a_beat_keeps_its_distance(company: object, working: Callable[..., None]) -> None:
    """What repeats every hour is done once, whatever its lane does beside it."""
    done: Counter[str] = Counter()

    def often(now: datetime) -> int:
        done["often"] += 1
        return 1

    def rarely(now: datetime) -> int:
        done["rarely"] += 1
        return 1

    working(Beat("one", 0.0, often), Beat("one", 3600.0, rarely))
    wait_for(lambda: done["often"] > 20)
    assert done["rarely"] == 1


def test_what_is_kept_for_a_day_is_thrown_away(company: object, working: Callable[..., None]) -> None:
    """Stored answers to repeated requests end after 24 hours."""
    old, fresh = clock.now() - timedelta(hours=25), clock.now() - timedelta(hours=23)
    for number, at in enumerate((old, fresh)):
        RepeatedRequest.objects.create(owner_id=1, key=f"k{number}", fingerprint="f", at=at)
    working()
    wait_for(lambda: RepeatedRequest.objects.count() == 1)
    assert RepeatedRequest.objects.get().at == fresh


def address() -> str:
    """DATABASE_URL of the test's own database, for another process."""
    known = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite://{known['NAME']}"
    who = f"{quote(known['USER'])}:{quote(known['PASSWORD'])}"
    return f"postgresql://{who}@{known['HOST']}:{known['PORT']}/{known['NAME']}"


@pytest.fixture
def killed(transactional_db: None) -> Iterator[Callable[[int, float | None], list[int]]]:
    """Runs so many workers for a while and kills them; gives their exit statuses."""
    process = subprocess.Popen(
        [sys.executable, "-c", START],
        env={**os.environ, "DATABASE_URL": address(), "DJANGO_SETTINGS_MODULE": "yinuo.settings"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )

    def live(count: int, seconds: float | None) -> list[int]:
        assert process.stdin is not None
        assert process.stdout is not None
        print(count, "-" if seconds is None else seconds, file=process.stdin, flush=True)
        return [int(status) for status in process.stdout.readline().split()]

    yield live
    process.communicate()


@pytest.mark.parametrize("kills", [5, pytest.param(200, marks=pytest.mark.deep)])
def test_killed_at_any_instant(
    kills: int, ticket: Ticket, killed: Callable[[int, float | None], list[int]]
) -> None:
    """R062: across kills and restarts, with two workers, each due thing is raised once and none is lost."""
    chance = random.Random(SEED)
    ends: list[int] = []
    for number in range(kills):
        at = clock.now() - timedelta(minutes=1)
        for each in range(6):
            make.promise(ticket, at - timedelta(minutes=3), at, key=f"p{number}-{each}")
        ends += killed(2, chance.uniform(0.02, 0.2))
    assert killed(1, None) == [0]
    assert -signal.SIGKILL in ends
    counted = Counter(Event.objects.filter(kind="promise.broken").values_list("subject_id", flat=True))
    assert set(counted.values()) == {1}
    assert len(counted) == kills * 6


@pytest.mark.parametrize("beat", worker.TABLE, ids=lambda beat: beat.do.__name__)
def test_every_beat_of_the_table_works(beat: Beat) -> None:
    """Each thing that repeats can be done on an empty desk, where it does nothing."""
    assert beat.do(clock.now()) == 0
