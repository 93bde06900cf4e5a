"""The classes of data that have their time."""

import calendar
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal

from django.db.models import QuerySet

from yinuo.core import clock

Ending = Literal["deleted", "stripped"]
DELETED: Final[Ending] = "deleted"
"""The rows go."""
STRIPPED: Final[Ending] = "stripped"
"""The rows stay for what is counted; nothing in them speaks of a person any more."""


@dataclass(frozen=True)
class DataClass:
    """One class: kept for `months` unless the company says otherwise, never for less than `least` (law).

    `due` gives the rows that are over their time at a moment, those that are held left out; `forget` lets go
    of rows by their ids, inside a transaction of the caller, at most `at_once` of them together.
    """

    key: str
    months: int
    least: int
    ending: Ending
    due: Callable[[datetime], QuerySet[Any]]
    forget: Callable[[Sequence[Any]], object]
    at_once: int = 1


_classes: dict[str, DataClass] = {}


def provide(*wanted: DataClass) -> None:
    """Register classes (the wiring, at start-up)."""
    _classes.update({one.key: one for one in wanted})


def classes() -> list[DataClass]:
    """All classes, in the order in which they were registered."""
    return list(_classes.values())


def of(key: str) -> DataClass:
    """The class with this key. Raises KeyError."""
    return _classes[key]


def before(now: datetime, months: int) -> datetime:
    """The moment so many calendar months ago, by the company's days: 31 March less a month is 28 February."""
    local = clock.local(now)
    year, month = divmod(local.year * 12 + local.month - 1 - months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return local.replace(year=year, month=month + 1, day=min(local.day, last)).astimezone(now.tzinfo)
