"""Writing an order down while the caller speaks: opened, saved as typed, never lost (R002, R045, R053)."""

from collections.abc import Mapping
from typing import Any, Final

from yinuo.core import clock, db
from yinuo.core.errors import Fault, Invalid, NotNow, NotPermitted, fault
from yinuo.customers import actions as customers
from yinuo.customers.models import Customer
from yinuo.orders import may
from yinuo.orders.actions import holding, reckoning, ticking
from yinuo.orders.models import Order, Stage
from yinuo.orders.queries import asking, judging, loading, readying
from yinuo.orders.rules import reading
from yinuo.orders.rules.reading import COLUMNS, Reading
from yinuo.staff import queries as staff
from yinuo.staff.models import Person
from yinuo.tickets import actions as tickets
from yinuo.tickets.models import Channel, Kind

_ADDRESS_OF: Final = {"pickup_place": "pickup_address", "delivery_place": "delivery_address"}
"""Beside the elements a form may send which of several places an address means, by the place's identity."""


def open_draft(
    *,
    by: Person,
    channel: str = Channel.PHONE,
    phone: str = "",
    customer: Customer | None = None,
    typed: Mapping[str, str] | None = None,
    form_key: str | None = None,
    strict: bool = False,
) -> Order:
    """Open a draft for a caller; several may be open at once, and a used `form_key` returns the first.

    `phone` is the number that rings: its customer is found, or made without a second form (R015). `typed`
    fills elements like `save_draft`. Records order.drafted {channel}. Raises NotPermitted; Invalid at
    `phone`, and with `strict` for every text that cannot be read.
    """
    if not may.take_orders(by):
        raise NotPermitted("not_permitted")
    with db.transaction():
        caller = customer or (customers.know(phone=phone, by=by) if phone else None)
        ticket = tickets.open_ticket(
            kind=Kind.ORDER,
            stage=Stage.DRAFT,
            channel=channel,
            by=by,
            owner=by,
            customer=caller,
            is_draft=True,
            form_key=form_key,
        )
        if form_key and (first := Order.objects.filter(pk=ticket.pk).first()):
            return loading.fresh(first.pk)
        rang = reading.numbers.phone(phone, staff.company().area_code) if phone else ""
        order = Order(ticket=ticket, caller_phone=rang)
        if rang and not (typed or {}).get("pickup_phone"):
            typed = {"pickup_phone": rang, **(typed or {})}
        write(order, typed or {}, by, strict=strict)
        holding.record("drafted", order, by=by, channel=channel)
    return order


def save_draft(
    *, order: Order, typed: Mapping[str, str], by: Person, version: int | None = None, strict: bool = False
) -> Order:
    """Save what was typed, as it was typed: what cannot be read is kept as text beside its fault (R045).

    Only the elements in `typed` are touched. Zones, screening and price follow; a price other than the one
    the customer accepted is not accepted any more. Records nothing. With `strict` a text that cannot be read
    saves nothing and raises Invalid with every fault.

    Raises NotPermitted, NotNow("order_is_no_draft"), NotNow("stale", yours, current, values) when the form
    was filled from an older version.
    """
    if not may.take(by, order):
        raise NotPermitted("not_permitted")
    with db.transaction():
        held = hold_draft(order, version)
        write(held, typed, by, strict=strict)
    return held


def decline_element(*, order: Order, key: str, by: Person) -> Order:
    """Note that the customer will not say something; nobody insists on it twice (R025, R026).

    Raises NotPermitted, Invalid for a key the manual says nothing about, NotNow("element_needed") where it
    says that there is no order without the answer.
    """
    if not may.take(by, order):
        raise NotPermitted("not_permitted")
    with db.transaction():
        held = hold_draft(order)
        asked = asking.elements(held, asking.playbook_of(held.ticket))
        element = next((found for found in asked if found.key == key), None)
        if element is None or element.when_declined is None:
            raise Invalid(fault(key, "not_a_choice"))
        if element.when_declined.then == "cannot_take":
            raise NotNow("element_needed", label=element.label, say=element.when_declined.say)
        if key not in held.declined:
            held.declined = [*held.declined, key]
            holding.keep(held)
    return held


