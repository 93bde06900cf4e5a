"""When goods arrive: through the lane's hours, its departures and the working calendar (R087, R088)."""

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from yinuo.core import calendar
from yinuo.core.calendar.hours import OverrideKind
from yinuo.playbooks.rules.tables import WEEKDAYS, LaneRow

PICKUP_WITHIN: Final = timedelta(minutes=30)
LONGEST_WAIT: Final = 366
"""So many days a departure is looked for."""
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class Journey:
    """A lane with the times that follow from it: collected, under way from, there, at the door (all aware).

    Between `reached_at` and `arrives_at` goods wait because nobody hands over there at that time.
    """

    lane: LaneRow
    collected_at: datetime
    starts_at: datetime
    reached_at: datetime
    arrives_at: datetime

    @property
    def waits_for_departure(self) -> bool:
        """Whether the goods leave on a later day than they are collected."""
        return self.starts_at.date() > self.collected_at.astimezone(self.starts_at.tzinfo).date()

    @property
    def waits_for_opening(self) -> bool:
        """Whether the goods are there while the receiver's side is closed."""
        return self.arrives_at > self.reached_at


def lane_for(rows: Iterable[LaneRow], from_zone: str, to_zone: str, day: date) -> LaneRow | None:
    """The lane between two zones as it runs on a day, of several in force the one that began last; or
    None.
    """
    found = [
        row for row in rows if (row.from_zone, row.to_zone) == (from_zone, to_zone) and row.holds_on(day)
    ]
    return max(found, key=lambda row: row.valid_from or date.min, default=None)


def journey(
    lane: LaneRow, now: datetime, wished_pickup_at: datetime | None, hours: calendar.Hours
) -> Journey:
    """When goods ordered `now` arrive.

    They are collected by the wished time, else within 30 working minutes (R087). What is collected after the
    lane's cut-off, or on a day on which nothing departs, starts when the next day of departure opens. The
    lane's hours run day and night; what is there while nobody hands over, on a weekend or holiday or at
    night, arrives at the next opening. Raises NoWorkingTime.
    """
    collected = wished_pickup_at or calendar.due(now, PICKUP_WITHIN, hours).at
    starts = _start(collected.astimezone(hours.tz), lane, _hours_for(lane.departs, hours))
    reached = starts + timedelta(hours=lane.transit_hours)
    return Journey(lane, collected, starts, reached, _handed_over(reached, _hours_for(lane.delivers, hours)))


def _start(collected: datetime, lane: LaneRow, hours: calendar.Hours) -> datetime:
    """When the vehicle leaves that takes what is collected then."""
    day = collected.date()
    for _ in range(LONGEST_WAIT):
        opening = _opening(day, lane, hours)
        if opening is not None:
            if day > collected.date():
                return opening
            if lane.cutoff is None or collected.time() <= lane.cutoff:
                return max(collected, opening)
        day += _DAY
    raise calendar.NoWorkingTime("no_working_time", days=LONGEST_WAIT)


def _opening(day: date, lane: LaneRow, hours: calendar.Hours) -> datetime | None:
    """When a day of departure opens; None for a day on which nothing departs."""
    if lane.weekdays and WEEKDAYS[day.isoweekday() - 1] not in lane.weekdays:
        return None
    spells = calendar.spells_on(day, hours)
    return spells[0].start.astimezone(hours.tz) if spells else None


def _handed_over(reached: datetime, hours: calendar.Hours) -> datetime:
    """At once while somebody is there, up to the last minute; else at the next opening."""
    today = calendar.spells_on(reached.astimezone(hours.tz).date(), hours)
    return reached if any(spell.end == reached for spell in today) else calendar.next_opening(reached, hours)


def _hours_for(days: str, hours: calendar.Hours) -> calendar.Hours:
    return hours if days == "workdays" else _daily(hours)


def _daily(hours: calendar.Hours) -> calendar.Hours:
    """The same hours every day of the year, as on the first weekday that is worked."""
    usual = next((hours.week[day] for day in range(1, 8) if hours.week.get(day)), ())
    week = {day: hours.week.get(day) or usual for day in range(1, 8)}
    worked = {day: said for day, said in hours.overrides.items() if said.kind is OverrideKind.SPELLS}
    return dataclasses.replace(hours, week=week, keeps_holidays=False, overrides=worked)
