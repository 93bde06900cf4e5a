"""A slip that did not leave at the first try is not tried again for an order that has moved on."""

from contextlib import suppress

from yinuo.core.errors import NotNow
from yinuo.core.events import Deed
from yinuo.messaging import actions as messaging
from yinuo.messaging.models import Notice
from yinuo.orders.actions import holding
from yinuo.orders.models import Order
from yinuo.orders.queries import slips
from yinuo.tickets.models import Kind


def slip_waits(deed: Deed) -> None:
    """Wired to notice.failed: take the slip, or its copy, back when nobody should get it any more (R063).

    While a worker is sending it, it cannot be withdrawn: who cancelled the order or sent another slip in that
    moment left it to this. Records notice.withdrawn.
    """
    notice: Notice = deed.subject
    if deed.ticket is None or deed.ticket.kind != Kind.ORDER or notice.key not in slips.keys(deed.ticket):
        return
    held = holding.hold(Order(pk=notice.ticket_id))
    if not slips.is_current(held, notice):
        with suppress(NotNow):
            messaging.withdraw(notice, by=None)
