"""Times as people say them, by the local clock and the working calendar: 明天下午三点前, 下周五, 3个工作日内.

A part of a day means its end (上午 by 12:00), a day alone its close at 18:00, one to six o'clock without a
part of day the afternoon.
"""

import re
from datetime import date, datetime, time, timedelta
from typing import Final

from yinuo.core import calendar
from yinuo.core.calendar import plans
from yinuo.orders.rules.setting import Setting
from yinuo.orders.rules.understanding.atoms.found import TAKEN, Found
from yinuo.orders.rules.understanding.atoms.kinds import Exactness, Kind, Time
from yinuo.orders.rules.understanding.atoms.times import clock, days, spans
from yinuo.orders.rules.understanding.atoms.times.clock import Clock
from yinuo.orders.rules.understanding.atoms.times.days import Stretch

_DAY: Final = timedelta(days=1)
_WEEK: Final = timedelta(weeks=1)
_END_OF_DAY: Final = time(18)
_MIDNIGHT: Final = time(0)
_CLOSES: Final = time(17, 30)
_OPENS: Final = time(8, 30)
_JUST_NOW: Final = timedelta(minutes=1)
_ABOUT: Final = r"(?P<about>大概|大约|差不多|约|估计)"
_BETWEEN: Final = r"(?: ?\((?:周|星期|礼拜)[一二三四五六日天]\))?(?:[的 ,、(]{0,2}|那天|当天)"
_WEEKDAY_BEHIND: Final = r"(?: ?\((?:周|星期|礼拜)[一二三四五六日天]\))?"
_ENDS: Final = (
    r"(?P<about_after>左右|上下|前后)?(?:钟)?(?P<between>之间|期间)?"
    r"(?P<limit>之前|以前|前(?!台|后|面|往|进|门|锋|海|湾|桥|几|两|年|山|程|端|置|村|街|路)|之内|以内|内(?!蒙|地|江|部|存|装))?"
    r"(?P<from>之后|以后|后(?!面|门|勤|桥|街|续|台|天))?"
)
_CLOCK: Final = clock.PATTERN
_SAID: Final = re.compile(
    rf"{_ABOUT}?(?:在|于)?(?:{days.PATTERN}(?:{_BETWEEN}{_CLOCK}|{_WEEKDAY_BEHIND})){_ENDS}"
)
_CLOCK_ONLY: Final = re.compile(rf"{_ABOUT}?(?<!第)(?:{_CLOCK}){_ENDS}")
_LITTLE: Final = re.compile(r"(?:[快早晚便宜大小高低多少有好慢轻重远近差急等稍长短点]|贵了?|哪怕)$")


def take(found: Found, setting: Setting) -> None:
    """Take every time of the text."""
    spans.take(found, setting)
    for pattern in (_SAID, _CLOCK_ONLY):
        for match in pattern.finditer(found.left):
            if TAKEN in match[0] or _is_little(found.left, match):
                continue
            if pattern is _SAID or match["day_part"] not in ("早", "晚"):
                _keep(found, match, setting)


def _is_little(left: str, match: re.Match[str]) -> bool:
    """快一点, 有两点: not a time of day."""
    said = match.groupdict()
    hour = said.get("hour") or ""
    bare = hour in ("一", "两", "1") and not (
        said.get("said") or said.get("point_part") or said.get("minute")
    )
    return bool(bare and not said.get("relative") and _LITTLE.search(left, 0, match.start("hour")))


def _keep(found: Found, match: re.Match[str], setting: Setting) -> None:
    stretch = days.stretch(match, setting.now.date()) if match.re is _SAID else None
    if match.re is _SAID and stretch is None:
        if match["holiday"]:
            found.add(Time, *match.span(), kind=Kind.TIME, at=None, exactness=Exactness.DAY, is_limit=True)
        return
    opens, closes = _working(stretch.last if stretch else setting.now.date(), setting)
    said = clock.clock(match, opens, closes) if any(match[name] for name in clock.GROUPS) else None
    if said is None and (stretch is None or any(match[name] for name in clock.GROUPS)):
        return
    at, since, is_guess = _moments(stretch, said, bool(match["off_work"]), setting)
    if stretch and match["weekday"] and not match["week"] and at < setting.now:
        at, since = at + _WEEK, since + _WEEK if since else None
    exactness = said.exactness if said else Exactness.DAY
    found.add(
        Time, match.start(), match.end(), kind=Kind.TIME, at=at, since=since, exactness=exactness,
        is_limit=bool(match["limit"]) or bool(stretch and stretch.is_limit), is_from=bool(match["from"]),
        has_day=stretch is not None, rolled=is_guess, sureness=0.7 if is_guess else 1.0,
        approximate=bool(match["about"] or match["about_after"]) or bool(said and said.approximate),
    )  # fmt: skip


def _moments(
    stretch: Stretch | None, said: Clock | None, is_closing: bool, setting: Setting
) -> tuple[datetime, datetime | None, bool]:
    """The last and, of a stretch, the first moment; and whether the day had to be guessed."""
    first = stretch.first if stretch else setting.now.date()
    last = stretch.last if stretch else first
    if said is None:
        begins = datetime.combine(first, _MIDNIGHT, setting.now.tzinfo)
        return datetime.combine(last, _END_OF_DAY, setting.now.tzinfo), begins, False
    at = datetime.combine(last + said.next_day * _DAY, said.at, setting.now.tzinfo)
    since = datetime.combine(last, said.since, setting.now.tzinfo) if said.since is not None else None
    if stretch is not None or at >= setting.now - _JUST_NOW:
        return at, since, False
    if is_closing:
        return _next_close(setting), None, True
    return at + _DAY, since + _DAY if since else None, True


def _working(day: date, setting: Setting) -> tuple[time, time]:
    """When work begins and ends on `day`; on a day that is not worked, when it mostly does."""
    spells = plans.spells_on(day, setting.hours)
    if not spells:
        return _OPENS, _CLOSES
    zone = setting.now.tzinfo
    return spells[0].start.astimezone(zone).time(), spells[-1].end.astimezone(zone).time()


def _next_close(setting: Setting) -> datetime:
    try:
        return calendar.due_in_days(setting.now, 0, setting.hours).at.astimezone(setting.now.tzinfo)
    except calendar.NoWorkingTime:
        return datetime.combine(setting.now.date() + _DAY, _CLOSES, setting.now.tzinfo)
