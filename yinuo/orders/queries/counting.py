"""The price of what was really counted, by the very prices that were agreed (R029, R056, R058)."""

import dataclasses
from dataclasses import dataclass
from datetime import date

from yinuo.core import clock
from yinuo.orders.models import Discount, Order
from yinuo.orders.queries import judging
from yinuo.orders.rules import counting, discounts, quoting


@dataclass(frozen=True)
class Figured:
    """A count with its price and what is left of the discount; `needs_yes` when the customer never said yes
    to that much.
    """

    count: counting.Count
    quote: quoting.Quote
    discount: int
    base: int
    needs_yes: bool


def ordered(order: Order) -> counting.Count:
    """What was ordered."""
    return counting.Count(order.pieces, order.weight_g, order.volume_cm3)


def is_waiting(order: Order) -> bool:
    """Whether the customer still has to say yes or no to what was counted."""
    return bool(order.recount.get("state") == counting.State.WAITING)


def figure(
    order: Order,
    pieces: int | None = None,
    weight_g: int | None = None,
    volume_cm3: int | None = None,
) -> Figured | None:
    """What the counted goods cost by the tables, the day and the agreement of the agreed price, its discount
    never a larger share than was granted; None where there is no price to begin with.
    """
    count = counting.counted(ordered(order), pieces, weight_g, volume_cm3)
    zones, day = (order.pickup_zone, order.delivery_zone), _day(order)
    if not order.quote.get("versions") or day is None:
        return None
    judgement = judging.Judgement(order, judging.of_versions(order.quote["versions"]), clock.now())
    goods = dataclasses.replace(
        judgement.goods,
        pieces=count.pieces or 0,
        weight_g=count.weight_g or 0,
        volume_cm3=count.volume_cm3 or 0,
    )
    prices, agreement = judgement.tables.prices, order.quote.get("agreement", {}).get("name", "")
    full = quoting.quote(goods, prices, zones, day, agreement=agreement)
    if full is None:
        return None
    discount = _discount(order, full)
    quote = quoting.quote(goods, prices, zones, day, agreement=agreement, discount=discount)
    assert quote is not None
    return Figured(count, quote, discount, full.freight, quote.total > (order.accepted_total or 0))


def _day(order: Order) -> date | None:
    """The day whose prices were agreed."""
    if said := order.quote.get("day"):
        return date.fromisoformat(said)
    return clock.local(order.confirmed_at).date() if order.confirmed_at else None


def _discount(order: Order, full: quoting.Quote) -> int:
    if order.discount_state != Discount.GRANTED:
        return 0
    base = order.discount_base or 0
    was = order.quote.get("freight", base), order.quote.get("minimum", 0)
    was_below = discounts.is_below(order.discount, *was)
    return discounts.scaled(order.discount, base, full.freight, full.minimum, may_be_below=was_below)
