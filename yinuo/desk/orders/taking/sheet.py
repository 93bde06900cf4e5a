"""The order form as one page: everything its template needs, for a blank sheet as for a draft."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import ngettext

from yinuo.core import clock, refs
from yinuo.core.errors import DeskError
from yinuo.customers import queries as customers
from yinuo.customers.models import Customer, CustomerAddress
from yinuo.desk.orders import details, fields
from yinuo.desk.orders.taking import agreement, elements, heard
from yinuo.desk.tickets import script
from yinuo.orders import queries as orders
from yinuo.orders.models import Order, Stage
from yinuo.playbooks import queries as playbooks
from yinuo.staff.models import Person
from yinuo.tickets.models import Channel, Kind, Ticket

NEW: Final = "new"
PHRASES: Final = ("order_opening", "read_back_opening")


@dataclass(frozen=True)
class Said:
    """What the page says besides the order itself.

    `typed` is what was just posted, `alert` why the desk refused, `tried` once somebody pressed the button:
    from then on what is missing is shown. `is_slip` when only the slip does not fit: the telephone could do.
    `conflict` what somebody else wrote meanwhile: (label, mine, theirs), over version `read_at`; theirs is
    `current`. `text` is a customer's text that could not be taken.
    """

    typed: Mapping[str, str] = field(default_factory=dict)
    alert: str = ""
    tried: bool = False
    is_slip: bool = False
    conflict: Sequence[tuple[str, str, str]] = ()
    current: int = 0
    text: str = ""
    read_at: str = ""


def blank(person: Person, *, phone: str = "", customer: Customer | None = None) -> Order:
    """A sheet that nobody has written on: an order that is not saved, for the caller if one is known."""
    ticket = Ticket(
        kind=Kind.ORDER,
        stage=Stage.DRAFT,
        channel=Channel.PHONE,
        owner=person,
        opened_by=person,
        opened_at=clock.now(),
        customer=customer,
        version=0,
        form_key=refs.new(),
    )
    order = Order(ticket=ticket, caller_phone=phone, pickup_phone=phone)
    if customer:
        order.shipper_name = customer.address_as or customer.name
        order.payment = customer.usual_payment
    return order


def context(order: Order, person: Person, said: Said | None = None) -> dict[str, Any]:
    """The page of an order that is being taken; the same number of statements for every draft."""
    said = said or Said()
    form = orders.form(order, None if order.ticket.pk else playbooks.current())
    return {
        **_frame(order, said),
        **_agreed(form, said),
        "caller": caller(order, person),
        "moments": script.of_call(person, called(order)),
        "said": said,
        "alert": said.alert or (gaps(form) if said.tried else ""),
    }


def _frame(order: Order, said: Said) -> dict[str, Any]:
    """Where the form goes, and the version it was filled from."""
    ticket = order.ticket
    ref = ticket.ref if ticket.pk else NEW
    address = f"{reverse('order-draft', args=[ref])}?auto=1"
    return {
        "order": order,
        "ticket": ticket,
        "ref": ref,
        "is_new": ref == NEW,
        "version": said.read_at if said.conflict else ticket.version,
        "signal": f"approvals order-{ticket.pk}" if ticket.pk else "",
        # also the name of the browser's own copy, so each caller's blank sheet has another
        "autosave_url": f"{address}&of={order.pickup_phone}" if ref == NEW else address,
    }


def _agreed(form: orders.Form, said: Said) -> dict[str, Any]:
    """Both sides of the form: what is asked, and what has to be agreed."""
    goods, chosen = agreement.goods(form), said.typed.get("to", "")
    slip = {"receivers": []} if goods and goods.is_refused else agreement.slip(form, chosen)
    customer, first = form.order.ticket.customer, slip.get("first")
    setting = elements.Setting(
        typed=said.typed,
        keeps_typed=bool(said.conflict),
        shows_missing=said.tried,
        receiver=first.name if first else "",
        addresses_of=f"?of={customer.ref}" if customer else "",
    )
    verified, required = elements.verified(form.elements)
    return {
        "groups": elements.groups(form, setting),
        "upcoming": elements.next_asked(form.elements),
        "verified": verified,
        "required": required,
        "progress": [at < verified for at in range(required)],
        "wishes": elements.WISHES,
        "heard": heard.of(form),
        "goods": goods,
        "reads": agreement.reads(form),
        "unread": len(form.unread),
        "price": agreement.price(form),
        "reasons": other_reasons(form),
        "chosen": chosen,
        **slip,
        **{key: elements.phrase(form, key) for key in PHRASES},
    }


def gaps(form: orders.Form) -> str:
    """How many answers are missing or wrong; empty when none is."""
    count = len(form.readiness.faults)
    words = ngettext("还有 %(n)s 项没填好，已在表里标出。", "还有 %(n)s 项没填好，已在表里标出。", count)
    return words % {"n": count} if count else ""


def other_reasons(form: orders.Form) -> list[tuple[str, str]]:
    """Why somebody else may receive the slip."""
    return [(one.key, one.label) for one in form.playbook.reasons.get("choose_other_receiver", ())]


def caller(order: Order, person: Person) -> dict[str, Any] | None:
    """Who rings: how to address them, what is open, their usual addresses; None for a new caller (R015)."""
    customer = order.ticket.customer
    if customer is None:
        return None
    known = orders.known(customer, person)
    past = [one for one in known.tickets if one.kind == Kind.ORDER]
    return {
        "customer": customer,
        "other": _other(order, customer),
        "known": known,
        "may_repeat": bool(past) and not order.goods_name,
        "last": past[0] if past else None,
        "pickups": list(customers.usual_addresses(customer, CustomerAddress.Use.PICKUP))[:3],
    }


def finished(order: Order) -> dict[str, Any]:
    """What stands in the place of the form once the draft is none any more."""
    ticket = order.ticket
    stage = details.stage_of(order)
    return {"done": True, "ticket": ticket, "ref": ticket.ref, "signal": "", "stage": stage, "order": order}


def called(order: Order) -> str:
    """How whoever rings is addressed; empty for who has not said a name."""
    customer = order.ticket.customer
    return (customer.address_as or customer.name) if customer else order.shipper_name


def _other(order: Order, customer: Customer) -> Customer | None:
    """Somebody else whom the pick-up's number belongs to: perhaps it is they who ring."""
    if not order.pickup_phone or order.pickup_phone in {one.digits for one in customer.phones.all()}:
        return None
    return customers.by_phone(order.pickup_phone)


def alert_of(error: DeskError) -> str:
    """Why the desk refused, in one sentence for the bar above the buttons."""
    return fields.text(error)


def edit_url(order: Order) -> str:
    """Where this draft is typed on."""
    return reverse("order-edit", args=[order.ticket.ref])
