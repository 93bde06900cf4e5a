"""Times of day in a reminder, by the clock of 24 hours: 下午三点半 → 15点半 (R042)."""

import re
from collections.abc import Mapping
from typing import Final

_NUMBERS: Final[Mapping[str, int]] = {
    **{"一": 1, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10},
    **{"十一": 11, "十二": 12},
}
_AFTER_NOON: Final = frozenset({"下午", "傍晚", "晚上", "晚"})
_TIME: Final = re.compile(
    r"(?P<part>凌晨|早上|早晨|上午|中午|下午|傍晚|晚上|晚|早)?"
    r"(?:(?P<hour>(?<![\d:：.])\d{1,2}|十[一二]?|[一两二三四五六七八九])(?:点钟?|时)|(?P<clock>(?<![\d:：])\d{1,2})[:：](?=\d\d))"
    r"(?P<minute>整|半|一刻|三刻|\d{1,2}分?)?"
)
_MINUTES: Final[Mapping[str, int]] = {"": 0, "整": 0, "半": 30, "一刻": 15, "三刻": 45}
_HALF: Final = 30


def short(reminder: str) -> str:
    """The reminder with its times in figures of the 24-hour clock: 明天下午三点前送达 → 明天15点前送达."""
    return _TIME.sub(_by_the_clock, reminder)


def _by_the_clock(said: re.Match[str]) -> str:
    hour = int(said["clock"]) if said["clock"] else _hour(said["hour"])
    text = said["minute"] or ""
    minute = _MINUTES[text] if text in _MINUTES else int(text.removesuffix("分"))
    is_after_noon = said["part"] in _AFTER_NOON or (said["part"] == "中午" and hour < 10)
    hour += 12 if is_after_noon and hour < 12 else 0
    if minute == _HALF:
        return f"{hour}点半"
    return f"{hour}:{minute:02d}" if minute else f"{hour}点"


def _hour(said: str) -> int:
    return _NUMBERS[said] if said in _NUMBERS else int(said)
