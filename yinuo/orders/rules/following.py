"""What somebody who follows an order may be shown, and how far it is in a customer's eyes (R004, R285)."""

from datetime import datetime, timedelta
from enum import IntEnum
from typing import Final

from yinuo.orders.rules.stages import Stage

LINK_LIFE: Final = timedelta(days=30)
"""So long after the order was closed its links still tell something."""

STEPS: Final = ("placed", "dispatched", "picked_up", "on_the_way", "delivered")
"""How a customer counts the way of the goods."""

_DONE: Final[dict[str, int]] = {
    Stage.CONFIRMED: 1,
    Stage.DISPATCHED: 1,
    Stage.ACCEPTED: 2,
    Stage.PICKED_UP: 3,
    Stage.IN_TRANSIT: 3,
    Stage.ARRIVED: 4,
    Stage.OUT_FOR_DELIVERY: 4,
    Stage.DELIVERED: 5,
}
_STOPPED: Final = frozenset({Stage.VOIDED, Stage.REFUSED, Stage.RETURNED, Stage.LOST})


class Sight(IntEnum):
    """How much of an order somebody may see, the least first.

    NUMBER: knows its number and the tail of a phone; everything that speaks of people is masked. LINK: was
    sent its link; sees also the goods, what is to be paid and the proof of delivery. RECEIVER and SHIPPER
    proved their number: each sees their own data in full, the shipper also what they told us of the receiver.
    """

    NUMBER = 1
    LINK = 2
    RECEIVER = 3
    SHIPPER = 4


def steps(
    stage: str, accepted_at: datetime | None, picked_up_at: datetime | None, delivered_at: datetime | None
) -> tuple[tuple[str, str], ...]:
    """Each of STEPS with how it stands: done, now, later; `stopped` is where the way ended before its end."""
    done, mark = _DONE.get(stage, 0), "now"
    if stage == Stage.CLOSED or stage in _STOPPED:
        done = 5 if delivered_at else 3 if picked_up_at else 2 if accepted_at else 1
        mark = "stopped"
    return tuple(
        (key, "done" if place < done else mark if place == done else "later")
        for place, key in enumerate(STEPS)
    )


def is_over(closed_at: datetime | None, now: datetime) -> bool:
    """Whether a link to the order tells nothing any more."""
    return closed_at is not None and now - closed_at > LINK_LIFE


def share_of_way(gone: float | None, left: float | None) -> float:
    """How much of the way lies behind, 0 to 1: by metres (or seconds) gone and left; half where nobody knows.

    Never quite at either end while the goods are under way.
    """
    if gone is None or left is None or gone + left <= 0:
        return 0.5
    return min(max(gone / (gone + left), 0.04), 0.96)
