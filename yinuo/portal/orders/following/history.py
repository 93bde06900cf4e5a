"""My orders: what was sent from or to the number that was proved."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from yinuo.core import clock
from yinuo.orders import may
from yinuo.orders.models import Order
from yinuo.orders.queries import web
from yinuo.orders.rules.stages import Stage
from yinuo.portal import frame, guests
from yinuo.portal.orders.following import changing, words
from yinuo.ui import moments


@dataclass(frozen=True)
class Row:
    """One order in the list."""

    ref: str
    number: str
    way: str
    goods: str
    state: str
    tone: str
    when: str
    is_sent: bool


@frame.page("GET")
def orders(request: HttpRequest) -> HttpResponse:
    """The newest first, by pages; who proved no number does so first."""
    guest = guests.guest_of(request)
    if not guest.phone:
        return changing.to_prove(request)
    after = request.GET.get("after")
    page, now = web.for_guest(guest, after), clock.now()
    here = reverse("portal-orders")
    context = {
        "rows": [_row(order, now, is_sent=may.guest_orders(guest, order)) for order in page.rows],
        "older": f"{here}?after={page.next_after}" if page.next_after else "",
        "newest": here if after else "",
    }
    return frame.render(request, "portal/following/orders.html", context)


def _row(order: Order, now: datetime, *, is_sent: bool) -> Row:
    ticket = order.ticket
    stage = Stage.DELIVERED if ticket.stage == Stage.CLOSED and order.delivered_at else ticket.stage
    state, tone, _saying = words.STAGES[stage]
    ends = (order.origin or order.pickup_zone, order.destination or order.delivery_zone)
    pieces = _("%(n)s 件") % {"n": order.pieces} if order.pieces else ""
    return Row(
        ref=ticket.ref,
        number=ticket.number or "",
        way=" → ".join(end for end in ends if end),
        goods=" ".join(part for part in (order.goods_name, pieces) if part),
        state=_(state),
        tone=tone,
        when=moments.short(order.confirmed_at or ticket.opened_at, now),
        is_sent=is_sent,
    )
