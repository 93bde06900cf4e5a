"""A question comes in, by telephone, online or in writing (R102–R107), and a further one about the same."""

from typing import Final

from yinuo.core import db, events, phones, throttling
from yinuo.core.errors import Fault, Invalid, NotFound, fault
from yinuo.customers import actions as customers
from yinuo.customers import may as customers_may
from yinuo.customers import queries as known
from yinuo.customers.models import Customer
from yinuo.customers.rules import Guest
from yinuo.inquiries import may, rules
from yinuo.inquiries.actions import holding
from yinuo.inquiries.models import Inquiry, Type
from yinuo.inquiries.queries import loading
from yinuo.inquiries.rules import Stage
from yinuo.staff import queries as staff
from yinuo.staff.may import require
from yinuo.staff.models import Person, Team
from yinuo.tickets import actions as tickets
from yinuo.tickets import may as tickets_may
from yinuo.tickets.models import Channel, Kind, Ticket
from yinuo.tickets.rules import clean
from yinuo.tickets.rules.texts import text_fault

_LONGEST: Final = {"question": rules.LONGEST_TEXT, "contact_name": 40, "contact_phone": 40}


def ask(
    *,
    type: str,
    question: str,
    channel: str,
    by: Person | None,
    guest: Guest | None = None,
    contact_name: str = "",
    contact_phone: str = "",
    about: Ticket | None = None,
    form_key: str | None = None,
) -> Inquiry:
    """Open an inquiry with its Q number; a used `form_key` returns the first.

    `about` is the ticket of the shipment asked about: the question stands there too, whatever becomes of it
    (R110: ticket.queried). An agent who asks owns it; what a `guest` asks waits in the team of the order for
    somebody to take it. A guest's verified number is the contact's. Records inquiry.asked {type}.

    Raises NotPermitted; NotFound for an order the guest may not see; Invalid: required, too_long,
    not_a_choice, and what `core.phones` says of the number; TooMany("too_often") for the eleventh question of
    a guest in an hour.
    """
    _permit(by, guest, about)
    if form_key and (first := _already(form_key, guest)):
        return first
    said = _read(type, channel, question, contact_name, (guest.phone if guest else "") or contact_phone)
    if guest is not None:
        _count(guest, said["contact_phone"])
    with db.transaction():
        customer = _customer(said["contact_phone"], said["contact_name"], by)
        ticket = _open(said, about, customer, by, form_key)
        if form_key and (first := loading.found(ticket.pk)):
            return first
        inquiry = _inquiry(ticket, said, about, guest)
        begin(inquiry, by)
    return inquiry


def ask_further(*, inquiry: Inquiry, question: str, by: Person | None, guest: Guest | None = None) -> Inquiry:
    """The customer asks on: the question stands behind the first one, and waits for an answer again.

    What was answered before stays as it was said; the same words again change nothing. Records
    inquiry.reopened, and ticket.queried on the order. Raises NotPermitted, NotFound for somebody else's,
    Invalid: required, too_long; TooMany.
    """
    if guest is not None and not may.guest_sees(guest, inquiry):
        raise NotFound("not_found")
    if guest is None:
        holding.permit(inquiry, by)
    words = clean(question)
    if guest is not None:
        _count(guest, inquiry.contact_phone)
    with db.transaction():
        held = holding.hold(inquiry)
        if words and held.question.split("\n")[-1] == words:
            return held
        both = f"{held.question}\n{words}"
        if wrong := text_fault("question", words, rules.LONGEST_TEXT - len(held.question) - 1):
            raise Invalid(wrong)
        held.question, held.at_first_contact = both, False
        held.save(update_fields=["question", "at_first_contact"])
        if Stage(held.ticket.stage) in rules.ENDED:
            holding.move(held, Stage.OPEN, by)
        holding.record("reopened", held, by=by, detail={"text": words})
        _tell_order(held, by)
    return held


def begin(inquiry: Inquiry, by: Person | None) -> None:
    """Write a new inquiry on its ticket, let searches find it, tell the order, give it its number."""
    ticket = inquiry.ticket
    db.insert(inquiry)
    texts = (inquiry.question, inquiry.contact_name)
    tickets.index_ticket(ticket, texts=texts, phones=_phones(inquiry))
    holding.record("asked", inquiry, by=by, detail={"text": inquiry.question}, type=inquiry.type)
    _tell_order(inquiry, by)
    tickets.number_it(ticket, letter=rules.LETTER)


