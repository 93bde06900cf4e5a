"""How long deliveries took, kept for estimates of those to come (R087)."""

from yinuo.core import clock, db
from yinuo.core.events import Deed
from yinuo.orders.models import LaneTime, Order

LONGEST_MINUTES = 60 * 24 * 60
"""Two months: what took longer was no journey."""


def note(deed: Deed) -> None:
    """An order was delivered: its lane, the local hour of its pick-up and the minutes are kept, once."""
    order: Order = deed.subject
    if order.picked_up_at is None or order.delivered_at is None:
        return
    minutes = int((order.delivered_at - order.picked_up_at).total_seconds() // 60)
    if not (order.pickup_zone and order.delivery_zone and 0 <= minutes <= LONGEST_MINUTES):
        return
    row = LaneTime(
        order_id=order.pk,
        from_zone=order.pickup_zone,
        to_zone=order.delivery_zone,
        hour=clock.local(order.picked_up_at).hour,
        minutes=minutes,
        at=order.delivered_at,
    )
    db.insert_once(row, "order")
