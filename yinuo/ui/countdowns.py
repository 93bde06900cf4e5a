"""How a promise stands, and how its remaining time is written: pure, the same as assets/js/terms.js.

The thresholds are the design's: a third left is soon, a tenth or a minute is urgent.
"""

import math

from yinuo.ui import words

MINUTE, HOUR, DAY = 60, 3600, 86_400
HOURS_FROM = 10 * HOUR
DAYS_FROM = 3 * DAY


def state(left: float, total: float) -> str:
    """calm, soon, urgent or late, for `left` of `total` seconds."""
    if left < 0:
        return "late"
    if left <= MINUTE or left * 10 <= total:
        return "urgent"
    return "soon" if left * 3 <= total else "calm"


def span(seconds: float) -> str:
    """mm:ss; from one hour h:mm:ss; from ten hours whole hours; from three days whole days."""
    whole = math.floor(abs(seconds))
    if whole >= DAYS_FROM:
        return words.say("days", n=whole // DAY)
    if whole >= HOURS_FROM:
        return words.say("hours", n=whole // HOUR)
    rest = f"{whole % HOUR // MINUTE:02}:{whole % MINUTE:02}"
    return f"{whole // HOUR}:{rest}" if whole >= HOUR else rest


def phrase(left: float) -> str:
    """剩 04:12, or 超 06:40 when `left` seconds are negative."""
    if left < 0:
        return words.say("late", t=span(math.floor(-left)))
    return words.say("left", t=span(math.ceil(left)))
