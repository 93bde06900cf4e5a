"""Reports that send themselves: set up, run by the clock, delivered with a receipt."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as any_of

from tests import ledger
from tests.frozen import Frozen
from yinuo.core import clock
from yinuo.core.calendar import actions as calendar
from yinuo.core.errors import Invalid, NotFound, NotNow, NotPermitted
from yinuo.core.models import Event, Job
from yinuo.reports import actions
from yinuo.reports.actions import Values
from yinuo.reports.actions.scheduling import planning
from yinuo.reports.models import Schedule
from yinuo.staff.models import Person

pytestmark = pytest.mark.django_db
EVENING = time(18, 0)


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    """The desk's folder, for this test alone."""
    settings.DATA_DIR = tmp_path
    return tmp_path


@pytest.fixture
def reader(manager: Person) -> Person:
    """8401 郑海, who has an address."""
    manager.email = "zheng@example.com"
    manager.save(update_fields=["email"])
    return manager


def values(reader: Person, **more: Any) -> Values:
    return Values(**{"name": "每日短信", "report": "slips", "cadence": "DAILY", "people": [reader], **more})


def periods(schedule: Schedule) -> list[tuple[date, date]]:
    return list(schedule.runs.order_by("id").values_list("start", "end"))


def test_a_schedule_is_set_up(desk: Frozen, reader: Person) -> None:
    """R402: it begins with the days that run now, and is on record."""
    made = actions.add_schedule(values(reader, at=EVENING, addresses=["boss@example.com"]), by=reader)
    assert (made.covered_to, made.owner) == (date(2026, 11, 19), reader)
    assert made.next_at == datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
    assert [str(one) for one in made.recipients.order_by("id")] == ["郑海", "boss@example.com"]
    assert ledger.last("report.schedule_added").data == {"report": "slips"}


def test_a_form_sent_twice_makes_one(desk: Frozen, reader: Person) -> None:
    first = actions.add_schedule(values(reader), by=reader, form_key="k")
    assert actions.add_schedule(values(reader), by=reader, form_key="k") == first
    assert Schedule.objects.count() == 1


@pytest.mark.parametrize(
    ("more", "fault"),
    [
        ({"name": " "}, ("name", "required")),
        ({"name": "长" * 61}, ("name", "too_long")),
        ({"cadence": "HOURLY"}, ("cadence", "not_a_choice")),
        ({"format": "docx"}, ("format", "not_a_choice")),
        ({"weekday": 8}, ("weekday", "not_a_choice")),
        ({"monthday": 29}, ("monthday", "not_a_choice")),
        (
            {"report": "promises", "by": "person", "narrow": {"region": 1}},
            ("region", "counted_apart"),
        ),
        ({"report": "promises", "by": "driver", "narrow": {"person": 1}}, ("by", "counted_apart")),
        ({"people": []}, ("people", "schedule_nobody")),
        ({"addresses": ["nobody"]}, ("addresses", "schedule_address_wrong")),
        ({"addresses": [f"a{n}@example.com" for n in range(30)]}, ("people", "schedule_too_many")),
    ],
)
def test_wrong_input(desk: Frozen, reader: Person, more: dict[str, Any], fault: tuple[str, str]) -> None:
    with pytest.raises(Invalid) as refused:
        actions.add_schedule(values(reader, **more), by=reader)
    assert fault in {(found.field, found.code) for found in refused.value.faults}


@pytest.mark.parametrize(
    ("by", "narrow"),
    [("person", {}), ("region", {"region": 1}), ("", {"region": 1}), ("person", {"team": 1})],
)
def test_what_is_counted_together_may_be_scheduled(
    desk: Frozen, reader: Person, by: str, narrow: dict[str, int]
) -> None:
    """B10: promises by people, or by places."""
    actions.add_schedule(values(reader, report="promises", by=by, narrow=narrow), by=reader)


def test_who_has_no_address_cannot_be_chosen(desk: Frozen, reader: Person, agent: Person) -> None:
    with pytest.raises(Invalid, match="schedule_no_address"):
        actions.add_schedule(values(reader, people=[agent]), by=reader)


def test_who_may(
    desk: Frozen, reader: Person, team_leader: Person, agent: Person, auditor: Person, administrator: Person
) -> None:
    """Who may export may schedule; another's schedule is changed by who manages all."""
    own = actions.add_schedule(values(reader), by=team_leader)
    for person in (agent, auditor):
        with pytest.raises(NotPermitted):
            actions.add_schedule(values(reader), by=person)
        with pytest.raises(NotPermitted):
            actions.pause_schedule(own, by=person)
    managers = actions.add_schedule(values(reader), by=reader)
    with pytest.raises(NotPermitted):
        actions.run_now(managers, by=team_leader, form_key="k")
    assert actions.pause_schedule(own, by=administrator).next_at is None
    with pytest.raises(NotFound):
        actions.add_schedule(values(reader, report="nothing"), by=reader)


