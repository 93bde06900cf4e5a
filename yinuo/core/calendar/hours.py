"""The words of working time: spells, opening hours, one day's plan, and what a calculation answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from typing import Literal
from zoneinfo import ZoneInfo

from yinuo.core import errors
from yinuo.core.calendar.holidays import DayKind

Clock = Literal["elapsed", "working"]
MIDNIGHT = time(0)


class NoWorkingTime(errors.DeskError, ValueError):
    """The opening hours leave no, or not enough, working time within the days that are searched."""

    status = 422


@dataclass(frozen=True, slots=True)
class Spell:
    """A stretch of work from `start` to `end`, local time.

    `end` 00:00 means midnight at the end of the day; an `end` before `start` lies on the following day, and
    the whole spell belongs to the day it starts on. 00:00 to 00:00 is the whole day.
    """

    start: time
    end: time

    def __post_init__(self) -> None:
        if self.start == self.end != MIDNIGHT:
            raise ValueError("a spell must not end when it starts")

    @property
    def ends_next_day(self) -> bool:
        """Whether its end, midnight included, lies on the following day."""
        return self.end <= self.start


class OverrideKind(StrEnum):
    """How an override changes a day: closed, with spells of its own, or like a weekday."""

    CLOSED = "CLOSED"
    SPELLS = "SPELLS"
    WEEKDAY = "WEEKDAY"


@dataclass(frozen=True, slots=True)
class DayOverride:
    """What an administrator says of one day, above weekday and notice; `name` is the reason, for people."""

    kind: OverrideKind
    name: str = ""
    spells: tuple[Spell, ...] = ()
    weekday: int | None = None

    @classmethod
    def closed(cls, name: str = "") -> "DayOverride":
        """Nobody works on this day."""
        return cls(OverrideKind.CLOSED, name)

    @classmethod
    def open(cls, *spells: Spell, name: str = "") -> "DayOverride":
        """Work in these spells and no others."""
        return cls(OverrideKind.SPELLS, name, spells)

    @classmethod
    def like(cls, weekday: int, name: str = "") -> "DayOverride":
        """Work as on this ISO weekday (1 = Monday): an ordinary or a make-up working day."""
        return cls(OverrideKind.WEEKDAY, name, weekday=weekday)


@dataclass(frozen=True)
class Hours:
    """When a company or a team works.

    `week` gives the spells of each ISO weekday, 1 to 7; a missing weekday is closed. With `keeps_holidays`
    public holidays are closed and make-up days worked; a desk that is open round the clock turns it off.
    `entered_years` are years beyond the published ones whose notice an administrator put into `overrides`.
    """

    week: Mapping[int, tuple[Spell, ...]]
    zone: str = "Asia/Shanghai"
    keeps_holidays: bool = True
    overrides: Mapping[date, DayOverride] = field(default_factory=dict)
    entered_years: frozenset[int] = frozenset()

    @classmethod
    def every(cls, *spells: Spell, weekdays: range = range(1, 6)) -> "Hours":
        """The same spells on every one of `weekdays`, Monday to Friday unless said."""
        return cls(dict.fromkeys(weekdays, spells))

    @property
    def tz(self) -> ZoneInfo:
        """The zone in which the spells are meant."""
        return ZoneInfo(self.zone)


DEFAULT_HOURS = Hours.every(Spell(time(8, 30), time(17, 30)))
"""Seat hours 08:30 to 17:30, Monday to Friday, no lunch break, Asia/Shanghai (R019)."""


@dataclass(frozen=True, slots=True)
class DayPlan:
    """One day as it is worked. Without spells, `name` says why it is closed (`name_en` where one is known).

    `provisional`: the day's notice is not published (or not known), so only its weekday was looked at.
    """

    day: date
    spells: tuple[Spell, ...]
    kind: DayKind
    name: str = ""
    name_en: str = ""
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class Interval:
    """Working time from `start` up to, not including, `end`; both UTC."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class NamedDay:
    """A day with what is special about it, 国庆节 or 国庆节调休上班; `name_en` where it has one."""

    day: date
    name: str
    name_en: str = ""


@dataclass(frozen=True, slots=True)
class Skipped:
    """Time that did not count, in the calendar's zone; `days` are the wholly closed days in it, with reasons.

    `from_closing` tells a gap after work had stopped from one that a start outside the hours made.
    """

    start: datetime
    end: datetime
    days: tuple[NamedDay, ...] = ()
    from_closing: bool = True


@dataclass(frozen=True, slots=True)
class Due:
    """When something is due, in the calendar's zone, and what was skipped on the way.

    `makeup`: weekend days that counted because they are worked. `provisional_years`: years crossed whose
    holidays are not published.
    """

    at: datetime
    clock: Clock
    skipped: tuple[Skipped, ...] = ()
    makeup: tuple[NamedDay, ...] = ()
    provisional_years: tuple[int, ...] = ()
