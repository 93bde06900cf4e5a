"""The worker killed at any instant: nothing lost, nothing doubled unseen."""

import os
import random
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from django.db import connection

from tests.factories import messaging as make
from yinuo.core.models import Event
from yinuo.messaging import rules
from yinuo.messaging.models import Notice, PretendMessage
from yinuo.tickets.models import Ticket

MESSAGES = 6
LONGEST_LIFE = 0.08
SEED = 20261120
START = "import django; django.setup(); from tests.messaging import worker_process; worker_process.main()"
pytestmark = pytest.mark.django_db(transaction=True)


def address() -> str:
    """DATABASE_URL of the test's own database, for another process."""
    known = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite://{known['NAME']}"
    who = f"{quote(known['USER'])}:{quote(known['PASSWORD'])}"
    return f"postgresql://{who}@{known['HOST']}:{known['PORT']}/{known['NAME']}"


class Workers:
    """Lets a worker live for a while, then kills it."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", START],
            env={**os.environ, "DATABASE_URL": address(), "DJANGO_SETTINGS_MODULE": "yinuo.settings"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.lives = 0

    def live(self, seconds: float | None) -> int:
        """Run a worker for whom earlier claims have lapsed; killed after `seconds`, or left to finish."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.lives += 1
        life = "-" if seconds is None else seconds
        print(self.lives * (rules.CLAIM_SECONDS + 1), life, file=self.process.stdin, flush=True)
        return int(self.process.stdout.readline())

    def end(self) -> None:
        self.process.communicate()


@pytest.fixture
def workers(transactional_db: None) -> Iterator[Workers]:
    made = Workers()
    yield made
    made.end()


@pytest.mark.parametrize("kills", [8, pytest.param(200, marks=pytest.mark.deep)])
def test_killed_at_any_instant(kills: int, ticket: Ticket, workers: Workers) -> None:
    """R062, R063: whatever instant the worker dies at, every message leaves, and one that may have left twice
    says so on its row."""
    chance = random.Random(SEED)
    ends = []
    for _ in range(kills):
        make.notices(MESSAGES, ticket)
        ends.append(workers.live(chance.uniform(0, LONGEST_LIFE)))
    assert workers.live(None) == 0
    assert -signal.SIGKILL in ends

    assert set(Notice.objects.values_list("state", flat=True)) == {Notice.State.SENT}
    times = dict(PretendMessage.objects.values_list("idempotency_key", "times"))
    assert times.keys() == set(Notice.objects.values_list("idempotency_key", flat=True))
    marked = set(Notice.objects.filter(perhaps_twice=True).values_list("idempotency_key", flat=True))
    assert {key for key, count in times.items() if count > 1} <= marked
    sent = Counter(Event.objects.filter(kind="notice.sent").values_list("subject_id", flat=True))
    assert set(sent.values()) == {1}
    assert len(sent) == kills * MESSAGES
    if kills > 100:
        assert marked