def test_it_runs_by_the_clock(desk: Frozen, reader: Person) -> None:
    """R402: made on the next working day, for all days since; the job is the owner's."""
    schedule = actions.add_schedule(values(reader), by=reader)
    desk.to(datetime(2026, 11, 22, 1, 0, tzinfo=UTC))
    assert actions.plan_due(clock.now()) == 0
    desk.to(datetime(2026, 11, 23, 0, 29, tzinfo=UTC))
    assert actions.plan_due(clock.now()) == 0
    desk.move(minutes=1)
    assert actions.plan_due(clock.now()) == 1
    assert actions.plan_due(clock.now()) == 0
    assert periods(schedule) == [(date(2026, 11, 20), date(2026, 11, 22))]
    job = Job.objects.get()
    assert (job.by_id, job.params["start"], job.params["end"]) == (reader.pk, "2026-11-20", "2026-11-22")


def test_what_was_missed_is_made_once_and_in_order(desk: Frozen, reader: Person) -> None:
    """The desk stood still for a week."""
    schedule = actions.add_schedule(values(reader), by=reader)
    desk.to(datetime(2026, 11, 27, 2, 0, tzinfo=UTC))
    while actions.plan_due(clock.now()):
        pass
    days = [date(2026, 11, day) for day in (20, 23, 24, 25, 26)]
    ends = [date(2026, 11, day) for day in (22, 23, 24, 25, 26)]
    assert periods(schedule) == list(zip(days, ends, strict=True))
    asked = [job.params["start"] for job in Job.objects.order_by("id")]
    assert asked == [day.isoformat() for day in days]


def test_a_month_waits_until_its_figures_are_frozen(desk: Frozen, reader: Person) -> None:
    """B10, R401: the closed month, after the third working day of the next."""
    schedule = actions.add_schedule(values(reader, cadence="MONTHLY"), by=reader)
    assert schedule.next_at == datetime(2026, 12, 3, 0, 30, tzinfo=UTC)
    early = actions.add_schedule(values(reader, cadence="MONTHLY", at=time(5, 0)), by=reader)
    assert early.next_at == datetime(2026, 12, 2, 22, 30, tzinfo=UTC)


def test_a_changed_calendar_moves_the_run(desk: Frozen, reader: Person, administrator: Person) -> None:
    """Monday is closed after all: the report comes on Tuesday and has Monday too."""
    schedule = actions.add_schedule(values(reader), by=reader)
    closed = calendar.DayEntry(date(2026, 11, 23), works=False, name="盘点")
    calendar.set_day(entry=closed, by=administrator)
    desk.to(datetime(2026, 11, 23, 1, 0, tzinfo=UTC))
    assert actions.plan_due(clock.now()) == 0
    desk.to(datetime(2026, 11, 24, 1, 0, tzinfo=UTC))
    assert actions.plan_due(clock.now()) == 1
    assert periods(schedule) == [(date(2026, 11, 20), date(2026, 11, 23))]


def test_paused_and_resumed(desk: Frozen, reader: Person) -> None:
    """While paused nothing runs; afterwards nothing is made up, and nothing twice."""
    schedule = actions.add_schedule(values(reader), by=reader)
    actions.pause_schedule(schedule, by=reader)
    actions.pause_schedule(schedule, by=reader)
    desk.to(datetime(2026, 11, 26, 2, 0, tzinfo=UTC))
    assert actions.plan_due(clock.now()) == 0
    actions.resume_schedule(schedule, by=reader)
    actions.resume_schedule(schedule, by=reader)
    desk.move(days=1)
    assert actions.plan_due(clock.now()) == 1
    assert periods(schedule) == [(date(2026, 11, 26), date(2026, 11, 26))]
    kinds = [kind for kind in ledger.kinds() if kind.startswith("report.schedule_")]
    assert kinds == ["report.schedule_added", "report.schedule_paused", "report.schedule_resumed"]


def test_paused_for_an_hour_nothing_is_left_out(desk: Frozen, reader: Person) -> None:
    schedule = actions.add_schedule(values(reader), by=reader)
    actions.pause_schedule(schedule, by=reader)
    desk.move(hours=1)
    assert actions.resume_schedule(schedule, by=reader).covered_to == date(2026, 11, 19)


