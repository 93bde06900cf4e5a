"""Kept, kept late, taken back: decided by the time of the event and nothing else."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.factories import promises as make
from tests.factories import staff as make_staff
from tests.frozen import Frozen
from yinuo.core import clock, db, events
from yinuo.core.errors import Invalid, NotNow, NotPermitted
from yinuo.core.models import Event
from yinuo.promises import actions
from yinuo.promises.models import Promise
from yinuo.staff.models import Person, Role
from yinuo.tickets.models import Ticket

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def kept_event() -> Event:
    return Event.objects.get(kind="promise.kept")


def test_kept_late_without_any_loop(ticket: Ticket, frozen: Frozen) -> None:
    """R062: broken does not depend on the loop's speed; it is recorded once, before kept, without chasing."""
    make.happen("order.confirmed", ticket)
    frozen.move(minutes=3, seconds=1)
    make.happen("order.slip_sent", ticket)
    slip = Promise.objects.get(key="slip")
    assert (slip.state, slip.broken_at, slip.was_late) == ("KEPT", NOW + 3 * MINUTE, True)
    assert [verb for _, verb, _ in make.told(ticket, "slip")] == ["opened", "broken", "kept"]
    broken = Event.objects.get(kind="promise.broken").data
    assert (broken["level"], broken["notify"]) == (None, [])
    assert kept_event().data["late"] is True


def test_kept_late_after_the_loop(ticket: Ticket, frozen: Frozen) -> None:
    """The loop was first: there is still one promise.broken, and it is late all the same."""
    make.happen("order.confirmed", ticket)
    actions.wake_due(frozen.move(minutes=3, seconds=1))
    make.happen("order.slip_sent", ticket)
    assert [verb for _, verb, _ in make.told(ticket, "slip")] == ["opened", "broken", "kept"]
    assert kept_event().data["late"] is True


def test_kept_at_the_very_moment_is_in_time(ticket: Ticket, frozen: Frozen) -> None:
    """Due at 10:03:00 and done at 10:03:00 is kept."""
    make.happen("order.confirmed", ticket)
    frozen.move(minutes=3)
    make.happen("order.slip_sent", ticket)
    assert kept_event().data["late"] is False
    assert Promise.objects.get(key="slip").broken_at is None


def test_an_event_in_time_takes_a_break_back(ticket: Ticket, frozen: Frozen) -> None:
    """The event happened in time, the loop came between it and its commit: by event time it is kept."""
    make.happen("order.confirmed", ticket)
    with db.transaction():
        with clock.fixed(NOW + 3 * MINUTE):
            events.record("order.slip_sent", subject=ticket, ticket=ticket)
        actions.wake_due(NOW + 4 * MINUTE)
    slip = Promise.objects.get(key="slip")
    assert (slip.state, slip.broken_at, slip.was_late) == ("KEPT", None, False)
    told = {"key": "slip", "round": 1, "label": "发出业务单", "late": False, "withdrawn": True}
    assert kept_event().data == told


def test_taken_back_in_time_and_late(ticket: Ticket, agent: Person, frozen: Frozen) -> None:
    """Whether it was late when it was taken back is written down too; a second time changes nothing."""
    word = actions.give_word(ticket=ticket, label="报价", due_at=NOW + 10 * MINUTE, by=agent)
    frozen.move(minutes=11)
    actions.cancel(word, "客户已找别家", agent)
    actions.cancel(word, "客户已找别家", agent)
    event = Event.objects.get(kind="promise.cancelled")
    assert (event.data["late"], event.detail.values) == (True, {"label": "报价", "reason": "客户已找别家"})
    with pytest.raises(NotNow, match="promise_ended"):
        actions.keep(word, agent)


def test_a_word_is_kept_by_saying_so(ticket: Ticket, agent: Person, frozen: Frozen) -> None:
    """R279: kept by whoever had to, once."""
    word = actions.give_word(ticket=ticket, label="回电", due_at=NOW + 10 * MINUTE, by=agent)
    actions.keep(word, agent)
    actions.keep(word, agent)
    word.refresh_from_db()
    assert (word.state, word.ended_at) == ("KEPT", NOW)
    assert Event.objects.filter(kind="promise.kept").count() == 1


def test_what_the_playbook_keeps_is_not_ticked_by_hand(ticket: Ticket, agent: Person, frozen: Frozen) -> None:
    """Only the slip itself keeps the promise of the slip."""
    make.happen("order.confirmed", ticket)
    with pytest.raises(NotNow, match="promise_kept_by_event"):
        actions.keep(Promise.objects.get(), agent)


@pytest.mark.parametrize("reason", ["", "  ", "长" * 121])
def test_taking_back_needs_a_reason(ticket: Ticket, agent: Person, frozen: Frozen, reason: str) -> None:
    """A reason, and one that fits."""
    word = actions.give_word(ticket=ticket, label="回电", due_at=NOW + MINUTE, by=agent)
    with pytest.raises(Invalid):
        actions.cancel(word, reason, agent)


def test_why_it_was_late(ticket: Ticket, agent: Person, frozen: Frozen) -> None:
    """R088: the objective cause is recorded apart, and only for what was late."""
    make.happen("order.confirmed", ticket)
    slip = Promise.objects.get()
    with pytest.raises(NotNow, match="promise_not_late"):
        actions.explain_lateness(slip, "短信网关停了", True, agent)
    frozen.move(minutes=4)
    make.happen("order.slip_sent", ticket)
    actions.explain_lateness(slip, "短信网关停了", True, agent)
    slip.refresh_from_db()
    assert (slip.late_reason, slip.late_is_objective) == ("短信网关停了", True)
    event = Event.objects.get(kind="promise.explained")
    assert (event.data["objective"], event.detail.values) == (True, {"reason": "短信网关停了"})


@pytest.mark.parametrize("role", list(Role))
def test_who_may_take_back_a_rule(ticket: Ticket, frozen: Frozen, role: Role) -> None:
    """What the playbook opened is taken back by those who lead, and by nobody else (R328, R332)."""
    person = make_staff.person(role, team=ticket.team)
    make.happen("order.confirmed", ticket)
    if role in (Role.TEAM_LEADER, Role.MANAGER, Role.ADMINISTRATOR):
        assert actions.cancel(Promise.objects.get(), "重复", person).state == "CANCELLED"
        return
    with pytest.raises(NotPermitted):
        actions.cancel(Promise.objects.get(), "重复", person)


def test_an_outsider_may_nothing(ticket: Ticket, agent: Person, outsider: Person, frozen: Frozen) -> None:
    """Another team's agent neither gives a word on the ticket nor touches one."""
    word = actions.give_word(ticket=ticket, label="回电", due_at=NOW + MINUTE, by=agent)
    with pytest.raises(NotPermitted):
        actions.give_word(ticket=ticket, label="回电", due_at=NOW + MINUTE, by=outsider)
    for act in (
        lambda: actions.keep(word, outsider),
        lambda: actions.cancel(word, "不", outsider),
        lambda: actions.pause(word, "不", outsider),
        lambda: actions.resume(word, outsider),
        lambda: actions.move(word, NOW + 2 * MINUTE, "不", outsider),
        lambda: actions.explain_lateness(word, "不", False, outsider),
    ):
        with pytest.raises(NotPermitted):
            act()
