"""What every verb begins and ends with: the row held, the right asked, the stage moved, the queue told."""

from collections.abc import Mapping
from typing import Any, Final

from yinuo.core import db, events
from yinuo.core.errors import NotNow, NotPermitted
from yinuo.core.models import Event
from yinuo.orders import may
from yinuo.orders.models import Order, Stage
from yinuo.orders.queries import driving, loading
from yinuo.orders.rules import stages, wording
from yinuo.orders.rules.reading import people
from yinuo.staff.models import Person, Role
from yinuo.tickets import actions as tickets
from yinuo.tickets.models import Ticket

_ROW: Final[db.Prepared[int]] = db.Prepared(
    lambda pk: Ticket.objects.select_for_update(no_key=True).filter(pk=pk).values_list("pk", flat=True)
)


def hold(order: Order) -> Order:
    """The order as it stands now, its ticket's row held until the transaction ends. Raises NotFound.

    Within a unit of work it is read once: every verb gets the same object.
    """
    known = tickets.held(order.pk)
    if known is not None and Ticket.order.is_cached(known):
        return known.order
    if known is None:
        _ROW.all(order.pk)
    return _loaded(order.pk)


def find(ref: str, *, by: Person) -> Order:
    """The order with this ref or number, held from the start: for a door that finds it and acts in one unit.

    Raises NotFound, also for what they may not see.
    """
    return _loaded(tickets.hold_named(ref, by=by))


def _loaded(pk: int) -> Order:
    """The order of a ticket whose row is held."""
    found = loading.fresh(pk)
    (found.ticket,) = tickets.adopt([found.ticket])
    return found


def held_by(order: Order, by: Person) -> Order:
    """The order held, for somebody who may say how far it is.

    A driver who has it no more, perhaps since before the phone had a network again, hears who has it. Raises
    NotPermitted, NotNow("job_taken_away"), NotNow("job_taken_back").
    """
    if not may.carry(by, order) and by.role != Role.DRIVER:
        raise NotPermitted("not_permitted")
    held = hold(order)
    if may.carry(by, held):
        return held
    refusal = driving.taken_away(held, by) if by.is_active else None
    raise refusal if isinstance(refusal, NotNow) else NotPermitted("not_permitted")


def keep(order: Order) -> None:
    """Write what changed of a held order, at the latest when the transaction ends; a new one at once."""
    if order._state.adding:
        order.as_loaded = {}
        order.changed_fields()
        db.insert(order)
    elif names := order.changed_fields():
        db.write(order, *names)


def record(
    verb: str,
    order: Order,
    *,
    by: Person | None,
    detail: Mapping[str, Any] | None = None,
    **data: Any,
) -> Event:
    """Write the event order.`verb`; the data carry keys and ids only, what may be
    personal goes to `detail`.
    """
    return events.record(f"order.{verb}", subject=order, ticket=order.ticket, by=by, data=data, detail=detail)


def require_stage(order: Order, *allowed: Stage) -> None:
    """Raises NotNow("order_not_in_stage") with the present stage and what is possible from it."""
    if Stage(order.ticket.stage) not in allowed:
        raise not_now(order)


def not_now(order: Order) -> NotNow:
    """The refusal by state: where the order is, and where it can go from there."""
    stage = Stage(order.ticket.stage)
    possible = "、".join(str(step.label) for step in stages.possible(stage))
    return NotNow("order_not_in_stage", stage=stage.label, possible=possible or "—")


def move(order: Order, to: Stage, by: Person | None, *, closes: bool = False, abandons: bool = False) -> None:
    """Move the order to another stage; `abandons` when what the stage asks for need not be done any more.

    Raises NotNow("order_not_in_stage"), NotNow("musts_missing").
    """
    if not stages.can_move(order.ticket.stage, to):
        raise not_now(order)
    tickets.leave_stage(ticket=order.ticket, to=to, by=by, closes=closes, abandons=abandons)
    attach(order)


def headline(order: Order) -> str:
    """What the queue shows of the order: 汽配 15件 汽配城→火车站."""
    way = "→".join(place for place in (order.origin, order.destination) if place)
    parts = (order.goods_name, wording.pieces(order.pieces), way)
    return " ".join(part for part in parts if part)


def describe(order: Order, **columns: Any) -> None:
    """Tell the queue what an order's row shows."""
    customer = columns.get("customer", order.ticket.customer)
    is_named = customer is not None and (customer.name or customer.address_as or customer.company)
    name = customer.display if customer and is_named else people.spoken(order.shipper_name)
    tickets.describe(order.ticket, headline=headline(order), customer_name=name, **columns)


def make_findable(order: Order) -> None:
    """Let searches find the order by names, goods, addresses and phones (each part of two characters or
    more).
    """
    tickets.index_ticket(order.ticket, texts=_texts(order), phones=_phones(order))


def publish(order: Order, by: Person | None) -> None:
    """Put a draft into the queue, found from now on like any order."""
    tickets.publish_draft(order.ticket, by=by, texts=_texts(order), phones=_phones(order))


def _texts(order: Order) -> tuple[str, ...]:
    customer = order.ticket.customer
    return (
        order.shipper_name,
        order.consignee_name,
        order.goods_name,
        order.pickup_address,
        order.delivery_address,
        customer.company if customer else "",
    )


def _phones(order: Order) -> list[str]:
    numbers = (order.pickup_phone, order.consignee_phone, order.caller_phone)
    return list(dict.fromkeys(number for number in numbers if number))


def attach(order: Order) -> None:
    """Let whoever gets the ticket of a held order get this very order with it: nobody reads it again."""
    Order._meta.get_field("ticket").remote_field.set_cached_value(order.ticket, order)
