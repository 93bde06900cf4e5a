"""Several gateways: who is tried when, what is told of it, and that nobody gets a message by two of them."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.factories import messaging as make
from tests.frozen import Frozen
from tests.messaging.conftest import notice_kinds
from tests.messaging.pipeline.conftest import BUSY, DOWN, SILENT, SLOW, WRONG, gateway, keys
from tests.races import Outcome
from tests.servers.vendor import Vendor
from yinuo.core import clock
from yinuo.messaging import actions, rules
from yinuo.messaging.actions import gateways as switching
from yinuo.messaging.models import Gateway, Notice, PretendMessage, Reminder
from yinuo.staff.models import Person
from yinuo.tickets.models import Ticket
from yinuo.wiring import switchboard

Both = tuple[Gateway, Gateway]


def sent(notice: Notice) -> Notice:
    """The message after one step of the loop."""
    actions.send_due(clock.now())
    notice.refresh_from_db()
    return notice


def tried(notice: Notice) -> list[tuple[str, str]]:
    """The gateways it was offered to, and what each said."""
    return [(step["gateway"], step["error"]) for step in notice.route]


def test_the_first_takes_it_at_its_price(ticket: Ticket, frozen: Frozen, both: Both, first: Vendor) -> None:
    """R063: by rank; the row says by which gateway, under which name and what its parts cost."""
    notice = sent(make.notice(ticket, text="长" * 100))
    one, _ = both
    assert (notice.state, notice.gateway, notice.gateway_id) == (Notice.State.SENT, one.ref, "m-1")
    assert (notice.parts, notice.cost, notice.trying) == (2, 90, "")
    assert tried(notice) == [(one.ref, "")]
    assert keys(first) == [notice.idempotency_key]
    assert not PretendMessage.objects.exists()


def test_one_that_is_busy_hands_on_at_once(
    ticket: Ticket, frozen: Frozen, both: Both, first: Vendor, second: Vendor
) -> None:
    """R062, R063: the next one takes it in the same step, under the same key, and the reason is kept."""
    first.answers = [BUSY]
    notice = sent(make.notice(ticket))
    one, two = both
    assert (notice.state, notice.gateway, notice.attempts) == (Notice.State.SENT, two.ref, 1)
    assert tried(notice) == [(one.ref, "gateway_refused"), (two.ref, "")]
    assert keys(second) == [notice.idempotency_key]
    assert not notice.perhaps_twice
    assert notice_kinds() == ["notice.sent"]


def test_a_number_that_does_not_exist_exists_nowhere(
    ticket: Ticket, frozen: Frozen, both: Both, first: Vendor, second: Vendor
) -> None:
    """R063: what can never leave is given up at once, by nobody else."""
    first.answers = [WRONG]
    notice = sent(make.notice(ticket))
    assert (notice.state, notice.error) == (Notice.State.GIVEN_UP, "message_refused")
    assert not second.asked


def test_without_an_answer_it_stays_with_that_gateway(
    ticket: Ticket, frozen: Frozen, both: Both, first: Vendor, second: Vendor
) -> None:
    """R063: the line broke after the words were handed over: the same gateway gets the same key again, no
    other one, and the message says that it may have arrived twice."""
    first.answers = [SILENT]
    notice = sent(make.notice(ticket))
    assert (notice.state, notice.trying) == (Notice.State.FAILED, both[0].ref)
    assert not notice.perhaps_twice
    frozen.move(seconds=5)
    notice = sent(notice)
    assert (notice.state, notice.gateway, notice.perhaps_twice) == (Notice.State.SENT, both[0].ref, True)
    assert keys(first) == [notice.idempotency_key] * 2
    assert not second.asked


def test_what_it_refuses_afterwards_the_next_may_have(
    ticket: Ticket, frozen: Frozen, both: Both, first: Vendor
) -> None:
    """R063: it has said no to this very key: now it is certain, and the next one takes it."""
    first.answers = [SILENT, BUSY]
    notice = sent(make.notice(ticket))
    frozen.move(seconds=5)
    assert sent(notice).gateway == both[1].ref


def test_that_it_is_busy_says_nothing_of_the_first_try(
    ticket: Ticket, frozen: Frozen, both: Both, first: Vendor, second: Vendor
) -> None:
    """R063: throttled afterwards: the first try may have arrived all the same, so no other one has it."""
    first.answers = [SILENT, SLOW]
    notice = sent(make.notice(ticket))
    frozen.move(seconds=5)
    assert sent(notice).trying == both[0].ref
    frozen.move(seconds=31)
    assert sent(notice).gateway == both[0].ref
    assert not second.asked


def test_who_waits_for_the_second_does_not_go_back_to_the_first(
    ticket: Ticket, frozen: Frozen, second: Vendor
) -> None:
    """R062: the first is down, the second takes one a second: nobody is stuck with the first."""
    one, two = gateway(DOWN), gateway(second.url, 2, per_second=1)
    notices = make.notices(3, ticket)
    for _ in range(3):
        actions.send_due(clock.now())
        frozen.move(seconds=2)
    for notice in notices:
        notice.refresh_from_db()
    assert [(notice.state, notice.gateway) for notice in notices] == [(Notice.State.SENT, two.ref)] * 3
    assert not any(notice.perhaps_twice for notice in notices)
    assert tried(notices[2])[0] == (one.ref, "gateway_down")


def test_switched_off_messages_wait(
    ticket: Ticket, frozen: Frozen, administrator: Person, first: Vendor
) -> None:
    """R062 R063: the last gateway is out of use: nothing leaves, and nothing counts as sent."""
    one = gateway(first.url, is_active=False)
    switching.activate_gateway(one, by=administrator)
    switching.deactivate_gateway(one, by=administrator)
    notice = sent(make.notice(ticket))
    assert (notice.state, notice.attempts) == (Notice.State.QUEUED, 0)
    assert not PretendMessage.objects.exists()
    switching.activate_gateway(one, by=administrator)
    assert sent(notice).gateway == one.ref


def test_a_gateway_that_never_answers_ends_in_public(
    ticket: Ticket, frozen: Frozen, both: Both, first: Vendor, second: Vendor
) -> None:
    """R064: nobody knows whether it arrived: given up, so that somebody rings."""
    first.answers = [SILENT] * rules.MOST_ATTEMPTS
    notice = make.notice(ticket)
    for _ in range(rules.MOST_ATTEMPTS):
        notice = sent(notice)
        frozen.to(notice.wake_at or frozen.at)
    assert (notice.state, notice.error) == (Notice.State.GIVEN_UP, "sender_silent")
    assert notice.perhaps_twice
    assert not second.asked


def test_a_gateway_that_is_gone_cannot_say(
    ticket: Ticket, frozen: Frozen, both: Both, second: Vendor
) -> None:
    """R064: switched off while it may have had the message: no other one sends it again."""
    one, _ = both
    Gateway.objects.filter(pk=one.pk).update(is_active=False)
    notice = sent(make.notice(ticket, trying=one.ref, attempts=1, state=Notice.State.FAILED))
    assert (notice.state, notice.error) == (Notice.State.GIVEN_UP, "sender_silent")
    assert not second.asked


@pytest.mark.usefixtures("playbook")
def test_after_three_failures_it_rests_and_is_told(
    ticket: Ticket,
    frozen: Frozen,
    second: Vendor,
    administrator: Person,
    team_leader: Person,
    kinds: Callable[[str], list[str]],
) -> None:
    """R062: nobody is kept waiting by a gateway that is down; those who can help are reminded once."""
    switchboard.connect()
    one, two = gateway(DOWN), gateway(second.url, 2)
    notices = make.notices(4, ticket)
    actions.send_due(clock.now(), limit=3)
    one.refresh_from_db()
    assert one.failures == rules.trying.RESTS_AFTER
    assert one.resting_until is not None
    assert one.last_error == "gateway_down"
    actions.send_due(clock.now())
    notices[3].refresh_from_db()
    assert tried(notices[3]) == [(two.ref, "")]
    assert kinds("gateway") == ["gateway.resting"]
    for person in (administrator, team_leader):
        (line,) = Reminder.objects.get(person=person).lines
        assert (line["code"], line["label"]) == ("gateway.resting", "网关1")


def test_it_is_back_with_the_first_message_it_takes(
    ticket: Ticket, frozen: Frozen, both: Both, first: Vendor, kinds: Callable[[str], list[str]]
) -> None:
    """R062: after its rest it is tried again; one success and all is well."""
    one, _ = both
    Gateway.objects.filter(pk=one.pk).update(failures=4, resting_until=frozen.at + timedelta(seconds=30))
    assert sent(make.notice(ticket)).gateway == both[1].ref
    frozen.move(seconds=31)
    assert sent(make.notice(ticket)).gateway == one.ref
    one.refresh_from_db()
    assert (one.failures, one.resting_until) == (0, None)
    assert kinds("gateway") == ["gateway.back"]


def test_when_all_rest_they_are_tried_all_the_same(
    ticket: Ticket, frozen: Frozen, both: Both, first: Vendor
) -> None:
    """R062: the slip has three minutes; resting gateways that may work are better than none."""
    rest = frozen.at + timedelta(seconds=300)
    Gateway.objects.update(failures=3, resting_until=rest)
    assert sent(make.notice(ticket)).state == Notice.State.SENT


def test_being_asked_to_wait_is_no_fault(
    ticket: Ticket, frozen: Frozen, first: Vendor, kinds: Callable[[str], list[str]]
) -> None:
    """R063: throttled: the message waits as long as the gateway asked, and the gateway is left alone."""
    one = gateway(first.url)
    first.answers = [SLOW]
    notice = sent(make.notice(ticket))
    one.refresh_from_db()
    assert (notice.state, notice.error) == (Notice.State.FAILED, "gateway_throttled")
    assert notice.wake_at == frozen.at + timedelta(seconds=30)
    assert (one.failures, one.resting_until) == (0, frozen.at + timedelta(seconds=30))
    assert kinds("gateway") == []


def test_no_more_than_so_many_a_second(ticket: Ticket, frozen: Frozen, first: Vendor) -> None:
    """R063: the allowance is one for all workers; what goes too fast waits its turn and loses no attempt."""
    gateway(first.url, per_second=3)
    make.notices(5, ticket)
    actions.send_due(clock.now())
    assert len(first.asked) == 3
    waiting = Notice.objects.filter(state=Notice.State.QUEUED)
    assert {(one.attempts, one.claimed_until) for one in waiting} == {(0, None)}
    frozen.move(seconds=1)
    actions.send_due(clock.now())
    assert len(first.asked) == 5


@pytest.mark.django_db(transaction=True)
def test_two_workers_share_one_allowance(
    ticket: Ticket, frozen: Frozen, first: Vendor, together: Callable[..., list[Outcome]]
) -> None:
    """R063: the row is the bucket; nothing leaves twice."""
    gateway(first.url, per_second=5)
    make.notices(12, ticket)
    outcomes = together(*[lambda: actions.send_due(clock.now(), limit=6)] * 2)
    assert [outcome.error for outcome in outcomes] == [None] * 2
    assert len(first.asked) == 5
    assert len(set(keys(first))) == 5
    assert Notice.objects.filter(state=Notice.State.SENT).count() == 5


def test_a_slip_is_tried_once_more_before_it_is_due(ticket: Ticket, frozen: Frozen, first: Vendor) -> None:
    """R062: the wait of two minutes would end after the third minute: it is cut so that a try falls in it."""
    gateway(first.url)
    first.answers = [BUSY] * 9
    due = frozen.at + timedelta(minutes=3)
    Ticket.objects.filter(pk=ticket.pk).update(next_due_at=due)
    notice = make.notice(ticket, attempts=3, state=Notice.State.FAILED)
    frozen.move(seconds=65)
    assert sent(notice).wake_at == due - rules.trying.LAST_CALL


def test_unreadable_secrets_are_a_reason(ticket: Ticket, frozen: Frozen, second: Vendor) -> None:
    """R063: a gateway whose secrets cannot be opened is passed over, and the route says so."""
    one, two = gateway(DOWN), gateway(second.url, 2)
    Gateway.objects.filter(pk=one.pk).update(secrets="no such seal")
    notice = sent(make.notice(ticket))
    assert tried(notice) == [(one.ref, "secret_unreadable"), (two.ref, "")]


def test_what_is_commercial_goes_last(ticket: Ticket, frozen: Frozen, first: Vendor) -> None:
    """R062: a slip never waits behind advertising."""
    gateway(first.url)
    make.notices(3, ticket, is_commercial=True)
    slip = make.notice(ticket)
    actions.send_due(clock.now(), limit=1)
    assert keys(first) == [slip.idempotency_key]
