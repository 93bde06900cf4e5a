"""Which time of the day is meant: 下午三点半, 15:30, 8点到10点, 上午, 下班前."""

import re
from dataclasses import dataclass
from datetime import time
from typing import Final

from yinuo.orders.rules.understanding.atoms import numerals
from yinuo.orders.rules.understanding.atoms.kinds import Exactness
from yinuo.orders.rules.understanding.atoms.patterns import any_of, not_before

_PARTS: Final[dict[str, tuple[time, time]]] = {
    name: (begins, ends)
    for begins, ends, names in (
        (time(0), time(6), "凌晨"),
        (time(5), time(8), "清晨"),
        (time(6), time(10), "一大早 一早 大早上 大清早 清早 早上 早晨 早间 早"),
        (time(8), time(12), "上午 午前"),
        (time(11), time(13), "中午 正午 晌午"),
        (time(12), time(18), "午后 下午"),
        (time(17), time(19), "傍晚 天黑"),
        (time(18), time(21), "晚上 晚间 晚"),
        (time(21), time(23, 59), "夜里 夜间 半夜 深夜"),
        (time(8), time(18), "全天 白天"),
    )
    for name in names.split()
}
_NOON: Final = frozenset({"中午", "正午", "晌午"})
_NIGHT: Final = frozenset({"夜里", "夜间", "半夜", "深夜"})
_EVENING: Final = frozenset({"晚上", "晚间", "晚"})
_AFTER_NOON: Final = frozenset({"午后", "下午", "傍晚", "天黑"}) | _EVENING | _NIGHT
_LIKELY_AFTERNOON: Final = range(1, 7)
_NOON_HOURS: Final = range(1, 4)
_QUARTERS: Final = {"半": 30, "一刻": 15, "三刻": 45, "整": 0, "1刻": 15, "3刻": 45}
PART: Final = rf"(?<![最太别再越趁尽]){any_of(*_PARTS)}(?!点儿?(?![^\W]))" + not_before(
    "饭 餐 报 市(?!场) 就 已 安"
)
_HAN_HOUR: Final = r"(?:二十[一二三四]?|十[一二三四五六七八九]?|[零一二两三四五六七八九])"
_HAN_MINUTE: Final = r"(?:[二三四五]?十[一二三四五六七八九]?|零[一二三四五六七八九])"
_UNIT: Final = any_of("吨 方 立方 公斤 千克 斤 米 万 元 块 折 kg cm t m")
_PIECE: Final = any_of("件 箱 包 袋 托 桶 台 个 %")
_NO_DECIMAL: Final = rf"(?![{numerals.HAN_DIGIT}\d]{{1,4}}个?半?(?:{_UNIT}|升))"
_NOT_GOING_ON: Final = r"(?<![\d.:第])"
_NO_HOUR: Final = not_before("间 候 段 效 常 尚 代 刻 不 装")
_NO_POINT: Final = not_before("儿 心 击 评 赞 名 货 数 子 单")


def _point(prefix: str) -> str:
    """三点半, 15:30: the groups hour, minute, said and loose, each with `prefix`."""
    minutes = rf"(?:{_HAN_MINUTE}|[0-5]?\d)(?:分钟?)?(?!\d)(?! ?个?半?(?:{_UNIT}|{_PIECE}))"
    o_clock = (
        rf"(?:点钟?|时{_NO_HOUR}){_NO_DECIMAL}"
        rf"(?P<{prefix}said>半|[一三13]刻钟?|整|{minutes}|[一二三四五六七八九]分)?"
        rf"(?P<{prefix}loose>多钟?|来钟|钟|出头)?{_NO_POINT}"
    )
    return (
        rf"(?P<{prefix}hour>\d{{1,2}}|{_HAN_HOUR}(?!十))"
        rf"(?: ?: ?(?P<{prefix}minute>[0-5]\d)(?::[0-5]\d)?(?!\d)| ?{o_clock})"
    )


