"""Orders from one driver to another where several steps must be one: moved, swapped, handed on when a vehicle
breaks down or a driver goes on leave (R065–R069, R089).

Before the pick-up the slip and the promises begin anew, as whenever somebody is chosen (`dispatch`).
Goods on the road change vehicle: both drivers are told, the promises go on.
"""

from collections.abc import Collection, Iterable
from contextlib import suppress
from datetime import datetime
from typing import Final

from yinuo.core import clock, db, events
from yinuo.core.errors import Invalid, NotFound, NotNow, NotPermitted, fault
from yinuo.core.events import Deed
from yinuo.messaging import actions as messaging
from yinuo.orders import may
from yinuo.orders.actions import dispatching, holding, tracking
from yinuo.orders.models import Order
from yinuo.orders.queries import asking, receivers
from yinuo.orders.rules import stages
from yinuo.playbooks.rules.reasons import Reason, reason_of
from yinuo.staff import may as staff_may
from yinuo.staff import queries as staff
from yinuo.staff.models import Person, Role, Vehicle
from yinuo.tickets.models import Kind, Ticket

HANDED_ON: Final = "handed_on"
TAKE_OVER: Final = "take_over"
BROKEN: Final = "vehicle_broken"
ABSENT: Final = "absent"
LONGEST_REASON: Final = 100


def reassign(
    *,
    order: Order,
    to: Person,
    reason: str,
    by: Person,
    replaces: Person | None,
    note: str = "",
    in_parts: bool = False,
    leave_out: Collection[str] = (),
) -> Order:
    """Give an order to another driver: before the pick-up the slip goes anew, on the road the goods change
    vehicle. `replaces` is who has it as far as `by` knows. Given to who has it already it stays.

    Records order.dispatched, or order.taken_over {driver, was}. Raises NotPermitted, Invalid, NotNow:
    receiver_cannot, already_dispatched, order_not_in_stage, and what `dispatch` raises.
    """
    if not may.dispatch(by, order):
        raise NotPermitted("not_permitted")
    with db.transaction():
        held = holding.hold(order)
        if held.ticket.stage not in stages.UNDER_WAY:
            return dispatching.dispatch(
                order=held,
                by=by,
                to=to,
                reason=reason,
                note=note,
                replaces=replaces,
                in_parts=in_parts,
                leave_out=leave_out,
            )
        if held.driver_id == to.pk:
            return held
        if replaces is None or replaces.pk != held.driver_id:
            raise dispatching.taken(held)
        why = reason_of(asking.playbook_of(held.ticket), dispatching.OTHER_RECEIVER, reason, note)
        _change_vehicle(held, to, why, by)
    return held


def _change_vehicle(order: Order, to: Person, why: Reason, by: Person | None) -> None:
    """Goods on the road are another driver's now; both are told to hand them over. Raises NotNow."""
    if not to.is_active or to.role != Role.DRIVER:
        raise NotNow("receiver_cannot", name=to.name)
    was = order.driver_id
    _tell(order, HANDED_ON, by)
    if order.receiver_id == was:
        order.receiver = to
    order.driver = to
    order.vehicle = receivers.vehicle_of(to)
    order.receiver_reason = why.said
    holding.keep(order)
    holding.describe(order, given_to=to)
    _tell(order, TAKE_OVER, by)
    holding.record("taken_over", order, by=by, detail=why.detail, driver=to.pk, was=was)


def _tell(order: Order, key: str, by: Person | None) -> None:
    """Tell whoever drives; where that cannot be done, the dispatcher rings."""
    with suppress(NotFound, NotNow):
        messaging.queue(ticket=order.ticket, key=key, to="driver", by=by, over_limit="parts")


def swap(*, order: Order, other: Order, reason: str, by: Person, note: str = "") -> tuple[Order, Order]:
    """Two orders that are not collected yet change their drivers, both or neither: those who have them as far
    as `by` knows, by the `receiver_id` of what is passed, so that two who swap do not undo each other.
    Records order.dispatched for each. Raises NotPermitted, Invalid, NotNow: nothing_to_swap,
    already_dispatched and what `dispatch` raises.
    """
    if not (may.dispatch(by, order) and may.dispatch(by, other)):
        raise NotPermitted("not_permitted")
    with db.transaction():
        held = {one.pk: holding.hold(one) for one in sorted((order, other), key=lambda one: one.pk)}
        first, second = held[order.pk], held[other.pk]
        for one, known in ((first, order), (second, other)):
            holding.require_stage(one, *stages.WITH_RECEIVER)
            if one.receiver_id != known.receiver_id:
                raise dispatching.taken(one)
        here, there = first.receiver, second.receiver
        if here is None or there is None or here.pk == there.pk:
            raise NotNow("nothing_to_swap")
        for one, to, replaces in ((first, there, here), (second, here, there)):
            dispatching.dispatch(order=one, to=to, replaces=replaces, reason=reason, note=note, by=by)
    return first, second


