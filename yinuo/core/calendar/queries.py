"""The opening hours in force, read from their tables and kept in this process until they change.

`mark()` names the present state of the calendar. Each thread looks at it at most twice a second, so what
another process changed is seen within a second; a thread that changed something itself looks at once.
"""

import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time

from django.conf import settings

from yinuo.core import kept
from yinuo.core.calendar import holidays
from yinuo.core.calendar.hours import DEFAULT_HOURS, DayOverride, Hours, Spell
from yinuo.core.models import CalendarDay, CalendarMark, WorkingHours

REREAD_SECONDS = 0.5
UNCHANGED = "-"
COMPANY = 1
DECEMBER = 12
_SATURDAY = 6
_MONDAY = 1


class _Local(threading.local):
    mark = UNCHANGED
    read_at = float("-inf")


@dataclass(frozen=True)
class _State:
    """All hours of one state of the calendar, by team; the company's under None."""

    mark: str
    hours: Mapping[int | None, Hours]


_local = _Local()
_state: _State | None = None


def hours_of(team_id: int | None = None) -> Hours:
    """When the company (no team) or a team works (R019).

    A team without hours of its own works the company's; the company without any works `DEFAULT_HOURS`. Days
    entered for the company hold for every team unless the team has its own word on that day.
    """
    hours = _current().hours
    return hours.get(team_id, hours[None])


def mark() -> str:
    """The name of the present state of the calendar; another one after every change."""
    if kept.ticks() - _local.read_at > REREAD_SECONDS:
        _local.mark = CalendarMark.objects.values_list("mark", flat=True).first() or UNCHANGED
        _local.read_at = kept.ticks()
    return _local.mark


def forget() -> None:
    """Look at the tables again at this thread's next question (used right after they were written)."""
    _local.read_at = float("-inf")


def banner(today: date) -> int | None:
    """The year whose official days are missing and should be entered; None when nothing is to be said.

    From 1 December it speaks of the next year, and within a year that began without its days, of that one. A
    year counts as entered once an administrator imported days of its notice (`actions.import_days`). Most of
    the year it answers without a read, so every page may ask.
    """
    years = [today.year] if today.month < DECEMBER else [today.year, today.year + 1]
    unknown = [year for year in years if year > holidays.last_published_year()]
    if not unknown:
        return None
    entered = _current().hours[None].entered_years
    return next((year for year in unknown if year not in entered), None)


def days_between(first: date, last: date, team_id: int | None = None) -> list[CalendarDay]:
    """The days entered for the company, or for a team, from `first` to `last`, in order."""
    return list(CalendarDay.objects.filter(team_id=team_id, on__range=(first, last)).order_by("on"))


def week_of(team_id: int | None = None) -> WorkingHours | None:
    """The row of weekly hours of the company or of a team; None where none was set."""
    return WorkingHours.objects.filter(team_id=team_id).first()


def spells_of(pairs: Iterable[Iterable[str]]) -> tuple[Spell, ...]:
    """Spells from `[["08:30", "17:30"], …]`. Raises ValueError for anything else."""
    return tuple(Spell(*map(time.fromisoformat, pair)) for pair in pairs)


def _current() -> _State:
    global _state
    now = mark()
    if _state is None or _state.mark != now:
        _state = _State(now, _read())
    return _state


def _read() -> Mapping[int | None, Hours]:
    days: dict[int | None, dict[date, DayOverride]] = {None: {}}
    entered: set[int] = set()
    for day in CalendarDay.objects.order_by("id"):
        days.setdefault(day.team_id, {})[day.on] = _override(day)
        if day.source and day.team_id is None and day.on.year > holidays.last_published_year():
            entered.add(day.on.year)
    weeks = {row.team_id: row for row in WorkingHours.objects.all()}
    return {
        team_id: _hours(weeks.get(team_id) or weeks.get(None), days[None] | days.get(team_id, {}), entered)
        for team_id in {None, *days, *weeks}
    }


def _hours(row: WorkingHours | None, days: Mapping[date, DayOverride], entered: Iterable[int]) -> Hours:
    week = {int(day): spells_of(pairs) for day, pairs in row.week.items()} if row else DEFAULT_HOURS.week
    return Hours(
        week=week,
        zone=settings.TIME_ZONE,
        keeps_holidays=row.keeps_holidays if row else True,
        overrides=days,
        entered_years=frozenset(entered),
    )


def _override(day: CalendarDay) -> DayOverride:
    """A working day without spells of its own is worked like its weekday, at a weekend like Monday."""
    if day.kind == CalendarDay.Kind.CLOSED:
        return DayOverride.closed(day.name)
    if day.spells:
        return DayOverride.open(*spells_of(day.spells), name=day.name)
    weekday = day.on.isoweekday()
    return DayOverride.like(weekday if weekday < _SATURDAY else _MONDAY, day.name)
