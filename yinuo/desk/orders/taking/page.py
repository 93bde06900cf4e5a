"""Opening the order form: a blank sheet, or a draft that was begun."""

from django.http import HttpResponse
from django.shortcuts import redirect

from yinuo.core import phones
from yinuo.core.errors import NotFound, NotPermitted
from yinuo.customers import queries as customers
from yinuo.desk.access import DeskRequest, only, signed_in
from yinuo.desk.orders.taking import sheet
from yinuo.orders import may
from yinuo.orders import queries as orders
from yinuo.orders.models import Stage
from yinuo.staff import queries as staff
from yinuo.tickets import actions as tickets
from yinuo.ui import regions

TEMPLATE = "desk/orders/form.html"
REGIONS = ("order",)


@only(may.take_orders)
def new(request: DeskRequest) -> HttpResponse:
    """A blank sheet, for the number that rings (`?phone=`) or a known customer (`?customer=`)."""
    phone, customer = number(request.GET.get("phone", "")), None
    if ref := request.GET.get("customer", "").replace("\0", ""):
        try:
            customer = customers.customer(ref, person=request.user)
        except NotFound:
            customer = None
    elif phone:
        customer = customers.by_phone(phone)
    if customer and not phone:
        phone = next((one.digits for one in customer.phones.all()), "")
    order = sheet.blank(request.user, phone=phone, customer=customer)
    return regions.render(request, TEMPLATE, sheet.context(order, request.user), regions=REGIONS)


def number(typed: str) -> str:
    """The number that rings in the form that is stored; empty for what is no number."""
    try:
        return phones.parse(typed, area=staff.company().area_code).digits
    except phones.PhoneError:
        return ""


@signed_in
def edit(request: DeskRequest, ref: str) -> HttpResponse:
    """A draft as it stands; one that became an order, or ended, is read on its ticket's page."""
    if ref == sheet.NEW:  # a blank sheet that asks for itself again has nothing to learn
        return regions.done(request) if regions.asked(request) else redirect("order-new")
    order = orders.order(request.user, ref)
    if order.ticket.stage != Stage.DRAFT or order.ticket.closed_at:
        if regions.asked(request) in REGIONS:
            return regions.render(request, TEMPLATE, sheet.finished(order), regions=REGIONS)
        return redirect("ticket", ref=order.ticket.ref)
    if not may.take(request.user, order):
        raise NotPermitted("not_permitted")
    tickets.see_personal(order.ticket, by=request.user)
    return regions.render(request, TEMPLATE, sheet.context(order, request.user), regions=REGIONS)
