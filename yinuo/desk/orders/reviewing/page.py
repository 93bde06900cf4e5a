"""Opening the review of a web order."""

from typing import Final

from django.http import HttpResponse

from yinuo.core.errors import NotFound
from yinuo.desk.access import DeskRequest, signed_in
from yinuo.desk.orders.reviewing import sheet
from yinuo.orders import queries as orders
from yinuo.orders.models import Order, WebOrder
from yinuo.tickets import actions as tickets
from yinuo.ui import regions

TEMPLATE: Final = "desk/orders/review/page.html"
REGIONS: Final = ("review",)


@signed_in
def review(request: DeskRequest, ref: str) -> HttpResponse:
    """The review as it stands; of an order that is reviewed already, what became of it."""
    return shown(request, found(request, ref))


def found(request: DeskRequest, ref: str) -> Order:
    """The web order with this ref or number. Raises NotFound, also for an order that came another way."""
    order = orders.order(request.user, ref)
    if not WebOrder.objects.filter(pk=order.pk).exists():
        raise NotFound("not_found")
    return order


def shown(
    request: DeskRequest, order: Order, said: sheet.Said | None = None, *, status: int = 200
) -> HttpResponse:
    """The page, or its region, with what is to be said besides; that personal data was seen is recorded."""
    if sheet.is_over(order):
        return regions.render(
            request, TEMPLATE, sheet.finished(order, request.user), regions=REGIONS, status=status
        )
    context = sheet.context(order, request.user, said)
    if context["mine"]:
        tickets.see_personal(order.ticket, by=request.user)
    return regions.render(request, TEMPLATE, context, regions=REGIONS, status=status)
