"""What notices, phrases and conditions may say of an order; registered with tickets by the wiring.

Values with a dot are the fields of conditions (fen, grams, cm³, moments in UTC); plain names are the
variables of texts, finished as they are read. A value that is not known is empty or None.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from yinuo.core import clock, phones
from yinuo.core.text import names
from yinuo.orders.models import Order, WebOrder
from yinuo.orders.queries import loading
from yinuo.orders.rules import chasing, jobs, slip, stages, wording
from yinuo.orders.rules.counting import State
from yinuo.orders.rules.reading import numbers, people
from yinuo.staff import queries as staff
from yinuo.staff.models import Person, Role
from yinuo.tickets import queries as tickets
from yinuo.tickets.models import Channel, Ticket


def facts_of(ticket: Ticket) -> tickets.Facts:
    """The facts of an order's ticket: every variable of R071 and every field a condition may name."""
    order, now = loading.of_ticket(ticket), clock.now()
    parts: dict[str, Callable[[], Mapping[str, Any]]] = {
        "ticket": lambda: tickets.fields_of(order.ticket),
        "customer": lambda: tickets.customer_fields_of(order.ticket, mobile_of(order)),
        "order": lambda: {**_of_order(order), **_moments(order, "order.")},
        "": lambda: {
            **_moments(order),
            **_said(order, now),
            **_written(order, now),
            **_driver(order),
            "job": job_link(order, now),
        },
    }
    return tickets.Facts(tickets.Parts(parts), tickets.Parts({"": lambda: _contacts(order)}))


def spoken(order: Order) -> dict[str, Any]:
    """Every variable that a phrase may name, with company and agent; what is not known is empty."""
    owner, company = order.ticket.owner, staff.company()
    ours = {
        "serial": order.ticket.number or "",
        "waybill": order.ticket.waybill,
        "agent": owner.staff_number if owner else "",
        "agent_name": owner.name if owner else "",
        "company": company.short_name or company.name,
        "hotline": company.hotline,
    }
    now = clock.now()
    return {**ours, **_said(order, now), **_written(order, now), **_driver(order)}


def _of_order(order: Order) -> dict[str, Any]:
    """The fields of the order that a condition may name, in stored units."""
    return {
        "order.receiver": order.receiver.role.lower() if order.receiver else None,
        "order.slip_sent": order.has_slip_left,
        "order.recount_waits": order.recount.get("state") == State.WAITING,
        "order.is_web": (written := web_of(order)) is not None,
        "order.is_night": written is not None and written.is_night,
        "order.is_confirmed": order.confirmed_at is not None,
        "order.unreached": written.unreached if written else 0,
        "order.asks": sum(asked["state"] == "ASKED" for asked in order.asked_changes),
        "order.has_job_link": driver_on_job(order) is not None and bool(staff.company().site),
        "order.payment": order.payment.lower() or None,
        "order.goods": order.goods_name,
        "order.packing": order.packing,
        "order.pieces": order.pieces,
        "order.weight": order.weight_g,
        "order.volume": order.volume_cm3,
        "order.pickup_zone": order.pickup_zone,
        "order.delivery_zone": order.delivery_zone,
        "order.freight": order.quote.get("freight"),
        "order.total": order.quoted_total,
        "order.pickup_fee": order.pickup_fee,
        "order.delivery_fee": order.delivery_fee,
        "order.handling_fee": order.handling_fee,
        "order.cash_on_delivery": order.cash_on_delivery,
        "order.insured_value": order.insured_value,
    }


def _moments(order: Order, area: str = "") -> dict[str, Any]:
    """The times that promises may be due from; they are known under two names."""
    names = ("wished_pickup_at", "wished_delivery_at", "promised_at")
    written = web_of(order)
    known = {f"{area}{name}": getattr(order, name) for name in names}
    return {**known, f"{area}call_again_at": written.again_at if written else None}


def web_of(order: Order) -> WebOrder | None:
    """What the customer wrote, where the order came through the portal; only then it is asked for."""
    if order.ticket.channel != Channel.WEB:
        return None
    try:
        return order.web
    except WebOrder.DoesNotExist:
        return None


def _points(order: Order) -> str:
    """What still has to be agreed with the customer of a web order: 件数15件改为18件，运费…"""
    written = web_of(order)
    points = [point for point in written.points if not point["agreed"]] if written else []
    return "，".join(f"{one['label']}{one['before']}改为{one['after'] or '无'}" for one in points)


