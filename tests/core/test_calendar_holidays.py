"""Every day of 2004 to 2026 against the State Council's notices (R019)."""

from datetime import date, timedelta

import chinese_calendar
import pytest

from yinuo.core import calendar
from yinuo.core.calendar import DayKind

# Read from the notices themselves, apart from the table the product uses: by year, the weekdays taken off and
# the weekend days worked, as mmdd.
NOTICES = {
    2004: (
        "0101 0122 0123 0126 0127 0128 0503 0504 0505 0506 0507 1001 1004 1005 1006 1007",
        "0117 0118 0508 0509 1009 1010",
    ),
    2005: (
        "0103 0209 0210 0211 0214 0215 0502 0503 0504 0505 0506 1003 1004 1005 1006 1007",
        "0205 0206 0430 0508 1008 1009 1231",
    ),
    2006: (
        "0102 0103 0130 0131 0201 0202 0203 0501 0502 0503 0504 0505 1002 1003 1004 1005 1006",
        "0128 0205 0429 0430 0930 1008 1230 1231",
    ),
    2007: (
        "0101 0102 0103 0219 0220 0221 0222 0223 0501 0502 0503 0504 0507 1001 1002 1003 1004 1005 1231",
        "0217 0225 0428 0429 0929 0930 1229",
    ),
    2008: (
        "0101 0206 0207 0208 0211 0212 0404 0501 0502 0609 0915 0929 0930 1001 1002 1003",
        "0202 0203 0504 0927 0928",
    ),
    2009: (
        "0101 0102 0126 0127 0128 0129 0130 0406 0501 0528 0529 1001 1002 1005 1006 1007 1008",
        "0104 0124 0201 0531 0927 1010",
    ),
    2010: (
        "0101 0215 0216 0217 0218 0219 0405 0503 0614 0615 0616 0922 0923 0924 1001 1004 1005 1006 1007",
        "0220 0221 0612 0613 0919 0925 0926 1009",
    ),
    2011: (
        "0103 0202 0203 0204 0207 0208 0404 0405 0502 0606 0912 1003 1004 1005 1006 1007",
        "0130 0212 0402 1008 1009 1231",
    ),
    2012: (
        "0102 0103 0123 0124 0125 0126 0127 0402 0403 0404 0430 0501 0622 1001 1002 1003 1004 1005",
        "0121 0129 0331 0401 0428 0929",
    ),
    2013: (
        "0101 0102 0103 0211 0212 0213 0214 0215 0404 0405 0429 0430 0501 0610 0611 0612 0919 0920 "
        "1001 1002 1003 1004 1007",
        "0105 0106 0216 0217 0407 0427 0428 0608 0609 0922 0929 1012",
    ),
    2014: (
        "0101 0131 0203 0204 0205 0206 0407 0501 0502 0602 0908 1001 1002 1003 1006 1007",
        "0126 0208 0504 0928 1011",
    ),
    2015: (
        "0101 0102 0218 0219 0220 0223 0224 0406 0501 0622 0903 0904 1001 1002 1005 1006 1007",
        "0104 0215 0228 0906 1010",
    ),
    2016: (
        "0101 0208 0209 0210 0211 0212 0404 0502 0609 0610 0915 0916 1003 1004 1005 1006 1007",
        "0206 0214 0612 0918 1008 1009",
    ),
    2017: (
        "0102 0127 0130 0131 0201 0202 0403 0404 0501 0529 0530 1002 1003 1004 1005 1006",
        "0122 0204 0401 0527 0930",
    ),
    2018: (
        "0101 0215 0216 0219 0220 0221 0405 0406 0430 0501 0618 0924 1001 1002 1003 1004 1005 1231",
        "0211 0224 0408 0428 0929 0930 1229",
    ),
    2019: (
        "0101 0204 0205 0206 0207 0208 0405 0501 0502 0503 0607 0913 1001 1002 1003 1004 1007",
        "0202 0203 0428 0505 0929 1012",
    ),
    2020: (
        "0101 0124 0127 0128 0129 0130 0131 0406 0501 0504 0505 0625 0626 1001 1002 1005 1006 1007 1008",
        "0119 0426 0509 0628 0927 1010",
    ),
    2021: (
        "0101 0211 0212 0215 0216 0217 0405 0503 0504 0505 0614 0920 0921 1001 1004 1005 1006 1007",
        "0207 0220 0425 0508 0918 0926 1009",
    ),
    2022: (
        "0103 0131 0201 0202 0203 0204 0404 0405 0502 0503 0504 0603 0912 1003 1004 1005 1006 1007",
        "0129 0130 0402 0424 0507 1008 1009",
    ),
    2023: (
        "0102 0123 0124 0125 0126 0127 0405 0501 0502 0503 0622 0623 0929 1002 1003 1004 1005 1006",
        "0128 0129 0423 0506 0625 1007 1008",
    ),
    2024: (
        "0101 0212 0213 0214 0215 0216 0404 0405 0501 0502 0503 0610 0916 0917 1001 1002 1003 1004 1007",
        "0204 0218 0407 0428 0511 0914 0929 1012",
    ),
    2025: (
        "0101 0128 0129 0130 0131 0203 0204 0404 0501 0502 0505 0602 1001 1002 1003 1006 1007 1008",
        "0126 0208 0427 0928 1011",
    ),
    2026: (
        "0101 0102 0216 0217 0218 0219 0220 0223 0406 0501 0504 0505 0619 0925 1001 1002 1005 1006 1007",
        "0104 0214 0228 0509 0920 1010",
    ),
}


