"""What an order still lacks, each as a fault at the member of a confirmation that would mend it."""

from collections.abc import Iterator
from typing import Any, Final

from yinuo.core.errors import Fault, NotNow, fault
from yinuo.orders import queries
from yinuo.orders.models import Order
from yinuo.orders.queries import Readiness

MENDED_BY: Final = {
    "screening_unanswered": "screening",
    "read_back_missing": "read_back",
    "price_not_accepted": "accepted_total",
    "price_changed": "accepted_total",
}


class NotReady(NotNow):
    """A draft that cannot be confirmed yet; carries everything that is missing, not only the first."""

    def __init__(self, missing: tuple[Fault, ...]) -> None:
        super().__init__("order_not_ready", count=len(missing))
        self.faults = missing


def lacking(order: Order, readiness: Readiness) -> tuple[Fault, ...]:
    """Everything that keeps a draft from being confirmed; nothing when it may be."""
    refusals = (one for refusal in readiness.refusals for one in _faults(order, refusal))
    return (*readiness.faults, *refusals)


def _faults(order: Order, refusal: NotNow) -> Iterator[Fault]:
    field = MENDED_BY.get(refusal.code, "")
    if refusal.code == "screening_unanswered":
        for question in queries.judge(order).screening.unanswered:
            yield fault(f"{field}.{question.key}", refusal.code, questions=question.ask)
        return
    more: dict[str, Any] = {}
    if field == "read_back":
        more["elements"] = queries.to_read_back(order)
    elif field == "accepted_total":
        more["quoted_total"] = order.quoted_total
    yield fault(field, refusal.code, **refusal.params, **more)
