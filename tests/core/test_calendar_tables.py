"""Hours and days as an administrator enters them, and how soon everybody works by them."""

import threading
import time as seconds
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import connection

from tests.factories import staff as make
from tests.frozen import Frozen
from yinuo.core import calendar, db, kept
from yinuo.core.calendar import DEFAULT_HOURS, Hours, Spell, actions, queries
from yinuo.core.calendar.actions import DayEntry, Imported
from yinuo.core.errors import Invalid, NotPermitted
from yinuo.core.models import CalendarDay, Event
from yinuo.staff.models import Person, Role, Team

MONDAY = date(2026, 11, 23)
SATURDAY = date(2026, 11, 21)
UNKNOWN_YEAR = calendar.last_published_year() + 1
WEEK = {str(day): [["08:30", "12:00"], ["13:00", "17:30"]] for day in range(1, 6)}
NOON_REST = (Spell(time(8, 30), time(12)), Spell(time(13), time(17, 30)))
pytestmark = pytest.mark.django_db


def works(day: date, hour: int, hours: Hours) -> bool:
    """Whether half past `hour` is working time."""
    return calendar.is_working(datetime(day.year, day.month, day.day, hour, 30, tzinfo=hours.tz), hours)


def test_without_any_row_the_manuals_hours_hold(company: object) -> None:
    """R019: 08:30 to 17:30, Monday to Friday, Chinese holidays."""
    hours = queries.hours_of()
    assert (hours.week, hours.keeps_holidays, hours.zone) == (DEFAULT_HOURS.week, True, "Asia/Shanghai")
    assert queries.hours_of(4711) == hours


def test_the_companys_hours(administrator: Person) -> None:
    """R019: several spells a day; a weekday left out is closed."""
    actions.set_hours(week=WEEK, by=administrator)
    assert queries.hours_of().week == dict.fromkeys(range(1, 6), NOON_REST)
    assert not works(MONDAY, 12, queries.hours_of())


def test_a_team_of_its_own(administrator: Person, team: Team) -> None:
    """A team that works round the clock, beside one that works the company's hours; and back again."""
    night = {str(day): [["00:00", "00:00"]] for day in range(1, 8)}
    actions.set_hours(week=night, keeps_holidays=False, team_id=team.pk, by=administrator)
    assert works(SATURDAY, 3, queries.hours_of(team.pk))
    assert not works(SATURDAY, 10, queries.hours_of())
    assert not works(SATURDAY, 10, queries.hours_of(team.pk + 1))
    actions.drop_hours(team_id=team.pk, by=administrator)
    assert queries.hours_of(team.pk) == queries.hours_of()


def test_days_of_the_company_hold_for_its_teams(administrator: Person, team: Team) -> None:
    """The company closes; one team says otherwise for itself."""
    actions.set_day(entry=DayEntry(MONDAY, False, "搬家"), by=administrator)
    assert not works(MONDAY, 10, queries.hours_of(team.pk))
    actions.set_day(entry=DayEntry(MONDAY, True, "搬家值班"), team_id=team.pk, by=administrator)
    assert works(MONDAY, 10, queries.hours_of(team.pk))
    assert not works(MONDAY, 10, queries.hours_of())


def test_a_worked_saturday(administrator: Person) -> None:
    """Without spells it is worked like a Monday, with spells in these."""
    actions.set_day(entry=DayEntry(SATURDAY, True, "加班"), by=administrator)
    assert works(SATURDAY, 16, queries.hours_of())
    actions.set_day(entry=DayEntry(SATURDAY, True, "加班半天", (("08:30", "12:00"),)), by=administrator)
    assert (works(SATURDAY, 10, queries.hours_of()), works(SATURDAY, 16, queries.hours_of())) == (True, False)
    assert CalendarDay.objects.count() == 1
    actions.remove_day(day=CalendarDay.objects.get(), by=administrator)
    assert not works(SATURDAY, 10, queries.hours_of())


def test_every_change_is_recorded(administrator: Person, frozen: Frozen) -> None:
    """Who changed which days; removing what is gone records nothing."""
    day = actions.set_day(entry=DayEntry(MONDAY, False, "搬家"), by=administrator)
    actions.set_hours(week=WEEK, by=administrator)
    actions.remove_day(day=day, by=administrator)
    actions.remove_day(day=day, by=administrator)
    told = [(event.data["what"], event.actor_id) for event in Event.objects.order_by("id")]
    assert told == [(what, administrator.pk) for what in ("day", "hours", "day")]
    assert Event.objects.all()[0].data["first"] == "2026-11-23"


def test_a_change_that_is_undone_is_forgotten(administrator: Person) -> None:
    """Hours read inside a transaction that failed do not outlive it."""

    before, seen = queries.mark(), []

    def change() -> None:
        with db.transaction():
            actions.set_day(entry=DayEntry(MONDAY, False, "搬家"), by=administrator)
            seen.append(works(MONDAY, 10, queries.hours_of()))
            raise LookupError

    with pytest.raises(LookupError):
        change()
    queries.forget()
    assert seen == [False]
    assert queries.mark() == before
    assert works(MONDAY, 10, queries.hours_of())


