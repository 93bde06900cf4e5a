"""Times as people say them, on Friday 2026-11-20 at 10:04 (R042, R087)."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from datetime import time as clock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.orders.understanding.asking import NOW, SETTING, SHANGHAI, at, atoms_of, time_of
from yinuo.core.calendar import DayOverride, Hours, Spell
from yinuo.orders.rules.understanding import atoms
from yinuo.orders.rules.understanding.atoms import Exactness, Setting, Time


@pytest.mark.parametrize(
    ("text", "local"),
    [
        ("明天下午三点前送到", "2026-11-21 15:00"), ("今天14:30前", "2026-11-20 14:30"),
        ("明天上午", "2026-11-21 12:00"), ("明天下午", "2026-11-21 18:00"), ("后天", "2026-11-22 18:00"),
        ("大后天早上", "2026-11-23 10:00"), ("明早八点", "2026-11-21 08:00"), ("明晚", "2026-11-21 21:00"),
        ("今晚", "2026-11-20 21:00"), ("明天中午", "2026-11-21 13:00"),
        ("后天中午十二点前", "2026-11-22 12:00"), ("后天晚上8点半", "2026-11-22 20:30"),
        ("上午十点一刻", "2026-11-20 10:15"), ("三点半", "2026-11-20 15:30"),
        ("15：30", "2026-11-20 15:30"), ("下午3点20分", "2026-11-20 15:20"),
        ("明天的下午3点", "2026-11-21 15:00"), ("晚上12点前", "2026-11-21 00:00"),
        ("中午12点", "2026-11-20 12:00"), ("14点", "2026-11-20 14:00"), ("一点多", "2026-11-20 13:00"),
        ("周日", "2026-11-22 18:00"), ("星期三上午", "2026-11-25 12:00"),
        ("礼拜天下午四点", "2026-11-22 16:00"), ("下周一", "2026-11-23 18:00"),
        ("下周五", "2026-11-27 18:00"), ("这周六", "2026-11-21 18:00"), ("下下周二", "2026-12-01 18:00"),
        ("周五下午", "2026-11-20 18:00"), ("周五上午9点", "2026-11-27 09:00"), ("周末", "2026-11-22 18:00"),
        ("本周内", "2026-11-22 18:00"), ("11月25日", "2026-11-25 18:00"),
        ("十一月二十五号上午十点", "2026-11-25 10:00"), ("11月23日9点前", "2026-11-23 09:00"),
        ("25号", "2026-11-25 18:00"), ("5号前", "2026-12-05 18:00"), ("12/5前到", "2026-12-05 18:00"),
        ("2026-12-01 09:30", "2026-12-01 09:30"), ("1月8号", "2027-01-08 18:00"),
        ("12月5日（周六）前", "2026-12-05 18:00"), ("下个月3号", "2026-12-03 18:00"),
        ("月底前", "2026-11-30 18:00"), ("12月底", "2026-12-31 18:00"), ("下月初", "2026-12-05 18:00"),
        ("元旦前", "2026-12-31 18:00"), ("两小时内", "2026-11-20 12:04"), ("半小时内", "2026-11-20 10:34"),
        ("一个半小时内", "2026-11-20 11:34"), ("24小时内", "2026-11-21 10:04"),
        ("三天内", "2026-11-23 18:00"), ("两三天内", "2026-11-23 18:00"), ("一周之内", "2026-11-27 18:00"),
        ("3个工作日内", "2026-11-25 17:30"), ("下班前", "2026-11-20 17:30"),
        ("明天下班前", "2026-11-21 17:30"), ("次日达", "2026-11-21 18:00"),
        ("下午2点到4点之间", "2026-11-20 16:00"), ("2-4点提货", "2026-11-20 16:00"),
        ("明天上午9:00-11:00", "2026-11-21 11:00"), ("下午三四点", "2026-11-20 16:00"),
    ],
)  # fmt: skip
def test_the_last_moment(text: str, local: str) -> None:
    """R042: a part of a day is over at its end, a day at 18:00, a stretch at its last point."""
    assert at(text) == local


@pytest.mark.parametrize(
    ("text", "local"),
    [("9点前", "2026-11-21 09:00"), ("早上8点", "2026-11-21 08:00"), ("上午9点半", "2026-11-21 09:30")],
)
def test_what_is_past_today_is_tomorrow(text: str, local: str) -> None:
    """R042: who names no day means the next such time, and that is said to be a guess."""
    time = time_of(text)
    assert at(text) == local
    assert time.rolled
    assert not time.has_day
    assert time.sureness < 1


def test_limits() -> None:
    """R042: 前 and 内 make a limit, 以后 a beginning; a stretch knows its first moment too."""
    assert time_of("明天下午三点前").is_limit
    assert time_of("三天内").is_limit
    assert time_of("今天下午5点以后").is_from
    assert not time_of("明天下午三点").is_limit
    assert time_of("明天上午9点到11点").since == datetime(2026, 11, 21, 9, tzinfo=SHANGHAI)
    assert time_of("明天下午").exactness is Exactness.PART


@pytest.mark.parametrize(
    ("text", "exactness"), [("尽快", Exactness.SOON), ("越快越好", Exactness.SOON), ("不急", Exactness.OPEN)]
)
def test_no_moment(text: str, exactness: Exactness) -> None:
    """R087: as soon as possible, and whenever, name no moment."""
    time = time_of(text)
    assert (time.at, time.exactness) == (None, exactness)


@pytest.mark.parametrize(
    "text",
    [
        "快一点",
        "便宜一点",
        "有一点重",
        "二点五吨",
        "3号仓库",
        "人民路25号",
        "5号线",
        "昨天",
        "上周五发的",
        "三点二方",
        "25点",
        "13月45号",
        "2栋",
        "最晚",
        "天津",
        "周边",
    ],
)
def test_no_time(text: str) -> None:
    """R042: comparisons, decimals, houses, and what is past are no times to be kept."""
    assert atoms_of(text, Time) == []


def test_the_working_calendar() -> None:
    """R042 R019: working days and the close of work are the company's own."""
    hours = Hours(
        week={day: (Spell(clock(9), clock(19)),) for day in range(1, 7)},
        overrides={date(2026, 11, 23): DayOverride.closed("盘点")},
    )
    own = replace(SETTING, hours=hours)
    (close,) = atoms.find("下班前", own)
    (second,) = atoms.find("2个工作日内", own)
    assert isinstance(close, Time)
    assert isinstance(second, Time)
    assert close.at == datetime(2026, 11, 20, 19, tzinfo=SHANGHAI)
    assert second.at == datetime(2026, 11, 24, 19, tzinfo=SHANGHAI)


