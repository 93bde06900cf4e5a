"""What becomes of drafts: the last order once more, or a call that led to no order (R047)."""

from datetime import datetime, timedelta
from typing import Final

from django.db.models import QuerySet

from yinuo.core import clock, db, keeping
from yinuo.core.errors import NotNow, NotPermitted
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
    "pickup_place",
    "delivery_place",
    "shipper_name",
    "pickup_phone",
    "pickup_address",
    "consignee_name",
    "consignee_phone",
    "delivery_address",
    "goods_name",
    "pieces",
    "weight_g",
    "volume_cm3",
    "packing",
    "payment",
    "delivery_needs",
]
_BESIDE: Final = {"pickup_place": "pickup_address", "delivery_place": "delivery_address"}
"""A place was chosen for its address; it goes along only with that one."""
_STEP: Final = 100


def repeat_last_order(*, order: Order, by: Person) -> Order:
    """Fill what is still blank in a draft with the answers of the customer's last order; times, fees and
    price are asked anew.

    Raises NotPermitted, NotNow: order_is_no_draft, no_last_order.
    """
    if not may.take(by, order):
        raise NotPermitted("not_permitted")
    with db.transaction():
        held = drafting.hold_draft(order)
        customer = held.ticket.customer
        last = callers.last_order(customer, by) if customer else None
        if last is None:
            raise NotNow("no_last_order", customer=customer.display if customer else "")
        for column in [column for column in _REPEATED if not getattr(held, _BESIDE.get(column, column))]:
            setattr(held, column, getattr(last, column))
        judgement = reckoning.refresh(held, by)
        holding.keep(held)
        holding.describe(held, region=reckoning.region_of(judgement), version=held.ticket.version)
        tickets.link(held.ticket, other=last.ticket, kind="repeats", by=by)
    return held


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
    reckoning.drop_question(order)
    holding.keep(order)
    holding.move(order, Stage.VOIDED, by, closes=True, abandons=True)
    holding.describe(order)
    holding.make_findable(order)
    holding.record(
        "origin_kept", order, by=by, reason=why.key, detail={"note": why.note} if why.note else None
    )


def origins_to_forget(before: datetime) -> QuerySet[Order]:
    """Calls that led to no order and were ended before a moment, without those that are held."""
    ended = clock.local(before).date() + KEPT_FOR
    found = Order.objects.filter(keep_until__lt=ended).exclude(keeping.any_held("ticket", "pk"))
    return found.exclude(keeping.any_held("customer", "ticket__customer_id")).order_by("keep_until", "pk")


def forget_origins(*, limit: int = _STEP) -> int:
    """Forget the personal part of calls without an order whose year is over (R047); zones and goods stay.

    One step of the worker; returns how many were forgotten.
    """
    due = origins_to_forget(clock.now() - KEPT_FOR)
    return db.each_alone(list(due.values_list("pk", flat=True)[:limit]), forget_origin)


def forget_origin(pk: int) -> None:
    """Forget the personal part of one call without an order. Records order.origin_forgotten."""
    with db.transaction():
        tickets.forget(pk)
        holding.record("origin_forgotten", holding.hold(Order(pk=pk)), by=None)
