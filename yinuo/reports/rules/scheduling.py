"""Which days the next report of a schedule covers, and on which day it is made: pure.

The periods of a schedule lie end to end: every day is in exactly one of them, whatever was closed meanwhile.
"""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

DAILY: Final = "DAILY"
WEEKLY: Final = "WEEKLY"
MONTHLY: Final = "MONTHLY"
LAST_MONTHDAY: Final = 28
_DAY: Final = timedelta(days=1)
_LOOKED_AHEAD: Final = 60
Works = Callable[[date], bool]


@dataclass(frozen=True)
class Cadence:
    """How often: each working day; each week from its `weekday` (1 is Monday) on; each month from its
    `monthday` on. A day on which nobody works is put off to the next on which somebody does.
    """

    kind: str
    weekday: int = 1
    monthday: int = 1


@dataclass(frozen=True)
class Plan:
    """The next report: the days it covers, both included, and the day on which it is made."""

    start: date
    end: date
    made_on: date


def first_after(cadence: Cadence, today: date) -> date:
    """The day before the first period of a schedule that begins today: today, this week, this month."""
    match cadence.kind:
        case "WEEKLY":
            return today - timedelta(days=today.isoweekday())
        case "MONTHLY":
            return today.replace(day=1) - _DAY
    return today - _DAY


def next_plan(cadence: Cadence, covered_to: date, works: Works) -> Plan:
    """What comes after the days up to `covered_to`, on the days on which `works` says that somebody works.

    A day's report is made on the next working day and covers all days since: Monday's has Friday and the
    weekend. A week is Monday to Sunday; a month is closed when its report is made (R402).
    """
    start = covered_to + _DAY
    match cadence.kind:
        case "WEEKLY":
            end = start + timedelta(days=7 - start.isoweekday())
            return Plan(start, end, _working(end + timedelta(days=cadence.weekday), works))
        case "MONTHLY":
            end = start.replace(day=monthrange(start.year, start.month)[1])
            return Plan(start, end, _working(end + timedelta(days=cadence.monthday), works))
    made_on = _working(start + _DAY, works)
    return Plan(start, made_on - _DAY, made_on)


def last_closed(cadence: Cadence, today: date) -> tuple[date, date]:
    """The newest days that are over: yesterday, last week, last month. For a report asked for at once."""
    end = first_after(cadence, today)
    match cadence.kind:
        case "WEEKLY":
            return end - timedelta(days=6), end
        case "MONTHLY":
            return end.replace(day=1), end
    return end, end


def _working(day: date, works: Works) -> date:
    """That day, or the next on which somebody works; that day where nobody works for two months."""
    days = (day + timedelta(days=ahead) for ahead in range(_LOOKED_AHEAD))
    return next((one for one in days if works(one)), day)
