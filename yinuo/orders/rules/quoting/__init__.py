"""What carrying the goods costs: every fen explained, the sum of the parts is the total (R056, R060, R061).

Freight is the greater of weight and volume price and at least the lane's minimum, by the customer's agreement
or by everybody's price; then the charges at both ends and the services; then the discount, as a line of its
own below zero.
"""

from yinuo.orders.rules.quoting.agreed import State, Terms, standing, terms
from yinuo.orders.rules.quoting.charges import applying, fee_lines, service_lines
from yinuo.orders.rules.quoting.freight import freight, tariff_for
from yinuo.orders.rules.quoting.parts import (
    FEES,
    FREIGHT,
    Because,
    Goods,
    Line,
    Prices,
    Quote,
    Unit,
)
from yinuo.orders.rules.quoting.quoting import quote

__all__ = [
    "FEES",
    "FREIGHT",
    "Because",
    "Goods",
    "Line",
    "Prices",
    "Quote",
    "State",
    "Terms",
    "Unit",
    "applying",
    "fee_lines",
    "freight",
    "quote",
    "service_lines",
    "standing",
    "tariff_for",
    "terms",
]
