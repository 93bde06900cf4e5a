"""Workers killed between the gateway and the row, with real gateways over HTTP."""

import random
import signal
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.factories import messaging as make
from tests.messaging.killed import Worker
from tests.messaging.pipeline.conftest import BUSY, gateway, keys
from tests.messaging.test_kill import Workers
from tests.servers.vendor import Asked, Told, Vendor
from yinuo.core import clock
from yinuo.core.models import Event
from yinuo.messaging import actions, rules
from yinuo.messaging.models import Notice
from yinuo.messaging.senders import Receipt
from yinuo.tickets.models import Ticket

SEED = 20261122
MESSAGES = 5
LONGEST_LIFE = 0.3
MOST_ROUNDS = 40
pytestmark = pytest.mark.django_db(transaction=True)


class Deadly(Vendor):
    """Kills whoever hands it a message, before it answers; counts what it may have taken."""

    def __init__(self) -> None:
        super().__init__()
        self.victim: Worker | None = None
        self.took: Counter[str] = Counter()

    def answer(self, asked: Asked) -> Told:
        told = super().answer(asked)
        self.took[asked.data["id"]] += told is not BUSY
        if self.victim is not None:
            self.victim.kill()
            self.victim = None
        return told


@contextmanager
def running() -> Iterator[Deadly]:
    """One of them."""
    made = Deadly()
    thread = threading.Thread(target=made.server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield made
    made.closing.set()
    made.server.shutdown()
    made.server.server_close()
    thread.join()


@pytest.fixture
def deadly() -> Iterator[Deadly]:
    """A vendor that kills."""
    with running() as made:
        yield made


@pytest.fixture
def patient() -> Iterator[Deadly]:
    """A vendor that only counts."""
    with running() as made:
        yield made


def lapse(notice: Notice) -> None:
    """Let the claim of the dead be over."""
    Notice.objects.filter(pk=notice.pk).update(wake_at=clock.now(), claimed_until=clock.now())


def test_killed_with_the_message_in_its_hands(ticket: Ticket, deadly: Deadly, second: Vendor) -> None:
    """R063: the gateway took it and the worker died: sent again to that gateway alone, under the same key,
    and marked; a receipt for either sending counts."""
    one = gateway(deadly.url)
    gateway(second.url, 2)
    notice = make.notice(ticket)
    deadly.victim = worker = Worker("send_due")
    assert worker.ended() == -signal.SIGKILL
    notice.refresh_from_db()
    assert (notice.state, notice.trying, notice.gateway_id) == (Notice.State.QUEUED, one.ref, "")
    lapse(notice)
    actions.send_due(clock.now())
    notice.refresh_from_db()
    assert (notice.state, notice.gateway, notice.perhaps_twice) == (Notice.State.SENT, one.ref, True)
    assert keys(deadly) == [notice.idempotency_key] * 2
    assert not second.asked
    assert Event.objects.filter(kind="notice.sent").count() == 1


def test_killed_after_the_first_said_no(ticket: Ticket, deadly: Deadly, first: Vendor) -> None:
    """R063: it was with the second gateway when the worker died: the first, which had refused it, is not
    asked again, and the route keeps its reason."""
    first.answers = [BUSY]
    one, two = gateway(first.url), gateway(deadly.url, 2)
    notice = make.notice(ticket)
    deadly.victim = worker = Worker("send_due")
    assert worker.ended() == -signal.SIGKILL
    lapse(notice)
    actions.send_due(clock.now())
    notice.refresh_from_db()
    assert (notice.gateway, notice.perhaps_twice) == (two.ref, True)
    assert [step["gateway"] for step in notice.route] == [one.ref, two.ref]
    assert len(first.asked) == 1


def test_killed_and_the_gateway_gone(ticket: Ticket, deadly: Deadly, second: Vendor) -> None:
    """R063, R064: it may have the message and does not answer any more: nobody else sends it; somebody
    rings."""
    gateway(deadly.url)
    gateway(second.url, 2)
    notice = make.notice(ticket)
    deadly.victim = worker = Worker("send_due")
    worker.ended()
    deadly.server.server_close()
    for _ in range(rules.MOST_ATTEMPTS):
        lapse(notice)
        actions.send_due(clock.now())
    notice.refresh_from_db()
    assert (notice.state, notice.error) == (Notice.State.GIVEN_UP, "sender_silent")
    assert not second.asked


@pytest.fixture
def workers(transactional_db: None) -> Iterator[Workers]:
    made = Workers()
    yield made
    made.end()


@pytest.mark.parametrize("kills", [6, pytest.param(200, marks=pytest.mark.deep)])
def test_killed_at_any_instant(
    kills: int, ticket: Ticket, deadly: Deadly, patient: Deadly, workers: Workers
) -> None:
    """R062, R063: with two gateways of which the first is often busy or silent: every message leaves or is
    given up in public, what may have arrived twice says so, and every receipt finds its message."""
    one = gateway(deadly.url, per_second=1000)
    gateway(patient.url, 2, per_second=1000)
    chance, ends = random.Random(SEED), []
    for _ in range(kills):
        make.notices(MESSAGES, ticket)
        deadly.answers = [chance.choice([BUSY, Told(drops=True), _fine(chance)]) for _ in range(MESSAGES)]
        ends.append(workers.live(chance.uniform(0, LONGEST_LIFE)))
    deadly.answers = []
    for _ in range(MOST_ROUNDS):
        ends.append(workers.live(None))

    assert set(ends) == {0, -signal.SIGKILL}
    rows = list(Notice.objects.all())
    assert len(rows) == kills * MESSAGES
    assert {row.state for row in rows} <= {Notice.State.SENT, Notice.State.GIVEN_UP}
    for row in rows:
        taken = deadly.took[row.idempotency_key] + patient.took[row.idempotency_key]
        assert taken or row.state == Notice.State.GIVEN_UP
        assert taken < 2 or row.perhaps_twice, row.route
    sent = Counter(Event.objects.filter(kind="notice.sent").values_list("subject_id", flat=True))
    assert set(sent.values()) == {1}
    told = [Receipt(row.gateway_id, "delivered") for row in rows if row.gateway == one.ref]
    assert actions.note_receipts(one.ref, told) == len(told) > 0


def _fine(chance: random.Random) -> Told:
    """Accepted, under a name of its own."""
    return Told({"code": 0, "id": f"n-{chance.getrandbits(60)}", "message": "ok"})
