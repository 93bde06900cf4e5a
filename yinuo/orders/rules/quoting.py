"""What carrying the goods costs: every fen explained, the sum of the parts is the total (R056, R060, R061).

Freight is the greater of weight and volume price and at least the lane's minimum; then the charges at both
ends; then the discount, as a line of its own below zero.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Final, Literal

from yinuo.core import money
from yinuo.orders.rules import places, wording
from yinuo.playbooks.rules.tables import SurchargeRow, TariffRow

FEES: Final = tuple(wording.FEES)
_FEE_OF: Final[Mapping[str, str]] = {
    "pickup": "pickup_fee",
    "delivery": "delivery_fee",
    "loading": "handling_fee",
    "unloading": "handling_fee",
}
_AT_PICKUP: Final = ("pickup", "loading")
GRAMS_A_KG: Final = 1000
CM3_A_M3: Final = 1_000_000
Unit = Literal["kg", "m3", ""]


@dataclass(frozen=True)
class Goods:
    """What is to be carried, from where to where; `fees` are those the agent has settled, in fen."""

    weight_g: int
    volume_cm3: int
    pickup_address: str = ""
    delivery_address: str = ""
    fees: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Line:
    """One part of the price: what for, how much of it, at which rate (fen), and the sum in fen."""

    key: str
    label: str
    fen: int
    quantity: str = ""
    rate: int | None = None
    unit: Unit = ""
    note: str = ""

    def stored(self) -> dict[str, Any]:
        """The line as the order keeps it."""
        return {name: value for name, value in vars(self).items() if value not in ("", None)}


@dataclass(frozen=True)
class Quote:
    """A price: its lines, and the versions of the tables it was made by."""

    lines: tuple[Line, ...]
    versions: Mapping[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """What the customer pays, in fen: the sum of the lines."""
        return sum(line.fen for line in self.lines)

    @property
    def freight(self) -> int:
        """The freight without charges and discount, in fen; discounts are measured on it."""
        return sum(line.fen for line in self.lines if line.key in ("freight", "minimum"))

    def stored(self) -> dict[str, Any]:
        """The quote as the order keeps it: lines, total, freight, table versions."""
        return {
            "lines": [line.stored() for line in self.lines],
            "total": self.total,
            "freight": self.freight,
            "versions": dict(self.versions),
        }


def tariff_for(rows: Iterable[TariffRow], from_zone: str, to_zone: str, day: date) -> TariffRow | None:
    """The price of a lane on a day: of several in force, the one that began last."""
    in_force = [
        row
        for row in rows
        if (row.from_zone, row.to_zone) == (from_zone, to_zone)
        and (row.valid_from is None or row.valid_from <= day)
        and (row.valid_to is None or day <= row.valid_to)
    ]
    return max(in_force, key=lambda row: row.valid_from or date.min, default=None)


def quote(
    goods: Goods,
    tariff: TariffRow,
    surcharges: Sequence[SurchargeRow],
    *,
    discount: int = 0,
    versions: Mapping[str, int] | None = None,
) -> Quote:
    """The price of carrying `goods`; a discount never makes it less than nothing."""
    lines = [*freight_lines(goods, tariff), *fee_lines(goods, surcharges)]
    granted = min(discount, sum(line.fen for line in lines))
    if granted:
        lines.append(Line("discount", "优惠", -granted))
    return Quote(tuple(lines), versions or {})


def freight_lines(goods: Goods, tariff: TariffRow) -> tuple[Line, ...]:
    """The freight by weight or by volume, whichever is more, and what is missing to the lane's minimum."""
    by_weight = money.rate(tariff.per_kg_fen, Decimal(goods.weight_g) / GRAMS_A_KG)
    by_volume = money.rate(tariff.per_m3_fen, Decimal(goods.volume_cm3) / CM3_A_M3)
    if by_volume >= by_weight and goods.volume_cm3:
        quantity = wording.volume(goods.volume_cm3)
        line = Line("freight", "运费", by_volume, quantity, tariff.per_m3_fen, "m3")
    else:
        quantity = wording.weight(goods.weight_g)
        line = Line("freight", "运费", by_weight, quantity, tariff.per_kg_fen, "kg")
    short_by = tariff.min_fen - line.fen
    return (line, Line("minimum", "补足最低收费", short_by)) if short_by > 0 else (line,)


def fee_lines(goods: Goods, surcharges: Sequence[SurchargeRow]) -> tuple[Line, ...]:
    """The charges at both ends: those the agent settled, else those the table names (R060, R061)."""
    lines = [Line(fee, wording.FEES[fee], goods.fees[fee]) for fee in FEES if fee in goods.fees]
    lines += [
        Line(_FEE_OF[row.what], row.label, row.fen, note=row.note)
        for row in applying(goods, surcharges)
        if _FEE_OF[row.what] not in goods.fees
    ]
    return tuple(line for line in lines if line.fen)


def applying(goods: Goods, surcharges: Sequence[SurchargeRow]) -> tuple[SurchargeRow, ...]:
    """The surcharges for these addresses: of each kind the one with the longest word that stands in the
    address, else the one that holds for every address.
    """
    found: dict[str, tuple[int, SurchargeRow]] = {}
    for row in surcharges:
        address = goods.pickup_address if row.what in _AT_PICKUP else goods.delivery_address
        text = places.plain(address)
        length = max((len(word) for word in row.words if places.plain(word) in text), default=0)
        if not address or (row.words and not length):
            continue
        if row.what not in found or (length, row.fen) > (found[row.what][0], found[row.what][1].fen):
            found[row.what] = (length, row)
    return tuple(row for _, row in found.values())
