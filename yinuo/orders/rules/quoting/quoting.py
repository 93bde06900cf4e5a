"""The whole price: freight, charges, services, discount."""

from datetime import date

from yinuo.orders.rules.quoting import agreed, charges
from yinuo.orders.rules.quoting.freight import freight
from yinuo.orders.rules.quoting.parts import Goods, Line, Prices, Quote


def quote(
    goods: Goods,
    prices: Prices,
    zones: tuple[str, str],
    day: date,
    *,
    agreement: str = "",
    discount: int = 0,
) -> Quote | None:
    """The price of carrying `goods` between two zones on a day; None where the lane has no price.

    `agreement` is the customer's; `discount` in fen, already granted, never makes it less than nothing. The
    same goods by the same tables on the same day cost the same.
    """
    terms = agreed.terms(prices, *zones, day, agreement)
    if not terms.steps:
        return None
    lines = list(freight(goods, terms.steps))
    carried = sum(line.fen for line in lines)
    minimum = min(terms.steps[0].min_fen, carried)
    if off := agreed.line(terms, carried, minimum):
        lines.append(off)
    lines += charges.fee_lines(goods, prices.surcharges, day)
    lines += charges.service_lines(goods, prices.services, day)
    lines += charges.extra_lines(goods)
    if granted := min(discount, sum(line.fen for line in lines)):
        lines.append(Line("discount", "优惠", -granted))
    return Quote(tuple(lines), prices.versions, minimum, day, terms.stored())
