"""The order operations. Each is one act of the domain, in one transaction, once per Idempotency-Key."""

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Body, Router

from yinuo.api import answers
from yinuo.api.auth import needs, person_of
from yinuo.api.once import once
from yinuo.api.orders import confirming, saying, shape
from yinuo.api.orders.schema import (
    AcceptanceIn,
    CancellationIn,
    ConfirmationIn,
    DeliveryIn,
    DispatchIn,
    DraftIn,
    PickupIn,
    RecountIn,
    TextIn,
    UnderstoodOut,
)
from yinuo.api.orders.shape import OrderOut
from yinuo.core.errors import Invalid, NotFound, NotPermitted, fault
from yinuo.orders import actions, may, queries
from yinuo.orders.models import Order
from yinuo.playbooks import queries as playbooks
from yinuo.staff import queries as staff
from yinuo.staff.models import Person
from yinuo.tickets.models import Channel

router = Router()
READ, WRITE = "orders:read", "orders:write"


def _order(request: HttpRequest, ref: str) -> Order:
    return queries.order(person_of(request), ref)


def _held(request: HttpRequest, ref: str) -> Order:
    """The order that a request acts on, held until its transaction ends."""
    return actions.find(ref, by=person_of(request))


def _person(field: str, number: str) -> Person | None:
    if not number.strip():
        return None
    try:
        return staff.person_by_number(number)
    except NotFound as unknown:
        raise Invalid(fault(field, unknown.code, **unknown.params)) from None


@router.post("", response={201: OrderOut}, summary="Open a draft", operation_id="open_draft")
@needs(WRITE)
@once(OrderOut, 201)
def open_draft(request: HttpRequest, body: Annotated[DraftIn, Body(default_factory=DraftIn)]) -> Any:
    """Open a draft order. An element that cannot be read, or that nobody asks, is refused at its name."""
    by = person_of(request)
    said = saying.sayings(body, playbooks.current())
    channel = saying.key_of("channel", body.channel, dict(Channel.choices))
    try:
        order = actions.open_draft(by=by, channel=channel, phone=body.caller, typed=said.texts, strict=True)
    except Invalid as error:
        raise saying.renamed(error, {**said.names, "phone": "caller"}) from None
    if body.text:
        order = actions.fill_from_text(order=order, text=body.text, by=by).order
    return shape.order(order, by)


@router.post(
    "/understanding", response=UnderstoodOut, summary="Understand a text", operation_id="understand_text"
)
@needs(WRITE)
def understand(request: HttpRequest, body: TextIn) -> HttpResponse:
    """What a customer's text says of an order; nothing is written down.

    Send it as `text` of a draft to fill one.
    """
    if not may.take_orders(person_of(request)):
        raise NotPermitted("not_permitted")
    return answers.answer(UnderstoodOut, queries.record(body.text))


@router.get("/{ref}", response=OrderOut, summary="Read an order", operation_id="read_order")
@needs(READ)
def read(request: HttpRequest, ref: str) -> HttpResponse:
    """An order by ref or number."""
    row = shape.order(_order(request, ref), person_of(request), is_opened=True)
    return answers.answer(OrderOut, row)


@router.post("/{ref}/confirmation", response=OrderOut, summary="Confirm", operation_id="confirm_order")
@needs(WRITE)
@once(OrderOut)
def confirm(
    request: HttpRequest, ref: str, body: Annotated[ConfirmationIn, Body(default_factory=ConfirmationIn)]
) -> Any:
    """Confirm a draft: goods screened, items read back, the price accepted. Gives it its number.

    All or nothing: where something is missing, nothing of the request is kept, and `errors` lists all of it.
    Goods that may not be carried are never confirmed (`goods_prohibited`).
    """
    by = person_of(request)
    return shape.order(confirming.confirm(_held(request, ref), body, by), by)


@router.post("/{ref}/dispatch", response=OrderOut, summary="Dispatch", operation_id="dispatch_order")
@needs(WRITE)
@once(OrderOut)
def dispatch(
    request: HttpRequest, ref: str, body: Annotated[DispatchIn, Body(default_factory=DispatchIn)]
) -> Any:
    """Send the slip to the region's receiver, or to another one with a reason. It leaves by the outbox."""
    by, order = person_of(request), _held(request, ref)
    reason = saying.reason_key(queries.playbook_of(order.ticket), "choose_other_receiver", body.reason)
    sent = actions.dispatch(
        order=order,
        by=by,
        to=_person("receiver", body.receiver),
        reason=reason,
        note=body.note,
        replaces=_person("replaces", body.replaces),
        in_parts=body.in_parts,
        leave_out=body.leave_out,
    )
    return shape.order(sent, by)


