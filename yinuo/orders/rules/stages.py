"""How far an order is, and which moves are legal (R074, R075, R086)."""

from collections.abc import Iterable
from typing import Final

from django.db.models import TextChoices


class Stage(TextChoices):
    """The states of an order; held in Ticket.stage and moved by `tickets.actions.leave_stage` alone."""

    DRAFT = "DRAFT", "草稿"
    FILLED = "FILLED", "已填单"
    REVIEWING = "REVIEWING", "核单中"
    PROBLEM = "PROBLEM", "有问题单"
    NO_PROBLEM = "NO_PROBLEM", "无问题单"
    CONFIRMED = "CONFIRMED", "已确认"
    DISPATCHED = "DISPATCHED", "已派单"
    ACCEPTED = "ACCEPTED", "已接单"
    PICKED_UP = "PICKED_UP", "已提货"
    IN_TRANSIT = "IN_TRANSIT", "运输中"
    ARRIVED = "ARRIVED", "已到达"
    OUT_FOR_DELIVERY = "OUT_FOR_DELIVERY", "配送中"
    DELIVERED = "DELIVERED", "已送达"
    CLOSED = "CLOSED", "已完结"
    VOIDED = "VOIDED", "已作废"
    REFUSED = "REFUSED", "拒收"
    RETURNED = "RETURNED", "已退回"
    LOST = "LOST", "丢失"


MOVES: Final[dict[Stage, frozenset[Stage]]] = {
    Stage.DRAFT: frozenset({Stage.CONFIRMED, Stage.VOIDED}),
    Stage.FILLED: frozenset({Stage.REVIEWING, Stage.VOIDED}),
    Stage.REVIEWING: frozenset({Stage.FILLED, Stage.PROBLEM, Stage.NO_PROBLEM, Stage.VOIDED}),
    Stage.PROBLEM: frozenset({Stage.FILLED, Stage.REVIEWING, Stage.NO_PROBLEM, Stage.VOIDED}),
    Stage.NO_PROBLEM: frozenset(
        {Stage.FILLED, Stage.REVIEWING, Stage.PROBLEM, Stage.CONFIRMED, Stage.VOIDED}
    ),
    Stage.CONFIRMED: frozenset({Stage.DISPATCHED, Stage.VOIDED}),
    Stage.DISPATCHED: frozenset({Stage.ACCEPTED, Stage.CONFIRMED, Stage.PICKED_UP, Stage.VOIDED}),
    Stage.ACCEPTED: frozenset({Stage.PICKED_UP, Stage.DISPATCHED, Stage.CONFIRMED, Stage.VOIDED}),
    Stage.PICKED_UP: frozenset(
        {Stage.IN_TRANSIT, Stage.OUT_FOR_DELIVERY, Stage.DELIVERED, Stage.REFUSED, Stage.RETURNED, Stage.LOST}
    ),
    Stage.IN_TRANSIT: frozenset({Stage.ARRIVED, Stage.RETURNED, Stage.LOST}),
    Stage.ARRIVED: frozenset(
        {Stage.OUT_FOR_DELIVERY, Stage.DELIVERED, Stage.REFUSED, Stage.RETURNED, Stage.LOST}
    ),
    Stage.OUT_FOR_DELIVERY: frozenset({Stage.DELIVERED, Stage.ARRIVED, Stage.REFUSED, Stage.LOST}),
    Stage.REFUSED: frozenset({Stage.OUT_FOR_DELIVERY, Stage.RETURNED, Stage.LOST}),
    Stage.DELIVERED: frozenset({Stage.CLOSED}),
    Stage.RETURNED: frozenset({Stage.CLOSED}),
    Stage.LOST: frozenset({Stage.CLOSED}),
    Stage.CLOSED: frozenset(),
    Stage.VOIDED: frozenset(),
}
"""Every legal move. Same-city goods go from pick-up straight to the door; a declined order is to be sent
anew.
"""

UNDER_REVIEW: Final = frozenset({Stage.FILLED, Stage.REVIEWING, Stage.PROBLEM, Stage.NO_PROBLEM})
"""What a customer wrote and nobody confirmed yet (R086)."""
ENDED: Final = frozenset({Stage.CLOSED, Stage.VOIDED})
BEFORE_PICKUP: Final = frozenset({Stage.CONFIRMED, Stage.DISPATCHED, Stage.ACCEPTED})
NOT_COLLECTED: Final = frozenset(
    {Stage.DRAFT, *UNDER_REVIEW, Stage.CONFIRMED, Stage.DISPATCHED, Stage.ACCEPTED}
)
WITH_RECEIVER: Final = frozenset({Stage.DISPATCHED, Stage.ACCEPTED})
UNDER_WAY: Final = frozenset(
    {Stage.PICKED_UP, Stage.IN_TRANSIT, Stage.ARRIVED, Stage.OUT_FOR_DELIVERY, Stage.REFUSED}
)

ON_JOB: Final = frozenset({Stage.ACCEPTED, *UNDER_WAY})
"""The driver has said yes and is not done yet: while it lasts, where they are may be told (R090)."""


def can_move(stage: str, to: str) -> bool:
    """Whether an order in `stage` may become `to`."""
    return Stage(to) in MOVES[Stage(stage)]


def possible(stage: str) -> tuple[Stage, ...]:
    """What an order in `stage` may become, in the usual order of stages; empty when it has ended."""
    return ordered(MOVES[Stage(stage)])


def before(to: str) -> tuple[Stage, ...]:
    """The stages from which an order may become `to`, in their usual order."""
    return ordered(stage for stage, moves in MOVES.items() if Stage(to) in moves)


def ordered(stages: Iterable[Stage]) -> tuple[Stage, ...]:
    """`stages` in their usual order."""
    wanted = set(stages)
    return tuple(stage for stage in Stage if stage in wanted)