@pytest.mark.django_db(transaction=True)
def test_what_another_process_changed_is_seen(administrator: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second is enough; here another thread with its own connection stands for the process."""
    monkeypatch.setattr(kept, "ticks", seconds.monotonic)
    assert works(MONDAY, 10, queries.hours_of())

    def change() -> None:
        actions.set_day(entry=DayEntry(MONDAY, False, "搬家"), by=administrator)
        connection.close()

    thread = threading.Thread(target=change)
    thread.start()
    thread.join()
    seconds.sleep(queries.REREAD_SECONDS + 0.1)
    assert not works(MONDAY, 10, queries.hours_of())


def test_kept_without_reading_again(administrator: Person, django_assert_num_queries: object) -> None:
    """Asked a thousand times, the tables are read once."""
    queries.hours_of()
    with django_assert_num_queries(0):  # type: ignore[operator]
        for team_id in (None, 1, 2):
            queries.hours_of(team_id)


@pytest.mark.parametrize(
    ("day", "missing"),
    [
        (date(UNKNOWN_YEAR - 1, 11, 30), None),
        (date(UNKNOWN_YEAR - 1, 12, 1), UNKNOWN_YEAR),
        (date(UNKNOWN_YEAR, 1, 2), UNKNOWN_YEAR),
        (date(UNKNOWN_YEAR - 2, 12, 1), None),
    ],
)
def test_the_banner_of_december(company: object, day: date, missing: int | None) -> None:
    """From 1 December while next year is missing."""
    assert queries.banner(day) == missing


def notice(year: int) -> list[DayEntry]:
    """A small yearly notice."""
    return [
        DayEntry(date(year, 1, 1), False, "元旦"),
        DayEntry(date(year, 10, 1), False, "国庆节"),
        DayEntry(date(year, 10, 10), True, "国庆节调休上班"),
    ]


def test_an_imported_notice_makes_the_year_known(administrator: Person) -> None:
    """The same file twice adds nothing; a corrected one changes what differs."""
    entries, source = notice(UNKNOWN_YEAR), f"国务院办公厅 {UNKNOWN_YEAR} 年放假通知"
    dry = actions.import_days(entries=entries, source=source, by=administrator, dry_run=True)
    assert (dry, CalendarDay.objects.count()) == (Imported(3, 0, 0), 0)
    assert actions.import_days(entries=entries, source=source, by=administrator) == Imported(3, 0, 0)
    assert actions.import_days(entries=entries, source=source, by=administrator) == Imported(0, 0, 3)
    corrected = [*entries[:2], DayEntry(entries[2].on, True, "国庆节补班")]
    assert actions.import_days(entries=corrected, source=source, by=administrator) == Imported(0, 1, 2)
    assert queries.banner(date(UNKNOWN_YEAR - 1, 12, 1)) is None
    begun = datetime(UNKNOWN_YEAR, 9, 30, 9, 20, tzinfo=UTC)
    assert calendar.due(begun, timedelta(days=3), queries.hours_of()).provisional_years == ()


def test_a_day_of_ones_own_is_no_notice(administrator: Person) -> None:
    """A company outing next year does not make next year's holidays known."""
    actions.set_day(entry=DayEntry(date(UNKNOWN_YEAR, 3, 1), False, "春游"), by=administrator)
    assert queries.banner(date(UNKNOWN_YEAR - 1, 12, 1)) == UNKNOWN_YEAR


def test_faults_name_their_entry(administrator: Person) -> None:
    """All at once, each at its place; nothing is written."""
    entries = [
        *notice(UNKNOWN_YEAR),
        DayEntry(MONDAY, True, " ", (("8点", "12:00"),)),
        DayEntry(MONDAY, False, "长" * 61),
        DayEntry(MONDAY, False, "又一次"),
    ]
    with pytest.raises(Invalid) as refused:
        actions.import_days(entries=entries, source="", by=administrator)
    found = {(fault.field, fault.code) for fault in refused.value.faults}
    assert found == {
        ("source", "required"),
        ("entries.3.spells", "spell_unreadable"),
        ("entries.3.name", "required"),
        ("entries.4.name", "too_long"),
        ("entries.4.on", "day_twice"),
        ("entries.5.on", "day_twice"),
    }
    assert not CalendarDay.objects.exists()


@pytest.mark.parametrize(
    "week",
    [{}, {"8": [["08:30", "12:00"]]}, {"1": [["08:30"]]}, {"1": [["12:00", "12:00"]]}, {"1": [[1, 2]]}],
)
def test_hours_have_to_be_hours(administrator: Person, week: dict[str, list[list[str]]]) -> None:
    """No time at all, an eighth weekday, half a spell, an empty one."""
    with pytest.raises(Invalid):
        actions.set_hours(week=week, by=administrator)


@pytest.mark.parametrize("role", list(Role))
def test_who_keeps_the_calendar(company: object, role: Role) -> None:
    """Managers and administrators, and nobody else."""
    person = make.person(role)
    entry = DayEntry(MONDAY, False, "搬家")
    if role in (Role.MANAGER, Role.ADMINISTRATOR):
        assert actions.set_day(entry=entry, by=person).name == "搬家"
        return
    with pytest.raises(NotPermitted):
        actions.set_day(entry=entry, by=person)
    with pytest.raises(NotPermitted):
        actions.set_hours(week=WEEK, by=person)
    with pytest.raises(NotPermitted):
        actions.import_days(entries=notice(UNKNOWN_YEAR), source="x", by=person)
