"""The order operations. Each is one call into the domain, in one transaction, at most once per Idempotency-Key."""

from typing import Any

from django.http import HttpRequest
from ninja import Body, Router

from yinuo.api.auth import needs, person_of
from yinuo.api.once import once
from yinuo.api.orders import shape
from yinuo.api.orders.schema import (
    AcceptanceIn,
    CancellationIn,
    ConfirmationIn,
    DeliveryIn,
    DispatchIn,
    DraftIn,
    OrderOut,
    PickupIn,
)
from yinuo.orders import actions, queries
from yinuo.orders.models import Order
from yinuo.orders.queries import asking, readying
from yinuo.staff import queries as staff
from yinuo.staff.models import Person

router = Router()
READ, WRITE = "orders:read", "orders:write"
NOTHING: Any = Body(default_factory=dict)


def _order(request: HttpRequest, ref: str) -> Order:
    return queries.order(person_of(request), ref)


def _person(number: str) -> Person | None:
    return staff.person_by_number(number) if number else None


def _to_read_back(order: Order) -> list[str]:
    asked = asking.elements(order, queries.playbook_of(order.ticket))
    return [element.key for element in readying.unread(order, asked)]


@router.post("", response={201: OrderOut}, summary="Open a draft")
@needs(WRITE)
@once(201)
def open_draft(request: HttpRequest, body: DraftIn) -> Any:
    """Open a draft order; elements that cannot be read are refused, each at its field."""
    order = actions.open_draft(
        by=person_of(request), channel=body.channel, phone=body.caller, typed=body.typed(), strict=True
    )
    return shape.order(order)


@router.get("/{ref}", response=OrderOut, summary="Read an order")
@needs(READ)
def read(request: HttpRequest, ref: str) -> Any:
    """An order by ref or number."""
    return shape.order(_order(request, ref))


@router.post("/{ref}/confirmation", response=OrderOut, summary="Confirm")
@needs(WRITE)
@once()
def confirm(request: HttpRequest, ref: str, body: ConfirmationIn = NOTHING) -> Any:
    """Confirm a draft: goods screened, items read back, the price accepted. Gives it its number."""
    by = person_of(request)
    order = _order(request, ref)
    if body.screening:
        answers = {key: "yes" if said else "no" for key, said in body.screening.items()}
        order = actions.answer_screening(order=order, answers=answers, by=by)
    if body.read_back:
        keys = _to_read_back(order) if body.read_back is True else body.read_back
        order = actions.read_back(order=order, keys=keys, by=by)
    if body.accepted_total is not None:
        order = actions.accept_price(order=order, total=body.accepted_total, by=by)
    return shape.order(actions.confirm(order=order, by=by))


@router.post("/{ref}/dispatch", response=OrderOut, summary="Dispatch")
@needs(WRITE)
@once()
def dispatch(request: HttpRequest, ref: str, body: DispatchIn = NOTHING) -> Any:
    """Send the slip to the region's receiver, or to another one with a reason."""
    order = actions.dispatch(
        order=_order(request, ref),
        by=person_of(request),
        to=_person(body.receiver),
        reason=body.reason,
        note=body.note,
    )
    return shape.order(order)


@router.post("/{ref}/acceptance", response=OrderOut, summary="Accept")
@needs(WRITE)
@once()
def accept(request: HttpRequest, ref: str, body: AcceptanceIn = NOTHING) -> Any:
    """The driver takes the order."""
    order = _order(request, ref)
    return shape.order(actions.accept(order=order, by=person_of(request), driver=_person(body.driver)))


@router.post("/{ref}/pickup", response=OrderOut, summary="Pick up")
@needs(WRITE)
@once()
def pick_up(request: HttpRequest, ref: str, body: PickupIn = NOTHING) -> Any:
    """The goods are on the vehicle."""
    order = _order(request, ref)
    return shape.order(actions.pick_up(order=order, by=person_of(request), **body.model_dump()))


@router.post("/{ref}/delivery", response=OrderOut, summary="Deliver")
@needs(WRITE)
@once()
def deliver(request: HttpRequest, ref: str, body: DeliveryIn = NOTHING) -> Any:
    """The goods are with the consignee; the freight that was collected with it."""
    by = person_of(request)
    order = actions.deliver(order=_order(request, ref), by=by, signed_by=body.signed_by)
    if body.freight_collected:
        order = actions.collect_freight(order=order, amount=body.freight_collected, by=by)
    return shape.order(order)


@router.post("/{ref}/cancellation", response=OrderOut, summary="Cancel")
@needs(WRITE)
@once()
def cancel(request: HttpRequest, ref: str, body: CancellationIn) -> Any:
    """The customer no longer wants it; the driver is told."""
    return shape.order(actions.cancel(order=_order(request, ref), by=person_of(request), **body.model_dump()))

