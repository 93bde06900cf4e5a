"""What events do to the promises of a ticket."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.factories import promises as make
from tests.frozen import Frozen
from tests.promises.conftest import Known
from yinuo.core.models import Event
from yinuo.promises import actions, queries
from yinuo.promises.models import Promise
from yinuo.staff.models import Person
from yinuo.tickets import actions as ticket_actions
from yinuo.tickets.models import NEVER, Ticket
from yinuo.tickets.queries import Contact

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


def only(ticket: Ticket, key: str) -> Promise:
    """The one promise of this key."""
    return Promise.objects.get(ticket=ticket, key=key)


def test_an_event_opens_what_the_playbook_says(ticket: Ticket, agent: Person, frozen: Frozen) -> None:
    """R062: a confirmed order has three minutes until its slip is sent."""
    make.happen("order.confirmed", ticket)
    slip = only(ticket, "slip")
    assert (slip.starts_at, slip.due_at) == (NOW, NOW + timedelta(minutes=3))
    assert slip.wake_at == NOW + timedelta(minutes=2)
    assert (slip.assignee, slip.label, slip.clause) == (agent, "发出业务单", "001 三(二)2.2.1")
    assert make.told(ticket) == [("slip", "opened", None)]
    ticket.refresh_from_db()
    assert (ticket.next_due_at, ticket.next_due_from, ticket.next_due_label) == (
        slip.due_at,
        NOW,
        "发出业务单",
    )


def test_an_event_keeps_and_opens_the_next(ticket: Ticket, frozen: Frozen) -> None:
    """R062, R087, R091: the slip sent keeps one promise and opens two."""
    make.happen("order.confirmed", ticket)
    frozen.move(minutes=2)
    sent = make.happen("order.slip_sent", ticket)
    slip = only(ticket, "slip")
    assert (slip.state, slip.ended_at, slip.ended_by_event) == ("KEPT", sent.at, sent.pk)
    assert not slip.was_late
    assert slip.wake_at is None
    assert make.told(ticket)[1:] == [
        ("slip", "kept", None),
        ("vehicle", "opened", None),
        ("follow_up", "opened", None),
    ]
    ticket.refresh_from_db()
    assert ticket.next_due_label in ("安排车辆", "提货跟踪")


def test_nothing_is_open_twice(ticket: Ticket, frozen: Frozen) -> None:
    """One open promise per ticket and key."""
    make.happen("order.confirmed", ticket)
    make.happen("order.confirmed", ticket)
    assert Promise.objects.count() == 1


def test_what_was_kept_stays_kept_unless_the_rule_says_again(ticket: Ticket, frozen: Frozen) -> None:
    """The slip is promised once; the follow-up begins again after each tracking entry (R091)."""
    for kind in ("order.confirmed", "order.slip_sent", "order.confirmed", "order.tracked", "order.tracked"):
        make.happen(kind, ticket)
    assert [(row.round, row.state) for row in Promise.objects.filter(key="slip")] == [(1, "KEPT")]
    rounds = [(row.round, row.state) for row in Promise.objects.filter(key="follow_up").order_by("round")]
    assert rounds == [(1, "KEPT"), (2, "KEPT"), (3, "OPEN")]


def test_what_was_taken_back_may_begin_again(ticket: Ticket, frozen: Frozen) -> None:
    """A cancelled promise does not stand in the way of the next round."""
    for kind in ("order.confirmed", "order.cancelled", "order.confirmed"):
        make.happen(kind, ticket)
    rounds = [(row.round, row.state) for row in Promise.objects.order_by("round")]
    assert rounds == [(1, "CANCELLED"), (2, "OPEN")]


def test_a_condition_decides(ticket: Ticket, known: Known, frozen: Frozen) -> None:
    """`when` is asked of the facts at the moment of the event; a fact nobody knows does not hold."""
    known.values["wished_delivery_at"] = NOW + timedelta(hours=5)
    known.values["order.pieces"] = None
    make.happen("order.picked_up", ticket)
    assert not Promise.objects.filter(key="delivery").exists()
    known.values["order.pieces"] = 3
    make.happen("order.picked_up", ticket)
    assert only(ticket, "delivery").due_at == NOW + timedelta(hours=5)


def test_no_time_no_promise(ticket: Ticket, frozen: Frozen) -> None:
    """A rule whose only time stands in the ticket opens nothing while it stands nowhere."""
    make.happen("order.picked_up", ticket)
    assert not Promise.objects.filter(key="delivery").exists()


def test_a_time_in_the_ticket_goes_before_the_span(ticket: Ticket, known: Known, frozen: Frozen) -> None:
    """R087: pick-up by the wished time, else within half an hour of working time."""
    make.happen("order.accepted", ticket)
    assert only(ticket, "pickup").due_at == NOW + timedelta(minutes=30)
    known.values["order.wished_pickup_at"] = NOW + timedelta(hours=4)
    make.happen("task.changed", ticket)
    pickup = only(ticket, "pickup")
    assert (pickup.due_at, pickup.named) == (NOW + timedelta(hours=4), "wished_pickup_at")
    assert ("pickup", "moved", None) in make.told(ticket)


def test_a_persons_move_stays_until_the_ticket_says_another_time(
    ticket: Ticket, known: Known, team_leader: Person, frozen: Frozen
) -> None:
    """A change that has nothing to do with the time does not undo what a person decided."""
    known.values["wished_pickup_at"] = NOW + timedelta(hours=1)
    make.happen("order.accepted", ticket)
    actions.move(only(ticket, "pickup"), NOW + timedelta(hours=2), "客户改期", team_leader)
    make.happen("task.changed", ticket)
    assert only(ticket, "pickup").due_at == NOW + timedelta(hours=2)
    known.values["wished_pickup_at"] = NOW + timedelta(hours=3)
    make.happen("task.changed", ticket)
    assert only(ticket, "pickup").due_at == NOW + timedelta(hours=3)


def test_a_time_that_is_past_is_late_at_once(ticket: Ticket, known: Known, frozen: Frozen) -> None:
    """The truth stays: what was due yesterday is late from its first moment."""
    known.values["wished_pickup_at"] = NOW - timedelta(hours=1)
    make.happen("order.accepted", ticket)
    pickup = only(ticket, "pickup")
    assert pickup.due_at == NOW - timedelta(hours=1)
    actions.wake_due(frozen.at)
    assert ("pickup", "broken", None) in make.told(ticket)


def test_who_has_to_keep_it(
    ticket: Ticket, known: Known, agent: Person, dispatcher: Person, frozen: Frozen
) -> None:
    """A rule names the dispatcher; where the ticket has none it is the owner's."""
    known.values["wished_delivery_at"] = NOW + timedelta(hours=5)
    make.happen("order.picked_up", ticket)
    assert only(ticket, "delivery").assignee == agent
    Promise.objects.all().delete()
    known.contacts["dispatcher"] = Contact(dispatcher.pk, dispatcher.name, dispatcher.phone)
    make.happen("order.picked_up", ticket)
    assert only(ticket, "delivery").assignee == dispatcher


