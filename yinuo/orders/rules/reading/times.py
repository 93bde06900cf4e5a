"""Wished times: from the form's own field, or said simply as 今天14:30前, 明天上午, 下午3点."""

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from yinuo.orders.rules.reading.unreadable import Unreadable

AS_SOON_AS_POSSIBLE: Final = frozenset({"尽快", "越快越好", "马上", "现在", "随时", "不急", "都可以"})
FARTHEST: Final = timedelta(days=366)
_JUST_NOW: Final = timedelta(minutes=1)
_DAYS: Final = {"": 0, "今天": 0, "今日": 0, "今": 0, "明天": 1, "明日": 1, "明": 1, "后天": 2, "大后天": 3}
_PARTS: Final = {
    "凌晨": time(6), "早上": time(10), "上午": time(12), "中午": time(13),
    "下午": time(18), "傍晚": time(19), "晚上": time(21), "晚": time(21),
}  # fmt: skip
_AFTER_NOON: Final = frozenset({"下午", "傍晚", "晚上", "晚"})
_END_OF_DAY: Final = time(18)
_LIKELY_AFTERNOON: Final = range(1, 7)
_SAID: Final = re.compile(
    r"(?:(?P<day>大后天|后天|明天|明日|今天|今日|明|今)|(?:(?P<year>\d{4})[-/年.])?(?P<month>\d{1,2})[-/月.](?P<on>\d{1,2})[日号]?)?"
    r"(?P<part>凌晨|早上|上午|中午|下午|傍晚|晚上|晚)?"
    r"(?:(?P<hour>\d{1,2})(?::(?P<minute>\d{2})(?::00)?|[点时](?P<said>半|一刻|三刻|\d{1,2}分?)?))?"
    r"(?:之前|以前|前|左右|到|送到|送达|提货)*"
)
_QUARTERS: Final = {"半": 30, "一刻": 15, "三刻": 45}


def wished(text: str, now: datetime) -> datetime | None:
    """The wished time in UTC; None for as soon as possible.

    `now` is local. A part of a day means its end (上午: by 12:00), a day alone its close at 18:00. Raises
    Unreadable: a time that is not one, has passed, or lies more than a year ahead.
    """
    said = text.replace(" ", "").replace("T", "")
    if said in AS_SOON_AS_POSSIBLE:
        return None
    at = _written(text, now) or _spoken(said, now)
    if at < now - _JUST_NOW:
        raise Unreadable("time_has_passed")
    if at > now + FARTHEST:
        raise Unreadable("time_too_far")
    return at.astimezone(UTC)


def _written(text: str, now: datetime) -> datetime | None:
    """An ISO moment such as the form's own field sends; local where it names no zone."""
    try:
        at = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=now.tzinfo)


def _spoken(said: str, now: datetime) -> datetime:
    found = _SAID.fullmatch(said)
    if found is None or not any(found[name] for name in ("day", "month", "part", "hour")):
        raise Unreadable("time_unreadable")
    try:
        return datetime.combine(_day(found, now.date()), _time(found), now.tzinfo)
    except ValueError:
        raise Unreadable("time_unreadable") from None


def _day(found: re.Match[str], today: date) -> date:
    if not found["month"]:
        return today + timedelta(days=_DAYS[found["day"] or ""])
    day = date(int(found["year"] or today.year), int(found["month"]), int(found["on"]))
    if not found["year"] and day < today - timedelta(days=180):
        return day.replace(year=today.year + 1)
    return day


def _time(found: re.Match[str]) -> time:
    if not found["hour"]:
        return _PARTS.get(found["part"] or "", _END_OF_DAY)
    hour, said = int(found["hour"]), found["said"] or ""
    minute = int(found["minute"] or 0) or _QUARTERS.get(said) or int(said.removesuffix("分") or 0)
    is_afternoon = found["part"] in _AFTER_NOON or (found["part"] == "中午" and hour < 11)
    by_clock_face = not found["part"] and not found["minute"] and hour in _LIKELY_AFTERNOON
    return time(hour + 12 if (is_afternoon or by_clock_face) and hour < 12 else hour, minute)
