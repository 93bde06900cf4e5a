"""The loop: warnings, breaks, levels and repeats, each once and in order."""

import logging
from datetime import UTC, datetime, timedelta

import pytest

from tests.factories import promises as make
from tests.factories import tickets as make_tickets
from tests.frozen import Frozen
from tests.promises.conftest import Known
from yinuo.core import events
from yinuo.core.models import Event
from yinuo.promises import actions
from yinuo.promises.models import Promise
from yinuo.tickets.models import Ticket

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
MOMENT = timedelta(microseconds=1)


def run(frozen: Frozen, **by: float) -> None:
    """Move the clock on and let the loop look, a moment after it."""
    actions.wake_due(frozen.move(**by) + MOMENT)


def last_of(ticket: Ticket) -> Event:
    """The last event about the ticket's promises."""
    found = Event.objects.filter(ticket_id=ticket.pk, subject_kind="promise").order_by("id").last()
    assert found
    return found


def test_warned_broken_escalated(ticket: Ticket, frozen: Frozen) -> None:
    """R062, R094: a minute before, at the due time, and five minutes later to the manager."""
    make.happen("order.confirmed", ticket)
    run(frozen, minutes=1, seconds=59)
    assert make.told(ticket) == [("slip", "opened", None)]
    run(frozen, seconds=1)
    assert last_of(ticket).data["notify"] == ["assignee"]
    run(frozen, seconds=59)
    run(frozen, seconds=1)
    broken = last_of(ticket).data
    assert (broken["level"], broken["notify"], broken["task"]) == (0, ["owner", "team_leader"], "马上派单")
    run(frozen, minutes=5)
    assert (last_of(ticket).data["level"], last_of(ticket).data["notify"]) == (1, ["manager"])
    run(frozen, days=3)
    assert [verb for _, verb, _ in make.told(ticket)] == ["opened", "warned", "broken", "escalated"]
    assert Promise.objects.get().wake_at is None


def test_broken_at_the_due_time_however_late_the_loop(ticket: Ticket, frozen: Frozen) -> None:
    """After a night without a loop everything is made up for, once, and no stale warning is given."""
    make.happen("order.confirmed", ticket)
    run(frozen, hours=9)
    assert make.told(ticket)[1:] == [("slip", "broken", 0), ("slip", "escalated", 1)]
    assert Promise.objects.get().broken_at == NOW + timedelta(minutes=3)
    assert actions.wake_due(frozen.at) == 0


def test_repeats_until_kept_and_not_for_ever(ticket: Ticket, frozen: Frozen) -> None:
    """R093: chased again every half hour of working time, at most three times, and not after it is kept."""
    make.happen("order.slip_sent", ticket)
    for _ in range(6):
        run(frozen, minutes=30)
    verbs = [verb for _, verb, _ in make.told(ticket, "vehicle")]
    assert verbs == ["opened", "broken", "escalated", "repeated", "repeated", "repeated"]
    make.happen("order.accepted", ticket)
    run(frozen, hours=2)
    assert make.told(ticket, "vehicle")[-1] == ("vehicle", "kept", None)


def test_working_time_is_not_the_night(ticket: Ticket, frozen: Frozen) -> None:
    """R087, R019: half an hour of working time from 17:20 on Friday ends on Monday at 08:50."""
    frozen.to(datetime(2026, 11, 20, 9, 20, tzinfo=UTC))
    make.happen("order.slip_sent", ticket)
    vehicle = Promise.objects.get(key="vehicle")
    assert vehicle.due_at == datetime(2026, 11, 23, 0, 50, tzinfo=UTC)
    assert vehicle.wake_at == datetime(2026, 11, 23, 0, 40, tzinfo=UTC)


def test_twice_a_day_on_working_days(ticket: Ticket, known: Known, frozen: Frozen) -> None:
    """R092: an overdue delivery is looked after at 10:00 and 15:00, not at the weekend."""
    known.values["wished_delivery_at"] = NOW + timedelta(hours=4)  # Friday 14:00
    make.happen("order.picked_up", ticket)
    seen = []
    for _ in range(24 * 5):
        run(frozen, hours=1)
        if (event := last_of(ticket)).kind == "promise.repeated" and event.at == frozen.at:
            seen.append(frozen.at)
    days = [
        datetime(2026, 11, day, hour, tzinfo=UTC)
        for day, hour in ((20, 7), (23, 2), (23, 7), (24, 2), (24, 7))
    ]
    assert seen[:5] == days