def _said(order: Order, now: datetime) -> dict[str, str]:
    """People, places and times as they are said."""
    local, customer = clock.local(now), order.ticket.customer
    known = (customer.address_as or customer.name) if customer else ""
    due = order.wished_delivery_at or order.promised_at
    return {
        "customer": known or people.spoken(order.shipper_name),
        "shipper": people.spoken(order.shipper_name),
        "consignee": people.spoken(order.consignee_name),
        "pickup_address": order.pickup_address,
        "points": _points(order),
        "wished_pickup": wording.by_time(_local(order.wished_pickup_at), local),
        "due": wording.moment(_local(due), local) if due and due > now else "",
        "changes": order.changes,
        "reason": order.change_reason,
        "track": tickets.track_link(order.ticket),
    }


def _written(order: Order, now: datetime) -> dict[str, str]:
    """Goods, price and what the driver has to mind, as the slip writes them (R071)."""
    hits = order.screening.get("hits", [])
    return {
        **_on_the_slip(order, now),
        "price": wording.price(order.quoted_total),
        "transit": order.quote.get("transit", ""),
        "hours_overdue": wording.hours(chasing.overdue(order.promised_at, order.delivered_at, now)),
        "category": hits[0]["category"] if hits else "",
    }


def _on_the_slip(order: Order, now: datetime) -> dict[str, str]:
    """What the slip says, each also in its shorter forms; serial and agent are the ticket's."""
    area = staff.company().area_code
    fees = wording.fees(order.quote.get("lines", []))
    if order.cash_on_delivery:
        fees = (*fees, ("代收货款", order.cash_on_delivery))
    known = slip.values(
        slip.Elements(
            shipper=order.shipper_name,
            shipper_phone=numbers.local(order.pickup_phone, area),
            goods=order.goods_name,
            pieces=order.pieces,
            weight_g=order.weight_g,
            volume_cm3=order.volume_cm3,
            origin=order.origin,
            destination=order.destination,
            consignee=order.consignee_name,
            consignee_phone=numbers.local(order.consignee_phone, area),
            payment=wording.PAYMENTS.get(order.payment, ""),
            fees=tuple(slip.Fee(name, fen) for name, fen in fees),
            reminder=reminder_of(order, now),
        )
    )
    return {name: value for name, value in known.items() if name not in ("serial", "agent")}


def reminder_of(order: Order, now: datetime) -> str:
    """What the slip reminds of: when to collect (until that is done), by when to deliver, and the agent's
    words.
    """
    local = clock.local(now)
    collected = order.ticket.stage not in stages.NOT_COLLECTED
    pickup = "" if collected else wording.by_time(_local(order.wished_pickup_at), local)
    delivery = wording.deliver_by(_local(order.wished_delivery_at), local)
    parts = (f"{pickup}提货" if pickup else "", delivery, order.reminder)
    return "，".join(part for part in parts if part)


def _driver(order: Order) -> dict[str, str]:
    driver = order.driver
    return {
        "driver": called(driver) if driver else "",
        "driver_phone": driver.phone if driver else "",
        "plate": order.vehicle.plate if order.vehicle else "",
    }


def job_link(order: Order, now: datetime) -> str:
    """The address under which the driver does this order, for a day; empty without a driver, or while the
    company has not said under which site the desk is reached.
    """
    driver, site = driver_on_job(order), staff.company().site.rstrip("/")
    if driver is None or not site:
        return ""
    return site + jobs.path(order.ticket.ref, driver.pk, now + jobs.LIFE)


def driver_on_job(order: Order) -> Person | None:
    """The driver who has the slip, else whoever the dispatcher named (R067)."""
    receiver = order.receiver
    return receiver if receiver is not None and receiver.role == Role.DRIVER else order.driver


def called(driver: Person) -> str:
    """How customers hear of a driver: 张师傅, by the surname of their name."""
    said = names.salutation(driver.name)
    return said.display if said.title or not said.surname else f"{said.surname}师傅"


def mobile_of(order: Order) -> str:
    """The number that takes an SMS to the customer: where they rang from, else the pick-up contact's; or
    none.
    """
    rang = (order.caller_phone, order.pickup_phone)
    return next((digits for digits in rang if digits and phones.is_mobile(digits)), "")


def _contacts(order: Order) -> dict[str, tickets.Contact]:
    ours = {"receiver": order.receiver, "driver": order.driver, "market_developer": order.copied_to}
    if order.receiver and order.receiver.role == Role.DISPATCHER:
        ours["dispatcher"] = order.receiver
    contacts = {part: tickets.contact(person) for part, person in ours.items() if person}
    said = people.spoken(order.shipper_name)
    customer = order.ticket.customer_name or said
    contacts["customer"] = tickets.Contact(None, customer, mobile_of(order) or order.pickup_phone)
    contacts["shipper"] = tickets.Contact(None, said, order.pickup_phone)
    contacts["consignee"] = tickets.Contact(None, people.spoken(order.consignee_name), order.consignee_phone)
    return contacts


def _local(at: datetime | None) -> datetime | None:
    return clock.local(at) if at else None