def _tell_order(inquiry: Inquiry, by: Person | None) -> None:
    """The question stands on the order, whatever the result (001 三(四)2.3, R110)."""
    about = inquiry.about
    if about is None:
        return
    if by is None or tickets_may.link(by, (inquiry.ticket, about)):
        tickets.link(inquiry.ticket, other=about, kind=rules.LINK, by=by)
    data = {"inquiry": inquiry.pk, "type": inquiry.type}
    events.record("ticket.queried", subject=about, ticket=about, by=by, data=data)


def _already(form_key: str, guest: Guest | None) -> Inquiry | None:
    """What this very form opened before; nothing of what this guest may not read."""
    found = loading.of_form(form_key)
    return found if found and (guest is None or may.guest_sees(guest, found)) else None


def _permit(by: Person | None, guest: Guest | None, about: Ticket | None) -> None:
    require(by, may.ask)
    if guest is not None and about is not None and not may.guest_asks_about(guest, about):
        raise NotFound("not_found")
    if by is not None and about is not None and not tickets_may.see(by, about):
        raise NotFound("not_found")


def _read(type: str, channel: str, question: str, name: str, phone: str) -> dict[str, str]:
    """What was typed, cleaned. Raises Invalid with everything that is wrong with it."""
    said = {"question": clean(question), "contact_name": clean(name), "contact_phone": clean(phone)}
    faults: list[Fault] = []
    for field, limit in _LONGEST.items():
        if wrong := text_fault(field, said[field], limit, required=field == "question"):
            faults.append(wrong)
    if type not in Type.values:
        faults.append(fault("type", "not_a_choice"))
    if channel not in Channel.values:
        faults.append(fault("channel", "not_a_choice"))
    if said["contact_phone"] and not any(one.field == "contact_phone" for one in faults):
        try:
            said["contact_phone"] = phones.parse(said["contact_phone"], area=staff.company().area_code).digits
        except phones.PhoneError as error:
            faults.append(fault("contact_phone", error.code, **error.params))
    if faults:
        raise Invalid(*faults)
    return {**said, "type": type, "channel": channel}


def _customer(phone: str, name: str, by: Person | None) -> Customer | None:
    """Whose number it is; a caller the desk did not know is one from now on (R015)."""
    if not phone:
        return None
    if by is not None and customers_may.know(by):
        return customers.know(phone=phone, name=name, by=by)
    return known.by_phone(phone)


def _open(
    said: dict[str, str],
    about: Ticket | None,
    customer: Customer | None,
    by: Person | None,
    form_key: str | None,
) -> Ticket:
    return tickets.open_ticket(
        kind=Kind.INQUIRY,
        stage=Stage.OPEN,
        channel=said["channel"],
        by=by,
        headline=rules.headline(str(Type(said["type"]).label), said["question"]),
        customer=customer,
        customer_name=_named(customer, said["contact_name"]),
        owner=by,
        team=None if by is not None else _team(about),
        region=about.region if about else None,
        form_key=form_key,
    )


def _inquiry(ticket: Ticket, said: dict[str, str], about: Ticket | None, guest: Guest | None) -> Inquiry:
    """The row beside the ticket."""
    told = {name: said[name] for name in ("type", "question", "contact_name", "contact_phone")}
    return Inquiry(ticket=ticket, about=about, by_ref=bool(guest and guest.ref), **told)


def _named(customer: Customer | None, name: str) -> str:
    is_named = customer is not None and (customer.name or customer.address_as or customer.company)
    return customer.display if customer and is_named else name


def _team(about: Ticket | None) -> Team | None:
    """Who looks after what nobody took on the telephone: the team of the order, else the desk's."""
    if about is not None and about.team is not None:
        return about.team
    return staff.desk_team()


def _count(guest: Guest, phone: str) -> None:
    """Raises TooMany when this guest has asked too often."""
    who = throttling.who("guest", guest.phone or guest.ref or phone)
    throttling.require(rules.QUESTIONS, who)
    throttling.note(rules.QUESTIONS, who)


def _phones(inquiry: Inquiry) -> list[str]:
    return [inquiry.contact_phone] if inquiry.contact_phone else []
