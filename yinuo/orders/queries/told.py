"""What a customer who asks is told: where the goods are, when they come, how long it takes, what it costs
(R103–R106, R108, R113).

Each answer says which sentence of the manual fits (`situation`), the values of it and what they were made of.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from yinuo.core import clock
from yinuo.core.text import mask
from yinuo.orders.models import Order, Stage
from yinuo.orders.queries import arrival, asking, facts, judging, loading
from yinuo.orders.rules import places, reading, stages, wording
from yinuo.tickets.models import Kind, Ticket

TYPED: Final = ("pickup_address", "delivery_address", "weight", "volume", "pieces")
"""What a caller says who has sent nothing yet; the first two are needed for any answer."""
PLACES: Final = TYPED[:2]

_WHERE: Final[Mapping[Stage, str]] = {
    Stage.PICKED_UP: "已提货，准备发车",
    Stage.IN_TRANSIT: "正在运输途中",
    Stage.ARRIVED: "已到达{destination}，准备配送",
    Stage.OUT_FOR_DELIVERY: "正在配送过程中",
    Stage.REFUSED: "送到时没有签收，正在联系",
}
"""How it is said where the goods are, by stage."""
_NOT_EXPECTED: Final = (Stage.REFUSED, Stage.RETURNED, Stage.LOST)


@dataclass(frozen=True)
class Told:
    """The sentence that fits, its values, what they were made of, and what has still to be asked."""

    situation: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    figures: Mapping[str, Any] = field(default_factory=dict)
    missing: tuple[str, ...] = ()


def state(order: Order) -> Told:
    """Where the goods are and in what state (R106, R113)."""
    return Told(_situation(order), values(order), _figures(order))


def transit_time(order: Order | None, typed: Mapping[str, str]) -> Told:
    """How long goods take (R103, R108): by the company's table between the two places; of goods that are on
    their way already, when they arrive.
    """
    if order is not None and _situation(order) in ("on_way", "delivered", "ended"):
        return state(order)
    return _by_tables(order, typed, "transit")


def price(order: Order | None, typed: Mapping[str, str]) -> Told:
    """What it costs by the company's tariff, and whether the place is served (R104, R108); of an order, what
    was quoted.
    """
    if order is not None and order.quoted_total is not None:
        told = {**_ends(judging.judge(order)), **_amounts(order), "price": wording.price(order.quoted_total)}
        told["transit"] = order.quote.get("transit", "")
        return Told("price", told, {"total": order.quoted_total, "quoted": True})
    return _by_tables(order, typed, "price")


def values(order: Order) -> dict[str, str]:
    """What sentences about an order asked about may name, finished as it is said. Who asks is not known to be
    a party of it, so of who signed they hear what the tracking link shows.
    """
    now = clock.now()
    local = clock.local(now)
    expected = _expected(order, now)
    return {
        "asked": order.ticket.number or "",
        "state": str(Stage(order.ticket.stage).label),
        "origin": order.origin,
        "destination": order.destination,
        "goods": order.goods_name,
        "sent_at": _said(order.picked_up_at, local),
        "position": _WHERE.get(Stage(order.ticket.stage), "").format(destination=order.destination),
        "due": _span(expected, local),
        "delivered_at": _said(order.delivered_at, local),
        "signed_by": mask.mask_name(order.signed_by),
        "driver": facts.called(order.driver) if order.driver else "",
        "wished_pickup": wording.by_time(_local(order.wished_pickup_at), local),
        "transit": order.quote.get("transit", ""),
    }


def of_ticket(ticket: Ticket | None) -> Order | None:
    """The order that is asked about; None for a ticket of another kind."""
    return loading.of_ticket(ticket) if ticket is not None and ticket.kind == Kind.ORDER else None


def _situation(order: Order) -> str:
    """Which sentence tells where an order is."""
    stage = Stage(order.ticket.stage)
    if stage in (Stage.DELIVERED, Stage.CLOSED) and order.delivered_at:
        return "delivered"
    if stage in stages.UNDER_WAY:
        return "on_way"
    if stage in stages.UNDER_REVIEW:
        return "in_review"
    if stage in stages.NOT_COLLECTED:
        return "not_collected"
    return "ended"


def _figures(order: Order) -> dict[str, Any]:
    """What it was made of, in moments and keys: no words, nothing personal."""
    expected = _expected(order, clock.now())
    return {
        "stage": order.ticket.stage,
        "picked_up_at": _iso(order.picked_up_at),
        "delivered_at": _iso(order.delivered_at),
        "expected_from": _iso(expected[0]) if expected else None,
        "expected_to": _iso(expected[1]) if expected else None,
    }


def _expected(order: Order, now: datetime) -> tuple[datetime, datetime] | None:
    """From when to when the goods are expected: as it is estimated, else as it was promised; None when they
    are there, were refused at the door, or that time is over.
    """
    if order.delivered_at or Stage(order.ticket.stage) in (*stages.ENDED, *_NOT_EXPECTED):
        return None
    if (estimated := arrival.estimate(order, now)) is not None:
        return estimated.earliest, estimated.latest
    due = order.wished_delivery_at or order.promised_at
    return (due, due) if due and due > now else None


def _by_tables(order: Order | None, typed: Mapping[str, str], about: str) -> Told:
    """The sentence about a lane, from the tables in force."""
    if order is None:
        if missing := tuple(key for key in PLACES if not typed.get(key, "").strip()):
            return Told(missing=missing)
        order = _imagined(typed)
    judgement = judging.judge(order)
    if stuck := _off_the_ground(judgement):
        return stuck
    return _transit(judgement) if about == "transit" else _price(judgement)


def _off_the_ground(judgement: judging.Judgement) -> Told | None:
    """An address that may be several places has to be asked about; one that is not ours cannot be served."""
    order = judgement.order
    for place, address, key in (
        (judgement.pickup, order.pickup_address, "pickup_address"),
        (judgement.delivery, order.delivery_address, "delivery_address"),
    ):
        if place.row is None and place.is_ambiguous:
            return Told(missing=(key,))
        side: places.Side = "pickup" if key == "pickup_address" else "delivery"
        if not judgement.is_served(side):
            return Told("not_served", {"place": address}, {"side": side})
    return None


def _transit(judgement: judging.Judgement) -> Told:
    journey, local = judgement.journey, clock.local(judgement.now)
    if journey is None:
        return Told("no_lane", _ends(judgement), {"zones": list(judgement.zones or ())})
    told = {**_ends(judgement), "transit": journey.lane.label, "arrives": _said(journey.arrives_at, local)}
    version = judgement.tables.versions["lanes"]
    figures = {
        "zones": list(judgement.zones or ()),
        "lanes": version,
        "hours": journey.lane.transit_hours,
        "arrives_at": _iso(journey.arrives_at),
    }
    return Told("transit", told, figures)


def _price(judgement: judging.Judgement) -> Told:
    if not (judgement.goods.weight_g or judgement.goods.volume_cm3):
        return Told(missing=("weight", "volume"))
    quote, order = judgement.quote, judgement.order
    if quote is None:
        return Told("no_lane", _ends(judgement), {"zones": list(judgement.zones or ())})
    lane = judgement.journey.lane.label if judgement.journey else ""
    told = {
        **_ends(judgement),
        **_amounts(order),
        "price": wording.price(quote.total),
        "transit": lane,
    }
    figures = {"zones": list(judgement.zones or ()), "total": quote.total, "versions": dict(quote.versions)}
    return Told("price", told, figures)


def _imagined(typed: Mapping[str, str]) -> Order:
    """An order that nobody placed, as the caller describes it; what cannot be read is not known."""
    asked = {key: typed[key] for key in TYPED if typed.get(key, "").strip()}
    read = reading.read(_FIELDS, asked, asking.setting(clock.now()))
    columns = {reading.COLUMNS[key]: value for key, value in read.values.items() if value is not None}
    return Order(**columns)


def _amounts(order: Order) -> dict[str, str]:
    """How much it is, as it is said."""
    return {
        "weight": wording.weight(order.weight_g),
        "volume": wording.volume(order.volume_cm3),
        "pieces": wording.pieces(order.pieces),
    }


def _ends(judgement: judging.Judgement) -> dict[str, str]:
    """Both places as they are called."""
    order = judgement.order
    return {
        "origin": places.short(order.pickup_address, judgement.pickup.row),
        "destination": places.short(order.delivery_address, judgement.delivery.row),
    }


_FIELDS: Final = tuple(
    reading.Field(key, kind)
    for key, kind in zip(TYPED, ("address", "address", "weight", "volume", "pieces"), strict=True)
)


def _span(expected: tuple[datetime, datetime] | None, now: datetime) -> str:
    """16:00, or 15:20到16:10."""
    if expected is None:
        return ""
    first, last = (_said(at, now) for at in expected)
    return first if first == last else f"{first}到{last}"


def _said(at: datetime | None, now: datetime) -> str:
    return wording.moment(_local(at), now)


def _local(at: datetime | None) -> datetime | None:
    return clock.local(at) if at else None


def _iso(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
