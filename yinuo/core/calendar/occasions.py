"""What people wish each other on a day: a good weekend, a happy holiday, or nothing in particular (R244)."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from yinuo.core.calendar.holidays import DayKind
from yinuo.core.calendar.hours import DEFAULT_HOURS, Hours
from yinuo.core.calendar.plans import plan_of

WORKDAY, WEEKEND, HOLIDAY = "workday", "weekend", "holiday"
FESTIVE: Final = frozenset({"元旦", "春节", "劳动节", "端午节", "国庆节", "中秋节"})
"""The holidays that one wishes to be happy; 清明节 is a day of mourning."""
LONGEST_REST: Final = 12
_DAY: Final = timedelta(days=1)
_FRIDAY: Final = 5


@dataclass(frozen=True)
class Occasion:
    """The kinds of day that it is, or that begin when it is over; and the festival, empty without one."""

    kinds: frozenset[str]
    festival: str = ""


def occasion(day: date, hours: Hours = DEFAULT_HOURS) -> Occasion:
    """What one may wish at the end of a call on `day`.

    On a festival it is that one; at a weekend the weekend, on a make-up working day at a weekend nothing. The
    day before a rest, and a weekend that leads into a festival, have the wish for what comes as well.
    """
    kind, festival = _kind(day, hours)
    if kind == HOLIDAY:
        return Occasion(frozenset({HOLIDAY}), festival)
    coming, festival = _coming(day, hours)
    if festival:
        return Occasion(frozenset({kind, HOLIDAY}), festival)
    return Occasion(frozenset({kind} if coming == WORKDAY else {kind, coming}))


def _kind(day: date, hours: Hours) -> tuple[str, str]:
    """The kind of the day by the calendar, and its festival."""
    plan = plan_of(day, hours)
    if plan.kind is DayKind.HOLIDAY and plan.name in FESTIVE:
        return HOLIDAY, plan.name
    if plan.kind in (DayKind.WORKDAY, DayKind.MAKEUP):
        return WORKDAY, ""
    return (WEEKEND if day.isoweekday() > _FRIDAY else WORKDAY), ""


def _coming(day: date, hours: Hours) -> tuple[str, str]:
    """The kind of the rest that follows right behind `day`, and the first festival in it."""
    first = WORKDAY
    for number in range(1, LONGEST_REST):
        kind, festival = _kind(day + number * _DAY, hours)
        if festival:
            return kind, festival
        if kind == WORKDAY:
            break
        first = kind
    return first, ""