def recognise(*, order: Order, phone: str, by: Person, name: str = "") -> Order:
    """Say who rings, by the number: the customer becomes the draft's, a new one is made at once (R015).

    Raises NotPermitted, Invalid at `phone`, NotNow("order_is_no_draft").
    """
    if not may.take(by, order):
        raise NotPermitted("not_permitted")
    with db.transaction():
        held = hold_draft(order)
        caller, before = customers.know(phone=phone, by=by, name=name), held.ticket.customer
        held.caller_phone = reading.numbers.phone(phone, staff.company().area_code)
        holding.keep(held)
        holding.describe(held, customer=caller)
        if not held.pickup_phone:
            write(held, {"pickup_phone": phone}, by, strict=False)
        elif caller.agreement != (before.agreement if before else ""):
            reckoning.refresh(held, by)
            holding.keep(held)
    return held


def hold_draft(order: Order, version: int | None = None) -> Order:
    """A draft as it stands now, held. Raises NotNow("order_is_no_draft"), NotNow("stale")."""
    held = holding.hold(order)
    if held.ticket.stage != Stage.DRAFT or held.ticket.closed_at:
        raise NotNow("order_is_no_draft", stage=Stage(held.ticket.stage).label)
    if version is not None and version != held.ticket.version:
        raise stale(held, version)
    return held


def stale(order: Order, version: int) -> NotNow:
    """The refusal of a form filled from an older version; carries what stands there now, as its inputs hold
    it.
    """
    elements = asking.playbook_of(order.ticket).elements.get(asking.KIND, ())
    values = {item.key: asking.typed(item, asking.value_of(order, item.key)) for item in elements}
    return NotNow("stale", yours=version, current=order.ticket.version, values=values)


def fill(order: Order, read: Reading) -> tuple[set[str], dict[str, Any]]:
    """Put what was read into a held order, unsaved; what could not be read empties its column, its text is
    kept.

    Returns the keys of the elements whose answer changed, and the ticket's answers as they should be.
    """
    answers = dict(order.ticket.answers)
    raw = {key: text for key, text in answers.get(readying.RAW, {}).items() if key not in read.values}
    values = {**read.values, **dict.fromkeys(read.raw)}
    changed = {key for key, value in values.items() if _put(order, answers, key, value)}
    answers[readying.RAW] = {**raw, **read.raw}
    order.declined = [key for key in order.declined if not read.values.get(key)]
    return changed, {key: value for key, value in answers.items() if value not in (None, {}, "")}


def _put(order: Order, answers: dict[str, Any], key: str, value: Any) -> bool:
    column = COLUMNS.get(key)
    if column is None:
        is_new = bool(answers.get(key) != value)
        answers[key] = value
        return is_new
    kept = value if value is not None or order._meta.get_field(column).null else ""
    is_new = bool(getattr(order, column) != kept)
    setattr(order, column, kept)
    return is_new


def choose_places(
    judgement: judging.Judgement, typed: Mapping[str, str], changed: set[str]
) -> tuple[Fault, ...]:
    """Take over which of several places is meant; a new address forgets the old choice. The faults are
    returned.
    """
    order, faults = judgement.order, []
    for column, address in _ADDRESS_OF.items():
        if address in changed:
            setattr(order, column, "")
        if chosen := reading.clean(typed.get(column, "")):
            place = judgement.tables.place(getattr(order, address), "")
            if chosen in {row.identity for row in place.choices}:
                setattr(order, column, chosen)
            else:
                faults.append(fault(address, "not_a_choice"))
    return tuple(faults)


def write(order: Order, typed: Mapping[str, str], by: Person, *, strict: bool) -> None:
    """Read, fill, judge and save a held draft."""
    ticket = order.ticket
    fields = asking.fields(asking.playbook_of(ticket))
    read = reading.read(fields, typed, asking.setting(clock.now()))
    if strict and read.faults:
        raise Invalid(*read.faults)
    changed, answers = fill(order, read)
    if "goods_name" in changed:
        order.goods_answers = {}
    judgement = judging.judge(order)
    if faults := choose_places(judgement, typed, changed):
        raise Invalid(*faults)
    reckoning.refresh(order, by, judgement)
    holding.keep(order)
    holding.describe(order, region=reckoning.region_of(judgement), answers=answers, version=ticket.version)
    if changed and order.read_back:
        forget_read_back(order, by)


def forget_read_back(order: Order, by: Person) -> None:
    """What was read back and is no longer so has to be read back again (R055)."""
    asked = asking.elements(order, asking.playbook_of(order.ticket))
    if readying.unread(order, asked):
        ticking.untick(order, ticking.READ_BACK, by)
