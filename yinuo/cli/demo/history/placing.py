"""When the copies of the pattern orders happened."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from random import Random
from typing import Final

from yinuo.cli.demo.history.reading import Pattern
from yinuo.core import calendar, clock
from yinuo.core.calendar import queries as hours

DAYS: Final = 730
LATEST: Final = 3
"""The newest copies are so many days old: all that was to come of them has come."""
RECENT: Final = 1.3
JITTER_SECONDS: Final = 300
"""No step of a pattern gets into another hour by it: the facts have hours."""
JUST_NOW_SECONDS: Final = 600
_WORKWEEK: Final = 5


@dataclass(frozen=True)
class Placed:
    """A copy to be made: of which pattern, moved by how much."""

    pattern: Pattern
    by: timedelta


def pattern_week() -> list[date]:
    """Monday to Friday of the last week two years ago in which all five were working days."""
    monday = clock.today() - timedelta(days=DAYS)
    monday -= timedelta(days=monday.weekday())
    while not all(map(_works, _week_from(monday))):
        monday -= timedelta(days=7)
    return list(_week_from(monday))


def over_years(
    dice: Random, patterns: Sequence[Pattern], total: int, missing: int, there: Mapping[date, int]
) -> Iterator[Placed]:
    """The `missing` of `total` copies, over all working days since, more of late, each on its pattern's
    weekday; oldest first.

    What is `there` of a day counts: told again after an interruption, it goes on where it was.
    """
    by_weekday: dict[int, list[Pattern]] = {}
    for pattern in patterns:
        by_weekday.setdefault(clock.local(pattern.opened_at).weekday(), []).append(pattern)
    first = max(clock.local(pattern.opened_at).date() for pattern in patterns) + timedelta(days=1)
    days = [day for day in _days(first) if day.weekday() in by_weekday and _works(day)]
    for day, wanted in zip(days, shares(total, len(days)), strict=True):
        count = missing if day == days[-1] else min(max(wanted - there.get(day, 0), 0), missing)
        missing -= count
        yield from _on_day(dice, day, by_weekday[day.weekday()], count)


def shares(count: int, days: int) -> list[int]:
    """How many of `count` fall on each of so many days, the oldest first: more of late."""
    ends = [round(count * (day / days) ** (1 / RECENT)) for day in range(days + 1)]
    return [after - before for before, after in pairwise(ends)][::-1]


def _on_day(dice: Random, day: date, patterns: Sequence[Pattern], count: int) -> list[Placed]:
    placed = []
    for _ in range(count):
        pattern = dice.choice(patterns)
        whole = day - clock.local(pattern.opened_at).date()
        placed.append(Placed(pattern, whole + timedelta(seconds=dice.randrange(JITTER_SECONDS))))
    return sorted(placed, key=lambda one: one.pattern.opened_at + one.by)


def just_now(dice: Random, patterns: Sequence[Pattern], count: int) -> list[Placed]:
    """Copies of today's orders that are under way, each begun a little earlier; oldest first."""
    placed = [
        Placed(dice.choice(patterns), timedelta(seconds=-dice.randrange(JUST_NOW_SECONDS)))
        for _ in range(max(count, 0))
    ]
    return sorted(placed, key=lambda one: one.pattern.opened_at + one.by)


def _days(first: date) -> Iterator[date]:
    last = clock.today() - timedelta(days=LATEST)
    while first <= last:
        yield first
        first += timedelta(days=1)


def _week_from(monday: date) -> Iterator[date]:
    return (monday + timedelta(days=number) for number in range(_WORKWEEK))


def _works(day: date) -> bool:
    return bool(calendar.spells_on(day, hours.hours_of()))
