"""What is carried when the driver counts other goods than were ordered (R029, R095)."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from yinuo.core import money


class State(StrEnum):
    """What became of a count that differs: the customer has to say yes to more, said so, or said no."""

    WAITING = "WAITING"
    AGREED = "AGREED"
    REFUSED = "REFUSED"


@dataclass(frozen=True)
class Count:
    """Pieces, grams, cm³; what nobody said is None."""

    pieces: int | None
    weight_g: int | None
    volume_cm3: int | None

    def stored(self) -> dict[str, Any]:
        """The count as the order keeps it."""
        return dict(vars(self))


def counted(
    ordered: Count, pieces: int | None = None, weight_g: int | None = None, volume_cm3: int | None = None
) -> Count:
    """What there is after counting: what was not weighed or measured anew is as many times as much as there
    are pieces.
    """
    found = pieces if pieces is not None else ordered.pieces
    return Count(
        found,
        weight_g if weight_g is not None else _scaled(ordered.weight_g, found, ordered.pieces),
        volume_cm3 if volume_cm3 is not None else _scaled(ordered.volume_cm3, found, ordered.pieces),
    )


def _scaled(amount: int | None, found: int | None, ordered: int | None) -> int | None:
    if not amount or not ordered or found is None:
        return amount
    return max(money.round_half_up(Decimal(amount) * found / ordered), 1)
