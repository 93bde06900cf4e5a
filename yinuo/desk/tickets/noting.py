"""Writing things down: notes, and calls noted by hand."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from yinuo.complaints import may as complaints_may
from yinuo.complaints.actions import grumbling
from yinuo.core import clock, db, refs
from yinuo.core.errors import DeskError
from yinuo.customers import actions as customers_actions
from yinuo.customers import queries as customers
from yinuo.customers.models import Customer
from yinuo.desk import answers
from yinuo.desk.access import DeskRequest, only, require, signed_in
from yinuo.desk.tickets import script
from yinuo.desk.tickets.forms import CallForm
from yinuo.inquiries import may as inquiries_may
from yinuo.orders import may as orders_may
from yinuo.orders import queries as orders
from yinuo.tickets import actions, may, queries
from yinuo.tickets.models import Interaction, Ticket
from yinuo.ui import faults, forms, moments, regions, toasts

SHORTEST: Final = 3
LAST: Final = 3


@dataclass(frozen=True)
class Rings:
    """Whose number it is, as the look-up tells it while the number is typed."""

    phone: str
    name: str = ""
    address_as: str = ""
    told: str = ""
    fault: str = ""


@signed_in
@require_POST
def note(request: DeskRequest, ref: str) -> HttpResponse:
    """Write an internal note; sent twice it is one note."""
    ticket = queries.ticket(request.user, ref)
    key = request.POST.get("form_key", "")[:40] or None
    actions.note(ticket=ticket, text=request.POST.get("text", ""), form_key=key, by=request.user)
    return answers.acted(request, ticket, _("备注已记下。"))


@require_safe
@signed_in
def colleagues(request: DeskRequest, ref: str) -> HttpResponse:
    """Whom a note on this ticket can mean, while @ and a name or number are typed; an auditor writes none."""
    ticket = queries.ticket(request.user, ref)
    require(may.work(request.user, ticket))
    found = queries.colleagues(ticket, request.GET.get("q", ""), without=request.user)
    return regions.render(request, "desk/tickets/_colleagues.html", {"colleagues": found})


@only(may.note_interaction)
def note_call(request: DeskRequest) -> HttpResponse:
    """Note a call by hand while no telephone is connected: who rang, when, what about (R021)."""
    ref = request.GET.get("ticket", "")
    ticket = queries.ticket(request.user, ref) if ref else None
    form = CallForm(request.POST or None, initial=_initial(request, ticket))
    if request.method == "POST" and form.is_valid():
        try:
            return _noted(request, form, ticket)
        except DeskError as error:
            forms.refuse(form, error)
    context = {
        "form": form,
        "ticket": ticket,
        "moments": script.of_call(request.user),
        "caller_url": reverse("caller"),
        "may_order": ticket is None and orders_may.take_orders(request.user),
        "may_ask": ticket is None and inquiries_may.ask(request.user),
        "may_complain": complaints_may.own(request.user),
    }
    return answers.ask(request, "desk/tickets/call.html", context, refused=bool(form.errors))


def _initial(request: DeskRequest, ticket: Ticket | None) -> dict[str, Any]:
    said: dict[str, Any] = {"form_key": refs.new(), "phone": request.GET.get("phone", ""), "direction": "IN"}
    said["outcome"] = request.GET.get("outcome", "")
    if ticket and ticket.customer and may.see_in_full(request.user, ticket):
        number = ticket.customer.phones.first()
        said |= {"phone": number.digits if number else "", "name": ticket.customer.address_as}
    return said


def _noted(request: DeskRequest, form: CallForm, ticket: Ticket | None) -> HttpResponse:
    said = form.cleaned_data
    customer = _caller(request, said)
    with db.transaction():
        call = _note(request, said, ticket, customer)
        if "grumble" in request.POST:
            grumbled = {"phone": said["phone"], "ticket": ticket, "form_key": said["form_key"]}
            grumbling.note_grumble(text=said["note"] or _("客户不满"), by=request.user, **grumbled)
    if "complaint" in request.POST:
        about = {"order": ticket.ref} if ticket else {}
        return regions.go(request, f"{reverse('complaint-new')}?{urlencode({'call': call.pk, **about})}")
    if ticket:
        return answers.acted(request, ticket, _("通话已记到 %(ticket)s。") % {"ticket": ticket})
    if "order" in request.POST:
        return regions.go(request, f"{reverse('order-new')}?{urlencode({'phone': said['phone']})}")
    if "inquiry" in request.POST:
        said_by = {"phone": said["phone"], "name": said["name"], "q": said["phone"]}
        return regions.go(request, f"{reverse('inquiry-new')}?{urlencode(said_by)}")
    toasts.add(request, _("通话已记下。"))
    return regions.go(request, reverse("customer", args=[customer.ref]) if customer else reverse("workbench"))


def _note(
    request: DeskRequest, said: Mapping[str, Any], ticket: Ticket | None, customer: Customer | None
) -> Interaction:
    """The call itself, on the ticket or the customer."""
    names = ("direction", "phone", "note", "at", "outcome", "warned", "form_key")
    return actions.note_interaction(
        kind=Interaction.Kind.CALL,
        ticket=ticket,
        customer=customer,
        by=request.user,
        **{name: said[name] for name in names},
    )


def _caller(request: DeskRequest, said: Mapping[str, Any]) -> Customer | None:
    """Who rang; nobody becomes a customer by a call without a voice (R235)."""
    if said["outcome"] == Interaction.Outcome.NO_VOICE:
        return customers.by_phone(said["phone"])
    return customers_actions.know(phone=said["phone"], address_as=said["name"], by=request.user)


@only(may.note_interaction)
def caller(request: DeskRequest) -> HttpResponse:
    """Whose number is being typed: how to address them, what is open between us, the last contact (R015)."""
    said = request.GET.get("q", "").strip()
    return regions.render(request, "desk/tickets/_caller.html", {"rings": rings(request, said)})


def rings(request: DeskRequest, said: str) -> Rings:
    """Who rings from the number `said`; what is no number yet says so."""
    if len(said) < SHORTEST:
        return Rings(said)
    try:
        known = orders.caller(said, request.user)
    except DeskError as error:
        return Rings(said, fault=faults.text(error.code, error.params))
    if known.customer is None:
        return Rings(known.phone)
    return Rings(known.phone, known.customer.display, known.address_as, _told(known))


def _told(known: orders.Caller) -> str:
    """What is open between us, the last orders, the last contact."""
    parts = [str(ticket) for ticket in known.tickets[:LAST]]
    if known.open_promises:
        n = known.open_promises
        parts.append(ngettext("%(n)s 个承诺未完成", "%(n)s 个承诺未完成", n) % {"n": n})
    if known.last_contact:
        when = moments.ago(known.last_contact.at, clock.now())
        parts.append(_("上次联系 %(when)s") % {"when": when})
    return " · ".join(parts)