def vehicle_breaks_down(*, vehicle: Vehicle, reason: str, by: Person) -> Vehicle:
    """A vehicle stands still until it is repaired: no order goes to it, what it was to collect is handed on,
    and what it carries is noted as kept from its time (R069, R088). Said twice it is done once.

    Records vehicle.broke_down {driver, orders}, and for each order what happened to it. Raises NotPermitted,
    Invalid for a missing or endless reason.
    """
    staff_may.require(by, may.run_vehicles)
    words = reason.strip()
    if not words:
        raise Invalid(fault("reason", "required"))
    if len(words) > LONGEST_REASON:
        raise Invalid(fault("reason", "too_long", limit=LONGEST_REASON, length=len(words)))
    with db.transaction():
        fresh = _held(vehicle)
        if fresh.out_from is not None:
            return fresh
        fresh.out_from, fresh.out_reason = clock.now(), words
        fresh.save(update_fields=["out_from", "out_reason"])
        driver = fresh.driver
        orders = _orders_of(driver) if driver else []
        data = {"driver": fresh.driver_id, "orders": len(orders)}
        events.record("vehicle.broke_down", subject=fresh, by=by, data=data, detail={"reason": words})
        if driver:
            _hand_on(orders, driver, Reason(BROKEN, f"{fresh.plate}：{words}"), by)
        for order in orders:
            _note_trouble(order, words, by)
    return fresh


def vehicle_repaired(*, vehicle: Vehicle, by: Person) -> Vehicle:
    """The vehicle runs again. Said twice it is done once. Records vehicle.repaired. Raises NotPermitted."""
    staff_may.require(by, may.run_vehicles)
    with db.transaction():
        fresh = _held(vehicle)
        if fresh.out_from is not None:
            fresh.out_from, fresh.out_reason = None, ""
            fresh.save(update_fields=["out_from", "out_reason"])
            events.record("vehicle.repaired", subject=fresh, by=by)
    return fresh


def _held(vehicle: Vehicle) -> Vehicle:
    rows = Vehicle.objects.select_for_update(of=("self",)).select_related("driver__stand_in__vehicle")
    return rows.get(pk=vehicle.pk)


def go_on_leave(deed: Deed) -> None:
    """A driver's absence began: what they were to collect meanwhile is handed on (R067, R069)."""
    driver = Person.objects.select_related("stand_in__vehicle").get(pk=deed.subject.pk)
    if driver.role != Role.DRIVER or not driver.is_absent(clock.now()):
        return
    waiting = [order for order in _orders_of(driver) if not _can_wait(order, driver.absent_to)]
    _hand_on(waiting, driver, Reason(ABSENT, f"{driver.name}请假"), None)


def _can_wait(order: Order, until: datetime | None) -> bool:
    """Whether it is to be collected only when the driver is back."""
    return until is not None and order.wished_pickup_at is not None and order.wished_pickup_at >= until


def _orders_of(driver: Person) -> list[Order]:
    """What this driver has to collect or carries, each held, always in the same order."""
    kinds = (*stages.WITH_RECEIVER, *stages.UNDER_WAY)
    given = Ticket.objects.live().filter(kind=Kind.ORDER, given_to=driver, stage__in=kinds)
    found = [holding.hold(Order(pk=pk)) for pk in given.order_by("pk").values_list("pk", flat=True)]
    return [order for order in found if order.ticket.given_to_id == driver.pk]


def _hand_on(orders: Iterable[Order], driver: Person, why: Reason, by: Person | None) -> None:
    """What is not collected yet goes to the stand-in where that is a driver who can, else back to those that
    wait for a driver, for the dispatcher to decide.
    """
    stand_in = _stand_in(driver)
    for order in orders:
        if order.ticket.stage not in stages.WITH_RECEIVER:
            continue
        try:
            if stand_in is None or stand_in.pk in order.declined_by:
                raise NotNow("no_receiver")
            dispatching.give_to(order, stand_in, why, by)
        except NotNow:
            dispatching.release(order, by)
            holding.record("released", order, by=by, reason=why.key, person=driver.pk)


def _stand_in(driver: Person) -> Person | None:
    """Who drives instead, if they are there and their vehicle runs."""
    found = driver.stand_in
    if found is None or found.role != Role.DRIVER or not found.phone:
        return None
    if not staff.is_available(found, clock.now()):
        return None
    vehicle = receivers.vehicle_of(found)
    return found if vehicle is not None and vehicle.out_from is None else None


def _note_trouble(order: Order, words: str, by: Person) -> None:
    """What a vehicle carries that stands still comes later; the dispatcher sees it until it is cleared."""
    listed = {cause.key for cause in asking.playbook_of(order.ticket).causes}
    if order.ticket.stage in stages.UNDER_WAY and BROKEN in listed and may.carry(by, order):
        tracking.note_exception(order=order, cause=BROKEN, note=words, by=by)
