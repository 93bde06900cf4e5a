"""What a price is made from and what it consists of."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, Final, Literal, TypeVar

from yinuo.orders.rules import wording
from yinuo.playbooks.rules.tables import AgreementRow, DatedRow, ServiceRow, SurchargeRow, TariffRow

FEES: Final = tuple(wording.FEES)
FREIGHT: Final = ("freight", "minimum", "agreement")
"""The lines that are freight: discounts are measured on their sum."""
GRAMS_A_KG: Final = 1000
GRAMS_A_TON: Final = 1_000_000
CM3_A_M3: Final = 1_000_000
Unit = Literal["kg", "m3", "piece", "ton", "percent", ""]
Because = Literal["", "step", "least", "most"]
Dated = TypeVar("Dated", bound=DatedRow)


@dataclass(frozen=True)
class Goods:
    """What is to be carried, from where to where; amounts in fen, `fees` are those the agent has settled."""

    weight_g: int
    volume_cm3: int
    pickup_address: str = ""
    delivery_address: str = ""
    fees: Mapping[str, int] = field(default_factory=dict)
    pieces: int = 0
    insured_value: int = 0
    cash_on_delivery: int = 0
    extras: tuple[tuple[str, int], ...] = ()

    @property
    def weight_kg(self) -> Decimal:
        """The weight in kilograms, exact."""
        return Decimal(self.weight_g) / GRAMS_A_KG

    @property
    def volume_m3(self) -> Decimal:
        """The volume in cubic metres, exact."""
        return Decimal(self.volume_cm3) / CM3_A_M3


@dataclass(frozen=True)
class Prices:
    """The tables a price is made by, and the version of each."""

    tariff: tuple[TariffRow, ...] = ()
    surcharges: tuple[SurchargeRow, ...] = ()
    services: tuple[ServiceRow, ...] = ()
    agreements: tuple[AgreementRow, ...] = ()
    versions: Mapping[str, int] = field(default_factory=dict)

    def of_lane(self, from_zone: str, to_zone: str) -> tuple[TariffRow, ...]:
        """Every row of the tariff for a lane, whoever's and whenever it counts."""
        return self._by_lane.get((from_zone, to_zone), ())

    @cached_property
    def _by_lane(self) -> Mapping[tuple[str, str], tuple[TariffRow, ...]]:
        found: dict[tuple[str, str], list[TariffRow]] = {}
        for row in self.tariff:
            found.setdefault((row.from_zone, row.to_zone), []).append(row)
        return {lane: tuple(rows) for lane, rows in found.items()}


@dataclass(frozen=True)
class Line:
    """One part of the price: what for, how much of it, at which rate, and the sum in fen.

    `rate` is fen for one `unit`, for percent hundredths of one (30 is 0.3 %). `because` says why the sum is
    not simply quantity times rate: the next larger step was cheaper, the least or the most counts.
    """

    key: str
    label: str
    fen: int
    quantity: str = ""
    rate: int | None = None
    unit: Unit = ""
    note: str = ""
    because: Because = ""

    def stored(self) -> dict[str, Any]:
        """The line as the order keeps it."""
        return {name: value for name, value in vars(self).items() if value not in ("", None)}


@dataclass(frozen=True)
class Quote:
    """A price: its lines, the lane's minimum, whose agreement counts, and the versions of the tables it was
    made by for a day.
    """

    lines: tuple[Line, ...]
    versions: Mapping[str, int] = field(default_factory=dict)
    minimum: int = 0
    day: date | None = None
    agreement: Mapping[str, Any] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """What the customer pays, in fen: the sum of the lines."""
        return sum(line.fen for line in self.lines)

    @property
    def freight(self) -> int:
        """The freight without charges and discount, in fen; discounts are measured on it."""
        return sum(line.fen for line in self.lines if line.key in FREIGHT)

    def stored(self) -> dict[str, Any]:
        """The quote as the order keeps it: lines, total, freight, minimum, agreement, table versions."""
        return {
            "lines": [line.stored() for line in self.lines],
            "total": self.total,
            "freight": self.freight,
            "minimum": self.minimum,
            "versions": dict(self.versions),
            **({"day": self.day.isoformat()} if self.day else {}),
            **({"agreement": dict(self.agreement)} if self.agreement else {}),
        }


def began_last(rows: Iterable[Dated], day: date) -> Dated | None:
    """Of the rows that hold on a day the one that began last."""
    holding = [row for row in rows if row.holds_on(day)]
    return max(holding, key=lambda row: row.valid_from or date.min, default=None)
