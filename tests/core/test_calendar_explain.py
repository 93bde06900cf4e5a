"""The one line that explains a due time."""

from datetime import date, time, timedelta

import pytest

from yinuo.core import calendar
from yinuo.core.calendar import DayOverride, Hours, Spell

NOON_BREAK = Hours.every(Spell(time(8, 30), time(12)), Spell(time(13, 30), time(17, 30)))


def line(start, within, *, hours=calendar.DEFAULT_HOURS, clock="working", language="zh-hans"):
    at, span = calendar.parse_moment(start), calendar.parse_span(within)
    due = calendar.due(at, span, hours, clock)
    return calendar.explain(
        due, start=at, within=span, rule_label="车辆安排", clause="001 四1.2，R087", language=language
    )


def test_holiday():
    """R087, R019: from when, by which rule of which clause, which hours were skipped and why."""
    assert line("2026-09-30T17:20", "30m") == (
        "从 9月30日 周三 17:20 起，按「车辆安排」（001 四1.2，R087）工作时间 30 分钟；"
        "跳过 9月30日 17:30 下班 至 10月8日 08:30（国庆节）；到 10月8日 周四 08:50。"
    )
    assert line("2026-09-30T17:20", "1h30m", language="en") == (
        "From Wed 30 Sep 17:20, by “车辆安排” (001 四1.2，R087), 1 hour 30 minutes of working time; "
        "skipping 30 Sep 17:30 (closing) to 8 Oct 08:30 (National Day); due Thu 8 Oct 09:50."
    )


def test_neighbouring_reasons_are_told_once_each():
    assert "（国庆节、中秋节）" in line("2025-09-30T17:20", "30m")
    assert "（周末、端午节）" in line("2024-06-07T17:20", "30m")


@pytest.mark.parametrize(
    ("start", "within", "hours", "part"),
    [
        (
            "2026-11-20T17:20",
            "30m",
            calendar.DEFAULT_HOURS,
            "跳过 11月20日 17:30 下班 至 11月23日 08:30（周末）；",
        ),
        ("2026-11-23T17:20", "30m", calendar.DEFAULT_HOURS, "跳过 11月23日 17:30 下班 至 11月24日 08:30；"),
        ("2026-11-23T11:50", "30m", NOON_BREAK, "跳过 11月23日 12:00 至 13:30（休息）；"),
        ("2026-11-23T07:00", "30m", NOON_BREAK, "跳过 11月23日 07:00 至 08:30（非工作时间）；"),
        ("2026-11-22T07:00", "30m", NOON_BREAK, "跳过 11月22日 07:00 至 11月23日 08:30（周末）；"),
        ("2026-09-18T17:20", "30m", NOON_BREAK, "计入 9月20日（国庆节调休上班）；到 9月20日 周日 08:50。"),
        ("2026-09-01T10:00", "45h", calendar.DEFAULT_HOURS, "跳过 5 段非工作时间（周末 2 天）；到 9月8日"),
        ("2026-09-01T10:00", "2h", calendar.DEFAULT_HOURS, "工作时间 2 小时；到 9月1日 周二 12:00。"),
    ],
)
def test_what_was_skipped(start, within, hours, part):
    """R019"""
    assert part in line(start, within, hours=hours)


def test_a_day_closed_by_the_company_gives_its_reason():
    hours = Hours(calendar.DEFAULT_HOURS.week, overrides={date(2026, 11, 23): DayOverride.closed("台风停工")})
    assert "（周末、台风停工）" in line("2026-11-20T17:20", "30m", hours=hours)


def test_elapsed_time_skips_nothing():
    """R062"""
    assert line("2026-09-30T23:58:30", "3m", clock="elapsed") == (
        "从 9月30日 周三 23:58:30 起，按「车辆安排」（001 四1.2，R087）连续计时 3 分钟；"
        "到 10月1日 周四 00:01:30。"
    )


def test_a_change_of_year_and_an_unpublished_one_are_said():
    year = calendar.last_published_year()
    told = line(f"{year}-12-31T23:00", "3d")
    assert f"从 {year}年12月31日" in told
    assert f"到 {year + 1}年1月" in told
    assert f"（{year + 1} 年放假安排尚未公布，暂按周末推算）。" in told
    assert f"(holidays of {year + 1} not yet announced" in line(f"{year}-12-31T23:00", "3d", language="en")


def test_it_is_always_one_line():
    for within in ("0m", "1m", "9h", "30d"):
        for language in ("zh-hans", "en"):
            assert "\n" not in line("2026-01-01T12:00", within, language=language)


def test_days_and_no_names():
    at = calendar.parse_moment("2026-09-28T10:00")
    assert calendar.explain(calendar.due_in_days(at, 1), start=at) == (
        "从 9月28日 周一 10:00 起，按时限工作时间；"
        "跳过 9月28日 17:30 下班 至 9月29日 08:30；到 9月29日 周二 17:30。"
    )
    span = timedelta(minutes=5)
    assert calendar.explain(calendar.due(at, span), start=at, within=span, language="en") == (
        "From Mon 28 Sep 10:00, by the time limit, 5 minutes of working time; due Mon 28 Sep 10:05."
    )
