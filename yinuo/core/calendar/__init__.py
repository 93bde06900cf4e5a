"""Working time: which hours count, when something is due, and why, in one line.

For opening hours, weekends, Chinese public holidays and make-up working days, and for arithmetic over them.
What is named here is pure: no database, no clock, no request. The hours and days kept in tables come from
`calendar.queries` as `Hours` with `overrides`, and are changed by `calendar.actions`.
Not for rosters (who works is `shifts`) and not for promises (what a due time means is `promises`).
"""

from yinuo.core.calendar.explain import explain
from yinuo.core.calendar.holidays import DayKind, OfficialDay, last_published_year, official_day
from yinuo.core.calendar.hours import (
    DEFAULT_HOURS,
    DayOverride,
    DayPlan,
    Due,
    Hours,
    Interval,
    NamedDay,
    NoWorkingTime,
    Skipped,
    Spell,
)
from yinuo.core.calendar.occasions import Occasion, occasion
from yinuo.core.calendar.plans import plan_of, spells_on
from yinuo.core.calendar.rules import (
    back_from,
    due,
    due_in_days,
    is_working,
    next_opening,
    working_seconds_between,
)
from yinuo.core.calendar.spans import SpanError, format_span, parse_day, parse_moment, parse_span

__all__ = [
    "DEFAULT_HOURS",
    "DayKind",
    "DayOverride",
    "DayPlan",
    "Due",
    "Hours",
    "Interval",
    "NamedDay",
    "NoWorkingTime",
    "Occasion",
    "OfficialDay",
    "Skipped",
    "SpanError",
    "Spell",
    "back_from",
    "due",
    "due_in_days",
    "explain",
    "format_span",
    "is_working",
    "last_published_year",
    "next_opening",
    "occasion",
    "official_day",
    "parse_day",
    "parse_moment",
    "parse_span",
    "plan_of",
    "spells_on",
    "working_seconds_between",
]
