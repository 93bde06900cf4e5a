"""The loop's one step."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction as django_transaction
from pytest_django.fixtures import Settings

from tests.factories import messaging as make
from tests.frozen import Frozen
from tests.races import Outcome
from yinuo.core import clock, db, events
from yinuo.core.errors import NotNow
from yinuo.core.events import switchboard
from yinuo.core.models import Event
from yinuo.messaging import actions, queries, rules, senders
from yinuo.messaging.apps import sender_is_known
from yinuo.messaging.models import Notice, PretendMessage
from yinuo.messaging.senders import choosing
from yinuo.tickets.actions import locking
from yinuo.tickets.models import Ticket

SECONDS = timedelta(seconds=1)


class Gateway:
    """A gateway of the test: says what it is told to say, and sees how it is called."""

    name = "test"

    def __init__(self, *answers: Exception | None) -> None:
        self.answers = list(answers)
        self.taken: list[senders.Outgoing] = []
        self.while_sending: Callable[[], object] = lambda: None

    def send(self, message: senders.Outgoing) -> senders.Accepted:
        assert not db.in_transaction()
        self.while_sending()
        self.taken.append(message)
        answer = self.answers.pop(0) if self.answers else None
        if answer:
            raise answer
        return senders.Accepted(f"id-{len(self.taken)}")


@pytest.fixture
def gateway(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> Gateway:
    """Chosen by the setting, like any other."""
    made = Gateway()
    monkeypatch.setitem(choosing._SENDERS, "test", lambda: made)
    settings.YINUO_SMS = "test"
    return made


def kinds() -> list[str]:
    """Every notice event so far, in order."""
    return list(
        Event.objects.filter(kind__startswith="notice.").order_by("id").values_list("kind", flat=True)
    )


def test_a_sent_message_says_when_and_by_whom(ticket: Ticket, frozen: Frozen) -> None:
    """R037, R062: what counts is the moment the gateway accepts, not the moment it was queued."""
    notice = make.notice(ticket)
    frozen.move(seconds=2)
    assert actions.send_due(clock.now()) == 1
    notice.refresh_from_db()
    assert (notice.state, notice.sent_at) == (Notice.State.SENT, frozen.at)
    assert (notice.wake_at, notice.claimed_until, notice.attempts) == (None, None, 1)
    assert notice.gateway == "pretend"
    assert not notice.perhaps_twice
    arrived = PretendMessage.objects.get()
    assert (arrived.address, arrived.text, arrived.times) == (notice.address, notice.text, 1)
    event = Event.objects.get(kind="notice.sent")
    assert (event.ticket_id, event.subject_id) == (ticket.pk, notice.pk)
    assert actions.send_due(clock.now()) == 0


def test_events_carry_neither_number_nor_text(ticket: Ticket, frozen: Frozen) -> None:
    """R047: no personal data in an event."""
    notice = make.notice(ticket)
    actions.send_due(clock.now())
    written = str(list(Event.objects.values_list("data", flat=True)))
    assert notice.address not in written
    assert notice.text not in written


def test_sends_without_a_transaction_under_the_same_key(
    ticket: Ticket, frozen: Frozen, gateway: Gateway
) -> None:
    """R063: the claim is committed before the gateway is called, as it asserts; the key never changes."""
    notice = make.notice(ticket)
    gateway.answers = [senders.SendFailure("busy", permanent=False)]
    seen: list[Notice] = []
    gateway.while_sending = lambda: seen.append(Notice.objects.get())
    actions.send_due(clock.now())
    frozen.move(seconds=5)
    actions.send_due(clock.now())
    assert seen[0].claimed_until == frozen.at - 5 * SECONDS + rules.CLAIM_SECONDS * SECONDS
    assert {message.idempotency_key for message in gateway.taken} == {notice.idempotency_key}
    assert len(gateway.taken) == 2


def test_a_passing_failure_is_tried_again_and_then_given_up(ticket: Ticket, frozen: Frozen) -> None:
    """R063: tried again with growing waits; after the last, given up in public."""
    notice = make.notice(ticket, address="13900009999")
    for wait in rules.BACK_OFF:
        assert actions.send_due(clock.now()) == 1
        notice.refresh_from_db()
        assert (notice.state, notice.wake_at) == (Notice.State.FAILED, frozen.at + wait)
        assert notice.error == "gateway_busy"
        frozen.to(frozen.at + wait - SECONDS)
        assert actions.send_due(clock.now()) == 0
        frozen.move(seconds=1)
    assert actions.send_due(clock.now()) == 1
    notice.refresh_from_db()
    assert (notice.state, notice.wake_at) == (Notice.State.GIVEN_UP, None)
    assert kinds() == ["notice.failed"] * len(rules.BACK_OFF) + ["notice.given_up"]


def test_a_permanent_failure_is_given_up_at_once(ticket: Ticket, frozen: Frozen) -> None:
    """R063: a number that does not exist is not tried again; the event says why."""
    notice = make.notice(ticket, address="13900000000")
    actions.send_due(clock.now())
    notice.refresh_from_db()
    assert (notice.state, notice.error) == (Notice.State.GIVEN_UP, "no_such_number")
    assert kinds() == ["notice.given_up"]
    assert Event.objects.get(kind="notice.given_up").data["error"] == "no_such_number"


def test_a_failing_row_is_never_in_the_way(ticket: Ticket, frozen: Frozen) -> None:
    """R062: the slip behind a busy number leaves in the same step."""
    make.notice(ticket, address="13900009999")
    second = make.notice(ticket)
    assert actions.send_due(clock.now(), limit=1) == 1
    assert actions.send_due(clock.now(), limit=1) == 1
    second.refresh_from_db()
    assert second.state == Notice.State.SENT


def test_a_defect_in_a_gateway_is_a_passing_failure(ticket: Ticket, frozen: Frozen, gateway: Gateway) -> None:
    """A sender that breaks neither loses the message nor stops the loop."""
    gateway.answers = [RuntimeError("defect")]
    notice, other = make.notices(2, ticket)
    assert actions.send_due(clock.now()) == 2
    notice.refresh_from_db()
    other.refresh_from_db()
    assert (notice.state, notice.error) == (Notice.State.FAILED, "sender_error")
    assert other.state == Notice.State.SENT


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
    assert kinds() == ["notice.sent"]


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
    assert kinds() == ["notice.sent"] * 2


def test_both_accepted_is_recorded_once(ticket: Ticket, frozen: Frozen, gateway: Gateway) -> None:
    """One notice.sent, whoever was accepted first."""
    make.notice(ticket)

    def other_worker() -> None:
        gateway.while_sending = lambda: None
        frozen.move(seconds=rules.CLAIM_SECONDS)
        actions.send_due(clock.now())

    gateway.while_sending = other_worker
    actions.send_due(clock.now())
    assert kinds() == ["notice.sent"]
    assert Notice.objects.get().perhaps_twice


def test_oldest_first_and_no_more_than_asked(ticket: Ticket, frozen: Frozen, gateway: Gateway) -> None:
    late = make.notice(ticket, wake_at=frozen.at - SECONDS)
    early = make.notice(ticket, wake_at=frozen.at - 9 * SECONDS)
    make.notice(ticket, wake_at=frozen.at + SECONDS)
    assert actions.send_due(clock.now(), limit=1) == 1
    assert gateway.taken[0].idempotency_key == early.idempotency_key
    assert actions.send_due(clock.now()) == 1
    assert gateway.taken[1].idempotency_key == late.idempotency_key


def test_delivered_once(ticket: Ticket, frozen: Frozen) -> None:
    """R089: a gateway's report of delivery is written down once; an unknown one is nobody's."""
    notice = make.notice(ticket)
    actions.send_due(clock.now())
    notice.refresh_from_db()
    frozen.move(seconds=3)
    for _ in range(2):
        told = actions.note_delivered(gateway="pretend", gateway_id=notice.gateway_id)
        assert told == notice
    notice.refresh_from_db()
    assert (notice.state, notice.delivered_at) == (Notice.State.DELIVERED, frozen.at)
    assert kinds() == ["notice.sent", "notice.delivered"]
    assert actions.note_delivered(gateway="pretend", gateway_id="no-such") is None


def test_an_unknown_sender_is_a_clear_error(ticket: Ticket, frozen: Frozen, settings: Settings) -> None:
    """R063: a misspelt gateway is named at start-up and claims nothing."""
    settings.YINUO_SMS = "pigeon"
    make.notice(ticket)
    with pytest.raises(ImproperlyConfigured, match="YINUO_SMS must be one of pretend, not 'pigeon'"):
        actions.send_due(clock.now())
    assert Notice.objects.get().attempts == 0
    (found,) = sender_is_known()
    assert (found.id, found.is_serious()) == ("messaging.E001", True)
    settings.YINUO_SMS = "pretend"
    assert sender_is_known() == []


def test_the_age_of_what_waits(ticket: Ticket, frozen: Frozen) -> None:
    """The metric of the outbox: zero when nothing waits, else since the oldest was queued."""
    assert queries.oldest_waiting_age(clock.now()) == timedelta(0)
    make.notices(2, ticket)
    frozen.move(seconds=30)
    assert queries.oldest_waiting_age(clock.now()) == 30 * SECONDS
    actions.send_due(clock.now())
    assert queries.oldest_waiting_age(clock.now()) == timedelta(0)


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
    assert kinds() == ["notice.sent"] * 40