def test_the_new_owner_has_to_keep_what_was_the_owners(
    ticket: Ticket, team_leader: Person, manager: Person, frozen: Frozen
) -> None:
    """Reassigning a ticket takes its promises along, and the words its owner gave; not those of others."""
    make.happen("order.confirmed", ticket)
    due = NOW + timedelta(hours=1)
    theirs = actions.give_word(ticket=ticket, label="回电", due_at=due, by=ticket.owner)
    managers = actions.give_word(ticket=ticket, label="回电", due_at=due, by=None, assignee=manager)
    ticket_actions.assign(ticket=ticket, to=team_leader, reason="忙", by=manager)
    assert only(ticket, "slip").assignee == team_leader
    for word, assignee in ((theirs, team_leader), (managers, manager)):
        word.refresh_from_db()
        assert word.assignee == assignee


def test_an_event_stops_and_starts_a_clock(ticket: Ticket, frozen: Frozen) -> None:
    """What was left is left again when the clock runs on."""
    make.happen("order.slip_sent", ticket)
    frozen.move(minutes=10)
    make.happen("order.exception_noted", ticket, reason="weather")
    assert only(ticket, "vehicle").pause_reason == "weather"
    frozen.move(minutes=45)
    make.happen("order.exception_cleared", ticket)
    vehicle = only(ticket, "vehicle")
    assert (vehicle.due_at, vehicle.within_seconds) == (frozen.at + timedelta(minutes=20), 20 * 60)
    assert [verb for _, verb, _ in make.told(ticket, "vehicle")] == ["opened", "paused", "resumed"]


