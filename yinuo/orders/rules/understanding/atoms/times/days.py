"""Which day is meant: 明天, 下周五, 25号, 11月25日, 月底, 年前."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from yinuo.core import calendar
from yinuo.orders.rules.understanding.atoms import numerals
from yinuo.orders.rules.understanding.atoms.patterns import any_of, not_before

_DAY: Final = timedelta(days=1)
_RELATIVE: Final = {
    name: days
    for days, names in (
        (0, "今天 今日 今儿 今儿个 当天 当日 本日 今 当"),
        (1, "明天 明日 明儿 明儿个 次日 翌日 隔天 隔日 第二天 今明两天 今明 明"),
        (2, "后天 后日 后儿 明后天 明后两天 这两天 这一两天 第三天 后"),
        (3, "大后天 大后日"),
    )
    for name in names.split()
}
_WEEKDAYS: Final = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "日": 7, "天": 7, "末": 7} | {
    str(day): day for day in range(1, 8)
}
_BEFORE_HOLIDAY: Final = {
    "年前": "春节", "过年前": "春节", "春节前": "春节", "元旦前": "元旦", "国庆前": "国庆", "十一前": "国庆",
    "五一前": "劳动", "端午前": "端午", "中秋前": "中秋", "清明前": "清明", "节前": "",
}  # fmt: skip
_FIXED: Final = {"元旦": (1, 1), "国庆": (10, 1), "劳动": (5, 1)}
_PARTS_OF_MONTH: Final = {
    "初": (1, 5), "上旬": (1, 10), "中": (15, 15), "中旬": (11, 20), "下旬": (21, 31),
    "底": (31, 31), "末": (31, 31), "内": (1, 31),
}  # fmt: skip

_HAN_ON: Final = any_of("三十一? 二十[一-九]? 廿[一-九]? 十[一-九]? [一-九]").replace(
    "一-九", "一二三四五六七八九"
)
_DIGIT_ON: Final = r"(?:3[01]|[12]\d|0?[1-9])"
_ON: Final = rf"(?:{_DIGIT_ON}|{_HAN_ON})"
_DIGIT_MONTH: Final = r"(?:1[0-2]|0?[1-9])"
_MONTH: Final = rf"(?:{_DIGIT_MONTH}|十[一二]?|[一二三四五六七八九])"
_WEEK: Final = r"(?:周|星期|礼拜)"
_WHICH: Final = r"(?:下下个?|下个?|这个?|本)"
_NO_DAY: Final = not_before("天 个 件 箱 方 吨 \\d 百 千")
_NO_HOUSE: Final = not_before("""
    线 楼 院 仓 库 门 店 码 电池 汽油 柴油 钢 机 桥 桌 车 台 馆 口 路 地 月台 房 室 内 本 立
""")
_A_DATE_FOLLOWS: Final = any_of("""
    之?前 以前 上午 下午 早 晚 中午 到货 送 发货 提货 \\d{1,2}[:点] , $ 要 必须
""")
_CLOCK_FOLLOWS: Final = any_of(
    "早 晚上? 上午 下午 中午 凌晨 傍晚 夜 天?\\d{1,2}[点:] [一二两三四五六七八九十]{1,2}点"
)
_DAYS_NAMES: Final = any_of("""
    今明两天 今明(?=[两,、\\s]|$) 明后两?天 这一?两天 大后[天日] 今天 今日 今儿个? 当[天日] 本日 明天 明日
    明儿个? 次日 翌日 隔[天日] 第[二三]天 后[天日儿]
