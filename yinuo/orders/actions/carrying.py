"""How far the goods are: accepted, collected, on the road, delivered, closed (R074, R075, R087, R088).

Every verb may be said by the driver for their own order, or by the desk and the dispatcher for the driver.
Said again by anybody once it is done, it returns the order as it is and records nothing.
"""

from typing import Final

from yinuo.core import clock, db
from yinuo.core.errors import Invalid, NotNow, NotPermitted, fault
from yinuo.core.models import Event
from yinuo.orders import may
from yinuo.orders.actions import collecting, counting, dispatching, holding
from yinuo.orders.models import Order, Stage
from yinuo.orders.queries import asking, receivers
from yinuo.orders.queries import counting as counted
from yinuo.orders.rules import reading, stages, wording
from yinuo.playbooks.rules.reasons import reason_of
from yinuo.staff import queries as staff
from yinuo.staff.models import Person, Role
from yinuo.tickets import actions as tickets

LONGEST_SIGNATURE: Final = 40
LONGEST_WAYBILL: Final = 40


def accept(*, order: Order, by: Person, driver: Person | None = None, receiver: int | None = None) -> Order:
    """The receiver takes the order: the vehicle is arranged (R087). A dispatcher names who will drive (R067);
    a driver who has the slip drives: for another one the order is dispatched anew, so that both hear of it.
    `receiver` is the id of whoever said yes; who was replaced meanwhile cannot.

    Records order.accepted {driver}. Raises NotPermitted, Invalid for a driver who is none, NotNow:
    order_not_in_stage, driver_needed, driver_has_slip, already_dispatched.
    """
    with db.transaction():
        held = holding.held_by(order, by)
        is_with_another = receiver not in (None, held.receiver_id)
        if is_with_another and held.ticket.stage in stages.WITH_RECEIVER:
            raise dispatching.taken(held)
        if held.ticket.stage == Stage.ACCEPTED and driver in (None, held.driver):
            return held
        holding.require_stage(held, Stage.DISPATCHED)
        _name_driver(held, driver)
        held.accepted_at = clock.now()
        holding.keep(held)
        holding.move(held, Stage.ACCEPTED, by)
        holding.record("accepted", held, by=by, driver=held.driver_id)
    return held


def _name_driver(order: Order, driver: Person | None) -> None:
    if driver is not None and driver.pk != order.driver_id:
        if driver.role != Role.DRIVER or not driver.is_active:
            raise Invalid(fault("driver", "not_a_driver", name=driver.name))
        if order.receiver is not None and order.receiver.role == Role.DRIVER:
            raise NotNow("driver_has_slip", name=order.receiver.name)
        order.driver, order.vehicle = driver, receivers.vehicle_of(driver)
        holding.describe(order, given_to=driver)
    if order.driver is None:
        raise NotNow("driver_needed")


def decline(*, order: Order, reason: str, by: Person, note: str = "", receiver: int | None = None) -> Order:
    """The receiver cannot take the order: another has to be chosen, this one is not proposed again.
    `receiver` is the id of whoever said no; who was replaced meanwhile cannot.

    A slip that still waits does not leave; the market developer with the copy hears that it is void (R066).
    Records order.declined {reason, person}. Raises NotPermitted, Invalid, NotNow: order_not_in_stage,
    already_dispatched.
    """
    with db.transaction():
        if _declined_before(held := holding.hold(order), by):
            return held
        held = holding.held_by(order, by)
        holding.require_stage(held, Stage.DISPATCHED, Stage.ACCEPTED)
        if receiver not in (None, held.receiver_id):
            raise dispatching.taken(held)
        why = reason_of(asking.playbook_of(held.ticket), "decline", reason, note)
        dispatching.take_back(held, None)
        dispatching.call_off(held, None, "market_developer")
        person = held.driver_id or held.receiver_id
        held.declined_by = [*dict.fromkeys([*held.declined_by, person])]
        held.receiver = held.driver = held.vehicle = held.copied_to = None
        held.accepted_at = None
        holding.keep(held)
        holding.move(held, Stage.CONFIRMED, by, abandons=True)
        detail = {"note": why.note} if why.note else None
        holding.record("declined", held, by=by, detail=detail, reason=why.key, person=person)
        holding.describe(held, given_to=None)
    return held


def _declined_before(order: Order, by: Person) -> bool:
    """Whether a driver gave it back and it is with nobody since: saying so again changes nothing."""
    is_nobodys = order.receiver_id is None and order.driver_id is None
    return is_nobodys and by.role == Role.DRIVER and by.is_active and by.pk in order.declined_by


def pick_up(
    *,
    order: Order,
    by: Person,
    pieces: int | None = None,
    weight_g: int | None = None,
    volume_cm3: int | None = None,
    waybill: str = "",
    note: str = "",
) -> Order:
    """The goods are collected; `pieces` are those counted at the door, kept beside those ordered when they
    differ. Weight and volume follow the pieces where they are not said anew, and the price follows all three
    (`counting`): less at once, more when the customer said yes.

    Freight that is paid in advance is due now. Records order.picked_up {differs}, and order.recounted when
    the price is another. Said twice it is done once; with another count it is refused. Raises NotPermitted,
    Invalid, NotNow: order_not_in_stage, driver_needed, already_picked_up with the pieces that stand.
    """
    with db.transaction():
        held = holding.held_by(order, by)
        if held.ticket.stage == Stage.PICKED_UP:
            _require_same(held, pieces, weight_g, volume_cm3, waybill)
            return held
        holding.require_stage(held, Stage.DISPATCHED, Stage.ACCEPTED)
        _check_pickup(pieces, waybill, note)
        _name_driver(held, None)
        now = clock.now()
        held.picked_up_at, held.accepted_at = now, held.accepted_at or now
        held.pieces_picked_up = pieces if pieces is not None else held.pieces
        holding.keep(held)
        holding.move(held, Stage.PICKED_UP, by)
        if waybill:
            tickets.describe(held.ticket, waybill=reading.clean(waybill))
        detail = {"ordered": held.pieces, "counted": held.pieces_picked_up, "note": note}
        holding.record("picked_up", held, by=by, detail=detail, differs=held.pieces_picked_up != held.pieces)
        counting.note(held, by, weight_g, volume_cm3)
    return held