def test_closing_takes_back_what_the_playbook_opened(ticket: Ticket, agent: Person, frozen: Frozen) -> None:
    """R279: a person's word outlives the ticket, the playbook's deadlines do not."""
    make.happen("order.confirmed", ticket)
    word = actions.give_word(ticket=ticket, label="回电", due_at=NOW + timedelta(hours=1), by=agent)
    frozen.move(minutes=1)
    ticket_actions.leave_stage(ticket=ticket, to="DONE", by=agent, closes=True)
    make.happen("task.done", ticket)
    assert (only(ticket, "slip").state, only(ticket, "slip").end_reason) == ("CANCELLED", "ticket_closed")
    word.refresh_from_db()
    assert word.state == "OPEN"


def test_the_loop_takes_back_what_a_silent_closing_left(ticket: Ticket, frozen: Frozen) -> None:
    """A ticket closed without any event after it is not chased."""
    make.happen("order.confirmed", ticket)
    Ticket.objects.filter(pk=ticket.pk).update(closed_at=NOW + timedelta(minutes=1))
    frozen.move(minutes=10)
    actions.wake_due(frozen.at)
    assert make.told(ticket)[-1] == ("slip", "cancelled", None)
    assert ("slip", "broken", None) not in make.told(ticket)


def test_the_queue_is_told_the_nearest(ticket: Ticket, frozen: Frozen) -> None:
    """`next_due_at` follows every change and is 9999-12-31 when nothing is open."""
    make.happen("order.confirmed", ticket)
    make.happen("order.cancelled", ticket)
    ticket.refresh_from_db()
    assert (ticket.next_due_at, ticket.next_due_label) == (NEVER, "")


def test_other_kinds_and_other_tickets_are_left_alone(ticket: Ticket, frozen: Frozen) -> None:
    """A rule holds for its own kinds; an event without a ticket opens nothing."""
    Ticket.objects.filter(pk=ticket.pk).update(kind="ORDER")
    ticket.refresh_from_db()
    make.happen("order.confirmed", ticket)
    assert not Promise.objects.exists()


def test_an_event_nobody_waits_for_costs_nothing(
    ticket: Ticket, frozen: Frozen, django_assert_num_queries: object
) -> None:
    """Cheap when nothing matches: one look-up in memory."""
    queries.watch_of(ticket, "order.confirmed")
    with django_assert_num_queries(0):  # type: ignore[operator]
        assert queries.watch_of(ticket, "ticket.personal_seen").open == ()


def test_events_carry_no_words(ticket: Ticket, agent: Person, frozen: Frozen) -> None:
    """What a person wrote goes to the detail, which erasure can empty."""
    word = actions.give_word(ticket=ticket, label="回王先生电话", due_at=NOW + timedelta(hours=1), by=agent)
    actions.cancel(word, "王先生说不用了", agent)
    for event in Event.objects.filter(subject_kind="promise"):
        assert "王" not in str(event.data)
