"""Pieces, weight, volume and money as people write them, into whole pieces, grams, cm³ and fen (R029–R031,
R036).
"""

import re
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from yinuo.core import money as core_money
from yinuo.orders.rules.reading.unreadable import Unreadable

MOST_PIECES: Final = 99_999
MOST_WEIGHT_G: Final = 100_000_000
MOST_VOLUME_CM3: Final = 1_000_000_000
MOST_MONEY_FEN: Final = 1_000_000_000

_AMOUNT: Final = re.compile(
    r"(?:约|大约|大概)?(\d{1,3}(?:,\d{3})+|\d{1,12})(\.\d{1,6})?([^\d.,]*?3?)(?:左右|上下)?"
)
_COUNTERS: Final = dict.fromkeys(
    ("", "件", "箱", "包", "袋", "个", "托", "桶", "卷", "捆", "台", "只", "套"), 1
)
_WEIGHTS: Final = {
    "": 1000, "公斤": 1000, "千克": 1000, "kg": 1000, "kgs": 1000,
    "吨": 1_000_000, "t": 1_000_000, "斤": 500, "市斤": 500, "克": 1, "g": 1,
}  # fmt: skip
_VOLUMES: Final = {
    "": 1_000_000, "方": 1_000_000, "立方": 1_000_000, "立方米": 1_000_000, "m3": 1_000_000, "cbm": 1_000_000,
    "升": 1000, "l": 1000, "立方分米": 1000, "dm3": 1000, "立方厘米": 1, "cm3": 1,
}  # fmt: skip
_SPOKEN_MONEY: Final = re.compile(r"(?:块钱|块|元整)$")
_TEN_THOUSANDS: Final = re.compile(r"(.+)万元?")
_NO_CHARGE: Final = frozenset({"无", "没有", "不收", "免", "免费", "免收", "不要"})


def pieces(text: str) -> int:
    """How many pieces, 1 to 99,999. Raises Unreadable."""
    counted = _measured(text, _COUNTERS, "pieces_unreadable")
    if counted != counted.to_integral_value():
        raise Unreadable("pieces_unreadable")
    return _within(counted, MOST_PIECES, "pieces_out_of_range", f"{MOST_PIECES}件")


def weight(text: str) -> int:
    """Grams; a bare number means kilograms. Up to 100 t. Raises Unreadable."""
    return _within(
        _measured(text, _WEIGHTS, "weight_unreadable"), MOST_WEIGHT_G, "weight_out_of_range", "100吨"
    )


def volume(text: str) -> int:
    """Cubic centimetres; a bare number means cubic metres. Up to 1000 m³. Raises Unreadable."""
    measured = _measured(text, _VOLUMES, "volume_unreadable")
    return _within(measured, MOST_VOLUME_CM3, "volume_out_of_range", "1000方")


def money(text: str) -> int:
    """Fen; a bare number means yuan, 无 or 免费 is nothing, 1.2万 is 12,000 yuan. Raises Unreadable."""
    if text.strip() in _NO_CHARGE:
        return 0
    plain = _SPOKEN_MONEY.sub("元", text.strip())
    thousands = _TEN_THOUSANDS.fullmatch(plain)
    try:
        fen = core_money.parse_yuan(thousands[1] if thousands else plain)
    except core_money.MoneyError as error:
        raise Unreadable(error.code, **error.params) from None
    if thousands:
        fen *= 10_000
    if fen > MOST_MONEY_FEN:
        raise Unreadable("money_too_large", limit=core_money.format_yuan(MOST_MONEY_FEN))
    return fen


def _measured(text: str, units: Mapping[str, int], code: str) -> Decimal:
    """The amount of `text` in the smallest unit."""
    found = _AMOUNT.fullmatch(text.replace(" ", "").lower())
    if found is None or found[3] not in units:
        raise Unreadable(code)
    return Decimal(found[1].replace(",", "") + (found[2] or "")) * units[found[3]]


def _within(amount: Decimal, most: int, code: str, most_shown: str) -> int:
    whole = int(amount.to_integral_value(ROUND_HALF_UP))
    if not 0 < whole <= most:
        raise Unreadable(code, most=most_shown)
    return whole
