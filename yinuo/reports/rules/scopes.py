"""Which days and whose work a report covers."""

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

NARROWED: Final = ("branch", "region", "team", "person", "driver")
"""By what a scope may be narrowed."""


@dataclass(frozen=True)
class Scope:
    """The days from `start` to `end`, both included and local, narrowed by ids (0: not narrowed).

    `person` is the agent, or of promises whoever has to keep them.
    """

    start: date
    end: date
    branch: int = 0
    region: int = 0
    team: int = 0
    person: int = 0
    driver: int = 0

    @property
    def is_month(self) -> bool:
        """Whether it is one calendar month from its first day to its last."""
        return month_of(self.start, self) == self

    @property
    def days(self) -> int:
        """How many days it covers."""
        return (self.end - self.start).days + 1

    def before(self) -> "Scope":
        """What it is compared with: the month before, up to the same day, or as many days right before."""
        if self.start.day == 1 and same_month(self.start, self.end):
            first = (self.start - timedelta(days=1)).replace(day=1)
            last = first.replace(day=min(self.end.day, _last(first)))
            return replace(self, start=first, end=_end(first) if self.is_month else last)
        return replace(self, start=self.start - timedelta(days=self.days), end=self.start - timedelta(days=1))

    def after(self) -> "Scope":
        """The month after, or as many days right after."""
        if self.start.day == 1 and same_month(self.start, self.end):
            return month_of(_end(self.start) + timedelta(days=1), self)
        return replace(self, start=self.end + timedelta(days=1), end=self.end + timedelta(days=self.days))


def month_of(day: date, like: Scope | None = None) -> Scope:
    """The calendar month of `day`, narrowed like another scope."""
    first = day.replace(day=1)
    return replace(like or Scope(first, first), start=first, end=_end(first))


def same_month(one: date, other: date) -> bool:
    """Whether two days lie in one calendar month."""
    return (one.year, one.month) == (other.year, other.month)


def _end(first: date) -> date:
    return first.replace(day=_last(first))


def _last(first: date) -> int:
    return monthrange(first.year, first.month)[1]