@given(
    st.integers(min_value=0, max_value=2 * 365 * 24 * 60),
    st.integers(min_value=0, max_value=170),
    st.integers(min_value=0, max_value=23),
    st.integers(min_value=0, max_value=59),
)
def test_any_date_reads_back(minutes: int, days: int, hour: int, minute: int) -> None:
    """R042: every day of the coming months with its clock, in three ways of writing it."""
    setting = Setting(datetime(2026, 1, 1, tzinfo=SHANGHAI) + timedelta(minutes=minutes))
    meant = (setting.now + timedelta(days=days)).replace(hour=hour, minute=minute, second=0, microsecond=0)
    at_clock = f"{hour}:{minute:02d}"
    for text in (
        f"{meant.month}月{meant.day}日{at_clock}前",
        f"{meant:%Y-%m-%d} {at_clock}",
        f"{meant.year}年{meant.month}月{meant.day}号 {at_clock}到",
    ):
        (time,) = atoms.find(text, setting)
        assert isinstance(time, Time)
        assert time.at == meant, text


@given(
    st.integers(min_value=0, max_value=400),
    st.integers(min_value=1, max_value=7),
    st.integers(min_value=0, max_value=2),
)
def test_any_weekday_reads_back(days: int, weekday: int, weeks: int) -> None:
    """R042: 周三 is the next such day, 下周三 that of next week, whatever today is."""
    setting = Setting(NOW + timedelta(days=days))
    (time,) = atoms.find("下" * weeks + "周" + "一二三四五六日"[weekday - 1], setting)
    assert isinstance(time, Time)
    assert time.at is not None
    assert time.at.isoweekday() == weekday
    today = setting.now.date()
    monday = today - timedelta(days=today.isoweekday() - 1)
    ahead = (time.at.date() - monday).days // 7
    assert ahead == weeks if weeks else 0 <= (time.at.date() - today).days < 7
