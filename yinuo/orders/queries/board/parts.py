"""What the dispatcher's board shows: loads, orders and where they stand, rows, pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from yinuo.orders.models import Order
from yinuo.orders.queries.arrival import Arrival
from yinuo.orders.queries.positions import Where
from yinuo.orders.rules import receiving, stages
from yinuo.orders.rules.arriving import Lateness
from yinuo.orders.rules.suggesting import Suggestion
from yinuo.staff.models import Person, Vehicle


@dataclass(frozen=True)
class Load:
    """What a driver has to collect and carries: orders, of these not collected yet, pieces, grams, cm³."""

    orders: int = 0
    waiting: int = 0
    pieces: int = 0
    weight_g: int = 0
    volume_cm3: int = 0
    waiting_in: Mapping[int | None, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Standing:
    """An order in somebody's hands: what is due next (its pick-up, or its delivery) and how that stands."""

    order: Order
    due_at: datetime | None
    lateness: Lateness
    arrival: Arrival | None

    @property
    def is_pickup(self) -> bool:
        """Whether it is still to be collected."""
        return self.order.ticket.stage in stages.WITH_RECEIVER


@dataclass(frozen=True)
class Waiting:
    """An order without a driver: by when it must be collected, and who suits it best (`driver`)."""

    order: Order
    due_at: datetime | None
    is_late: bool
    suggestion: Suggestion | None
    driver: Person | None


@dataclass(frozen=True)
class Row:
    """A driver with their vehicle, or a vehicle without a driver."""

    driver: Person | None
    vehicle: Vehicle | None
    regions: tuple[str, ...]
    hindrance: receiving.Hindrance
    load: Load
    where: Where | None
    is_shared: bool
    orders: tuple[Standing, ...] = ()

    @property
    def more(self) -> int:
        """How many orders are not shown."""
        return max(self.load.orders - len(self.orders), 0)


@dataclass(frozen=True)
class Page:
    """Some rows of the board; how many there are in all, and with something late."""

    rows: Sequence[Row]
    total: int
    late: int
    page: int
    pages: int
