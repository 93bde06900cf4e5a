"""What follows for an order when an answer changed: zones, screening, price, and what is no longer agreed."""

from typing import Any

from yinuo.approvals import actions as approvals
from yinuo.approvals import queries as asked
from yinuo.approvals.models import Approval
from yinuo.orders.actions import holding, ticking
from yinuo.orders.models import Discount, Order
from yinuo.orders.queries import judging
from yinuo.orders.rules import discounts, places
from yinuo.orders.rules.screening import Verdict
from yinuo.staff import queries as staff
from yinuo.staff.models import Person, Region


def refresh(order: Order, by: Person | None, judgement: judging.Judgement | None = None) -> judging.Judgement:
    """Judge a held order anew and keep the result in its columns; the caller saves it.

    A price other than the accepted one is no longer accepted (R058); a discount that has become a larger
    share of the freight lapses. Goods that may not go are recorded once (R050).
    """
    judgement = judgement or judging.judge(order)
    place(order, judgement)
    _screen(order, judgement, by)
    judgement = lapse(order, judgement)
    _price(order, judgement, by)
    return judgement


def region_of(judgement: judging.Judgement) -> Region | None:
    """The region that collects; None while the place is not known or belongs to no region."""
    row, known = judgement.pickup.row, judgement.order.ticket.region
    if row is None or not row.region:
        return None
    if known is not None and known.key == row.region:
        return known
    return staff.region(row.region)


def withdraw_acceptance(order: Order, by: Person | None) -> None:
    """The customer has not said yes to what the order now is."""
    if order.price_accepted_at is None:
        return
    order.price_accepted_at = order.accepted_total = None
    ticking.untick(order, ticking.PRICE_ACCEPTED, by)


def quote_stored(judgement: judging.Judgement) -> dict[str, Any]:
    """The price as the order keeps it, with what the customer is told of the transit time."""
    if judgement.quote is None:
        return {}
    lane = judgement.journey.lane if judgement.journey else None
    return {
        **judgement.quote.stored(),
        "transit": lane.label if lane else "",
        "km": lane.km if lane else None,
    }


def place(order: Order, judgement: judging.Judgement) -> None:
    """Keep the zones and the short names of both ends."""
    pickup, delivery = judgement.pickup.row, judgement.delivery.row
    order.pickup_zone = pickup.zone if pickup else ""
    order.delivery_zone = delivery.zone if delivery else ""
    order.origin = places.short(order.pickup_address, pickup)
    order.destination = places.short(order.delivery_address, delivery)


def _screen(order: Order, judgement: judging.Judgement, by: Person | None) -> None:
    was = order.screening.get("verdict")
    screening = judgement.screening
    order.screening = screening.stored(judgement.tables.versions["goods"]) if order.goods_name else {}
    if screening.verdict is Verdict.REJECT and was != Verdict.REJECT:
        goods = [hit.row.name for hit in screening.hits]
        holding.record("goods_refused", order, by=by, goods=goods, version=order.screening["version"])


def lapse(order: Order, judgement: judging.Judgement) -> judging.Judgement:
    """Take a discount back that was asked or granted on more freight than there is now, or that goes below
    the lane's minimum as it is now and did not before, and judge anew.
    """
    if order.discount_state not in (Discount.ASKED, Discount.GRANTED):
        return judgement
    full, base = judgement.full_quote, order.discount_base or 0
    if full is not None and discounts.stands(order.discount, base, full.freight):
        before = order.quote.get("freight", base), order.quote.get("minimum", 0)
        if discounts.is_below(order.discount, *before) or not discounts.is_below(
            order.discount, full.freight, full.minimum
        ):
            return judgement
    if order.discount_state == Discount.ASKED:
        withdraw_question(order)
    order.discount_state = Discount.LAPSED
    return judging.Judgement(order, judgement.tables, judgement.now)


def drop_question(order: Order) -> None:
    """The order ends: a discount that is still asked for is not any more; the caller saves it."""
    if order.discount_state == Discount.ASKED:
        withdraw_question(order)
        order.discount_state = Discount.LAPSED


def withdraw_question(order: Order) -> None:
    """Take back the open question about a discount, in the system's name."""
    for approval in asked.of_ticket(order.ticket):
        if approval.state == Approval.State.ASKED and approval.figures.get("about") == "discount":
            approvals.withdraw(approval, by=None)


def _price(order: Order, judgement: judging.Judgement, by: Person | None) -> None:
    quote = judgement.quote
    order.quote = quote_stored(judgement)
    order.quoted_total = quote.total if quote else None
    if quote is None or order.accepted_total != quote.total:
        withdraw_acceptance(order, by)
