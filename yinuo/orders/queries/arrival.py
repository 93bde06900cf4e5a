"""When an order arrives: the estimate with its ground, for one order or for a board of them (R087, R088)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final

from yinuo.core import calendar, clock, db
from yinuo.core.calendar import queries as hours
from yinuo.orders.models import LaneTime, Order, Stage
from yinuo.orders.queries import judging, positions
from yinuo.orders.queries.positions import Where
from yinuo.orders.rules import arriving, nearness, stages, transit
from yinuo.orders.rules.arriving import Arrival, Basis, Ground, Lateness

__all__ = ["Arrival", "Basis", "Ground", "Lateness", "estimate", "estimates", "pickup_metres"]
Lane = tuple[str, str, int]
_GOING: Final = (*stages.BEFORE_PICKUP, *stages.UNDER_WAY)
_CARRIED: Final = frozenset(stages.UNDER_WAY - {Stage.REFUSED})


def estimate(order: Order, now: datetime | None = None) -> Arrival | None:
    """When this order arrives, and on what ground we think so; None before it is confirmed, once it is
    delivered or lost, and where nothing is known. Two statements.
    """
    at = now or clock.now()
    where = positions.of_order(order, at)
    return estimates([order], {where.vehicle_id: where} if where else {}, at).get(order.pk)


def estimates(
    orders: Iterable[Order], where: Mapping[int, Where], now: datetime | None = None
) -> dict[int, Arrival]:
    """The estimates of several orders by their ids; `where` says where vehicles are that share it. One
    statement however many.
    """
    at = now or clock.now()
    going = [
        order for order in orders if order.ticket.stage in _GOING and order.ticket.stage != Stage.REFUSED
    ]
    starts = {order.pk: _start(order, at) for order in going}
    lanes = {order.pk: _lane(order, starts[order.pk]) for order in going}
    wanted = list(dict.fromkeys(lanes.values()))[: db.MOST_GROUPS]
    past = dict(zip(wanted, _past(wanted), strict=True))
    found = {}
    for order in going:
        known = _known(order, starts[order.pk], past.get(lanes[order.pk], ()), where, at)
        if arrives := arriving.arrival(known, at, order.wished_delivery_at or order.promised_at):
            found[order.pk] = arrives
    return found


def pickup_metres(order: Order, where: Where | None, now: datetime) -> float | None:
    """How far a vehicle is from where the goods are collected; None where one of them is not known."""
    middle = nearness.middle_of(judging.judge(order, now).pickup.row)
    return arriving.metres_between(where.point if where else None, middle)


def _past(lanes: Sequence[Lane]) -> list[list[int]]:
    """The last times on each lane at its hour, in minutes."""
    same = ("from_zone", "to_zone", "hour")
    return db.newest_of_each(LaneTime, lanes, same=same, by="at", value="minutes", most=arriving.MOST)


def _start(order: Order, now: datetime) -> datetime:
    """When goods were, or will be, collected: by the wished time, else within 30 working minutes (R087)."""
    if order.picked_up_at:
        return order.picked_up_at
    if order.wished_pickup_at:
        return max(order.wished_pickup_at, now)
    try:
        due = calendar.due(order.confirmed_at or now, transit.PICKUP_WITHIN, hours.hours_of()).at
    except calendar.NoWorkingTime:
        return now
    return max(due, now)


def _lane(order: Order, start: datetime) -> Lane:
    return order.pickup_zone, order.delivery_zone, clock.local(start).hour


def _known(
    order: Order, start: datetime, past: Sequence[int], where: Mapping[int, Where], now: datetime
) -> arriving.Known:
    judged = judging.judge(order, now)
    metres = None
    seen = where.get(order.vehicle_id or 0)
    if order.ticket.stage in _CARRIED and seen and seen.driver_id == order.driver_id and not seen.is_stale:
        metres = arriving.metres_between(seen.point, nearness.middle_of(judged.delivery.row))
    hour = clock.local(start).hour
    return arriving.Known(start, hour, past, _journey(judged, start), metres)


def _journey(judged: judging.Judgement, start: datetime) -> transit.Journey | None:
    """The table's journey from the pick-up on; None while the lane is not known."""
    if judged.zones is None:
        return None
    lane = transit.lane_for(judged.tables.lanes, *judged.zones, clock.local(start).date())
    if lane is None:
        return None
    try:
        return transit.journey(lane, start, start, hours.hours_of())
    except calendar.NoWorkingTime:
        return None
