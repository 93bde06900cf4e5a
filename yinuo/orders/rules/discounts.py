"""Who may grant how much off the price."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal


@dataclass(frozen=True)
class Limit:
    """What a role may grant alone: fen and percent of the freight; None is without limit."""

    amount: int | None = 0
    percent: int | None = 0


def percent(discount: int, freight: int) -> Decimal:
    """The discount in percent of the freight, to a hundredth; 0 when there is no freight."""
    if not freight:
        return Decimal(0)
    return (Decimal(discount) * 100 / freight).quantize(Decimal("0.01"), ROUND_HALF_UP)


def stands(discount: int, granted_on: int, freight: int) -> bool:
    """Whether a discount granted on one freight still holds for another: not when it has become a larger
    share.
    """
    return discount * granted_on <= discount * freight


def is_below(discount: int, freight: int, minimum: int) -> bool:
    """Whether the discount brings the freight below what the lane costs at least."""
    return discount > 0 and freight - discount < minimum


def scaled(discount: int, granted_on: int, freight: int, minimum: int, *, may_be_below: bool) -> int:
    """What of a discount is left when other goods were counted: never a larger share of the freight, and not
    below the lane's minimum unless that was agreed.
    """
    left = discount if freight >= granted_on else discount * freight // granted_on
    return left if may_be_below else min(left, max(freight - minimum, 0))
