"""Orders as customers write them on their own page, and how far their review is."""

from typing import Any

from yinuo.core import refs
from yinuo.customers.rules import Guest
from yinuo.orders import queries
from yinuo.orders.actions import web
from yinuo.orders.models import Order
from yinuo.orders.rules import web as rules
from yinuo.staff.models import Person
from yinuo.tickets.models import Ticket

PHONE = "13800006621"
GUEST = Guest(phone=PHONE)
TYPED = {
    "shipper_name": "王建国",
    "pickup_phone": "138 0000 6621",
    "goods_name": "汽车配件",
    "pickup_address": "江宁汽配城B区12号",
    "consignee_name": "马先生",
    "consignee_phone": "025-84567788",
    "delivery_address": "南京站货场3号门",
    "packing": "纸箱",
    "pieces": "15",
    "volume": "2.2",
    "weight": "200",
    "payment": "到付",
}
"""R046: what the web form asks."""


def placed(*, guest: Guest = GUEST, **typed: Any) -> Order:
    """A web order as it comes in; name a field to say something else, or nothing."""
    said = {key: text for key, text in {**TYPED, **typed}.items() if text}
    return web.place(guest=guest, typed=said, form_key=refs.new(), notice_version=1)


def taken(by: Person, **typed: Any) -> Order:
    """A web order in somebody's hands."""
    return web.take_review(order=placed(**typed), by=by)


def checked(order: Order, by: Person) -> Order:
    """Its whole checklist holds."""
    for key in rules.CHECKS:
        order = web.check(order=order, key=key, ok=True, by=by)
    return order


def called(order: Order, by: Person, outcome: str = "AGREED", **said: Any) -> Order:
    """Its customer was called about it; the order as it stands then."""
    web.note_call(order=order, outcome=outcome, by=by, form_key=refs.new(), **said)
    return queries.of_ticket(Ticket.objects.get(pk=order.pk))


def reviewed(by: Person, **typed: Any) -> Order:
    """Taken, checked, and agreed on the telephone: it can be confirmed."""
    return called(checked(taken(by, **typed), by), by)
