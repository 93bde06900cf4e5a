"""Reminders, gathered within a minute."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.frozen import Frozen
from tests.races import Outcome
from yinuo.core import db
from yinuo.core.errors import NotPermitted
from yinuo.core.models import Event
from yinuo.messaging import actions, queries, rules
from yinuo.messaging.models import Reminder
from yinuo.staff.models import Person


def line(label: str = "安排车辆") -> dict[str, str]:
    """One thing to be told."""
    return {"code": "promise.broken", "ticket": "abc", "number": "", "label": label, "task": "", "due": ""}


def labels(reminder: Reminder) -> list[str]:
    """What a reminder tells, in order."""
    reminder.refresh_from_db()
    return [told["label"] for told in reminder.lines]


def test_what_comes_within_a_minute_is_gathered(agent: Person, frozen: Frozen) -> None:
    """R093: one box for what falls due in the same minute, also across the turn of the minute."""
    frozen.move(seconds=50)
    actions.remind(agent, line("一"))
    frozen.move(seconds=59)
    actions.remind(agent, line("二"))
    reminder = Reminder.objects.get()
    assert labels(reminder) == ["一", "二"]
    frozen.move(seconds=1)
    actions.remind(agent, line("三"))
    assert Reminder.objects.count() == 2
    assert labels(reminder) == ["一", "二"]


def test_everybody_has_reminders_of_their_own(agent: Person, team_leader: Person, frozen: Frozen) -> None:
    """One unit of work that tells two people writes two rows and tells each screen once."""
    with db.transaction():
        actions.remind(team_leader, line("一"))
        actions.remind(agent, line("二"))
        actions.remind(team_leader, line("三"))
    assert labels(Reminder.objects.get(person=team_leader)) == ["一", "三"]
    assert labels(Reminder.objects.get(person=agent)) == ["二"]
    told = Event.objects.filter(kind="reminder.added").values_list("subject_id", flat=True)
    assert sorted(told) == sorted([agent.pk, team_leader.pk])


def test_a_unit_of_work_that_fails_tells_nobody(agent: Person, frozen: Frozen) -> None:
    """What was rolled back is not told with the next."""

    def undone() -> None:
        with db.transaction():
            actions.remind(agent, line("一"))
            raise RuntimeError("undone")

    with pytest.raises(RuntimeError, match="undone"):
        undone()
    assert not Reminder.objects.exists()
    actions.remind(agent, line("二"))
    assert labels(Reminder.objects.get()) == ["二"]


def test_what_was_read_begins_anew(agent: Person, frozen: Frozen) -> None:
    """What comes after reading is unread, in a box of its own once the minute is over."""
    actions.remind(agent, line("一"))
    first = Reminder.objects.get()
    assert [actions.mark_read(first, by=agent) for _ in range(2)] == [1, 0]
    first.refresh_from_db()
    assert first.read_at == frozen.at
    frozen.move(seconds=61)
    actions.remind(agent, line("二"))
    assert queries.unread_count(agent) == 1
    first.refresh_from_db()
    assert first.read_at is not None


def test_what_comes_right_after_reading_is_unread(agent: Person, frozen: Frozen) -> None:
    """Within the same minute it joins the row, which is unread again: nothing is overlooked."""
    actions.remind(agent, line("一"))
    actions.mark_read(Reminder.objects.get(), by=agent)
    frozen.move(seconds=1)
    actions.remind(agent, line("二"))
    assert queries.unread_count(agent) == 1
    assert labels(queries.reminders(agent).rows[0])[-1] == "二"


def test_urgent_stays_urgent(agent: Person, frozen: Frozen) -> None:
    actions.remind(agent, line(), urgent=True)
    actions.remind(agent, line())
    assert Reminder.objects.get().is_urgent


def test_past_fifty_lines_only_the_count_grows(agent: Person, frozen: Frozen) -> None:
    """A burst does not become a page that nobody reads."""
    with db.transaction():
        for number in range(rules.MOST_LINES + 7):
            actions.remind(agent, line(str(number)))
    actions.remind(agent, line())
    reminder = Reminder.objects.get()
    assert (len(reminder.lines), reminder.more) == (rules.MOST_LINES, 8)


def test_nobody_reads_for_another(agent: Person, outsider: Person, frozen: Frozen) -> None:
    actions.remind(agent, line())
    reminder = Reminder.objects.get()
    with pytest.raises(NotPermitted):
        actions.mark_read(reminder, by=outsider)
    assert queries.unread_count(agent) == 1
    assert queries.reminders(outsider).rows == []


def test_all_are_read_at_once(agent: Person, outsider: Person, frozen: Frozen) -> None:
    for person in (agent, outsider):
        actions.remind(person, line())
    assert [actions.mark_read(by=agent) for _ in range(2)] == [1, 0]
    assert (queries.unread_count(agent), queries.unread_count(outsider)) == (0, 1)


def test_pages_newest_first_and_a_bounded_count(agent: Person, frozen: Frozen) -> None:
    """A list of any length is paged; the badge stops counting at 100."""
    Reminder.objects.bulk_create(
        Reminder(person=agent, at=frozen.at + timedelta(minutes=number), minute=number)
        for number in range(105)
    )
    first = queries.reminders(agent, size=60)
    second = queries.reminders(agent, first.next_cursor, size=60)
    ids = [row.pk for row in (*first.rows, *second.rows)]
    assert ids == sorted(ids, reverse=True)
    assert (len(ids), second.next_cursor) == (105, None)
    assert queries.unread_count(agent) == queries.COUNT_LIMIT


@pytest.mark.django_db(transaction=True)
def test_workers_that_remind_crosswise_gather_into_one_row_each(
    agent: Person, team_leader: Person, frozen: Frozen, together: Callable[..., list[Outcome]]
) -> None:
    """R093: several loops, the same people in different orders: nobody waits for ever, no line is lost."""

    def worker(*people: Person) -> None:
        for _ in range(5):
            with db.transaction():
                for person in people:
                    actions.remind(person, line())

    outcomes = together(
        lambda: worker(agent, team_leader),
        lambda: worker(team_leader, agent),
        lambda: worker(agent, team_leader),
        lambda: worker(team_leader, agent),
    )
    assert [outcome.error for outcome in outcomes] == [None] * 4
    for person in (agent, team_leader):
        assert len(Reminder.objects.get(person=person).lines) == 20
