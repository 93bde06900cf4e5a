"""The official kind of every Chinese day, as the State Council's yearly notices set it.

The days come from `chinesecalendar`, a table of those notices; `_CORRECTIONS` holds what it misses.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache

from chinese_calendar import constants as notices

_NAMES = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "National Day": "国庆节",
    "Mid-autumn Festival": "中秋节",
    "Anti-Fascist 70th Day": "抗战胜利70周年纪念日",
}
_SAME_HOLIDAY = timedelta(days=60)


class DayKind(StrEnum):
    """What sort of day it is; a make-up day is a weekend day that is worked."""

    WORKDAY = "WORKDAY"
    WEEKEND = "WEEKEND"
    HOLIDAY = "HOLIDAY"
    MAKEUP = "MAKEUP"


@dataclass(frozen=True, slots=True)
class OfficialDay:
    """What the notices say of one day; `carries` is the ISO weekday whose work a make-up day carries."""

    kind: DayKind
    name: str = ""
    name_en: str = ""
    carries: int | None = None

    @property
    def works(self) -> bool:
        """Whether the notice makes it a working day."""
        return self.kind in (DayKind.WORKDAY, DayKind.MAKEUP)


_WORKDAY = OfficialDay(DayKind.WORKDAY, "工作日", "Working day")
_WEEKEND = OfficialDay(DayKind.WEEKEND, "周末", "weekend")


def _makeup(english: str, carries: int | None) -> OfficialDay:
    name = f"{_NAMES.get(english, english)}调休上班"
    return OfficialDay(DayKind.MAKEUP, name, f"make-up working day for {english}", carries)


# The notice for 2006 (国办发明电 2005-35) swaps Saturday 31 December 2005 with Tuesday 3 January 2006.
_CORRECTIONS = {date(2005, 12, 31): _makeup("New Year's Day", carries=2)}


def official_day(day: date) -> OfficialDay | None:
    """The official kind of `day`; None outside the published years, 2004 to `last_published_year()`.

    Names are Chinese, 国庆节 or 国庆节调休上班. Which weekday a make-up day carries is not said in the newer
    notices; the make-up days of a holiday are matched with the weekdays taken off for it, in order.
    """
    years = published_years()
    if day.year not in years:
        return None
    special = _special_days().get(day)
    if special is not None:
        return special
    return _WORKDAY if day.isoweekday() < 6 else _WEEKEND


def last_published_year() -> int:
    """The last year whose notice this release knows."""
    return published_years()[-1]


@cache
def published_years() -> range:
    """The years whose notices are known. A year counts once its National Day is in the table."""
    known = {day.year for day in notices.holidays if day.month == 10}
    return range(min(known), max(known) + 1)


@cache
def _special_days() -> dict[date, OfficialDay]:
    days = {
        day: OfficialDay(DayKind.HOLIDAY, _NAMES.get(english, english), english)
        for day, english in notices.holidays.items()
    }
    carried = _carried_weekdays()
    days |= {day: _makeup(english, carried.get(day)) for day, english in notices.workdays.items()}
    return days | _CORRECTIONS


def _carried_weekdays() -> dict[date, int]:
    carried: dict[date, int] = {}
    for english in set(notices.workdays.values()):
        off = _occasions(day for day, name in notices.in_lieu_days.items() if name == english)
        for worked in _occasions(day for day, name in notices.workdays.items() if name == english):
            near = next((days for days in off if abs(days[0] - worked[0]) < _SAME_HOLIDAY), [])
            carried |= {day: rest.isoweekday() for day, rest in zip(worked, near, strict=False)}
    return carried


def _occasions(days: Iterable[date]) -> list[list[date]]:
    """The days of one holiday's name, one list for each year it was kept in."""
    occasions: list[list[date]] = []
    for day in sorted(days):
        if occasions and day - occasions[-1][-1] < _SAME_HOLIDAY:
            occasions[-1].append(day)
        else:
            occasions.append([day])
    return occasions
