"""One line that says why something is due when it is: from when, by which rule, what was skipped and why."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from yinuo.core.calendar import spans
from yinuo.core.calendar.hours import Due, NamedDay, Skipped

Language = Literal["zh-hans", "en"]

_TOLD_ONE_BY_ONE = 3


def explain(
    due: Due,
    *,
    start: datetime,
    within: timedelta | None = None,
    rule_label: str = "",
    clause: str = "",
    language: Language = "zh-hans",
) -> str:
    """Why `due` is when it is, in one line of Chinese or English.

    Times are in the zone of `due.at`, with the year where it changes. Up to three gaps are told one by one,
    more are counted with their reasons. `within` None is for `due_in_days`: `rule_label` tells how many days.
    """
    words = _WORDS[language]
    start = start.astimezone(due.at.tzinfo)
    dated = start.year != due.at.year
    return words.line.format(
        start=_moment(start, dated, words),
        rule=words.rule.format(rule_label) if rule_label else words.no_rule,
        clause=words.paren.format(clause) if clause else "",
        clock=words.working if due.clock == "working" else words.elapsed,
        within=words.within.format(_span(within, words)) if within is not None else "",
        skipped=words.skipping.format(_skipped(due.skipped, dated, words)) if due.skipped else "",
        makeup=words.makeup.format(_makeup(due.makeup, dated, words)) if due.makeup else "",
        due=_moment(due.at, dated, words),
        provisional=_provisional(due.provisional_years, words),
    )


@dataclass(frozen=True)
class _Words:
    line: str
    rule: str
    no_rule: str
    paren: str
    working: str
    elapsed: str
    within: str
    skipping: str
    gap: str
    closing: str
    counted: str
    days: str
    pause: str
    outside: str
    provisional: str
    comma: str
    makeup: str
    moment: str
    day: Callable[[date, bool], str]
    weekdays: tuple[str, ...]
    units: Mapping[str, tuple[str, str]]
    name: Callable[[NamedDay], str]


def _english_day(at: date, dated: bool) -> str:
    months = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    return f"{at.day} {months[at.month - 1]}" + (f" {at.year}" if dated else "")


_WORDS: Mapping[Language, _Words] = {
    "zh-hans": _Words(
        line="从 {start} 起，按{rule}{clause}{clock}{within}；{skipped}{makeup}到 {due}{provisional}。",
        rule="「{}」",
        no_rule="时限",
        paren="（{}）",
        working="工作时间",
        elapsed="连续计时",
        within=" {}",
        skipping="跳过 {}；",
        gap="{start}{closing} 至 {end}{why}",
        closing=" 下班",
        counted="{} 段非工作时间",
        days="{name} {count} 天",
        pause="休息",
        outside="非工作时间",
        provisional="（{} 年放假安排尚未公布，暂按周末推算）",
        comma="、",
        makeup="计入 {}；",
        moment="{day} {weekday} {time}",
        day=lambda at, dated: (f"{at.year}年" if dated else "") + f"{at.month}月{at.day}日",
        weekdays=("周一", "周二", "周三", "周四", "周五", "周六", "周日"),
        units={"d": ("天", "天"), "h": ("小时", "小时"), "m": ("分钟", "分钟"), "s": ("秒", "秒")},
        name=lambda day: day.name,
    ),
    "en": _Words(
        line="From {start}, by {rule}{clause}{within}{clock}; {skipped}{makeup}due {due}{provisional}.",
        rule="“{}”",
        no_rule="the time limit",
        paren=" ({})",
        working=" of working time",
        elapsed=" by the clock",
        within=", {}",
        skipping="skipping {}; ",
        gap="{start}{closing} to {end}{why}",
        closing=" (closing)",
        counted="{} stretches outside working hours",
        days="{name}: {count} d",
        pause="break",
        outside="outside working hours",
        provisional=" (holidays of {} not yet announced, weekends only)",
        comma=", ",
        makeup="counting {}; ",
        moment="{weekday} {day} {time}",
        day=_english_day,
        weekdays=("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
        units={
            "d": ("day", "days"),
            "h": ("hour", "hours"),
            "m": ("minute", "minutes"),
            "s": ("second", "seconds"),
        },
        name=lambda day: day.name_en or day.name,
    ),
}


def _moment(at: datetime, dated: bool, words: _Words) -> str:
    time = f"{at:%H:%M:%S}" if at.second else f"{at:%H:%M}"
    return words.moment.format(day=words.day(at, dated), weekday=words.weekdays[at.weekday()], time=time)


def _span(within: timedelta, words: _Words) -> str:
    counts = spans.counts(within)
    return " ".join(f"{count} {words.units[unit][count != 1]}" for unit, count in counts)


def _skipped(gaps: tuple[Skipped, ...], dated: bool, words: _Words) -> str:
    if len(gaps) <= _TOLD_ONE_BY_ONE:
        return words.comma.join(_gap(gap, dated, words) for gap in gaps)
    names = Counter(words.name(day) for gap in gaps for day in gap.days)
    told = words.comma.join(words.days.format(name=name, count=count) for name, count in names.items())
    return words.counted.format(len(gaps)) + (words.paren.format(told) if told else "")


def _gap(gap: Skipped, dated: bool, words: _Words) -> str:
    overnight = gap.start.date() != gap.end.date()
    closing = words.closing if gap.from_closing and overnight else ""
    why = words.comma.join(dict.fromkeys(words.name(day) for day in gap.days))
    if not why and not closing:
        why = words.pause if gap.from_closing else words.outside
    return words.gap.format(
        start=f"{words.day(gap.start, dated)} {gap.start:%H:%M}",
        closing=closing,
        end=f"{words.day(gap.end, dated)} {gap.end:%H:%M}" if overnight else f"{gap.end:%H:%M}",
        why=words.paren.format(why) if why else "",
    )


def _makeup(days: tuple[NamedDay, ...], dated: bool, words: _Words) -> str:
    return words.comma.join(words.day(day.day, dated) + words.paren.format(words.name(day)) for day in days)


def _provisional(years: tuple[int, ...], words: _Words) -> str:
    return words.provisional.format(words.comma.join(map(str, years))) if years else ""
