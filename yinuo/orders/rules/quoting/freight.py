"""The freight of a lane: by weight or by volume, whichever is more, in steps, at least the minimum (R056)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from yinuo.core import money
from yinuo.orders.rules import wording
from yinuo.orders.rules.quoting.parts import CM3_A_M3, GRAMS_A_KG, Goods, Line, began_last
from yinuo.playbooks.rules.tables import TariffRow

LABEL = "运费"


@dataclass(frozen=True)
class _Price:
    """What one row of the tariff makes of the goods; `counted` is the quantity that is charged."""

    row: TariffRow
    unit: Literal["kg", "m3"]
    counted: Decimal
    rate: int
    is_raised: bool

    @property
    def fen(self) -> int:
        return money.rate(self.rate, self.counted)

    @property
    def due(self) -> int:
        return max(self.fen, self.row.min_fen)


def tariff_for(
    rows: Iterable[TariffRow], from_zone: str, to_zone: str, day: date, agreement: str = ""
) -> tuple[TariffRow, ...]:
    """The price of a lane on a day with its steps, the lowest first; of several in force the one that began
    last. Empty when there is none.
    """
    of_lane = [
        row
        for row in rows
        if (row.from_zone, row.to_zone, row.agreement) == (from_zone, to_zone, agreement)
        and row.holds_on(day)
    ]
    last = began_last(of_lane, day)
    steps = (row for row in of_lane if last is not None and row.valid_from == last.valid_from)
    return tuple(sorted(steps, key=lambda row: (row.from_kg, row.from_m3)))


def freight(goods: Goods, steps: Sequence[TariffRow]) -> tuple[Line, ...]:
    """The freight line, and what is missing to the minimum. `steps` must not be empty.

    Each step is charged for at least as much as it begins with, and the cheapest counts: just below 1000 kg
    the price of 1000 kg is taken where that is less. So a heavier load never costs less than a lighter one.
    """
    measures = (_by_weight(goods, steps), _by_volume(goods, steps))
    prices = [price for price in measures if price is not None] or [_nothing(steps)]
    price = max(prices, key=lambda one: (one.due, one.fen, one.unit == "m3"))
    line = Line(
        "freight",
        LABEL,
        price.fen,
        _said(price),
        price.rate,
        price.unit,
        because="step" if price.is_raised else "",
    )
    short_by = price.row.min_fen - price.fen
    return (line, Line("minimum", "补足最低收费", short_by)) if short_by > 0 else (line,)


def _by_weight(goods: Goods, steps: Sequence[TariffRow]) -> _Price | None:
    counting = ((row, row.from_kg, row.per_kg_fen) for row in steps if row.from_kg or row.is_lowest)
    return _cheapest(goods.weight_kg, "kg", counting) if goods.weight_g else None


def _by_volume(goods: Goods, steps: Sequence[TariffRow]) -> _Price | None:
    counting = ((row, row.from_m3, row.per_m3_fen) for row in steps if row.from_m3 or row.is_lowest)
    return _cheapest(goods.volume_m3, "m3", counting) if goods.volume_cm3 else None


def _cheapest(
    quantity: Decimal, unit: Literal["kg", "m3"], rows: Iterator[tuple[TariffRow, int, int]]
) -> _Price | None:
    prices = [
        _Price(row, unit, max(quantity, Decimal(start)), rate, quantity < start) for row, start, rate in rows
    ]
    return min(prices, key=lambda price: (price.due, price.is_raised, price.fen), default=None)


def _nothing(steps: Sequence[TariffRow]) -> _Price:
    """Goods without weight and volume still cost the minimum."""
    return _Price(steps[0], "kg", Decimal(0), steps[0].per_kg_fen, False)


def _said(price: _Price) -> str:
    if price.unit == "kg":
        return wording.weight(int(price.counted * GRAMS_A_KG))
    return wording.volume(int(price.counted * CM3_A_M3))
