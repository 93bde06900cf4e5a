"""Clocks that stand still, due times that are moved, and a calendar that changes."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.factories import promises as make
from tests.frozen import Frozen
from tests.promises.conftest import Known
from yinuo.core.calendar import actions as calendar
from yinuo.core.calendar.actions import DayEntry
from yinuo.core.errors import Invalid, NotNow
from yinuo.core.models import Event
from yinuo.promises import actions, queries
from yinuo.promises.models import Promise
from yinuo.staff.models import Person
from yinuo.tickets.models import NEVER, Ticket

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
FRIDAY_17_20 = datetime(2026, 11, 20, 9, 20, tzinfo=UTC)
MONDAY = date(2026, 11, 23)


@pytest.fixture
def word(ticket: Ticket, agent: Person, frozen: Frozen) -> Promise:
    """A call back promised for 10:30."""
    return actions.give_word(ticket=ticket, label="回电", due_at=NOW + 30 * MINUTE, by=agent)


def test_what_is_left_is_left_again(ticket: Ticket, word: Promise, agent: Person, frozen: Frozen) -> None:
    """Ten minutes gone, an hour's pause: twenty minutes are left, and the queue says whom it waits for."""
    frozen.move(minutes=10)
    actions.pause(word, "等客户", agent)
    ticket.refresh_from_db()
    assert (ticket.next_due_at, ticket.next_due_label, ticket.waiting_for) == (NEVER, "回电", "等客户")
    frozen.move(hours=1)
    assert actions.wake_due(frozen.at) == 0
    actions.resume(word, agent)
    word.refresh_from_db()
    ticket.refresh_from_db()
    assert word.due_at == ticket.next_due_at == frozen.at + 20 * MINUTE
    assert (word.wake_at, ticket.waiting_for) == (frozen.at + 15 * MINUTE, "")


def test_pausing_twice_is_pausing_once(word: Promise, agent: Person, frozen: Frozen) -> None:
    """A double click changes nothing."""
    for _ in range(2):
        actions.pause(word, "等客户", agent)
        frozen.move(minutes=1)
    for _ in range(2):
        actions.resume(word, agent)
        frozen.move(minutes=1)
    verbs = [verb for _, verb, _ in make.told(word.ticket)]
    assert verbs == ["opened", "paused", "resumed"]


def test_kept_while_its_clock_stood_still(word: Promise, agent: Person, frozen: Frozen) -> None:
    """A pause is no lateness, however long."""
    actions.pause(word, "等客户", agent)
    frozen.move(days=2)
    actions.keep(word, agent)
    word.refresh_from_db()
    assert (word.state, word.broken_at, word.was_late) == ("KEPT", None, False)


def test_a_pause_after_the_due_time_stops_the_chase(ticket: Ticket, agent: Person, frozen: Frozen) -> None:
    """Broken stays broken; the next level comes later by the length of the pause."""
    make.happen("order.confirmed", ticket)
    frozen.move(minutes=4)
    slip = actions.pause(Promise.objects.get(), "等网关", agent)
    assert [verb for _, verb, _ in make.told(ticket)] == ["opened", "broken", "paused"]
    actions.wake_due(frozen.move(hours=1))
    actions.resume(slip, agent)
    actions.wake_due(frozen.move(minutes=3, seconds=59))
    assert ("slip", "escalated", 1) not in make.told(ticket)
    actions.wake_due(frozen.move(seconds=1))
    assert ("slip", "escalated", 1) in make.told(ticket)
    slip.refresh_from_db()
    assert slip.due_at == NOW + 3 * MINUTE


def test_moving_starts_the_chase_anew(ticket: Ticket, word: Promise, agent: Person, frozen: Frozen) -> None:
    """The break before stays in the record; the new due time is warned of and broken on its own."""
    actions.wake_due(frozen.move(minutes=40))
    actions.move(word, NOW + 90 * MINUTE, "客户改到十一点半", agent)
    actions.wake_due(frozen.move(minutes=45))
    actions.wake_due(frozen.move(minutes=5, seconds=1))
    verbs = [(verb, level) for _, verb, level in make.told(ticket)]
    assert verbs == [("opened", None), ("broken", 0), ("moved", None), ("warned", None), ("broken", 0)]
    moved = Event.objects.get(kind="promise.moved")
    assert (moved.data["because"], moved.detail.values) == (
        "person",
        {"label": "回电", "reason": "客户改到十一点半"},
    )
    word.refresh_from_db()
    assert "客户改到十一点半" in queries.explain(word)


def test_moved_while_its_clock_stands(ticket: Ticket, word: Promise, agent: Person, frozen: Frozen) -> None:
    """R088: it goes on waiting, and once it runs again it is due at the new time, not after what was left."""
    actions.pause(word, "等客户", agent)
    frozen.move(minutes=10)
    actions.move(word, NOW + 90 * MINUTE, "客户改到十一点半", agent)
    ticket.refresh_from_db()
    word.refresh_from_db()
    assert (word.is_paused, word.wake_at, ticket.next_due_at) == (True, None, NEVER)
    frozen.move(minutes=50)
    actions.resume(word, agent)
    word.refresh_from_db()
    ticket.refresh_from_db()
    assert word.due_at == ticket.next_due_at == NOW + 90 * MINUTE
    assert word.wake_at == NOW + 85 * MINUTE


