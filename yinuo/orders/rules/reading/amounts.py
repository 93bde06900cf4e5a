"""Pieces, weight, volume and money as people write and say them, into whole pieces, grams, cm³ and fen
(R029–R031, R036). The grammar is that of `understanding.atoms`.
"""

import re
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from yinuo.core import money as core_money
from yinuo.orders.rules.limits import MOST_MONEY_FEN, MOST_PIECES, MOST_VOLUME_CM3, MOST_WEIGHT_G
from yinuo.orders.rules.reading.unreadable import Unreadable
from yinuo.orders.rules.understanding import atoms
from yinuo.orders.rules.understanding.atoms import Kind

__all__ = ["MOST_PIECES", "money", "pieces", "volume", "weight"]

_OF_A_BARE_NUMBER: Final[Mapping[Kind, int]] = {
    Kind.COUNT: 1, Kind.WEIGHT: 1000, Kind.VOLUME: 1_000_000, Kind.MONEY: 100,
}  # fmt: skip
_ABOUT: Final = re.compile(r"^(?:大约|大概|约)|(?:左右|上下)$")
_NO_CHARGE: Final = frozenset({"无", "没有", "不收", "免", "免费", "免收", "不要"})


def pieces(text: str) -> int:
    """How many pieces, 1 to 99,999: 15, 二十五件, 约15件; not 十来件. Raises Unreadable."""
    counted = _measured(text, Kind.COUNT, "pieces_unreadable")
    return _within(counted, MOST_PIECES, "pieces_out_of_range", f"{MOST_PIECES}件")


def weight(text: str) -> int:
    """Grams; a bare number means kilograms, 两吨半 is 2,500,000. Up to 100 t. Raises Unreadable."""
    weighed = _measured(text, Kind.WEIGHT, "weight_unreadable")
    return _within(weighed, MOST_WEIGHT_G, "weight_out_of_range", "100吨")


def volume(text: str) -> int:
    """Cubic centimetres; a bare number means cubic metres. Up to 1000 m³. Raises Unreadable."""
    measured = _measured(text, Kind.VOLUME, "volume_unreadable")
    return _within(measured, MOST_VOLUME_CM3, "volume_out_of_range", "1000方")


def money(text: str) -> int:
    """Fen; a bare number means yuan, 三百二 is 320, 1.2万 is 12,000, 无 is nothing. Raises Unreadable."""
    if text.strip() in _NO_CHARGE:
        return 0
    try:
        fen = core_money.parse_yuan(text)
    except core_money.MoneyError as error:
        if error.code != "money_unreadable":
            raise Unreadable(error.code, **error.params) from None
        fen = _measured(text, Kind.MONEY, error.code)
    if fen > MOST_MONEY_FEN:
        raise Unreadable("money_too_large", limit=core_money.format_yuan(MOST_MONEY_FEN))
    return fen


def _measured(text: str, kind: Kind, code: str) -> int:
    """The one amount that `text` is, in the smallest unit; no range, and nothing that was only guessed at."""
    plain = _ABOUT.sub("", text.replace(" ", ""))
    amount = atoms.amount(plain, kind)
    if amount is not None and amount.value is not None and not amount.approximate:
        return amount.value
    number = atoms.number(plain)
    if number is None or number.low != number.high or number.approximate:
        raise Unreadable(code)
    measured = number.low * _OF_A_BARE_NUMBER[kind]
    if kind is Kind.COUNT and measured != measured.to_integral_value():
        raise Unreadable(code)
    return _rounded(measured)


def _rounded(amount: Decimal) -> int:
    return int(amount.to_integral_value(ROUND_HALF_UP))


def _within(amount: int, most: int, code: str, most_shown: str) -> int:
    if not 0 < amount <= most:
        raise Unreadable(code, most=most_shown)
    return amount
