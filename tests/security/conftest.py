"""The world that is walked: built once for a module, undone at its end."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import transaction

from tests.frozen import Frozen
from tests.security import world as worlds
from tests.security import world_messages
from yinuo.messaging import queries as messaging
from yinuo.playbooks import queries as playbooks
from yinuo.staff import queries as staff
from yinuo.wiring import switchboard


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[worlds.World]:
    """Everybody and one of everything, on Friday 2026-11-20 at 10:00 in Shanghai."""
    switchboard.connect()
    held = Frozen(datetime(2026, 11, 20, 2, 0, tzinfo=UTC))
    with django_db_blocker.unblock(), held, world_messages.servers() as outside, transaction.atomic():
        staff.forget()
        playbooks.forget()
        messaging.forget_robots()
        built = worlds.build(outside)
        yield built
        world_messages.discard(built.targets)
        transaction.set_rollback(True)
    staff.forget()
    playbooks.forget()
    messaging.forget_robots()
