"""Money: whole fen inside, yuan with at most two decimals at the edge, never a float."""

import re
import unicodedata
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from yinuo.core import errors

MAX_FEN = 2_000_000_000
"""Twenty million yuan: more is a slip of the finger, and still fits a 32-bit column."""

_YUAN = re.compile(r"(?P<whole>\d{1,3}(?:,\d{3})+|\d+)?(?:\.(?P<cents>\d*))?", re.ASCII)


class MoneyError(errors.DeskError, ValueError):
    """An amount that cannot be read; `code` is money_unreadable, money_too_fine or money_too_large."""

    status = 422


def parse_yuan(text: str) -> int:
    """Fen of an amount in yuan as typed: `320`, `1,200.5`, `￥320`, `320 元`. Raises MoneyError.

    Digits only: a Chinese numeral belongs to the order's own grammar. A negative amount is refused.
    """
    plain = unicodedata.normalize("NFKC", text).strip().lstrip("¥").removesuffix("元").strip()
    found = _YUAN.fullmatch(plain)
    if found is None or not (found["whole"] or found["cents"]):
        raise MoneyError("money_unreadable", text=text)
    cents = (found["cents"] or "").rstrip("0")
    if len(cents) > 2:
        raise MoneyError("money_too_fine", text=text)
    fen = int((found["whole"] or "0").replace(",", "")[:20]) * 100 + int(cents.ljust(2, "0"))
    if fen > MAX_FEN:
        raise MoneyError("money_too_large", text=text, limit=format_yuan(MAX_FEN))
    return fen


def yuan(fen: int) -> Decimal:
    """The amount in yuan, exact, with two decimals."""
    return Decimal(fen).scaleb(-2)


def format_yuan(fen: int) -> str:
    """Yuan as written: `320` when it is whole, else `320.50`; no unit and no separators, for any text."""
    whole, cents = divmod(abs(fen), 100)
    return ("-" if fen < 0 else "") + (f"{whole}.{cents:02d}" if cents else str(whole))


def split(fen: int, weights: Sequence[int | Decimal]) -> list[int]:
    """`fen` divided in proportion to `weights`, to the last fen: the parts always sum to `fen`.

    What rounding leaves goes to the largest remainders, the earlier first. Raises ValueError when a weight is
    negative or all are zero.
    """
    total = sum(weights)
    if total <= 0 or min(weights) < 0:
        raise ValueError("weights must not be negative, and not all zero")
    if fen < 0:
        return [-part for part in split(-fen, weights)]
    shares = [divmod(fen * Decimal(weight), Decimal(total)) for weight in weights]
    parts = [int(whole) for whole, _ in shares]
    by_remainder = sorted(range(len(parts)), key=lambda at: -shares[at][1])
    for at in by_remainder[: fen - sum(parts)]:
        parts[at] += 1
    return parts


def rate(fen_per_unit: int | Decimal, quantity: Decimal) -> int:
    """The price of `quantity` units, rounded half up to a fen."""
    return round_half_up(fen_per_unit * quantity)


def percent(fen: int, percentage: int | Decimal) -> int:
    """So many percent of `fen`, rounded half up to a fen."""
    return round_half_up(fen * Decimal(percentage) / 100)


def round_half_up(amount: Decimal) -> int:
    """The nearest whole number; a half goes away from zero, as people do it by hand."""
    return int(amount.to_integral_value(ROUND_HALF_UP))
