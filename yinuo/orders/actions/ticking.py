"""The musts of the playbook that an order's own verbs see done; a playbook that does not ask, is not told."""

from typing import Final

from yinuo.orders.models import Order
from yinuo.staff.models import Person
from yinuo.tickets import actions as tickets
from yinuo.tickets import queries

READ_BACK: Final = "read_back"
PRICE_ACCEPTED: Final = "price_accepted"
AT_CONFIRMATION: Final = ("goods_screened", "area_checked", "quoted")
FREIGHT_SETTLED: Final = "freight_settled"


def tick(order: Order, by: Person | None, *keys: str) -> None:
    """Tick those musts of the present stage that have one of these keys and are not done yet."""
    for state in queries.musts(order.ticket):
        if state.key in keys and not state.is_done:
            tickets.do_must(ticket=order.ticket, step=state.step, key=state.key, by=by, seen=True)


def untick(order: Order, key: str, by: Person | None) -> None:
    """Take the tick of this must back, where there is one."""
    for state in queries.musts(order.ticket):
        if state.key == key and state.is_done and state.by == "hand":
            tickets.undo_must(ticket=order.ticket, step=state.step, key=state.key, by=by)
