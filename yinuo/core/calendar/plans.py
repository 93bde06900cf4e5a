"""Which hours are worked on which day: overrides, public holidays, weekdays and night shifts."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from yinuo.core.calendar import holidays
from yinuo.core.calendar.holidays import DayKind
from yinuo.core.calendar.hours import (
    DEFAULT_HOURS,
    DayOverride,
    DayPlan,
    Hours,
    Interval,
    OverrideKind,
    Spell,
)

SEARCH_DAYS = 1100
"""How far a search for working time goes: three years and a little."""

_DAY = timedelta(days=1)


def plan_of(day: date, hours: Hours = DEFAULT_HOURS) -> DayPlan:
    """How `day` is worked: an override, else the public holidays, else the weekday.

    A make-up day has the hours of the weekday whose work it carries, else Monday's, else those of the first
    weekday that has any.
    """
    if (override := hours.overrides.get(day)) is not None:
        return _overridden(day, override, hours)
    official = holidays.official_day(day) if hours.keeps_holidays else None
    provisional = hours.keeps_holidays and official is None and day.year not in hours.entered_years
    if official is not None and official.kind is DayKind.HOLIDAY:
        return DayPlan(day, (), official.kind, official.name, official.name_en)
    if official is not None and official.kind is DayKind.MAKEUP:
        spells = _carried_spells(official.carries, hours)
        return DayPlan(day, spells, official.kind, official.name, official.name_en)
    spells = hours.week.get(day.isoweekday(), ())
    if day.isoweekday() < 6:
        return DayPlan(day, spells, DayKind.WORKDAY, "休息日", "closed day", provisional)
    return DayPlan(day, spells, DayKind.WEEKEND, "周末", "weekend", provisional)


def spells_on(day: date, hours: Hours = DEFAULT_HOURS) -> list[Interval]:
    """The working time within the local day `day`, merged and in order.

    What a night shift of the evening before works after midnight is part of it.
    """
    opens = _utc(day, time(0), hours.tz)
    closes = _utc(day + _DAY, time(0), hours.tz)
    nights = [spell for spell in plan_of(day - _DAY, hours).spells if spell.ends_next_day]
    found = [*_intervals(day - _DAY, nights, hours.tz), *shifts_of(day, hours)]
    return _merged(Interval(max(i.start, opens), min(i.end, closes)) for i in found)


def _overridden(day: date, override: DayOverride, hours: Hours) -> DayPlan:
    spells = override.spells
    if override.kind is OverrideKind.WEEKDAY:
        spells = _carried_spells(override.weekday, hours)
    if not spells:
        return DayPlan(day, (), DayKind.HOLIDAY, override.name or "休息日", override.name or "closed day")
    kind = DayKind.WORKDAY if day.isoweekday() < 6 else DayKind.MAKEUP
    return DayPlan(day, spells, kind, override.name or "安排上班", override.name or "opened by the company")


def _carried_spells(weekday: int | None, hours: Hours) -> tuple[Spell, ...]:
    for candidate in (weekday or 1, 1, *range(2, 8)):
        if spells := hours.week.get(candidate, ()):
            return spells
    return ()


def _utc(day: date, at: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, at, zone).astimezone(UTC)


def local_day(at: datetime, hours: Hours) -> date:
    """The day of `at` in the calendar's zone. Raises ValueError for a moment without a zone."""
    if at.tzinfo is None:
        raise ValueError("a moment must carry its zone")
    return at.astimezone(hours.tz).date()


def shifts_of(day: date, hours: Hours) -> list[Interval]:
    """The spells that start on `day`, merged; the last may run on into the next day."""
    return _merged(_intervals(day, plan_of(day, hours).spells, hours.tz))


def _intervals(day: date, spells: Iterable[Spell], zone: ZoneInfo) -> Iterator[Interval]:
    for spell in spells:
        ends_on = day + _DAY if spell.ends_next_day else day
        yield Interval(_utc(day, spell.start, zone), _utc(ends_on, spell.end, zone))


def _merged(intervals: Iterable[Interval]) -> list[Interval]:
    merged: list[Interval] = []
    for interval in sorted(intervals, key=lambda i: i.start):
        if interval.end <= interval.start:
            continue
        if merged and interval.start <= merged[-1].end:
            merged[-1] = Interval(merged[-1].start, max(merged[-1].end, interval.end))
        else:
            merged.append(interval)
    return merged


def worked_from(at: datetime, hours: Hours) -> Iterator[Interval]:
    """Working time from `at` on, day by day; what spans midnight comes in two parts that touch."""
    at = at.astimezone(UTC)
    first = local_day(at, hours)
    for offset in range(SEARCH_DAYS):
        for interval in spells_on(first + offset * _DAY, hours):
            if interval.end > at:
                yield Interval(max(interval.start, at), interval.end)


def worked_until(at: datetime, hours: Hours) -> Iterator[Interval]:
    """Working time before `at`, the latest first."""
    at = at.astimezone(UTC)
    last = local_day(at, hours)
    for offset in range(SEARCH_DAYS):
        for interval in reversed(spells_on(last - offset * _DAY, hours)):
            if interval.start < at:
                yield Interval(interval.start, min(interval.end, at))
