"""Confirming: from what was agreed to an order with a number (R048–R059)."""

from datetime import datetime

from yinuo.core import clock, db
from yinuo.core.errors import NotNow, NotPermitted
from yinuo.customers import actions as customers
from yinuo.customers.models import CustomerAddress
from yinuo.orders import may
from yinuo.orders.actions import holding, naming, reckoning, texts, ticking
from yinuo.orders.models import Order, Payment, Stage
from yinuo.orders.queries import asking, judging, readying
from yinuo.orders.rules import web
from yinuo.staff.models import Person
from yinuo.tickets import actions as tickets

LETTER = ""
"""Orders are numbered without a letter: 261120021 (R044)."""


def confirm(*, order: Order, by: Person) -> Order:
    """Confirm a draft: everything asked, screened, served, read back, quoted and accepted. Gives it its
    number.

    The number's date and `confirmed_at` start the clock of the slip (R062). Repeated by the same person it
    returns what the first call made. Records order.confirmed.

    Raises NotPermitted; Invalid with every fault of every field; NotNow: goods_prohibited,
    screening_unanswered, read_back_missing, no_quote, discount_waiting, price_not_accepted, price_changed,
    musts_missing, order_already_confirmed {by, number}, order_not_in_stage.
    """
    if not may.take(by, order):
        raise NotPermitted("not_permitted")
    with db.transaction():
        held = holding.hold(order)
        if held.ticket.stage != Stage.DRAFT:
            return again(held, by)
        complete(held, by)
    return held


def complete(order: Order, by: Person) -> None:
    """Confirm a held order, whichever way it came: the last look, what was agreed is fixed, the number.

    Raises what stands in the way, as `confirm`.
    """
    playbook, now = asking.playbook_of(order.ticket), clock.now()
    judgement = judging.judge(order, now)
    if refusal := readying.readiness(order, playbook, judgement).first():
        raise refusal
    naming.remember(order, judgement, by)
    _fix(order, judgement, now, by)
    ticking.tick(order, by, *ticking.AT_CONFIRMATION)
    holding.move(order, Stage.CONFIRMED, by)
    _publish(order, judgement, by)


def again(order: Order, by: Person) -> Order:
    """The first result for whoever confirmed it; for all others who was faster."""
    if order.confirmed_by_id == by.pk:
        return order
    if order.confirmed_by:
        raise NotNow("order_already_confirmed", by=order.confirmed_by.name, number=order.ticket.number)
    raise holding.not_now(order)


def _fix(order: Order, judgement: judging.Judgement, now: datetime, by: Person) -> None:
    """Keep what was agreed: screening and price with their tables' versions, the promised arrival, the
    freight.
    """
    order.screening = judgement.screening.stored(judgement.tables.versions["goods"])
    order.quote = reckoning.quote_stored(judgement)
    order.promised_at = promised_at(order, judgement)
    order.freight_due = freight_due(order)
    order.confirmed_at, order.confirmed_by = now, by
    holding.keep(order)


def promised_at(order: Order, judgement: judging.Judgement) -> datetime | None:
    """By when it has to be delivered: as the customer wishes (R088), else as the lane
    and the calendar say.
    """
    journey = judgement.journey
    return order.wished_delivery_at or (journey.arrives_at if journey else None)


def freight_due(order: Order) -> int:
    """What is to be collected for this order, in fen; a monthly account is billed (R035)."""
    return 0 if order.payment == Payment.MONTHLY else order.quoted_total or 0


def _publish(order: Order, judgement: judging.Judgement, by: Person) -> None:
    """Put the order into the queue, make it findable, remember the customer's places;
    its number comes last.
    """
    ticket = order.ticket
    know_customer(order, by)
    holding.describe(order, region=reckoning.region_of(judgement), version=ticket.version)
    if ticket.is_draft:
        holding.publish(order, by)
    else:
        holding.make_findable(order)
    remember_places(order)
    texts.learn(order)
    tickets.number_it(ticket, letter=LETTER, instead_of=web.LETTER)
    holding.attach(order)
    holding.record("confirmed", order, by=by)


def know_customer(order: Order, by: Person) -> None:
    """A new caller becomes a customer without a second form; one who had no name yet gets the contact's
    (R015).
    """
    customer = order.ticket.customer
    if not order.pickup_phone or (customer and customer.name):
        return
    if customer and not customer.phones.filter(digits=order.pickup_phone).exists():
        return
    known = customers.know(phone=order.pickup_phone, by=by, name=order.shipper_name)
    tickets.describe(order.ticket, customer=known)


def remember_places(order: Order) -> None:
    """Let the customer's card offer these addresses next time."""
    customer = order.ticket.customer
    if customer is None:
        return
    use = CustomerAddress.Use
    ends = (
        customers.Place(use.PICKUP, order.pickup_address, order.shipper_name, order.pickup_phone),
        customers.Place(use.DELIVERY, order.delivery_address, order.consignee_name, order.consignee_phone),
    )
    customers.use_addresses(customer, *(place for place in ends if place.text))
