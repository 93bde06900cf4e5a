"""The loop's one step."""

from datetime import timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured
from pytest_django.fixtures import Settings

from tests.factories import messaging as make
from tests.frozen import Frozen
from tests.messaging import gateway as gateways
from tests.messaging.conftest import notice_kinds
from tests.messaging.gateway import Gateway, WideGateway
from yinuo.core import clock
from yinuo.core.models import Event
from yinuo.messaging import actions, queries, rules, senders
from yinuo.messaging.apps import sender_is_known
from yinuo.messaging.models import Notice, PretendMessage
from yinuo.tickets.models import Ticket

SECONDS = timedelta(seconds=1)


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
    assert notice_kinds() == ["notice.failed"] * len(rules.BACK_OFF) + ["notice.given_up"]


def test_a_permanent_failure_is_given_up_at_once(ticket: Ticket, frozen: Frozen) -> None:
    """R063: a number that does not exist is not tried again; the event says why."""
    notice = make.notice(ticket, address="13900000000")
    actions.send_due(clock.now())
    notice.refresh_from_db()
    assert (notice.state, notice.error) == (Notice.State.GIVEN_UP, "no_such_number")
    assert notice_kinds() == ["notice.given_up"]
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
    receipt = senders.Receipt(notice.gateway_id, "delivered")
    assert [actions.note_receipts("pretend", [receipt]) for _ in range(2)] == [1, 0]
    notice.refresh_from_db()
    assert (notice.state, notice.delivered_at) == (Notice.State.DELIVERED, frozen.at)
    assert notice_kinds() == ["notice.sent", "notice.delivered"]
    assert actions.note_receipts("pretend", [senders.Receipt("no-such", "delivered")]) == 0


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


@pytest.fixture
def wide(gateway: Gateway, monkeypatch: pytest.MonkeyPatch) -> WideGateway:
    """A gateway that takes several messages in one call."""
    made = WideGateway()
    monkeypatch.setattr(gateways, "present", made)
    return made


def test_a_gateway_that_takes_several_answers_each(ticket: Ticket, frozen: Frozen, wide: WideGateway) -> None:
    """R063: one call outside any transaction, and every notice has its own result."""
    notices = [make.notice(ticket) for _ in range(3)]
    wide.answers = [None, senders.SendFailure("busy", permanent=False), None]
    assert actions.send_due(clock.now()) == 3
    states = Notice.objects.order_by("pk").values_list("state", "error")
    assert list(states) == [(Notice.State.SENT, ""), (Notice.State.FAILED, "busy"), (Notice.State.SENT, "")]
    frozen.move(seconds=60)
    actions.send_due(clock.now())
    assert wide.calls == [3, 1]
    assert [message.idempotency_key for message in wide.taken][-1] == notices[1].idempotency_key


def test_what_breaks_in_one_call_is_tried_again_for_all(
    ticket: Ticket, frozen: Frozen, wide: WideGateway
) -> None:
    """R063: nobody knows which of them left, so all leave again under their keys."""
    for _ in range(2):
        make.notice(ticket)
    wide.answers = [RuntimeError("cut off")]
    actions.send_due(clock.now())
    assert set(Notice.objects.values_list("state", "error")) == {(Notice.State.FAILED, "sender_error")}
    frozen.move(seconds=60)
    actions.send_due(clock.now())
    assert set(Notice.objects.values_list("state", flat=True)) == {Notice.State.SENT}
