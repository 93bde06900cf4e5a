"""Spans, moments and days as people type them: `30m`, `1h30m`, `2026-09-30T17:20`, `2026年9月30日`."""

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from yinuo.core import errors

_SPAN = re.compile(r"(?:(\d{1,4})d)?(?:(\d{1,5})h)?(?:(\d{1,7})m)?(?:(\d{1,8})s)?", re.ASCII)
_DAY = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[T ]00:00(?::00)?)?", re.ASCII
)
_UNITS = {"d": 86_400, "h": 3_600, "m": 60, "s": 1}


class SpanError(errors.DeskError, ValueError):
    """A span, a moment or a day that cannot be read."""

    status = 422


def parse_span(text: str) -> timedelta:
    """`30m`, `2h`, `1d`, `1h30m`, `90s`: days, hours, minutes, seconds, in this order. Raises SpanError.

    `1d` is 24 hours of whatever clock it is used with; for days of the working clock see `rules.due_in_days`.
    """
    found = _SPAN.fullmatch(text.replace(" ", "").lower())
    if found is None or not any(found.groups()):
        raise SpanError("span_unreadable", text=text)
    days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)


def format_span(span: timedelta) -> str:
    """The shortest text that `parse_span` reads back: `1h30m`; nothing finer than seconds."""
    return "".join(f"{count}{unit}" for unit, count in counts(span))


def counts(span: timedelta) -> list[tuple[str, int]]:
    """How many of each unit, days to seconds, those that are not zero; `[("m", 0)]` for no time at all."""
    left = span // timedelta(seconds=1)
    found = []
    for unit, size in _UNITS.items():
        count, left = divmod(left, size)
        if count:
            found.append((unit, count))
    return found or [("m", 0)]


def parse_moment(text: str, zone: str = "Asia/Shanghai") -> datetime:
    """An ISO 8601 date and time; without an offset it is local time in `zone`. Raises SpanError."""
    try:
        at = datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise SpanError("moment_unreadable", text=text) from error
    return at if at.tzinfo else at.replace(tzinfo=ZoneInfo(zone))


def parse_day(text: str) -> date:
    """`2026-11-20`, `2026/11/20`, `2026年11月20日`. Raises SpanError."""
    found = _DAY.fullmatch(text.strip())
    try:
        if found:
            return date(*map(int, found.groups()))
    except ValueError:
        pass
    raise SpanError("day_unreadable", value=text)
