"""Which slips their readers may act on by answering them (R062–R067)."""

from collections.abc import Sequence
from typing import Final

from yinuo.messaging import queries as messaging
from yinuo.messaging import rules as messages
from yinuo.messaging.models import Notice
from yinuo.orders.models import Order
from yinuo.orders.queries import slips
from yinuo.orders.rules.stages import Stage

_WISHES: Final = {
    Stage.DISPATCHED: frozenset({messages.Wish.ACCEPT, messages.Wish.DECLINE, messages.Wish.PICKED_UP}),
    Stage.ACCEPTED: frozenset({messages.Wish.DECLINE, messages.Wish.PICKED_UP}),
}


def answerable(notices: Sequence[Notice]) -> list[messaging.Slip]:
    """The slips among these messages, the newest of each order, with what the order can take now from whoever
    got it. A copy is for reading only. One statement.
    """
    newest: dict[int, Notice] = {}
    for notice in notices:
        if notice.key == slips.SLIP and notice.to_role == "receiver" and notice.ticket_id is not None:
            newest.setdefault(notice.ticket_id, notice)
    if not newest:
        return []
    orders = Order.objects.filter(pk__in=newest).select_related("ticket")
    return [
        messaging.Slip(newest[order.pk], _wishes(order, newest[order.pk]))
        for order in sorted(orders, key=lambda order: -newest[order.pk].pk)
    ]


def _wishes(order: Order, notice: Notice) -> frozenset[str]:
    """What may be said of the order: nothing by who has it no longer."""
    is_theirs = notice.to_person_id in (order.receiver_id, order.driver_id)
    stage = Stage(order.ticket.stage)
    return frozenset(_WISHES.get(stage, ())) if is_theirs else frozenset()
