"""How a moment is written for a person: by the company's zone, as short as it stays clear."""

from datetime import date, datetime, timedelta
from functools import lru_cache

from django.utils.dateformat import format as by_format
from django.utils.translation import get_language, gettext, ngettext, pgettext
from django.utils.translation import gettext_noop as _

from yinuo.core import clock

WEEKDAYS = (_("周一"), _("周二"), _("周三"), _("周四"), _("周五"), _("周六"), _("周日"))


def clock_time(at: datetime) -> str:
    """15:18."""
    return f"{clock.local(at):%H:%M}"


def day(at: datetime, now: datetime) -> str:
    """11 月 20 日; with the year when it is another one."""
    local = clock.local(at)
    return _day(local.date(), local.year == clock.local(now).year, get_language())


@lru_cache(1024)
def _day(local: date, is_this_year: bool, language: str | None) -> str:
    if is_this_year:
        return by_format(local, pgettext("date format", "n 月 j 日"))
    return by_format(local, pgettext("date format", "Y 年 n 月 j 日"))


def full(at: datetime, now: datetime) -> str:
    """11 月 20 日 周五 15:18."""
    return f"{day(at, now)} {gettext(WEEKDAYS[clock.local(at).weekday()])} {clock_time(at)}"


def short(at: datetime, now: datetime) -> str:
    """15:18 today, 明天 08:30, otherwise the day with the time."""
    apart = (clock.local(at).date() - clock.local(now).date()).days
    near = {-1: _("昨天"), 0: "", 1: _("明天")}
    if apart in near:
        return f"{gettext(near[apart])} {clock_time(at)}" if near[apart] else clock_time(at)
    return f"{day(at, now)} {clock_time(at)}"


def ago(at: datetime, now: datetime) -> str:
    """刚刚, 5 分钟前, 3 小时前; a full day ago and more is written as `short` does."""
    gone = now - at
    if not timedelta(0) <= gone < timedelta(days=1):
        return short(at, now)
    minutes = int(gone.total_seconds() // 60)
    if minutes < 1:
        return gettext("刚刚")
    if minutes < 60:
        return ngettext("%(n)d 分钟前", "%(n)d 分钟前", minutes) % {"n": minutes}
    return ngettext("%(n)d 小时前", "%(n)d 小时前", minutes // 60) % {"n": minutes // 60}
