"""Spans from now (两小时内, 3个工作日内, 三天后) and what names no moment at all (尽快, 不急)."""

import re
from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Final

from yinuo.core import calendar
from yinuo.orders.rules.setting import Setting
from yinuo.orders.rules.understanding.atoms import numerals
from yinuo.orders.rules.understanding.atoms.amounts import ABOUT
from yinuo.orders.rules.understanding.atoms.found import Found
from yinuo.orders.rules.understanding.atoms.kinds import Exactness, Kind, Time
from yinuo.orders.rules.understanding.atoms.patterns import any_of, not_before

_END_OF_DAY: Final = time(18)
_HOURS: Final = {"小时": 60, "钟头": 60, "分钟": 1, "刻钟": 15, "h": 60}
_DAYS: Final = {"天": 1, "日": 1, "周": 7, "星期": 7, "礼拜": 7, "月": 30}
_DAYS_ONLY: Final = not_before("""
    津 河 宁 心 元 长 水 台 门 猫 桥 府 地 然 气 麻 竺 空 下 目 全 等 峨
""")
_DATES_ONLY: Final = not_before("子 期 用 本 常 照 光 喀 土 系 化 报 立")
_WEEKS_ONLY: Final = not_before("围 边 一 二 三 四 五 六 日 末 口 转 期 岁 年 先生 总 女士")
_UNIT: Final = (
    rf"个?工作[日天]|小时|钟头|分钟|刻钟|天{_DAYS_ONLY}|日{_DATES_ONLY}|周{_WEEKS_ONLY}"
    r"|(?:星期|礼拜)(?![一二三四五六日天])|月"
)
_SPAN: Final = re.compile(
    rf"(?P<about>{ABOUT})?(?:在|于)?(?<![第每\d.])(?P<number>半|{numerals.NUMBER})"
    rf"(?:[-~到至](?P<second>{numerals.NUMBER}))?(?P<half>个半|半)? ?"
    rf"(?:个(?P<after_half>半)?)? ?(?P<unit>{_UNIT})"
    r"(?P<and_half>半(?!内))?(?P<more>多)?(?P<about_after>左右|上下)?(?:时间)?"
    r"(?P<end>之内|以内|内(?!蒙|地|江|部|存|装|外)|里(?!程|面|送)|之后|以后|后(?!面|门|勤|桥|街|续|台))?"
    r"(?P<reach>(?=能?(?:必须|要|得|可以)?(?:送到|到货|送达|运到|到达|达|到(?!付|底|处))))?"
)
_SOON: Final = re.compile(
    any_of("""
    越快越好 尽快 尽早 马上 立刻 立即 即刻 赶紧 赶快 抓紧 现在(?=就|来|过来|能|可以来|提|装|取|$) 这会儿
    火速 加急 十万火急 急用 急需 急件 特急 挺急 很急 比较急 着急(?!的话) 有点急 急着 最快 第一时间 早点
    快点
""")
)
_OPEN: Final = re.compile(
    r"不(?:是很|是特别|太|怎么|是太)?(?:着急|急|赶)(?!的话)|随时|都可以|什么时候都行|时间不限|不限时间?|无所谓|有空"
)


def take(found: Found, setting: Setting) -> None:
    """Take every span, and every word for soon or whenever."""
    for match in _OPEN.finditer(found.left):
        found.add(Time, *match.span(), kind=Kind.TIME, at=None, exactness=Exactness.OPEN, has_day=False)
    for match in _SOON.finditer(found.left):
        found.add(Time, *match.span(), kind=Kind.TIME, at=None, exactness=Exactness.SOON, has_day=False)
    for match in _SPAN.finditer(found.left):
        _span(found, match, setting)


def _span(found: Found, match: re.Match[str], setting: Setting) -> None:
    number = _number(match)
    end, unit = match["end"] or "", match["unit"].removeprefix("个")
    is_after = end.endswith("后")
    is_limit = bool(end) and not is_after
    is_sure = bool(end) or match["reach"] is not None
    if number is None or not 0 < number <= 1000 or (unit in ("日", "月") and not end):
        return
    if unit == "周" and not is_sure:
        return
    at = _moment(number, unit, setting)
    loose = bool(match["about"] or match["about_after"] or match["more"])
    found.add(
        Time, match.start(), match.end(), kind=Kind.TIME, at=at, exactness=Exactness.SPAN,
        since=setting.now if is_limit else None, is_limit=is_limit, is_from=is_after,
        approximate=loose, sureness=1.0 if is_sure else 0.5,
    )  # fmt: skip


def _number(match: re.Match[str]) -> Decimal | None:
    if match["number"] == "半":
        return Decimal("0.5")
    number = numerals.read(match["second"] or match["number"])
    if number is None:
        return None
    half = match["half"] or match["after_half"] or match["and_half"]
    return number.high + (Decimal("0.5") if half else 0)


def _moment(number: Decimal, unit: str, setting: Setting) -> datetime | None:
    now = setting.now
    try:
        if unit in _HOURS:
            return now + timedelta(minutes=float(number * _HOURS[unit]))
        if unit in ("工作日", "工作天"):
            return calendar.due_in_days(now, int(number), setting.hours).at.astimezone(now.tzinfo)
        if number < 1:
            return now + timedelta(hours=float(number * 24 * _DAYS[unit]))
        day = now.date() + timedelta(days=int(number * _DAYS[unit]))
        return datetime.combine(day, _END_OF_DAY, now.tzinfo)
    except (calendar.NoWorkingTime, OverflowError, ValueError):
        return None
