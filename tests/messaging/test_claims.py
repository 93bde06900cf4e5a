"""Claims that lapse, and results that cannot be written down."""

from datetime import timedelta

import pytest

from tests.factories import messaging as make
from tests.frozen import Frozen
from tests.messaging.conftest import notice_kinds
from tests.messaging.gateway import Gateway
from yinuo.core import clock, events
from yinuo.core.errors import NotNow
from yinuo.core.events import switchboard
from yinuo.messaging import actions, rules, senders
from yinuo.messaging.models import Notice, PretendMessage
from yinuo.tickets.models import Ticket

SECONDS = timedelta(seconds=1)


def test_a_lapsed_claim_is_sent_again_and_marked(ticket: Ticket, frozen: Frozen) -> None:
    """R063: a worker died between sending and recording: sent again under the same key, and marked."""
    until = frozen.at + rules.CLAIM_SECONDS * SECONDS
    notice = make.notice(ticket, attempts=1, claimed_until=until, wake_at=until)
    PretendMessage.objects.create(
        idempotency_key=notice.idempotency_key, address=notice.address, text=notice.text, at=frozen.at
    )
    assert actions.send_due(clock.now()) == 0
    frozen.to(until)
    assert actions.send_due(clock.now()) == 1
    notice.refresh_from_db()
    assert (notice.state, notice.perhaps_twice, notice.attempts) == (Notice.State.SENT, True, 2)
    assert PretendMessage.objects.get().times == 2


def test_a_message_that_kills_every_worker_is_given_up(ticket: Ticket, frozen: Frozen) -> None:
    """A row whose claims always lapse ends in public instead of going round for ever."""
    notice = make.notice(ticket, attempts=rules.MOST_ATTEMPTS, claimed_until=frozen.at)
    actions.send_due(clock.now())
    notice.refresh_from_db()
    assert (notice.state, notice.error) == (Notice.State.GIVEN_UP, "sender_silent")
    assert not PretendMessage.objects.exists()


def test_a_slow_worker_does_not_undo_what_another_recorded(
    ticket: Ticket, frozen: Frozen, gateway: Gateway
) -> None:
    """The claim lapsed while the gateway thought: the other's result stands, the row says perhaps twice."""
    notice = make.notice(ticket)

    def other_worker() -> None:
        gateway.while_sending = lambda: None
        frozen.move(seconds=rules.CLAIM_SECONDS)
        actions.send_due(clock.now())

    gateway.while_sending = other_worker
    gateway.answers = [None, senders.SendFailure("busy", permanent=True)]
    actions.send_due(clock.now())
    notice.refresh_from_db()
    assert (notice.state, notice.perhaps_twice) == (Notice.State.SENT, True)
    assert len(gateway.taken) == 2
    assert notice_kinds() == ["notice.sent"]


def test_an_acceptance_that_cannot_be_recorded_is_not_sent_again(
    ticket: Ticket, frozen: Frozen, gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A reaction that fails keeps the record from being written; the message leaves once all the same, its
    neighbour is recorded, and the time that counts stays the moment of acceptance (R037)."""
    broken, sound = make.notices(2, ticket)
    accepted_at = frozen.at

    def defect(deed: events.Deed) -> None:
        if deed.kind == "notice.sent" and deed.subject == broken:
            raise ValueError("defect")

    with monkeypatch.context() as wiring:
        wiring.setattr(switchboard, "_reactions", {"notice.sent": [defect]})
        actions.send_due(clock.now())
    sound.refresh_from_db()
    broken.refresh_from_db()
    assert sound.state == Notice.State.SENT
    assert (broken.state, broken.sent_at) == (Notice.State.QUEUED, accepted_at)
    with pytest.raises(NotNow, match="notice_leaving"):
        actions.withdraw(broken, by=None)
    frozen.move(seconds=rules.CLAIM_SECONDS)
    actions.send_due(clock.now())
    broken.refresh_from_db()
    assert (broken.state, broken.sent_at) == (Notice.State.SENT, accepted_at)
    assert not broken.perhaps_twice
    assert len(gateway.taken) == 2
    assert notice_kinds() == ["notice.sent"] * 2


def test_both_accepted_is_recorded_once(ticket: Ticket, frozen: Frozen, gateway: Gateway) -> None:
    """One notice.sent, whoever was accepted first."""
    make.notice(ticket)

    def other_worker() -> None:
        gateway.while_sending = lambda: None
        frozen.move(seconds=rules.CLAIM_SECONDS)
        actions.send_due(clock.now())

    gateway.while_sending = other_worker
    actions.send_due(clock.now())
    assert notice_kinds() == ["notice.sent"]
    assert Notice.objects.get().perhaps_twice
