"""Several workers, and people in between."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import transaction as django_transaction

from tests.factories import messaging as make
from tests.frozen import Frozen
from tests.messaging.conftest import notice_kinds
from tests.messaging.gateway import Gateway
from tests.races import Outcome
from yinuo.core import clock, db
from yinuo.core.errors import NotNow
from yinuo.messaging import actions
from yinuo.messaging.models import Notice, PretendMessage
from yinuo.tickets.actions import locking
from yinuo.tickets.models import Ticket

SECONDS = timedelta(seconds=1)


@pytest.mark.django_db(transaction=True)
def test_nothing_leaves_before_the_commit(ticket: Ticket, frozen: Frozen, gateway: Gateway) -> None:
    """R063: what is rolled back was never sent."""

    def undone() -> None:
        with db.transaction():
            make.notice(ticket)
            raise RuntimeError("undone")

    with pytest.raises(RuntimeError, match="undone"):
        undone()
    assert actions.send_due(clock.now()) == 0
    assert not gateway.taken
    assert not django_transaction.get_connection().in_atomic_block


@pytest.mark.django_db(transaction=True)
def test_withdrawing_while_sending(
    ticket: Ticket, frozen: Frozen, together: Callable[..., list[Outcome]]
) -> None:
    """R063: who holds the ticket and takes its messages back never waits crosswise for who sends them; each
    message has either left or been taken back."""
    waiting = make.notices(30, ticket)

    def loop() -> None:
        while actions.send_due(clock.now(), limit=4):
            pass

    def take_back() -> None:
        for notice in reversed(waiting):
            with suppress(NotNow), db.transaction():
                locking.lock(Ticket.objects.get(pk=ticket.pk))
                actions.withdraw(notice, by=None)

    outcomes = together(loop, take_back, loop)
    assert [outcome.error for outcome in outcomes] == [None] * 3
    loop()
    left = set(PretendMessage.objects.values_list("idempotency_key", flat=True))
    for notice in Notice.objects.all():
        assert notice.state == (
            Notice.State.SENT if notice.idempotency_key in left else Notice.State.CANCELLED
        )


@pytest.mark.django_db(transaction=True)
def test_four_workers_send_everything_once(
    ticket: Ticket, frozen: Frozen, together: Callable[..., list[Outcome]]
) -> None:
    """R062: each message leaves once, however many loops run."""
    make.notices(40, ticket)

    def loop() -> int:
        sent = 0
        while step := actions.send_due(clock.now(), limit=5):
            sent += step
        return sent

    outcomes = together(*[loop] * 4)
    assert sum(outcome.value for outcome in outcomes) == 40
    assert set(PretendMessage.objects.values_list("times", flat=True)) == {1}
    assert PretendMessage.objects.count() == 40
    assert Notice.objects.filter(state=Notice.State.SENT, perhaps_twice=False).count() == 40
    assert notice_kinds() == ["notice.sent"] * 40