@pytest.mark.parametrize(("ends_by", "state"), [("keep", "KEPT"), ("resume", "OPEN")])
def test_a_moved_time_that_passes_while_the_clock_stands(
    word: Promise, agent: Person, frozen: Frozen, ends_by: str, state: str
) -> None:
    """R088: nothing is late while it stands still; from when it runs again, it is due at once."""
    actions.pause(word, "等客户", agent)
    actions.move(word, NOW + 90 * MINUTE, "客户改到十一点半", agent)
    frozen.move(hours=5)
    getattr(actions, ends_by)(word, agent)
    word.refresh_from_db()
    assert (word.state, word.due_at, word.was_late, word.broken_at) == (state, frozen.at, False, None)


def test_a_broken_promise_that_is_paused_and_moved_begins_anew(
    word: Promise, agent: Person, frozen: Frozen
) -> None:
    """R088: the break stays in the record; after the pause the new time counts."""
    actions.wake_due(frozen.move(minutes=40))
    actions.pause(word, "等客户", agent)
    actions.move(word, NOW + 90 * MINUTE, "客户改到十一点半", agent)
    actions.resume(word, agent)
    word.refresh_from_db()
    assert (word.due_at, word.broken_at, word.level) == (NOW + 90 * MINUTE, None, 0)
    assert [verb for _, verb, _ in make.told(word.ticket)].count("broken") == 1


def test_moving_before_the_loop_came_still_records_the_break(
    word: Promise, agent: Person, frozen: Frozen
) -> None:
    """Nobody moves a due time away from under the record."""
    frozen.move(minutes=31)
    actions.move(word, NOW + 90 * MINUTE, "忘了", agent)
    assert [verb for _, verb, _ in make.told(word.ticket)] == ["opened", "broken", "moved"]


@pytest.mark.parametrize("minutes", [-10, 0, 60 * 24 * 400])
def test_a_due_time_has_to_be_ahead_and_near(
    word: Promise, agent: Person, frozen: Frozen, minutes: int
) -> None:
    """Not in the past and not years away."""
    with pytest.raises(Invalid) as refused:
        actions.move(word, NOW + minutes * MINUTE, "改期", agent)
    assert refused.value.field == "due_at"


def test_only_an_open_promise_is_changed(word: Promise, agent: Person, frozen: Frozen) -> None:
    """What has ended is not paused, resumed or moved."""
    actions.pause(word, "等客户", agent)
    actions.keep(word, agent)
    for act in (
        lambda: actions.pause(word, "等", agent),
        lambda: actions.resume(word, agent),
        lambda: actions.move(word, NOW + 90 * MINUTE, "改期", agent),
    ):
        with pytest.raises(NotNow, match="promise_ended"):
            act()


def test_a_new_holiday_plans_anew(
    ticket: Ticket, known: Known, administrator: Person, frozen: Frozen
) -> None:
    """A day off entered on Friday moves what was due on Monday, and says so."""
    frozen.to(FRIDAY_17_20)
    make.happen("order.slip_sent", ticket)
    calendar.set_day(entry=DayEntry(MONDAY, False, "公司年会"), by=administrator)
    assert actions.replan() == 1
    vehicle = Promise.objects.get(key="vehicle")
    assert vehicle.due_at == datetime(2026, 11, 24, 0, 50, tzinfo=UTC)
    assert vehicle.wake_at == datetime(2026, 11, 24, 0, 40, tzinfo=UTC)
    assert Event.objects.get(kind="promise.moved").data["because"] == "calendar"
    assert "公司年会" in queries.explain(vehicle)
    assert actions.replan() == 0
    ticket.refresh_from_db()
    assert ticket.next_due_at == Promise.objects.get(key="follow_up").due_at


def test_planning_anew_leaves_the_rest_alone(
    ticket: Ticket, agent: Person, administrator: Person, frozen: Frozen
) -> None:
    """By the clock, by word, broken, paused or ended: a change of the calendar moves none of them."""
    frozen.to(FRIDAY_17_20)
    make.happen("order.slip_sent", ticket)
    word = actions.give_word(
        ticket=ticket, label="回电", due_at=datetime(2026, 11, 23, 1, 0, tzinfo=UTC), by=agent
    )
    before = {row.pk: row.due_at for row in Promise.objects.exclude(key="vehicle")}
    actions.pause(Promise.objects.get(key="vehicle"), "等客户", agent)
    calendar.set_day(entry=DayEntry(MONDAY, False, "公司年会"), by=administrator)
    assert actions.replan() == 0
    assert {row.pk: row.due_at for row in Promise.objects.exclude(key="vehicle")} == before
    assert word.pk in before
    frozen.to(datetime(2026, 11, 23, 2, 0, tzinfo=UTC))
    actions.resume(Promise.objects.get(key="vehicle"), agent)
    assert Promise.objects.get(key="vehicle").due_at == datetime(2026, 11, 24, 1, 0, tzinfo=UTC)


def test_a_days_off_of_one_team_moves_that_teams_promises(
    ticket: Ticket, administrator: Person, outsider: Person, frozen: Frozen
) -> None:
    """Hours are reckoned per team."""
    frozen.to(FRIDAY_17_20)
    make.happen("order.slip_sent", ticket)
    calendar.set_day(entry=DayEntry(MONDAY, False, "夜班组轮休"), team_id=outsider.team_id, by=administrator)
    assert actions.replan() == 0
    calendar.set_day(entry=DayEntry(MONDAY, False, "日班组轮休"), team_id=ticket.team_id, by=administrator)
    assert actions.replan() == 1
