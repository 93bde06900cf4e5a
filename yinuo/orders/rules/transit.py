"""When goods arrive: through the lane's hours and the working calendar."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final

from yinuo.core import calendar
from yinuo.playbooks.rules.tables import LaneRow

PICKUP_WITHIN: Final = timedelta(minutes=30)
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class Journey:
    """A lane with the times that follow from it: collected, under way from, at the door by (all aware)."""

    lane: LaneRow
    collected_at: datetime
    starts_at: datetime
    arrives_at: datetime


def lane_for(rows: Iterable[LaneRow], from_zone: str, to_zone: str) -> LaneRow | None:
    """The lane between two zones, or None."""
    return next((row for row in rows if (row.from_zone, row.to_zone) == (from_zone, to_zone)), None)


def journey(
    lane: LaneRow, now: datetime, wished_pickup_at: datetime | None, hours: calendar.Hours
) -> Journey:
    """When goods ordered `now` arrive.

    They are collected by the wished time, else within 30 working minutes (R087). What is collected after the
    lane's cut-off, or on a day without work, starts when the next working day opens. The lane's hours run day
    and night; an arrival outside the opening hours is handed over at the next opening. Raises NoWorkingTime.
    """
    collected = wished_pickup_at or calendar.due(now, PICKUP_WITHIN, hours).at
    starts = _start(collected.astimezone(hours.tz), lane.cutoff, hours)
    arrives = starts + timedelta(hours=lane.transit_hours)
    closes = any(
        interval.end == arrives for interval in calendar.spells_on(arrives.astimezone(hours.tz).date(), hours)
    )
    return Journey(lane, collected, starts, arrives if closes else calendar.next_opening(arrives, hours))


def _start(collected: datetime, cutoff: time | None, hours: calendar.Hours) -> datetime:
    works = bool(calendar.spells_on(collected.date(), hours))
    if works and (cutoff is None or collected.time() <= cutoff):
        return collected
    midnight = datetime.combine(collected.date() + _DAY, time(0), hours.tz)
    return calendar.next_opening(midnight, hours)
