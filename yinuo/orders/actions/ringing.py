"""A customer rings the driver who is on the way (R285)."""

from datetime import timedelta
from typing import Final

from yinuo.core import db, events, throttling
from yinuo.core.errors import NotNow
from yinuo.core.throttling import Limit
from yinuo.customers.rules import Guest
from yinuo.orders import may
from yinuo.orders.models import Order

RINGING: Final = Limit("ring", 20, timedelta(hours=1))
"""How often the number of a driver is given away for one order."""


def ring_driver(*, order: Order, guest: Guest) -> str:
    """The driver's number, to be called at once; that it was given away is recorded.

    Only while the goods are this driver's job. Records order.driver_rung {driver}. Raises
    NotNow("driver_not_on_job"); TooMany("too_often") for the 21st time in an hour.
    """
    driver = order.driver
    if driver is None or not may.ring_driver(guest, order):
        raise NotNow("driver_not_on_job")
    this = throttling.who("order", order.ticket.ref)
    throttling.require(RINGING, this)
    throttling.note(RINGING, this)
    with db.transaction():
        events.record("order.driver_rung", subject=order, ticket=order.ticket, data={"driver": driver.pk})
    return driver.phone
