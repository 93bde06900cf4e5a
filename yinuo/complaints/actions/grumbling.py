"""A displeasure that was no complaint: it counts, and by one key it becomes one (R148)."""

from typing import Final, Unpack

from yinuo.complaints import may
from yinuo.complaints.actions import details, registering
from yinuo.complaints.models import Complaint, Grumble
from yinuo.complaints.queries import loading
from yinuo.core import clock, db, events
from yinuo.core.errors import Invalid, NotFound
from yinuo.staff.may import require
from yinuo.staff.models import Person
from yinuo.tickets import may as tickets_may
from yinuo.tickets.models import Channel, Kind, Ticket
from yinuo.tickets.rules import clean
from yinuo.tickets.rules.texts import text_fault

LONGEST_TEXT: Final = 300


def note_grumble(
    *, text: str, by: Person, ticket: Ticket | None = None, phone: str = "", form_key: str | None = None
) -> Grumble:
    """Note what a customer grumbled about in a call, on the ticket it was about or by the number alone.

    A used `form_key` returns the first. Records grumble.noted. Raises NotPermitted; NotFound for a ticket
    they may not see; Invalid: required, too_long, what `core.phones` says of the number.
    """
    require(by, may.note_grumble)
    if ticket is not None and not tickets_may.see(by, ticket):
        raise NotFound("not_found")
    words, digits = _read(text, phone)
    row = Grumble(ticket=ticket, text=words, phone=digits, at=clock.now(), by=by, form_key=form_key or None)
    with db.transaction():
        noted, is_new = db.insert_once(row, "form_key")
        if is_new:
            events.record("grumble.noted", subject=noted, ticket=ticket, by=by, detail={"text": words})
    return noted


def raise_grumble(
    *, grumble: Grumble, by: Person, channel: str = Channel.PHONE, **said: Unpack[details.Details]
) -> Complaint:
    """Make a complaint of it, with all that is known: the words, the order, the number. Once.

    What is `said` besides wins. Raised again, also by two at once, it is the first complaint. Records
    grumble.became {complaint}, and all that registering records. Raises as `registering.register`.
    """
    require(by, may.note_grumble)
    if grumble.ticket is not None and not tickets_may.see(by, grumble.ticket):
        raise NotFound("not_found")
    with db.transaction():
        held = Grumble.objects.select_for_update(of=("self",)).select_related("ticket").get(pk=grumble.pk)
        if held.became_id is not None:
            return loading.fresh(held.became_id)
        given: details.Details = {**_known(held), **said}
        complaint = registering.register(channel=channel, by=by, **given)
        held.became = complaint
        held.save(update_fields=["became"])
        data = {"complaint": complaint.pk}
        events.record("grumble.became", subject=held, ticket=held.ticket, by=by, data=data)
    return complaint


def _known(grumble: Grumble) -> details.Details:
    """What a grumble says already; without a number of its own the customer of its ticket complains."""
    about = grumble.ticket if grumble.ticket and grumble.ticket.kind == Kind.ORDER else None
    customer = grumble.ticket.customer if grumble.ticket else None
    first = customer.phones.order_by("id").first() if customer else None
    return {
        "account": grumble.text,
        "about": about,
        "contact_phone": grumble.phone or (first.digits if first else ""),
        "contact_name": customer.name if customer else "",
    }


def _read(text: str, phone: str) -> tuple[str, str]:
    """Both, cleaned. Raises Invalid with everything that is wrong."""
    words, number, wrong = clean(text), clean(phone), None
    if number:
        number, wrong = details.digits("phone", number)
    if faults := [one for one in (text_fault("text", words, LONGEST_TEXT), wrong) if one]:
        raise Invalid(*faults)
    return words, number
