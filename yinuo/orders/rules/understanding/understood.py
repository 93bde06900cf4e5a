"""What a text was understood to say: every element with the piece of text it came from and how sure it is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any, Final, Literal

from yinuo.orders.rules import limits
from yinuo.orders.rules.setting import Setting

__all__ = ["Element", "Fee", "Intent", "Setting", "Span", "Understanding"]

Intent = Literal["order", "amend", "cancel", "inquiry"]
Span = tuple[int, int]
_UNITS: Final = {"pieces": 1, "weight": 1000, "volume": 1_000_000}
"""Of the whole numbers among the values, how many make one that is typed; money is in fen."""
_MOST: Final = {
    "pieces": limits.MOST_PIECES,
    "weight": limits.MOST_WEIGHT_G,
    "volume": limits.MOST_VOLUME_CM3,
}
"""More of it the form refuses; all other whole numbers are money."""
_PAYMENTS: Final = {"PREPAID": "先付", "COLLECT": "到付", "MONTHLY": "月结", "ON_RECEIPT": "回单付"}


@dataclass(frozen=True)
class Element:
    """One thing the text says: `key` is the order form's element (`reading.fields`), `value` is typed.

    Pieces as a whole number, grams, cm³, fen, an aware datetime, a payment's key, or text. `said` is
    `text[start:end]`; `sureness` is from 0 to 1.
    """

    key: str
    value: Any
    said: str
    start: int
    end: int
    sureness: float = 1.0


@dataclass(frozen=True)
class Fee:
    """A charge named in the text, in fen."""

    name: str
    fen: int


@dataclass(frozen=True)
class Understanding:
    """What a text says. `unread` are the stretches that nobody understood, `missing` the elements to ask."""

    text: str
    intent: Intent = "order"
    elements: tuple[Element, ...] = ()
    fees: tuple[Fee, ...] = ()
    ranges: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    approximate: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    unread: tuple[Span, ...] = ()

    def typed(self) -> dict[str, str]:
        """The texts that the order form's inputs take, by element key; `reading` reads them back to `value`.

        About so many pieces are no count: they are left out, for the agent to ask. Weight and volume are
        estimates on the telephone (R030, R031) and go along. More than the form takes is left out too.
        """
        return {
            one.key: _typed(one)
            for one in self.elements
            if (one.key != "pieces" or one.key not in self.approximate) and _is_within(one)
        }


def _is_within(one: Element) -> bool:
    """Whether the form takes as much."""
    if not isinstance(one.value, int):
        return True
    return 0 < one.value <= _MOST.get(one.key, limits.MOST_MONEY_FEN)


def _typed(one: Element) -> str:
    if isinstance(one.value, datetime):
        return one.value.isoformat(timespec="minutes")
    if isinstance(one.value, int):
        return f"{(Decimal(one.value) / _UNITS.get(one.key, 100)).normalize():f}"
    return _PAYMENTS.get(one.value, one.value) if one.key == "payment" else str(one.value)
