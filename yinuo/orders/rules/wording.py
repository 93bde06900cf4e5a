"""How values look when they are spoken, written on a slip or shown: 15件, 200公斤, 2.2方, 320元 (R071)."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from django.utils.translation import gettext_noop

from yinuo.core import money

FEES: Final[Mapping[str, str]] = {
    "pickup_fee": "提货费",
    "delivery_fee": "送货费",
    "handling_fee": "装卸费",
}
PAYMENTS: Final[Mapping[str, str]] = {
    "PREPAID": "先付",
    "COLLECT": "到付",
    "MONTHLY": "月结",
    "ON_RECEIPT": "回单付",
}

AGREED: Final[Mapping[str, str]] = {
    "holds": gettext_noop("按协议“%(name)s”计价，到 %(until)s 止"),
    "holds_on": gettext_noop("按协议“%(name)s”计价，没有截止日期"),
    "ended": gettext_noop("协议“%(name)s”到 %(until)s 为止，已经过期，按公开价"),
    "not_begun": gettext_noop("协议“%(name)s”从 %(until)s 起才生效，按公开价"),
    "other_lanes": gettext_noop("协议“%(name)s”里没有这条线的价格，按公开价"),
    "unknown": gettext_noop("没有“%(name)s”这个协议，按公开价"),
}
"""How it stands with a customer's agreement, by what `quoting` stores of it."""
BECAUSE: Final[Mapping[str, str]] = {
    "step": gettext_noop("按下一档起算更便宜"),
    "least": gettext_noop("按最低收费"),
    "most": gettext_noop("按最高收费"),
}
"""Why a line is not simply quantity times rate; for what comes off, `LEAST_LEFT`."""
LEAST_LEFT: Final = gettext_noop("减到最低收费为止")
UNITS: Final[Mapping[str, str]] = {
    "kg": gettext_noop("元/公斤"),
    "m3": gettext_noop("元/方"),
    "piece": gettext_noop("元/件"),
    "ton": gettext_noop("元/吨"),
}


def agreed(stored: Mapping[str, Any], say: Callable[[str], str] = str) -> str:
    """How it stands with the agreement that a quote keeps; empty without one. `say` translates."""
    if not stored:
        return ""
    state = stored["state"]
    known = f"{state}_on" if state == "holds" and "until" not in stored else state
    return say(AGREED[known]) % {"name": stored["name"], "until": stored.get("until", "")}


def reckoned(line: Mapping[str, Any], say: Callable[[str], str] = str) -> str:
    """How a line of a quote came about: 2.2方 × 100 元/方; empty for a round sum."""
    if line.get("rate") is None:
        return ""
    quantity, unit = line.get("quantity", ""), line.get("unit", "")
    if unit == "percent":
        return f"{quantity} × {percent(line['rate'])}"
    return f"{quantity} × {yuan(line['rate'])} {say(UNITS[unit])}"


def because(line: Mapping[str, Any], say: Callable[[str], str] = str) -> str:
    """Why the sum of a line is another than that; empty when it is not."""
    why = line.get("because", "")
    return say(LEAST_LEFT if why == "least" and line["fen"] < 0 else BECAUSE[why]) if why else ""


def pieces(count: int | None) -> str:
    """15件."""
    return f"{count}件" if count else ""


def weight(grams: int | None) -> str:
    """200公斤, 0.5公斤, 1200公斤."""
    return f"{_decimal(Decimal(grams) / 1000)}公斤" if grams else ""


def percent(hundredths: int) -> str:
    """30 → 0.3%, 500 → 5%."""
    return f"{_decimal(Decimal(hundredths) / 100)}%"


def tons(grams: int | None) -> str:
    """1.2吨, 0.2吨, to the gram."""
    return f"{_decimal(Decimal(grams) / 1_000_000)}吨" if grams else ""


def volume(cm3: int | None) -> str:
    """2.2方, to the litre."""
    return f"{_decimal((Decimal(cm3) / 1_000_000).quantize(Decimal('0.001')))}方" if cm3 else ""


def yuan(fen: int | None) -> str:
    """320 or 320.50, without the unit; empty when unknown."""
    return "" if fen is None else money.format_yuan(fen)


def price(fen: int | None) -> str:
    """320元."""
    return f"{yuan(fen)}元" if fen is not None else ""


def fees(lines: Iterable[Mapping[str, Any]]) -> tuple[tuple[str, int], ...]:
    """The charges above the freight by name, in fen, for the slip: 提货费, 送货费, 装卸费 (R041)."""
    sums: dict[str, int] = {}
    for line in lines:
        if line["key"] in FEES:
            sums[line["key"]] = sums.get(line["key"], 0) + line["fen"]
    return tuple((FEES[key], sums[key]) for key in FEES if sums.get(key))


def by_time(at: datetime | None, now: datetime) -> str:
    """A wished time as said on `now`'s day: 14:30前, 明天12:00前, 11月23日9:00前. Both local."""
    if at is None:
        return ""
    days = (at.date() - now.date()).days
    day = {0: "", 1: "明天", 2: "后天"}.get(days, f"{at.month}月{at.day}日")
    return f"{day}{at:%H:%M}前"


def deliver_by(at: datetime | None, now: datetime) -> str:
    """A wished delivery as the slip's reminder says it: 15点前送达, 明天9点30分前送达 (R042). Both local."""
    if at is None:
        return ""
    days = (at.date() - now.date()).days
    day = {0: "", 1: "明天"}.get(days, f"{at.month}月{at.day}日")
    return f"{day}{at.hour}点{f'{at.minute}分' if at.minute else ''}前送达"


def moment(at: datetime | None, now: datetime) -> str:
    """A time of today as 16:00, of another day as 11月23日16:00. Both local."""
    if at is None:
        return ""
    return f"{at:%H:%M}" if at.date() == now.date() else f"{at.month}月{at.day}日{at:%H:%M}"


def hours(late: timedelta) -> str:
    """Hours overdue, only the number: 2; below one hour with a decimal, 0.5 (R096, R097)."""
    seconds = max(int(late.total_seconds()), 0)
    if not seconds:
        return ""
    return str(seconds // 3600) if seconds >= 3600 else str(max(seconds // 360, 1) / 10)


def _decimal(value: Decimal) -> str:
    return f"{value.normalize():f}"