def days_of(year):
    day = date(year, 1, 1)
    while day.year == year:
        yield day
        day += timedelta(days=1)


@pytest.mark.parametrize("year", NOTICES)
def test_each_day_is_as_the_notice_says(year):
    """R019: working time keeps public holidays and make-up working days."""
    off, worked = (set(days.split()) for days in NOTICES[year])
    expected = {
        day: (day.isoweekday() < 6 and f"{day:%m%d}" not in off) or f"{day:%m%d}" in worked
        for day in days_of(year)
    }
    assert {day: calendar.official_day(day).works for day in expected} == expected


@pytest.mark.parametrize("year", NOTICES)
def test_each_day_agrees_with_the_library_but_for_the_day_it_misses(year):
    """The notice for 2006 makes 31 December 2005 a working day; the library leaves it a Saturday."""
    differing = [
        day for day in days_of(year) if calendar.official_day(day).works != chinese_calendar.is_workday(day)
    ]
    assert differing == ([date(2005, 12, 31)] if year == 2005 else [])


@pytest.mark.parametrize(
    ("day", "kind", "name", "carries"),
    [
        (date(2026, 9, 30), DayKind.WORKDAY, "工作日", None),
        (date(2026, 9, 12), DayKind.WEEKEND, "周末", None),
        (date(2026, 10, 1), DayKind.HOLIDAY, "国庆节", None),
        (date(2026, 10, 10), DayKind.MAKEUP, "国庆节调休上班", 3),
        (date(2026, 9, 20), DayKind.MAKEUP, "国庆节调休上班", 2),
        (date(2025, 10, 6), DayKind.HOLIDAY, "中秋节", None),
        (date(2015, 9, 3), DayKind.HOLIDAY, "抗战胜利70周年纪念日", None),
        (date(2005, 12, 31), DayKind.MAKEUP, "元旦调休上班", 2),
    ],
)
def test_a_day_has_its_chinese_name(day, kind, name, carries):
    official = calendar.official_day(day)
    assert (official.kind, official.name, official.carries) == (kind, name, carries)


def test_unpublished_years_are_unknown():
    last = calendar.last_published_year()
    assert last >= 2026
    assert calendar.official_day(date(last, 12, 31)) is not None
    assert calendar.official_day(date(last + 1, 1, 1)) is None
    assert calendar.official_day(date(2003, 12, 31)) is None


def test_every_makeup_day_carries_a_weekday():
    makeup = [
        official
        for year in NOTICES
        for day in days_of(year)
        if (official := calendar.official_day(day)).kind is DayKind.MAKEUP
    ]
    assert len(makeup) == sum(len(worked.split()) for _, worked in NOTICES.values())
    assert all(official.carries in range(1, 6) for official in makeup)