def test_a_change_keeps_the_days(desk: Frozen, reader: Person) -> None:
    """Another hour, another format: no day twice, none left out; another cadence begins anew."""
    schedule = actions.add_schedule(values(reader), by=reader)
    changed = actions.change_schedule(schedule, values(reader, at=EVENING), by=reader, version=1)
    assert (changed.covered_to, changed.next_at) == (
        date(2026, 11, 19),
        datetime(2026, 11, 23, 10, 0, tzinfo=UTC),
    )
    weekly = actions.change_schedule(schedule, values(reader, cadence="WEEKLY"), by=reader, version=2)
    assert weekly.covered_to == date(2026, 11, 15)
    with pytest.raises(NotNow, match="stale"):
        actions.change_schedule(schedule, values(reader), by=reader, version=2)


def test_a_schedule_is_removed_once_it_is_paused(desk: Frozen, reader: Person) -> None:
    schedule = actions.add_schedule(values(reader), by=reader)
    with pytest.raises(NotNow, match="schedule_active"):
        actions.remove_schedule(schedule, by=reader)
    actions.pause_schedule(schedule, by=reader)
    actions.remove_schedule(schedule, by=reader)
    assert not Schedule.objects.exists()


def test_at_once(desk: Frozen, reader: Person) -> None:
    """The newest closed days, beside the runs by the clock; the form sent twice is one run."""
    schedule = actions.add_schedule(values(reader, cadence="MONTHLY"), by=reader)
    run = actions.run_now(schedule, by=reader, form_key="k")
    assert actions.run_now(schedule, by=reader, form_key="k") == run
    assert (run.start, run.end, run.asked_by) == (date(2026, 10, 1), date(2026, 10, 31), reader)
    assert Job.objects.count() == 1


@given(
    any_of.lists(any_of.integers(1, 90), min_size=1, max_size=25),
    any_of.sampled_from(["DAILY", "WEEKLY", "MONTHLY"]),
)
@hypothesis_settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_never_twice_and_never_left_out(desk: Frozen, reader: Person, hours: list[int], cadence: str) -> None:
    """However long the worker is away between two looks, the runs lie end to end."""
    desk.to(datetime(2026, 9, 14, 2, 0, tzinfo=UTC))
    schedule = actions.add_schedule(values(reader, cadence=cadence), by=reader)
    first = schedule.covered_to
    for span in hours:
        desk.move(hours=span * 5)
        while actions.plan_due(clock.now()):
            pass
    covered = first
    for start, end in periods(schedule):
        assert start == covered + timedelta(days=1)
        covered = end
    schedule.refresh_from_db()
    assert schedule.covered_to == covered
    assert schedule.next_at is not None
    assert schedule.next_at > clock.now()
    assert Event.objects.filter(kind="report.exported").count() >= len(periods(schedule))


def test_a_job_of_old_is_no_runs_job(desk: Frozen, reader: Person) -> None:
    """A desk brought back from a backup counts its runs anew; each run asks for a job of its own."""
    schedule = actions.add_schedule(values(reader), by=reader)
    first = actions.run_now(schedule, by=reader, form_key="k1")
    for number in range(1, 5):
        old = Job.objects.get(pk=first.job_id)
        old.pk, old.form_key, old.state = None, f"run-{first.pk + number}", Job.State.DONE
        old.save()
    second = actions.run_now(schedule, by=reader, form_key="k" * 40)
    assert second.job is not None
    assert (second.job.state, second.job_id != first.job_id) == (Job.State.QUEUED, True)
    other = actions.add_schedule(values(reader, name="另一份"), by=reader)
    assert actions.run_now(other, by=reader, form_key="k1").job_id not in (first.job_id, second.job_id)


def test_one_that_cannot_begin_is_in_nobodys_way(
    desk: Frozen, reader: Person, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """It is logged; those behind it run, even where there are more of them than are begun at once."""
    monkeypatch.setattr(planning, "AT_ONCE", 2)
    broken = [actions.add_schedule(values(reader), by=reader) for _ in range(3)]
    Schedule.objects.update(narrow={"planet": 1})
    good = actions.add_schedule(values(reader, at=time(9, 0)), by=reader)
    desk.to(datetime(2026, 11, 23, 2, 0, tzinfo=UTC))
    assert actions.plan_due(clock.now()) == 1
    assert len(periods(good)) == 1
    assert not any(periods(one) for one in broken)
    assert broken[0].ref in caplog.text
