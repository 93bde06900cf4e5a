"""What becomes of drafts: the last order once more, or a call that led to no order (R047)."""

from datetime import timedelta
from typing import Final

from yinuo.core import clock, db
from yinuo.core.errors import NotNow, NotPermitted
from yinuo.customers.models import Customer
from yinuo.orders import may
from yinuo.orders.actions import confirming, drafting, holding, reckoning
from yinuo.orders.models import Order, Stage
from yinuo.orders.queries import asking, callers
from yinuo.playbooks.rules.reasons import Reason, reason_of
from yinuo.staff.models import Person
from yinuo.tickets import actions as tickets

NOT_SHIPPED: Final = "not_shipped"
KEPT_FOR: Final = timedelta(days=365)
"""How long the personal part of a call without an order is kept: for the origin report, then forgotten."""

_REPEATED: Final = [
    "shipper_name",
    "pickup_phone",
    "pickup_address",
    "pickup_place",
    "consignee_name",
    "consignee_phone",
    "delivery_address",
    "delivery_place",
    "goods_name",
    "pieces",
    "weight_g",
    "volume_cm3",
    "packing",
    "payment",
    "delivery_needs",
]
_PERSONAL: Final = [
    "caller_phone",
    "shipper_name",
    "pickup_phone",
    "pickup_address",
    "consignee_name",
    "consignee_phone",
    "delivery_address",
    "reminder",
    "delivery_needs",
    "ended_note",
]
_STEP: Final = 100


def repeat_last_order(*, customer: Customer, by: Person, form_key: str | None = None) -> Order:
    """A new draft with the answers of the customer's last order; times, fees and price are asked anew.

    A used `form_key` returns the first. Raises NotPermitted, NotNow("no_last_order").
    """
    last = callers.last_order(customer, by)
    if last is None:
        raise NotNow("no_last_order", customer=customer.display)
    with db.transaction():
        order = drafting.open_draft(by=by, customer=customer, form_key=form_key)
        if order.goods_name:
            return order
        for column in _REPEATED:
            setattr(order, column, getattr(last, column))
        judgement = reckoning.refresh(order, by)
        holding.keep(order)
        holding.describe(order, region=reckoning.region_of(judgement), version=order.ticket.version)
        tickets.link(order.ticket, other=last.ticket, kind="repeats", by=by)
    return order


def keep_origin(*, order: Order, reason: str, by: Person, note: str = "") -> Order:
    """End a draft that did not become an order and keep where goods would have come from (R047).

    `reason` is one of the playbook's `not_shipped`. The personal part is kept for a year, then forgotten
    (`forget_origins`). The same again by the same person returns the first. Records order.origin_kept
    {reason}. Raises NotPermitted, Invalid, NotNow("order_is_no_draft").
    """
    if not may.take(by, order):
        raise NotPermitted("not_permitted")
    with db.transaction():
        held = holding.hold(order)
        if held.ticket.stage == Stage.VOIDED and held.ticket.is_draft and held.ended_by_id == by.pk:
            return held
        held = drafting.hold_draft(held)
        why = reason_of(asking.playbook_of(held.ticket), NOT_SHIPPED, reason, note)
        confirming.know_customer(held, by)
        _end(held, why, by)
    return held


def _end(order: Order, why: Reason, by: Person) -> None:
    order.ended_reason, order.ended_note, order.ended_by = why.key, why.note, by
    order.keep_until = clock.today() + KEPT_FOR
    reckoning.withdraw_acceptance(order, by)
    holding.keep(order)
    holding.move(order, Stage.VOIDED, by, closes=True, abandons=True)
    holding.describe(order)
    holding.make_findable(order)
    holding.record(
        "origin_kept", order, by=by, reason=why.key, detail={"note": why.note} if why.note else None
    )


def forget_origins(*, limit: int = _STEP) -> int:
    """Forget the personal part of calls without an order whose time is up (R047); zones and goods stay.

    One step of the worker; returns how many were forgotten.
    """
    due = Order.objects.filter(keep_until__lt=clock.today()).order_by("keep_until", "pk")
    pks = list(due.values_list("pk", flat=True)[:limit])
    return db.each_alone(pks, lambda pk: _forget(holding.hold(Order(pk=pk))))


def _forget(order: Order) -> None:
    for column in _PERSONAL:
        setattr(order, column, "")
    order.keep_until, order.read_back, order.goods_answers = None, {}, {}
    holding.keep(order)
    tickets.describe(order.ticket, customer=None, answers={})
    holding.describe(order)
    holding.make_findable(order)
    tickets.forget_words(ticket=order.ticket)
    holding.record("origin_forgotten", order, by=None)
