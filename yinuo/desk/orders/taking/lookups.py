"""What is found while typing: who rings, and the places a customer usually sends from or to."""

import json
from typing import Any

from django.http import Http404, HttpResponse

from yinuo.core import phones
from yinuo.core.errors import NotFound
from yinuo.customers import queries as customers
from yinuo.customers.models import Customer, CustomerAddress
from yinuo.desk.access import DeskRequest, only
from yinuo.orders import may
from yinuo.orders import queries as orders
from yinuo.ui import regions

LONGEST = 60
FILLED = {
    CustomerAddress.Use.PICKUP: ("pickup_address", "shipper_name", "pickup_phone"),
    CustomerAddress.Use.DELIVERY: ("delivery_address", "consignee_name", "consignee_phone"),
}


@only(may.take_orders)
def callers(request: DeskRequest) -> HttpResponse:
    """Who a number belongs to; picking them fills what is known and still empty."""
    typed = request.GET.get("q", "")[:LONGEST]
    try:
        found = orders.caller(typed, request.user)
    except phones.PhoneError:
        return regions.render(request, "desk/orders/_callers.html", {"found": None})
    options = [(one, _fill(found.customer, one)) for one in _places(found.customer)] if found.customer else []
    context = {"found": found, "options": options}
    return regions.render(request, "desk/orders/_callers.html", context)


def _places(customer: Customer) -> list[CustomerAddress | None]:
    usual = list(customers.usual_addresses(customer, CustomerAddress.Use.PICKUP))
    return [*usual] or [None]


def _fill(customer: Customer, place: CustomerAddress | None) -> str:
    """The fields of the form that the choice fills, where they are empty."""
    name = (place.contact if place else "") or customer.address_as or customer.name
    values = {"shipper_name": name, "pickup_address": place.text if place else ""}
    return json.dumps({key: value for key, value in values.items() if value}, ensure_ascii=False)


@only(may.take_orders)
def addresses(request: DeskRequest, use: str) -> HttpResponse:
    """The usual places of a customer that have the typed words in them."""
    if use.upper() not in CustomerAddress.Use.values:
        raise Http404
    where, typed = CustomerAddress.Use(use.upper()), request.GET.get("q", "").strip()[:LONGEST]
    try:
        customer = customers.customer(request.GET.get("of", "").replace("\0", ""), person=request.user)
    except NotFound:
        return regions.render(request, "desk/orders/_addresses.html", {"options": []})
    usual = [one for one in customers.usual_addresses(customer, where) if typed in one.text]
    context: dict[str, Any] = {"options": [(one, _fill_from(where, one)) for one in usual], "use": use}
    return regions.render(request, "desk/orders/_addresses.html", context)


def _fill_from(where: CustomerAddress.Use, one: CustomerAddress) -> str:
    _address, name, phone = FILLED[where]
    return json.dumps(
        {key: said for key, said in ((name, one.contact), (phone, one.phone)) if said}, ensure_ascii=False
    )