@router.post("/{ref}/acceptance", response=OrderOut, summary="Accept", operation_id="accept_order")
@needs(WRITE)
@once(OrderOut)
def accept(
    request: HttpRequest, ref: str, body: Annotated[AcceptanceIn, Body(default_factory=AcceptanceIn)]
) -> Any:
    """The receiver takes the order; a dispatcher names who will drive."""
    by, order = person_of(request), _held(request, ref)
    return shape.order(actions.accept(order=order, by=by, driver=_person("driver", body.driver)), by)


@router.post("/{ref}/pickup", response=OrderOut, summary="Pick up", operation_id="pick_up_order")
@needs(WRITE)
@once(OrderOut)
def pick_up(request: HttpRequest, ref: str, body: Annotated[PickupIn, Body(default_factory=PickupIn)]) -> Any:
    """The goods are on the vehicle."""
    by, order = person_of(request), _held(request, ref)
    picked = actions.pick_up(order=order, by=by, **_counted(body), waybill=body.waybill, note=body.note)
    return shape.order(picked, by)


@router.post("/{ref}/recount", response=OrderOut, summary="Settle a recount", operation_id="recount_order")
@needs(WRITE)
@once(OrderOut)
def recount(
    request: HttpRequest, ref: str, body: Annotated[RecountIn, Body(default_factory=RecountIn)]
) -> Any:
    """Other goods were counted at the door than were ordered: the price follows, more only with a yes."""
    by, order = person_of(request), _held(request, ref)
    if body.is_refused:
        refused = actions.refuse_recount(order=order, by=by, refused_by=body.refused_by, note=body.note)
        return shape.order(refused, by)
    done = actions.recount(
        order=order,
        by=by,
        **_counted(body),
        accepted_total=body.accepted_total,
        accepted_by=body.accepted_by,
        note=body.note,
    )
    return shape.order(done, by)


def _counted(body: PickupIn | RecountIn) -> dict[str, Any]:
    """What was counted, weighed and measured."""
    return {
        "pieces": saying.read_one("pieces", "pieces", body.pieces),
        "weight_g": saying.read_one("weight", "weight", body.weight),
        "volume_cm3": saying.read_one("volume", "volume", body.volume),
    }


@router.post("/{ref}/delivery", response=OrderOut, summary="Deliver", operation_id="deliver_order")
@needs(WRITE)
@once(OrderOut)
def deliver(
    request: HttpRequest, ref: str, body: Annotated[DeliveryIn, Body(default_factory=DeliveryIn)]
) -> Any:
    """The goods are with the consignee, and so much of the freight has been collected by now.

    Said again it changes nothing; said with more for an order that is delivered, the rest is noted.
    """
    by, order = person_of(request), _held(request, ref)
    order = actions.deliver(order=order, by=by, signed_by=body.signed_by)
    paid = body.freight_collected
    if paid is not None and paid != order.freight_collected:
        try:
            order = actions.collect_freight(order=order, amount=paid - order.freight_collected, by=by)
        except Invalid as error:
            raise saying.renamed(error, {"amount": "freight_collected"}) from None
    return shape.order(order, by)


@router.post("/{ref}/cancellation", response=OrderOut, summary="Cancel", operation_id="cancel_order")
@needs(WRITE)
@once(OrderOut)
def cancel(
    request: HttpRequest, ref: str, body: Annotated[CancellationIn, Body(default_factory=CancellationIn)]
) -> Any:
    """The customer does not want it any more; whoever has the slip is told. A draft ends, its origin kept."""
    by, order = person_of(request), _held(request, ref)
    is_draft = order.ticket.is_draft
    reason = saying.reason_key(
        queries.playbook_of(order.ticket), "not_shipped" if is_draft else "cancel", body.reason
    )
    if is_draft:
        return shape.order(actions.keep_origin(order=order, reason=reason, note=body.note, by=by), by)
    return shape.order(
        actions.cancel(order=order, reason=reason, asked_by=body.asked_by, note=body.note, by=by), by
    )
