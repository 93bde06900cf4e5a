"""When a promise is due, and what was skipped on the way, kept so that it can be explained later."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from yinuo.core import calendar
from yinuo.core.calendar import Due, Hours, NamedDay, Skipped
from yinuo.core.calendar.hours import Clock
from yinuo.playbooks.rules import schema

SECOND = timedelta(seconds=1)


@dataclass(frozen=True)
class Reckoned:
    """A due time and how it came about.

    `within` is the span it was reckoned by, in whole seconds; None when it is a time that stands in the
    ticket (`named`, the field) or that a person set. `way` is what `due_of` reads back, and `at` in it the
    time that stood in the ticket.
    """

    starts_at: datetime
    due_at: datetime
    within: int | None = None
    named: str = ""
    way: Mapping[str, Any] = field(default_factory=dict)


def by_rule(
    rule: schema.Promise, start: datetime, values: Mapping[str, Any], hours: Hours
) -> Reckoned | None:
    """When a promise of this rule, begun at `start`, is due; None when the rule gives no time.

    The first of the `due_from` fields with a value counts, else `within` by the rule's clock, or
    `when_closed` from the next opening where it begins while nobody works (R078). A time in the ticket that
    is past already stays as it is: the promise is late from its first moment.
    """
    for name in rule.due_from:
        at = values.get(name) or values.get(f"order.{name}")
        if isinstance(at, datetime):
            return Reckoned(min(start, at), at, named=name, way={"at": at.isoformat()})
    if rule.within is None:
        return None
    is_closed = rule.when_closed is not None and not calendar.is_working(start, hours)
    span = rule.when_closed if is_closed and rule.when_closed is not None else rule.within
    return by_span(start, span, rule.clock, hours)


def by_span(start: datetime, within: timedelta, clock: Clock, hours: Hours) -> Reckoned:
    """When `within` from `start` is over by the clock. Raises core.calendar.NoWorkingTime."""
    due = calendar.due(start, within, hours, clock)
    return Reckoned(start, due.at, within=within // SECOND, way=_way(due))


def later(at: datetime, span: timedelta, clock: Clock, hours: Hours) -> datetime:
    """`span` after `at` by the clock. Raises core.calendar.NoWorkingTime."""
    return calendar.due(at, span, hours, clock).at


def before(at: datetime, span: timedelta, clock: Clock, hours: Hours) -> datetime:
    """`span` before `at` by the clock. Raises core.calendar.NoWorkingTime."""
    return at - span if clock == "elapsed" else calendar.back_from(at, span, hours)


def between(start: datetime, end: datetime, clock: Clock, hours: Hours) -> timedelta:
    """The time from `start` to `end` by the clock, in whole seconds; none when `end` comes first."""
    if end <= start:
        return timedelta(0)
    if clock == "elapsed":
        return -(-(end - start) // SECOND) * SECOND
    return timedelta(seconds=calendar.working_seconds_between(start, end, hours))


def due_of(due_at: datetime, clock: Clock, way: Mapping[str, Any], hours: Hours) -> Due:
    """The calendar's answer again, from what was kept of it."""
    return Due(
        at=due_at.astimezone(hours.tz),
        clock=clock,
        skipped=tuple(_skipped(gap, hours) for gap in way.get("skipped", ())),
        makeup=tuple(_day(day) for day in way.get("makeup", ())),
        provisional_years=tuple(way.get("years", ())),
    )


def _way(due: Due) -> dict[str, Any]:
    """What was skipped, in a form a row can hold; empty when nothing was."""
    way: dict[str, Any] = {}
    if due.skipped:
        way["skipped"] = [
            [gap.start.isoformat(), gap.end.isoformat(), gap.from_closing, [_listed(day) for day in gap.days]]
            for gap in due.skipped
        ]
    if due.makeup:
        way["makeup"] = [_listed(day) for day in due.makeup]
    if due.provisional_years:
        way["years"] = list(due.provisional_years)
    return way


def _listed(day: NamedDay) -> list[str]:
    return [day.day.isoformat(), day.name, day.name_en]


def _day(listed: list[str]) -> NamedDay:
    return NamedDay(date.fromisoformat(listed[0]), listed[1], listed[2])


def _skipped(gap: list[Any], hours: Hours) -> Skipped:
    start, end, from_closing, days = gap
    return Skipped(
        start=datetime.fromisoformat(start).astimezone(hours.tz),
        end=datetime.fromisoformat(end).astimezone(hours.tz),
        days=tuple(_day(day) for day in days),
        from_closing=from_closing,
    )
