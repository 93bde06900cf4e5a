"""Orders as rows of a list: masked, with the promise that is next and what the driver last said."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from yinuo.core import clock
from yinuo.core.text import mask
from yinuo.desk.orders import details
from yinuo.orders import queries as orders
from yinuo.orders.models import Order, Stage, TrackingEntry
from yinuo.orders.rules import stages
from yinuo.tickets.models import NEVER

LONGEST_CHIP = 12
TONES = {
    Stage.FILLED: "warn",
    Stage.REVIEWING: "info",
    Stage.PROBLEM: "bad",
    Stage.NO_PROBLEM: "info",
    Stage.CONFIRMED: "warn",
    Stage.DISPATCHED: "info",
    Stage.ACCEPTED: "info",
    Stage.PICKED_UP: "teal",
    Stage.IN_TRANSIT: "teal",
    Stage.ARRIVED: "teal",
    Stage.OUT_FOR_DELIVERY: "teal",
    Stage.DELIVERED: "ok",
    Stage.CLOSED: "ok",
    Stage.VOIDED: "",
    Stage.REFUSED: "bad",
    Stage.RETURNED: "warn",
    Stage.LOST: "bad",
}


@dataclass(frozen=True)
class Row:
    """One order in a list."""

    order: Order
    url: str
    customer: str
    way: str
    goods: str
    region: str
    driver: str
    stage: str
    tone: str
    due: datetime | None
    total: float
    waiting: str


@dataclass(frozen=True)
class Followed:
    """One order that is followed: its row, and what is known of the driver."""

    row: Row
    said: str
    said_tone: str
    is_waiting: bool


def row(order: Order) -> Row:
    """An order as a row; its ticket renders what it can."""
    ticket = order.ticket
    due = ticket.next_due_at if ticket.next_due_at != NEVER and not ticket.closed_at else None
    since = ticket.next_due_from
    return Row(
        order=order,
        url=reverse("ticket", args=[ticket.ref]),
        customer=customer(order),
        way=" → ".join(part for part in (order.origin, order.destination) if part),
        goods=order.goods_name,
        region=ticket.region.name if ticket.region else "",
        driver=" ".join(
            part for part in (_driver(order), order.vehicle.plate if order.vehicle else "") if part
        ),
        stage=details.stage_of(order),
        tone=TONES.get(Stage(ticket.stage), ""),
        due=due,
        total=(due - since).total_seconds() if due and since else 1800,
        waiting=ticket.waiting_for,
    )


def followed(one: orders.Followed) -> Followed:
    """An order that is followed: late answers stand out, what was last noted is told."""
    said, tone = _said(one)
    is_waiting = one.order.ticket.stage in (*stages.WITH_RECEIVER, *stages.UNDER_WAY)
    return Followed(row(one.order), said, tone, is_waiting)


def customer(order: Order) -> str:
    """Whose order it is: the company, and the masked name."""
    known = order.ticket.customer
    name = mask.mask_name(known.address_as or known.name if known else order.shipper_name)
    return " · ".join(part for part in (known.company if known else "", name) if part)


def _driver(order: Order) -> str:
    person = order.driver or order.receiver
    return person.name if person else ""


def _said(one: orders.Followed) -> tuple[str, str]:
    """What the driver last said, or what we wait for."""
    order, last = one.order, one.last
    if last and last.what != TrackingEntry.What.CALL_REMINDER:
        return details.line(last).outcome[:LONGEST_CHIP], "warn" if one.overdue else "info"
    if order.ticket.stage == Stage.DISPATCHED:
        sent = order.ordered_at or order.dispatched_at
        is_late = sent is not None and clock.now() - sent > timedelta(minutes=30)
        return (_("未回复"), "bad") if is_late else (_("待回复"), "")
    return details.stage_of(order), ""