_TO: Final = r" ?(?:[-~–—至到]+|或者?) ?"
_FIRST: Final = (
    rf"(?P<first_hour>{_NOT_GOING_ON}(?:\d{{1,2}}|[一二两三四五六七八九十]{{1,2}}))"
    r"(?:点钟?(?P<first_said>半)?|:(?P<first_minute>[0-5]\d))?"
)
_PAIR: Final = any_of("一两 两三 三四 四五 五六 六七 七八 八九 九十 十一二")
PATTERN: Final = (
    rf"(?:(?P<first_part>{PART})?的? ?{_FIRST}{_TO}(?P<to_part>{PART})?{_point('to_')}"
    rf"|(?P<either>(?P<either_part>{PART})?的? ?(?P<pair>{_PAIR})点钟?(?!{numerals.HAN_DIGIT}))"
    r"|(?P<off_work>下班|收工|关门|打烊)(?=之?前|以前|时|的时候)"
    r"|(?P<on_work>上班|开门|开工)(?=之?前|以前|时|就)"
    rf"|(?P<point_part>{PART})?的? ?{_NOT_GOING_ON}{_point('')}"
    rf"|(?P<span_from>{PART}){_TO}(?P<span_to>{PART})|(?P<day_part>{PART}))"
)
GROUPS: Final = ("first_hour", "either", "off_work", "on_work", "hour", "span_to", "day_part")
"""One of these groups of PATTERN is there when it matched."""


@dataclass(frozen=True, slots=True)
class Clock:
    """From `since` to `at`; a point where there is no `since`."""

    at: time
    exactness: Exactness
    since: time | None = None
    approximate: bool = False
    next_day: bool = False


def clock(found: re.Match[str], opens: time, closes: time) -> Clock | None:
    """The time of day that a match of PATTERN means; None for 25点. Work goes from `opens` to `closes`."""
    said = found.groupdict()
    if said["off_work"]:
        return Clock(closes, Exactness.POINT)
    if said["on_work"]:
        return Clock(opens, Exactness.POINT)
    if part := said["day_part"]:
        return Clock(_PARTS[part][1], Exactness.PART, _PARTS[part][0])
    if said["span_to"]:
        return Clock(_PARTS[said["span_to"]][1], Exactness.PART, _PARTS[said["span_from"]][0])
    if said["either"]:
        return _either(said)
    if said["first_hour"]:
        return _stretch(said)
    at = _time(said["point_part"] or "", said["hour"], said["minute"], said["said"])
    if at is None:
        return None
    return Clock(
        at,
        Exactness.POINT,
        approximate=bool((said["loose"] or "").strip("钟")),
        next_day=at == time(0) and _number(said["hour"]) != 0,
    )


def _either(said: dict[str, str]) -> Clock | None:
    """三四点: by four."""
    pair = said["pair"]
    first, last = ("十一", "十二") if pair == "十一二" else (pair[0], pair[1])
    since = _time(said["either_part"] or "", first, "", "")
    at = _time(said["either_part"] or "", last, "", "")
    return Clock(at, Exactness.POINT, since, approximate=True) if at and since else None


def _stretch(said: dict[str, str]) -> Clock | None:
    """2点到4点; the part of the day that is said once holds for both, as far as the clock goes on."""
    part = said["first_part"] or said["to_part"] or ""
    since = _time(part, said["first_hour"], said["first_minute"], said["first_said"])
    at = _time(
        said["to_part"] or said["first_part"] or "", said["to_hour"], said["to_minute"], said["to_said"]
    )
    if since is None or at is None:
        return None
    if not said["first_part"] and not said["to_part"] and at < since and at.hour < 12:
        at = at.replace(hour=at.hour + 12)
    if not part and since.hour >= 12 and at.hour in range(7, 12) and not said["first_minute"]:
        since = since.replace(hour=since.hour - 12) if since.hour - 12 >= 6 else since
        at = at.replace(hour=at.hour + 12) if at < since else at
    return Clock(at, Exactness.POINT, since if since < at else None)


def _time(part: str, hour_said: str, minute_said: str | None, said: str | None) -> time | None:
    hour, minute = _number(hour_said), _minute(minute_said or "", said or "")
    if hour is None or minute is None or hour > 24 or minute > 59 or (hour == 24 and minute):
        return None
    if part in _NIGHT and hour < 6:
        return time(hour, minute)
    is_afternoon = (part in _AFTER_NOON) or (part in _NOON and hour in _NOON_HOURS)
    by_clock_face = not part and not minute_said and hour in _LIKELY_AFTERNOON
    if (is_afternoon or by_clock_face) and 0 < hour < 12:
        hour += 12
    elif part in _EVENING | _NIGHT and hour == 12:
        hour = 24
    return time(hour % 24, minute)


def _minute(minute: str, said: str) -> int | None:
    if minute:
        return int(minute)
    said = said.removesuffix("钟")
    if said in _QUARTERS:
        return _QUARTERS[said]
    return _number(said.removesuffix("分").lstrip("零")) if said else 0


def _number(said: str) -> int | None:
    if said.isdecimal():
        return int(said)
    number = numerals.read(said or "零")
    return int(number.low) if number else None
