"""The days of a yearly notice in Excel."""

import io
from datetime import date

import pytest

from yinuo.core import sheets
from yinuo.core.calendar import actions, queries
from yinuo.core.calendar import sheets as days
from yinuo.core.errors import Invalid
from yinuo.core.models import CalendarDay
from yinuo.core.sheets import Row

NEW_YEAR = {"日期": "2027-01-01", "安排": "放假", "名称": "元旦"}
MAKEUP = {"日期": "2027/1/9", "安排": "上班", "名称": "元旦调休上班", "时间段": "8:30-12:00；13:00 - 17:30"}


def read(*cells):
    return days.read([Row(number, dict(row)) for number, row in enumerate(cells, start=2)])


def test_a_line_says_the_day_what_it_is_and_why():
    first, second = read(NEW_YEAR, MAKEUP).entries
    assert (first.on, first.works, first.name) == (date(2027, 1, 1), False, "元旦")
    assert (second.on, second.works) == (date(2027, 1, 9), True)
    assert second.spells == (("08:30", "12:00"), ("13:00", "17:30"))


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        (NEW_YEAR | {"日期": "元旦"}, "日期", "day_unreadable"),
        (NEW_YEAR | {"日期": "2027-02-30"}, "日期", "day_unreadable"),
        (NEW_YEAR | {"日期": ""}, "日期", "required"),
        (NEW_YEAR | {"安排": "也许"}, "安排", "day_kind_unknown"),
        (NEW_YEAR | {"名称": "节" * 61}, "名称", "too_long"),
        (MAKEUP | {"时间段": "早上"}, "时间段", "spell_unreadable"),
        (MAKEUP | {"时间段": "25:00-26:00"}, "时间段", "spell_unreadable"),
    ],
)
def test_every_fault_names_its_row_and_column(row, column, code):
    assert [(fault.row, fault.column, fault.code) for fault in read(row).faults] == [(2, column, code)]


def test_a_day_stands_once_in_a_file():
    found = read(NEW_YEAR, MAKEUP, NEW_YEAR | {"日期": "2027年1月1日"})
    assert [(fault.row, fault.code, fault.params) for fault in found.faults] == [
        (4, "row_twice", {"first": 2})
    ]


def test_the_calendar_written_out_reads_back_as_no_change(manager):
    actions.import_days(entries=read(NEW_YEAR, MAKEUP).entries, source="2027 年通知", by=manager)
    file = sheets.write(days.TITLES, days.lines(CalendarDay.objects.order_by("on")))
    again = days.read(sheets.read(io.BytesIO(file), needed=days.NEEDED))
    assert again.faults == ()
    done = actions.import_days(entries=again.entries, source="2027 年通知", by=manager)
    assert (done.added, done.changed, done.same) == (0, 0, 2)


def test_a_year_imported_from_a_notice_silences_the_banner(manager):
    """R019: the official days of next year are entered once they are announced."""
    assert queries.banner(date(2026, 11, 30)) is None
    assert queries.banner(date(2026, 12, 1)) == 2027
    actions.import_days(entries=read(NEW_YEAR).entries, source="2027 年通知", by=manager)
    assert queries.banner(date(2026, 12, 1)) is None


def test_spells_are_read_as_people_write_them():
    assert days.read_spells("8:30至12:00，13：30~18：00") == (("08:30", "12:00"), ("13:30", "18:00"))
    assert days.read_spells("") == ()
    with pytest.raises(Invalid):
        days.read_spells("8点到12点")
