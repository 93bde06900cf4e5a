"""The process killed at any instant of confirming, dispatching and sending: nothing lost, nothing twice
unseen.
"""

import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.factories import orders as make
from tests.frozen import Frozen
from tests.messaging.test_kill import address
from yinuo.core.models import Event, Serial
from yinuo.messaging.models import Notice
from yinuo.orders.models import Order, Stage
from yinuo.promises.models import Promise
from yinuo.staff.models import Person
from yinuo.tickets.models import Ticket

LONGEST_LIFE = 0.4
SEED = 20261120
START = "import django; django.setup(); from tests.orders import agent_process; agent_process.main()"
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def agents() -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-c", START],
        env={**os.environ, "DATABASE_URL": address(), "DJANGO_SETTINGS_MODULE": "yinuo.settings"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    yield process
    process.communicate()


def live(agents: subprocess.Popen[str], order: Order, seconds: float | None) -> int:
    assert agents.stdin is not None
    assert agents.stdout is not None
    print(order.pk, "-" if seconds is None else seconds, file=agents.stdin, flush=True)
    return int(agents.stdout.readline())


def stands(order: Order) -> str:
    """How far an order is, after checking that every step of it is whole."""
    row = Order.objects.select_related("ticket").get(pk=order.pk)
    events = set(Event.objects.filter(ticket_id=order.pk).values_list("kind", flat=True))
    keys = sorted(Notice.objects.filter(ticket=order.pk).values_list("key", flat=True))
    is_confirmed, is_sent_out = row.confirmed_at is not None, row.receiver_id is not None
    assert is_confirmed == (row.ticket.number is not None) == (not row.ticket.is_draft)
    assert is_confirmed == ("order.confirmed" in events) == ("customer_number" in keys)
    assert is_confirmed == Promise.objects.filter(ticket=order.pk, key="slip").exists()
    assert is_sent_out == ("order.dispatched" in events) == ({"slip", "slip_copy"} <= set(keys))
    assert is_sent_out == Promise.objects.filter(ticket=order.pk, key="call_reminder").exists()
    assert (row.ordered_at is not None) == ("order.slip_sent" in events)
    return str(row.ticket.stage)


@pytest.mark.parametrize("kills", [8, pytest.param(200, marks=pytest.mark.deep)])
def test_killed_at_any_instant(
    kills: int, desk: Frozen, agent: Person, driver: Person, agents: subprocess.Popen[str]
) -> None:
    """R044 R058 R062: after every kill an order is wholly confirmed or not at all, wholly sent out or not;
    done again by the same agent it goes on, with one number, one slip and one copy.
    """
    driver.vehicle.most_orders = kills + 1
    driver.vehicle.save()
    chance, ends, seen = random.Random(SEED), [], set()
    orders = [make.agreed(agent) for _ in range(kills)]
    for order in orders:
        ends.append(live(agents, order, chance.uniform(0, LONGEST_LIFE)))
        seen.add(stands(order))
    assert -signal.SIGKILL in ends
    assert seen <= {Stage.DRAFT, Stage.CONFIRMED, Stage.DISPATCHED}
    for order in orders:
        assert live(agents, order, None) == 0
        assert stands(order) == Stage.DISPATCHED
    numbers = sorted(Ticket.objects.values_list("number", flat=True))
    assert numbers == [f"261120{serial:03d}" for serial in range(1, kills + 1)]
    assert Serial.objects.get(series="-").last == kills
    for key in ("slip", "slip_copy", "customer_number"):
        assert Notice.objects.filter(key=key).count() == kills
