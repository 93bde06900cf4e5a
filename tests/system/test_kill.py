"""The whole desk killed at any instant while orders are confirmed, dispatched and sent through its door."""

import http.client
import itertools
import os
import random
import signal
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests import invariants
from tests.api.test_walk import POSTED
from tests.messaging.pipeline import conftest as gateways
from tests.processes import FRIDAY, Visitor, database_address, environment, wait_for
from tests.servers import vendor as vendors
from tests.servers.vendor import Told, Vendor
from yinuo.core import clock
from yinuo.core.models import ClockShift
from yinuo.messaging import rules
from yinuo.messaging.models import Notice, PretendMessage
from yinuo.orders.models import Order
from yinuo.staff import actions as staff
from yinuo.staff.models import Person
from yinuo.staff.rules import SCOPES
from yinuo.tickets.models import Ticket

LONGEST_LIFE = 0.7
SEED = 20261120
START = "import django; django.setup(); from tests.system import server_process; server_process.main()"
pytestmark = pytest.mark.django_db(transaction=True)


class Desk:
    """Lives of one desk, on the test's own database."""

    def __init__(self, folder: Path) -> None:
        known = environment(
            YINUO_DATA=str(folder),
            YINUO_DEMO="1",
            YINUO_API_RATE="1000000",
            DATABASE_URL=database_address(),
            DJANGO_SETTINGS_MODULE="yinuo.settings",
        )
        self.log = (folder / "log").open("w+")
        self.process = subprocess.Popen(
            [sys.executable, "-c", START],
            env=known,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.log,
            text=True,
            start_new_session=True,
        )

    def _say(self, word: str) -> int:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        print(word, file=self.process.stdin, flush=True)
        answer = self.process.stdout.readline()
        if not answer:
            self.log.seek(0)
            raise AssertionError(self.log.read())
        return int(answer)

    def start(self) -> int:
        """Begin a life; returns the port."""
        return self._say("start")

    def kill(self) -> int:
        """End it; returns how."""
        return self._say("kill")


@dataclass
class Integration:
    """Whoever takes orders over the API: one step after the other, each under a key of its own, again until
    it is answered. What was answered is what it relies on.
    """

    token: str
    keys: Iterator[int] = field(default_factory=itertools.count)
    waiting: tuple[str, str, Any, str] | None = None
    confirmed: dict[str, str] = field(default_factory=dict)
    dispatched: set[str] = field(default_factory=set)

    def work(self, port: int, orders: int | None = None) -> None:
        """Until the desk is gone, or so many more orders have been dispatched."""
        visitor, wanted = Visitor(port), None if orders is None else len(self.dispatched) + orders
        try:
            while wanted is None or len(self.dispatched) < wanted or self.waiting is not None:
                self._next(visitor)
        except (OSError, http.client.HTTPException):
            return

    def _next(self, visitor: Visitor) -> None:
        verb, path, body, key = self.waiting or ("draft", "/orders", POSTED, f"k{next(self.keys)}")
        self.waiting = (verb, path, body, key)
        status, said = visitor.call("POST", path, self.token, body, Idempotency_Key=key)
        assert status in (200, 201), said
        ref = said["ref"]
        if verb == "draft":
            agreed = {"read_back": True, "accepted_total": said["quoted_total"]}
            self.waiting = ("confirm", f"/orders/{ref}/confirmation", agreed, f"k{next(self.keys)}")
        elif verb == "confirm":
            self.confirmed[ref] = said["number"]
            self.waiting = ("dispatch", f"/orders/{ref}/dispatch", {}, f"k{next(self.keys)}")
        else:
            self.dispatched.add(ref)
            self.waiting = None


@pytest.fixture
def lives(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path)
    yield desk
    with suppress(ProcessLookupError):
        os.killpg(desk.process.pid, signal.SIGKILL)
    desk.process.communicate()
    desk.log.close()


def move_clock(seconds: int) -> None:
    """Let the desks' clock stand that many seconds after 10:00 of a working Friday."""
    begin = datetime.fromisoformat(FRIDAY).replace(tzinfo=clock.zone()) - clock.real_now()
    wanted = int((begin + timedelta(seconds=seconds)).total_seconds())
    ClockShift.objects.update_or_create(pk=1, defaults={"seconds": wanted})


@pytest.fixture
def vendor() -> Iterator[Vendor]:
    """A gateway over HTTP; it loses its answer now and then."""
    with vendors.vendor() as made:
        chance = random.Random(SEED)
        made.answers = [_answer(chance, number) for number in range(2000)]
        yield made


def _answer(chance: random.Random, number: int) -> Told:
    return Told(drops=True) if chance.random() < 0.1 else Told({"code": 0, "id": f"a-{number}"})


@pytest.mark.parametrize("kills", [3, pytest.param(100, marks=pytest.mark.deep)])
def test_killed_beside_a_real_gateway(
    kills: int, desk: object, agent: Person, driver: Person, lives: Desk, vendor: Vendor
) -> None:
    """R062 R063: the same with a gateway over HTTP that sometimes does not answer: each slip left by it, and
    what may have left twice says so.
    """
    gateways.gateway(vendor.url, secrets="", per_second=1000)
    test_killed_at_any_instant(kills, desk, agent, driver, lives)
    came = Counter(str(one.data["id"]) for one in vendor.asked)
    for notice in Notice.objects.all():
        assert came[notice.idempotency_key] >= 1
        assert came[notice.idempotency_key] == 1 or notice.perhaps_twice
    assert not PretendMessage.objects.exists()


@pytest.mark.parametrize("kills", [4, pytest.param(200, marks=pytest.mark.deep)])
def test_killed_at_any_instant(kills: int, desk: object, agent: Person, driver: Person, lives: Desk) -> None:
    """R044 R058 R062 R063: nothing that was answered is lost, what was asked again after a lost reply is done
    once, numbers have no gap, each slip left once or says that it may have left twice, promises and events
    fit the rows.
    """
    driver.vehicle.most_orders = 32_000
    driver.vehicle.save()
    _, token = staff.create_token(person=agent, name="kill", scopes=list(SCOPES), by=None)
    integration, chance, ends = Integration(token), random.Random(SEED), []
    for life in range(kills):
        move_clock(life * (rules.CLAIM_SECONDS + 1))
        port = lives.start()
        worker = threading.Thread(target=integration.work, args=(port,))
        worker.start()
        worker.join(chance.uniform(0, LONGEST_LIFE))
        ends.append(lives.kill())
        worker.join()
    assert set(ends) == {-signal.SIGKILL}

    move_clock(kills * (rules.CLAIM_SECONDS + 1))
    integration.work(lives.start(), orders=2)
    wait_for(lambda: not Notice.objects.filter(wake_at__isnull=False).exists())
    wait_for(lambda: not Order.objects.filter(dispatched_at__isnull=False, ordered_at__isnull=True).exists())
    lives.kill()

    assert invariants.faults() == []
    numbers = Ticket.objects.filter(number__isnull=False).values_list("ref", "number")
    assert dict(numbers) == integration.confirmed
    sent = Order.objects.filter(dispatched_at__isnull=False).values_list("ticket__ref", flat=True)
    assert set(sent) == integration.dispatched == set(integration.confirmed)
    assert Ticket.objects.count() == len(integration.confirmed)
    for key in ("slip", "slip_copy", "customer_number"):
        assert Notice.objects.filter(key=key, state="SENT").count() == len(integration.confirmed)
    if kills > 100:
        assert len(integration.confirmed) > kills // 10  # enough was under way to be hit
        assert Notice.objects.filter(perhaps_twice=True).exists()
