"""The live page of an order: what whoever follows it may see, in few statements (R004, R106, R285).

One statement finds the order and all that it is joined to; what happened, where the vehicle is and the proofs
are one each, and none of the last two unless it may be shown.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

from yinuo.core import clock, db, geo
from yinuo.core.errors import DeskError, NotFound
from yinuo.core.models import Event
from yinuo.customers.rules import Guest
from yinuo.orders import may
from yinuo.orders.models import Order, SelfLook
from yinuo.orders.queries import arrival, judging, positions
from yinuo.orders.queries.arrival import Arrival
from yinuo.orders.queries.positions import Where
from yinuo.orders.rules import following as rules
from yinuo.orders.rules import nearness
from yinuo.orders.rules.following import Sight
from yinuo.tickets import queries as tickets
from yinuo.tickets.models import Attachment

TOLD: Final = (
    "order.placed", "order.confirmed", "order.dispatched", "order.accepted", "order.declined",
    "order.picked_up", "order.departed", "order.arrived", "order.out_for_delivery", "order.delivered",
    "order.changed", "order.change_asked", "order.change_answered", "order.cancelled", "order.voided",
    "order.refused", "order.returned", "order.lost", "order.exception_noted", "order.exception_cleared",
    "order.rated",
)  # fmt: skip
"""What a customer is told of; notes, calls, money and promises are the desk's own."""
PROOFS: Final = ("delivery", "signature")
MOST: Final = 60
"""More than so many things happen to no order; the newest count."""


class Over(DeskError):
    """The order was closed so long ago that its link tells nothing any more (410)."""

    status = 410

    def __init__(self) -> None:
        super().__init__("tracking_over")


class Happened(NamedTuple):
    """Something a customer is told of: which kind, when, and the keys that belong to it."""

    id: int
    at: datetime
    kind: str
    data: Mapping[str, Any]


@dataclass(frozen=True)
class Followed:
    """An order as somebody may follow it: how much they see, what happened (oldest first), when it arrives,
    where it is, the pictures that prove the delivery, whether the driver may be rung now, the share of
    the way that lies behind (0 to 1), and the straight line to the other town where it is known.
    """

    order: Order
    sight: Sight
    happened: tuple[Happened, ...]
    arrival: Arrival | None
    where: Where | None
    proofs: tuple[Attachment, ...]
    may_ring: bool
    share: float
    metres_left: float | None


def followed(ref: str, guest: Guest, *, by_link: bool = False) -> Followed:
    """The order with this ref as `guest` may follow it; `by_link`: the ref came from a signed link.

    Raises NotFound("not_found") after one statement, for an unknown order and for another's; Over.
    """
    order = order_of(ref, guest)
    sight, now = sight_of(order, guest, by_link=by_link), clock.now()
    require_told(order, sight)
    where = positions.of_order(order, now)
    expected = arrival.estimates([order], {where.vehicle_id: where} if where else {}, now).get(order.pk)
    gone, left = _metres(order, where, now)
    return Followed(
        order=order,
        sight=sight,
        happened=tuple(Happened(*row) for row in reversed(_HAPPENED.all(order.pk))),
        arrival=expected,
        where=where,
        proofs=tuple(_proofs(order, sight)),
        may_ring=may.ring_driver(guest, order),
        share=_share(order, gone, left, expected, now),
        metres_left=left,
    )


def order_of(ref: str, guest: Guest) -> Order:
    """The order with this ref with what its live page names. Raises NotFound as `followed` does."""
    order = _BY_REF.first(ref)
    if order is None or not may.guest_sees(guest, order):
        raise NotFound("not_found")
    return order


def sight_of(order: Order, guest: Guest, *, by_link: bool = False) -> Sight:
    """How much of an order that they may see this guest sees."""
    if may.guest_orders(guest, order):
        return Sight.SHIPPER
    if may.guest_receives(guest, order):
        return Sight.RECEIVER
    return Sight.LINK if by_link else Sight.NUMBER


def require_told(order: Order, sight: Sight) -> None:
    """Raise Over where the order ended so long ago that who has only its link or number is told nothing."""
    if sight <= Sight.LINK and rules.is_over(order.ticket.closed_at, clock.now()):
        raise Over


def proof(ref: str, guest: Guest, pk: int, *, by_link: bool = False) -> Attachment:
    """A picture that proves the delivery, for whoever sees more than the number. Raises NotFound, Over."""
    order = order_of(ref, guest)
    sight = sight_of(order, guest, by_link=by_link)
    require_told(order, sight)
    for one in _proofs(order, sight):
        if one.pk == pk:
            return one
    raise NotFound("not_found")


def has_looked(order: Order, *, by_link: bool) -> bool:
    """Whether it is noted already that this order was looked up today, in this way: a page that is asked
    every twenty seconds writes nothing.
    """
    return _LOOKED.first(order.pk, clock.today(), by_link) is not None


def _proofs(order: Order, sight: Sight) -> list[Attachment]:
    if order.delivered_at is None or sight is Sight.NUMBER:
        return []
    return tickets.attachments(order.ticket, PROOFS)


def _metres(order: Order, where: Where | None, now: datetime) -> tuple[float | None, float | None]:
    """How far the vehicle is from the town where the way began, and from the one where it ends; nothing
    within one town, whose middle says too little.
    """
    if where is None or order.picked_up_at is None or order.pickup_zone == order.delivery_zone:
        return None, None
    zones = judging.in_force(now).zones
    ends = [nearness.middle(zones, zone) for zone in (order.pickup_zone, order.delivery_zone)]
    gone, left = (geo.metres(end, where.point) if end else None for end in ends)
    return gone, left


def _share(
    order: Order, gone: float | None, left: float | None, expected: Arrival | None, now: datetime
) -> float:
    """How much of the way lies behind: by the vehicle's place between two towns, else by the time gone."""
    if order.delivered_at is not None:
        return 1.0
    if order.picked_up_at is None:
        return 0.0
    if gone is None and expected is not None:
        gone = (now - order.picked_up_at).total_seconds()
        left = max(expected.latest - now, timedelta(0)).total_seconds()
    return rules.share_of_way(gone, left)


_BY_REF: Final[db.Prepared[Order]] = db.Prepared(
    lambda ref: Order.objects.select_related("ticket", "driver", "vehicle", "web", "rating").filter(
        ticket__ref=ref
    )
)
_HAPPENED: Final[db.Prepared[tuple[Any, ...]]] = db.Prepared(
    lambda ticket: (
        Event.objects.filter(ticket_id=ticket, kind__in=TOLD)
        .order_by("-id")
        .values_list(*Happened._fields)[:MOST]
    )
)
_LOOKED: Final[db.Prepared[int]] = db.Prepared(
    lambda order, on, by_link: SelfLook.objects.filter(order_id=order, on=on, by_link=by_link).values_list(
        "pk", flat=True
    )
)
