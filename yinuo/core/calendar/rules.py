"""Arithmetic over working time. All moments are aware; sums are made in UTC, to the microsecond."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from yinuo.core.calendar import plans
from yinuo.core.calendar.holidays import DayKind
from yinuo.core.calendar.hours import (
    DEFAULT_HOURS,
    Clock,
    DayPlan,
    Due,
    Hours,
    Interval,
    NamedDay,
    NoWorkingTime,
    Skipped,
)

COUNT_DAYS = 15_000
"""The longest stretch `working_seconds_between` counts, 41 years; a mistaken year 9999 must not hang it."""

_DAY = timedelta(days=1)
_NOTHING = timedelta(0)


def is_working(at: datetime, hours: Hours = DEFAULT_HOURS) -> bool:
    """Whether `at` is working time; the closing moment itself is not."""
    return any(i.start <= at < i.end for i in plans.spells_on(plans.local_day(at, hours), hours))


def next_opening(at: datetime, hours: Hours = DEFAULT_HOURS) -> datetime:
    """`at` itself during working time, else when work next starts. Raises NoWorkingTime."""
    for interval in plans.worked_from(at, hours):
        return interval.start.astimezone(hours.tz)
    raise _none_found()


def due(start: datetime, within: timedelta, hours: Hours = DEFAULT_HOURS, clock: Clock = "working") -> Due:
    """When `within` from `start` is over, by the `clock` 'elapsed' or 'working'.

    Outside the hours the working clock starts at the next opening. A due time that falls on the end of a
    spell stays there (17:30, not 08:30 of the next day). Raises NoWorkingTime, and ValueError for a negative
    `within`.
    """
    _refuse_negative(within)
    if clock == "elapsed":
        return Due((start.astimezone(UTC) + within).astimezone(hours.tz), clock)
    left = within
    for worked in plans.worked_from(start, hours):
        length = worked.end - worked.start
        if left <= length:
            return _answer(start, worked.start + left, hours)
        left -= length
    raise _none_found()


def due_in_days(start: datetime, days: int, hours: Hours = DEFAULT_HOURS) -> Due:
    """The close of the `days`-th working day after the day of `start`: "within 5 working days".

    The day of `start` is not counted; 0 is the close of that day, or of the next one worked. Raises
    NoWorkingTime, and ValueError for a negative count.
    """
    _refuse_negative(timedelta(days=days))
    first, left = plans.local_day(start, hours), days
    for offset in range(plans.SEARCH_DAYS):
        shifts = plans.shifts_of(first + offset * _DAY, hours)
        if not shifts or shifts[-1].end <= start:
            continue
        if offset:
            left -= 1
        if left <= 0:
            return _answer(start, shifts[-1].end, hours)
    raise _none_found()


def back_from(at: datetime, within: timedelta, hours: Hours = DEFAULT_HOURS) -> datetime:
    """The latest moment from which `within` of working time leads to `at`: when to warn before a due time.

    Raises NoWorkingTime, and ValueError for a negative `within`.
    """
    _refuse_negative(within)
    if not within:
        return at.astimezone(hours.tz)
    left = within
    for worked in plans.worked_until(at, hours):
        length = worked.end - worked.start
        if left <= length:
            return (worked.end - left).astimezone(hours.tz)
        left -= length
    raise _none_found()


def working_seconds_between(start: datetime, end: datetime, hours: Hours = DEFAULT_HOURS) -> int:
    """Whole seconds of working time from `start` to `end`; negative when `end` comes first.

    Raises ValueError for a stretch of more than COUNT_DAYS days.
    """
    if end < start:
        return -working_seconds_between(end, start, hours)
    first, last = plans.local_day(start, hours), plans.local_day(end, hours)
    if (last - first).days > COUNT_DAYS:
        raise ValueError(f"working time is counted over at most {COUNT_DAYS} days")
    total = _NOTHING
    for offset in range((last - first).days + 1):
        for worked in plans.spells_on(first + offset * _DAY, hours):
            total += max(min(worked.end, end) - max(worked.start, start), _NOTHING)
    return total // timedelta(seconds=1)


def _none_found() -> NoWorkingTime:
    return NoWorkingTime("no_working_time", days=plans.SEARCH_DAYS)


def _refuse_negative(within: timedelta) -> None:
    if within < _NOTHING:
        raise ValueError("a span must not be negative")


def _answer(start: datetime, at: datetime, hours: Hours) -> Due:
    crossed = list(_plans_between(start, at, hours))
    return Due(
        at=at.astimezone(hours.tz),
        clock="working",
        skipped=tuple(_skipped(gap, start, hours) for gap in _gaps(start, at, hours)),
        makeup=tuple(_named(plan) for plan in crossed if plan.kind is DayKind.MAKEUP and plan.spells),
        provisional_years=tuple(dict.fromkeys(plan.day.year for plan in crossed if plan.provisional)),
    )


def _gaps(start: datetime, end: datetime, hours: Hours) -> list[Interval]:
    gaps: list[Interval] = []
    reached = start.astimezone(UTC)
    for worked in plans.worked_from(start, hours):
        if worked.start > reached:
            gaps.append(Interval(reached, worked.start))
        reached = worked.end
        if reached >= end:
            break
    return gaps


def _skipped(gap: Interval, start: datetime, hours: Hours) -> Skipped:
    crossed = _plans_between(gap.start, gap.end, hours)
    return Skipped(
        start=gap.start.astimezone(hours.tz),
        end=gap.end.astimezone(hours.tz),
        days=tuple(_named(plan) for plan in crossed if not plan.spells),
        from_closing=gap.start > start,
    )


def _plans_between(start: datetime, end: datetime, hours: Hours) -> Iterator[DayPlan]:
    first, last = plans.local_day(start, hours), plans.local_day(end, hours)
    return (plans.plan_of(first + offset * _DAY, hours) for offset in range((last - first).days + 1))


def _named(plan: DayPlan) -> NamedDay:
    return NamedDay(plan.day, plan.name, plan.name_en)