""")
_HOLIDAYS: Final = any_of("过?年前 春节前 元旦前 国庆前 十一前 五一前 端午前 中秋前 清明前 节前")
PATTERN: Final = (
    rf"(?:(?P<relative>{_DAYS_NAMES})"
    rf"|(?P<short>[今明后当])(?={_CLOCK_FOLLOWS})"
    rf"|(?P<week>{_WHICH}|这)?{_WEEK}(?P<weekday>[一二三四五六日天]|[1-7](?![\d.个])|末)(?!围|期|年|转|到周|鸣)"
    rf"|(?P<whole>{_WHICH}){_WEEK}(?P<whole_in>以?内|之内)?(?![一二三四五六日天末\d围期年转])"
    rf"|(?:(?P<year>20\d\d)[年\-/.]|(?P<which_year>[今明后]年) ?)?(?P<month>{_MONTH})月份?"
    rf"(?:(?P<on>{_ON})(?:[号日]|{_NO_DAY})|(?P<of>底|初|末|[上中下]旬|内))"
    rf"|(?P<iso_year>20\d\d)[\-/.](?P<iso_month>{_DIGIT_MONTH})[\-/.](?P<iso_on>{_DIGIT_ON})(?!\d)[日号]?"
    rf"|(?<![\d.\-/*x×])(?P<short_month>{_DIGIT_MONTH})"
    rf"(?:[/\-](?P<slash_on>{_DIGIT_ON})(?:[号日]|(?= ?{_A_DATE_FOLLOWS}))"
    rf"|\.(?P<dot_on>{_DIGIT_ON})(?:[号日]|(?=之?前|以前|上午|下午|早上|晚上|中午)))(?![\d.%])"
    rf"|(?P<which>{_WHICH})?月(?P<month_part>底|初|末|中旬?|上旬|下旬|内)(?!级)"
    rf"|(?P<next_month>下个?月|这个月|本月)?(?<![\d.#第\-a-z])(?<![路街巷道弄])(?P<only_on>{_ON})[号日]{_NO_HOUSE}"
    rf"|(?P<year_end>年底|年末)(?!账)|(?P<holiday>{_HOLIDAYS})(?!台))"
)


@dataclass(frozen=True, slots=True)
class Stretch:
    """The days that are meant, first and last; `is_named` when the text names a day at all."""

    first: date
    last: date
    is_limit: bool = False


def stretch(found: re.Match[str], today: date) -> Stretch | None:
    """The days that a match of PATTERN means; None where there is no such day."""
    try:
        return _stretch(found, today)
    except (ValueError, OverflowError):
        return None


def _stretch(found: re.Match[str], today: date) -> Stretch | None:
    said = found.groupdict()
    if relative := said["relative"] or said["short"]:
        return _one(today + _RELATIVE[relative] * _DAY)
    if weekday := said["weekday"]:
        return _of_week(said["week"] or "", weekday, today)
    if said["whole"]:
        monday = _monday(today) + 7 * _DAY * said["whole"].count("下")
        return Stretch(max(monday, today), monday + 6 * _DAY, bool(said["whole_in"]))
    if said["month"]:
        return _of_month(said, today)
    if said["iso_month"]:
        return _one(date(int(said["iso_year"]), int(said["iso_month"]), int(said["iso_on"])))
    if said["short_month"]:
        return _one(_dated(today, None, int(said["short_month"]), int(said["slash_on"] or said["dot_on"])))
    if said["month_part"]:
        return _part_of_month(said["which"] or "", said["month_part"], today)
    if said["only_on"]:
        return _one(_on(said["next_month"] or "", _number(said["only_on"]), today))
    if said["year_end"]:
        return Stretch(date(today.year, 12, 25), date(today.year, 12, 31))
    return _before_holiday(said["holiday"] or "", today) if said["holiday"] else None


def _one(day: date) -> Stretch:
    return Stretch(day, day)


def _number(said: str) -> int:
    number = numerals.read(said)
    return int(number.low) if number else 0


def _monday(today: date) -> date:
    return today - (today.isoweekday() - 1) * _DAY


def _of_week(week: str, weekday: str, today: date) -> Stretch:
    """A bare weekday is the next such day; 这周 and 下周 say which week; a weekend ends on its Sunday."""
    day = _monday(today) + (_WEEKDAYS[weekday] - 1) * _DAY + 7 * _DAY * week.count("下")
    if not week and day < today:
        day += 7 * _DAY
    if weekday == "末":
        return Stretch(max(day - _DAY, today), day)
    return _one(day)


def _of_month(said: dict[str, str | None], today: date) -> Stretch:
    month = _number(said["month"] or "")
    year = int(said["year"]) if said["year"] else None
    if said["which_year"]:
        year = today.year + "今明后".index(said["which_year"][0])
    if said["on"]:
        return _one(_dated(today, year, month, _number(said["on"])))
    first, last = _PARTS_OF_MONTH[said["of"] or "底"]
    begins = _dated(today, year, month, 1) if year or month >= today.month else date(today.year + 1, month, 1)
    return _within(begins, first, last)


def _dated(today: date, year: int | None, month: int, on: int) -> date:
    """The day of a date without a year is this year's, unless that is more than half a year past."""
    day = date(year or today.year, month, on)
    return day.replace(year=today.year + 1) if not year and day < today - 180 * _DAY else day


def _part_of_month(which: str, part: str, today: date) -> Stretch:
    begins = today.replace(day=1)
    first, last = _PARTS_OF_MONTH[part]
    for _ in range(which.count("下")):
        begins = _next_month(begins)
    found = _within(begins, first, last)
    return _within(_next_month(begins), first, last) if not which and found.last < today else found


def _within(begins: date, first: int, last: int) -> Stretch:
    days = monthrange(begins.year, begins.month)[1]
    return Stretch(begins.replace(day=min(first, days)), begins.replace(day=min(last, days)))


def _next_month(begins: date) -> date:
    return (begins.replace(day=28) + 4 * _DAY).replace(day=1)


def _on(which: str, on: int, today: date) -> date:
    """The day `on` of this month, or of the next month that has one, once it is past."""
    begins = today.replace(day=1)
    if which.startswith("下"):
        return _next_month(begins).replace(day=on)
    if which or (on >= today.day and on <= monthrange(begins.year, begins.month)[1]):
        return begins.replace(day=on)
    begins = _next_month(begins)
    return (begins if on <= monthrange(begins.year, begins.month)[1] else _next_month(begins)).replace(day=on)


def _before_holiday(said: str, today: date) -> Stretch | None:
    """The last day before a public holiday begins, as far as its notice is published."""
    name = _BEFORE_HOLIDAY[said]
    if name in _FIXED:
        day = date(today.year, *_FIXED[name])
        day = day if day > today else day.replace(year=today.year + 1)
        return Stretch(today, day - _DAY, is_limit=True)
    for ahead in range(1, 366):
        official = calendar.official_day(today + ahead * _DAY)
        if official and official.kind is calendar.DayKind.HOLIDAY and name in official.name:
            return Stretch(today, today + (ahead - 1) * _DAY, is_limit=True)
    return None