def test_a_level_with_a_condition(ticket: Ticket, known: Known, frozen: Frozen) -> None:
    """A level whose condition does not hold is passed over; those after it are not."""
    known.values["ticket.stage"] = "accepted"
    make.happen("order.slip_sent", ticket)
    run(frozen, minutes=30)
    assert make.told(ticket, "vehicle")[1:] == [("vehicle", "broken", 0), ("vehicle", "escalated", 1)]
    known.values["ticket.stage"] = "dispatched"
    other = make_tickets.ticket(
        owner=ticket.owner, team=ticket.team, playbook_version=ticket.playbook_version
    )
    make.happen("order.slip_sent", other)
    run(frozen, minutes=60)
    levels = [level for _, verb, level in make.told(other, "vehicle") if verb in ("broken", "escalated")]
    assert levels == [0, 2]


def test_the_event_names_the_notice_and_its_readers(ticket: Ticket, frozen: Frozen) -> None:
    """R093: messaging finds in the event which words go to whom."""
    make.happen("order.slip_sent", ticket)
    run(frozen, minutes=30)
    event = Event.objects.get(kind="promise.broken", data__key="vehicle")
    assert (event.data["notice"], event.data["to"], event.data["notify"]) == (
        "chase",
        ["receiver"],
        ["owner"],
    )
    assert (event.subject_id, event.ticket_id) == (Promise.objects.get(key="vehicle").pk, ticket.pk)


def test_who_had_the_words_already_is_named(ticket: Ticket, known: Known, frozen: Frozen) -> None:
    """R093: a level that falls due in the same look as another says whom that one's notice went to."""
    late = [
        {"notice": "chase", "to": "receiver"},
        {"after": "10m", "notice": "chase", "to": "receiver"},
        {"after": "20m", "notice": "chase", "to": "driver"},
    ]
    rules = [{**rule, "late": late} if rule["key"] == "vehicle" else rule for rule in make.RULES]
    other = make_tickets.ticket(owner=ticket.owner, playbook_version=make.playbook(promises=rules))
    make.happen("order.slip_sent", other)
    run(frozen, hours=3)
    raised = Event.objects.filter(kind__in=("promise.broken", "promise.escalated"), data__key="vehicle")
    before = [event.data.get("said_to") for event in raised.order_by("id")]
    assert before == [None, ["receiver"], ["receiver", "receiver"]]


def test_in_order_of_the_due_time(ticket: Ticket, frozen: Frozen) -> None:
    """What was due first is raised first; of equals, what was opened first."""
    late = make.promise(ticket, NOW, NOW + timedelta(minutes=9), key="late")
    first = make.promise(ticket, NOW, NOW + timedelta(minutes=1), key="first")
    same = make.promise(ticket, NOW, NOW + timedelta(minutes=1), key="same")
    run(frozen, minutes=10)
    found = Event.objects.filter(kind="promise.broken").order_by("id").values_list("subject_id", flat=True)
    assert list(found) == [first.pk, same.pk, late.pk]


def test_a_limit_leaves_the_rest_for_the_next_look(ticket: Ticket, frozen: Frozen) -> None:
    """A step does at most what it is told, the most urgent first."""
    for number in range(25):
        make.promise(ticket, NOW, NOW + timedelta(seconds=number), key=f"p{number}")
    frozen.move(minutes=1)
    assert actions.wake_due(frozen.at, limit=12) == 12
    done = Promise.objects.filter(broken_at__isnull=False).order_by("due_at")
    assert [row.key for row in done] == [f"p{number}" for number in range(12)]
    assert actions.wake_due(frozen.at) == 13
    assert actions.wake_due(frozen.at) == 0


def test_a_failing_row_is_never_in_the_way(
    ticket: Ticket, frozen: Frozen, caplog: pytest.LogCaptureFixture
) -> None:
    """It undoes nothing of the others, is logged, pushed forward, and tried again a minute later."""
    rows = [make.promise(ticket, NOW, NOW + timedelta(seconds=1), key=f"p{number}") for number in range(5)]
    fails = [True]

    def refuse(deed: events.Deed) -> None:
        if fails[0] and deed.subject.pk == rows[2].pk:
            raise ValueError("this one never works")

    events.on("promise.broken", refuse)
    with caplog.at_level(logging.ERROR, logger="yinuo.promises"):
        run(frozen, minutes=1)
    assert f"promise {rows[2].pk} " in caplog.text
    assert Promise.objects.filter(broken_at__isnull=False).count() == 4
    rows[2].refresh_from_db()
    assert rows[2].wake_at == frozen.at + MOMENT + timedelta(seconds=60)
    fails[0] = False
    run(frozen, seconds=61)
    assert Event.objects.filter(kind="promise.broken").count() == 5


def test_nothing_is_done_before_its_time(ticket: Ticket, frozen: Frozen) -> None:
    """What is not due is left alone; at the due time itself nothing is late yet."""
    make.happen("order.confirmed", ticket)
    assert actions.wake_due(frozen.at) == 0
    run(frozen, minutes=2)
    assert actions.wake_due(frozen.move(minutes=1)) == 0
    assert actions.wake_due(frozen.at + MOMENT) == 1