def _require_same(
    order: Order, pieces: int | None, weight_g: int | None, volume_cm3: int | None, waybill: str
) -> None:
    """What somebody else noted first stands; a count that differs is not swallowed."""
    known = order.recount
    has = {
        "pieces": pieces in (None, order.pieces_picked_up),
        "weight": weight_g in (None, known.get("weight_g", weight_g)),
        "volume": volume_cm3 in (None, known.get("volume_cm3", volume_cm3)),
        "waybill": reading.clean(waybill) in ("", order.ticket.waybill),
    }
    if not all(has.values()):
        raise NotNow("already_picked_up", pieces=wording.pieces(order.pieces_picked_up))


def _check_pickup(pieces: int | None, waybill: str, note: str) -> None:
    faults = []
    if pieces is not None and not 0 < pieces <= reading.MOST_PIECES:
        faults.append(fault("pieces", "pieces_out_of_range", most=f"{reading.MOST_PIECES}件"))
    for field, text, limit in (("waybill", waybill, LONGEST_WAYBILL), ("note", note, 300)):
        if len(text) > limit:
            faults.append(fault(field, "too_long", limit=limit, length=len(text)))
    if faults:
        raise Invalid(*faults)


def depart(*, order: Order, by: Person) -> Order:
    """The goods left for another town. Records order.departed. Raises NotPermitted, NotNow."""
    return _step(order, Stage.IN_TRANSIT, "departed", by)


def arrive(*, order: Order, by: Person) -> Order:
    """The goods reached the station there, or came back to it. Records order.arrived. Raises NotPermitted,
    NotNow.
    """
    return _step(order, Stage.ARRIVED, "arrived", by)


def go_out(*, order: Order, by: Person) -> Order:
    """The goods are on the way to the door. Records order.out_for_delivery. Raises NotPermitted, NotNow."""
    return _step(order, Stage.OUT_FOR_DELIVERY, "out_for_delivery", by)


def deliver(*, order: Order, by: Person, signed_by: str = "") -> Order:
    """The consignee has the goods. Freight still to collect stays in sight until it is noted (R035).

    Records order.delivered {late}. Said twice it is done once; where somebody else noted another name
    meanwhile, that stands. Raises NotPermitted, Invalid, NotNow: order_not_in_stage, already_delivered with
    who noted it and who signed.
    """
    if len(signed_by) > LONGEST_SIGNATURE:
        raise Invalid(fault("signed_by", "too_long", limit=LONGEST_SIGNATURE, length=len(signed_by)))
    with db.transaction():
        held = holding.held_by(order, by)
        if held.ticket.stage in (Stage.DELIVERED, Stage.CLOSED):
            _require_same_hands(held, by, signed_by)
            return held
        holding.require_stage(held, *stages.before(Stage.DELIVERED))
        held.delivered_at, held.signed_by = clock.now(), reading.clean(signed_by)
        holding.keep(held)
        holding.move(held, Stage.DELIVERED, by)
        late = held.promised_at is not None and held.delivered_at > held.promised_at
        holding.record("delivered", held, by=by, late=late)
        collecting.settle(held, by)
    return held


def _require_same_hands(order: Order, by: Person, signed_by: str) -> None:
    said = reading.clean(signed_by)
    if said in ("", order.signed_by):
        return
    noted = Event.objects.filter(ticket_id=order.pk, kind="order.delivered").order_by("-id")
    first = noted.values_list("actor_id", flat=True).first()
    if first not in (None, by.pk):
        who = staff.names([first]).get(first, "")
        raise NotNow("already_delivered", by=who, name=order.signed_by or "—")


def close(*, order: Order, by: Person) -> Order:
    """Everything is done (R074): delivered and paid, returned, or lost. Closed again it stays as it is.

    Records order.closed. Raises NotPermitted, NotNow: order_not_in_stage, freight_left, recount_waiting,
    musts_missing.
    """
    if not may.dispatch(by, order):
        raise NotPermitted("not_permitted")
    with db.transaction():
        held = holding.hold(order)
        if held.ticket.stage == Stage.CLOSED:
            return held
        holding.require_stage(held, Stage.DELIVERED, Stage.RETURNED, Stage.LOST)
        if held.ticket.stage == Stage.DELIVERED and held.freight_left:
            raise NotNow("freight_left", left=wording.price(held.freight_left))
        if held.ticket.stage == Stage.DELIVERED and counted.is_waiting(held):
            raise NotNow("recount_waiting")
        collecting.settle(held, by)
        holding.move(held, Stage.CLOSED, by, closes=True)
        holding.record("closed", held, by=by)
    return held


def _step(order: Order, to: Stage, verb: str, by: Person) -> Order:
    """A step that only moves the stage."""
    with db.transaction():
        held = holding.held_by(order, by)
        if held.ticket.stage == to:
            return held
        holding.require_stage(held, *stages.before(to))
        if to is Stage.ARRIVED and held.arrived_at is None:
            held.arrived_at = clock.now()
            holding.keep(held)
        holding.move(held, to, by)
        holding.record(verb, held, by=by)
    return held
