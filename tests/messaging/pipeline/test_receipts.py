"""What the network says became of a message: in any order, more than once, asked for, or never."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.factories import messaging as make
from tests.frozen import Frozen
from tests.messaging.conftest import notice_kinds
from tests.messaging.pipeline.conftest import RECEIPTS, gateway
from tests.races import Outcome
from tests.servers.vendor import Told, Vendor
from yinuo.core import clock
from yinuo.messaging import actions
from yinuo.messaging.models import EarlyReceipt, Gateway, Notice, NoticePart, Reminder
from yinuo.messaging.senders import Receipt
from yinuo.staff.models import Person
from yinuo.tickets.models import Ticket
from yinuo.wiring import switchboard

SECONDS = timedelta(seconds=1)


def sent(ticket: Ticket, **columns: object) -> Notice:
    """A message that a gateway took."""
    notice = make.notice(ticket, **columns)
    actions.send_due(clock.now())
    notice.refresh_from_db()
    assert notice.state == Notice.State.SENT
    return notice


def state(notice: Notice) -> str:
    """How it stands now."""
    notice.refresh_from_db()
    return notice.state


@pytest.fixture
def one(db: None, first: Vendor) -> Gateway:
    """A gateway that sends receipts within a minute."""
    return gateway(first.url, receipt_seconds=60)


def test_delivered_at_the_time_the_network_says(ticket: Ticket, frozen: Frozen, one: Gateway) -> None:
    """R089: once, whatever comes again; the message waits for nothing any more."""
    notice = sent(ticket)
    assert notice.wake_at == frozen.at + 60 * SECONDS
    at = frozen.at + 4 * SECONDS
    told = Receipt("m-1", "delivered", at=at)
    assert [actions.note_receipts(one.ref, [told]) for _ in range(3)] == [1, 0, 0]
    assert state(notice) == Notice.State.DELIVERED
    assert (notice.delivered_at, notice.wake_at) == (at, None)
    assert notice_kinds() == ["notice.sent", "notice.delivered"]


def test_waiting_says_nothing_yet(ticket: Ticket, frozen: Frozen, one: Gateway) -> None:
    notice = sent(ticket)
    assert actions.note_receipts(one.ref, [Receipt("m-1", "waiting")]) == 0
    assert state(notice) == Notice.State.SENT
    assert not EarlyReceipt.objects.exists()


@pytest.mark.usefixtures("known")
def test_a_lost_message_is_for_the_telephone(
    ticket: Ticket, frozen: Frozen, one: Gateway, agent: Person
) -> None:
    """R064: the network could not deliver it: the owner is reminded at once, the route says the code; what
    arrives after all has arrived."""
    switchboard.connect()
    notice = sent(ticket)
    actions.note_receipts(one.ref, [Receipt("m-1", "lost", "MK:0001")])
    assert state(notice) == Notice.State.LOST
    assert notice.error == "lost"
    assert (notice.route[-1]["receipt"], notice.route[-1]["error"]) == ("lost", "MK:0001")
    codes = {line["code"] for row in Reminder.objects.filter(person=agent) for line in row.lines}
    assert "notice.lost" in codes
    assert Reminder.objects.filter(person=agent, is_urgent=True).exists()
    actions.note_receipts(one.ref, [Receipt("m-1", "delivered")])
    actions.note_receipts(one.ref, [Receipt("m-1", "lost", "MK:0001")])
    assert state(notice) == Notice.State.DELIVERED


def test_a_receipt_may_be_faster_than_our_pen(ticket: Ticket, frozen: Frozen, one: Gateway) -> None:
    """R089: it comes before the acceptance is written down, and is not lost."""
    assert actions.note_receipts(one.ref, [Receipt("m-1", "delivered", at=frozen.at)]) == 0
    assert EarlyReceipt.objects.count() == 1
    notice = make.notice(ticket)
    actions.send_due(clock.now())
    assert state(notice) == Notice.State.DELIVERED
    assert not EarlyReceipt.objects.exists()
    assert notice_kinds() == ["notice.sent", "notice.delivered"]


def test_what_a_killed_worker_left_is_matched_later(ticket: Ticket, frozen: Frozen, one: Gateway) -> None:
    """R089: the worker died between writing the acceptance down and looking for receipts."""
    notice = sent(ticket)
    early = {"gateway": one.ref, "state": "delivered", "noted_at": frozen.at}
    EarlyReceipt.objects.create(gateway_id="m-1", **early)
    EarlyReceipt.objects.create(gateway_id="nobody's", **early)
    assert actions.match_early(clock.now()) == 1
    assert state(notice) == Notice.State.DELIVERED
    assert EarlyReceipt.objects.count() == 1
    frozen.move(seconds=86_401)
    assert actions.match_early(clock.now()) == 0
    assert not EarlyReceipt.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_receipt_and_the_acceptance_at_once(
    ticket: Ticket, frozen: Frozen, one: Gateway, together: Callable[..., list[Outcome]]
) -> None:
    """R089: whichever is first, the message is delivered, once."""
    notices = make.notices(8, ticket)
    told = [Receipt(f"m-{number}", "delivered") for number in range(1, 9)]
    outcomes = together(
        lambda: actions.send_due(clock.now()), *[lambda: actions.note_receipts(one.ref, told)] * 3
    )
    assert [outcome.error for outcome in outcomes] == [None] * 4
    actions.match_early(clock.now())
    assert {state(notice) for notice in notices} == {Notice.State.DELIVERED}
    assert sorted(notice_kinds()) == ["notice.delivered"] * 8 + ["notice.sent"] * 8
    assert not EarlyReceipt.objects.exists()


def parts_of(ticket: Ticket, one: Gateway) -> Notice:
    """A message that a gateway took in two parts."""
    notice = sent(ticket, text="长" * 100)
    for name in ("m-1", "m-1b"):
        NoticePart.objects.create(notice=notice, gateway=one.ref, gateway_id=name)
    return notice


def test_of_several_parts_all_must_arrive(ticket: Ticket, frozen: Frozen, one: Gateway) -> None:
    """R070, R089: each part has its own receipt."""
    notice = parts_of(ticket, one)
    actions.note_receipts(one.ref, [Receipt("m-1b", "delivered")])
    assert state(notice) == Notice.State.SENT
    actions.note_receipts(one.ref, [Receipt("m-1", "delivered")])
    assert state(notice) == Notice.State.DELIVERED


def test_one_lost_part_loses_the_message(ticket: Ticket, frozen: Frozen, one: Gateway) -> None:
    """R064, R070: half a slip is none."""
    notice = parts_of(ticket, one)
    actions.note_receipts(one.ref, [Receipt("m-1", "delivered"), Receipt("m-1b", "lost", "EXPIRED")])
    assert state(notice) == Notice.State.LOST


def asking(first: Vendor) -> Gateway:
    """A gateway that can be asked."""
    request = {"url": first.url, "data": {"ask": "{id}"}}
    wanted = {"ask": {"request": request, "reading": RECEIPTS}}
    return gateway(first.url, receipt_seconds=60, options_of=wanted)


def test_what_does_not_come_is_asked_for(ticket: Ticket, frozen: Frozen, first: Vendor) -> None:
    """R089: after its time the gateway is asked, and knows."""
    asking(first)
    notice = sent(ticket)
    assert actions.ask_due(clock.now()) == 0
    frozen.move(seconds=60)
    first.answers = [Told({"id": "m-1", "st": "DELIVRD"})]
    assert actions.ask_due(clock.now()) == 1
    assert first.asked[-1].data == {"ask": "m-1"}
    assert state(notice) == Notice.State.DELIVERED
    assert "notice.unconfirmed" not in notice_kinds()


@pytest.mark.usefixtures("known")
def test_asked_in_vain_somebody_rings(ticket: Ticket, frozen: Frozen, first: Vendor, agent: Person) -> None:
    """R064: the gateway knows nothing, or does not answer: the owner is reminded to call, once."""
    switchboard.connect()
    asking(first)
    notice, other = sent(ticket), sent(ticket)
    frozen.move(seconds=60)
    first.answers = [Told({"id": "m-1", "st": "ACCEPTD"}), Told(drops=True)]
    assert actions.ask_due(clock.now()) == 2
    assert (state(notice), state(other)) == (Notice.State.SENT, Notice.State.SENT)
    assert (notice.asked_at, notice.wake_at, other.asked_at) == (frozen.at, None, frozen.at)
    assert notice_kinds().count("notice.unconfirmed") == 2
    assert actions.ask_due(clock.now()) == 0
    codes = [line["code"] for row in Reminder.objects.filter(person=agent) for line in row.lines]
    assert codes.count("notice.unconfirmed") == 2
    actions.note_receipts(notice.gateway, [Receipt("m-1", "delivered")])
    assert state(notice) == Notice.State.DELIVERED


def test_one_that_cannot_be_asked(ticket: Ticket, frozen: Frozen, one: Gateway) -> None:
    """R064: also of a gateway that is gone meanwhile nobody knows."""
    notice = sent(ticket)
    Gateway.objects.all().delete()
    frozen.move(seconds=60)
    actions.ask_due(clock.now())
    assert state(notice) == Notice.State.SENT
    assert notice.asked_at == frozen.at
