"""The customers' pages. Personal data is masked here; it stands in full only on a ticket one works on."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from yinuo.complaints import may as complaints_may
from yinuo.core.errors import DeskError, NotNow
from yinuo.core.keeping import may as keeping_may
from yinuo.core.text import mask
from yinuo.customers import actions, may, queries
from yinuo.customers.models import Customer, CustomerAddress
from yinuo.desk import answers
from yinuo.desk.access import DeskRequest, only
from yinuo.desk.complaints import grumbles
from yinuo.desk.customers import commercial, keeping, names
from yinuo.desk.customers.forms import CustomerForm, PhoneForm
from yinuo.desk.orders import pricing
from yinuo.desk.tickets import rows
from yinuo.messaging import may as messaging_may
from yinuo.orders import may as orders_may
from yinuo.orders import queries as orders
from yinuo.orders.models import Payment
from yinuo.tickets import queries as tickets
from yinuo.ui import forms, regions, toasts

TICKETS = 30


@dataclass(frozen=True)
class Row:
    """One customer in the list."""

    customer: Customer
    name: str
    phones: list[str]


@only(may.see)
def customers(request: DeskRequest) -> HttpResponse:
    """Those who became customers last."""
    cursor = request.GET.get("cursor", "")
    page = queries.newest(int(cursor) if cursor.isascii() and cursor.isdigit() else None, person=request.user)
    older = f"{reverse('customers')}?cursor={page.next_cursor}" if page.next_cursor else ""
    found = [Row(one, names.shown(one), masked_phones(one)) for one in page.rows]
    return regions.render(
        request, "desk/customers/list.html", {"rows": found, "older": older}, regions=("rows",)
    )


def masked_phones(customer: Customer) -> list[str]:
    """The customer's numbers, masked."""
    return [mask.mask_phone(one.digits) for one in customer.phones.all()]


@only(may.see)
def customer(request: DeskRequest, ref: str) -> HttpResponse:
    """One customer: numbers, usual addresses, what is open between us, what they grumbled about, tickets."""
    known = queries.customer(ref, person=request.user)
    between = orders.known(known, request.user)
    found = tickets.of_customer(known, person=request.user, size=TICKETS)
    context = {
        "customer": known,
        "name": names.shown(known) or _("未报姓名"),
        "phones": masked_phones(known),
        "payment": _(str(Payment(known.usual_payment).label))
        if known.usual_payment in Payment.values
        else "",
        "agreement": _agreement(known),
        "pickups": _addresses(known, CustomerAddress.Use.PICKUP),
        "deliveries": _addresses(known, CustomerAddress.Use.DELIVERY),
        "open_promises": between.open_promises,
        "last_contact": between.last_contact,
        "vulgar": tickets.contact_with(known)[1],
        "tickets": [(one, rows.stage_label(one), rows.stage_tone(one)) for one in found],
        "grumbles": grumbles.of_customer(known, request.user),
        "may_complain": complaints_may.own(request.user),
        "may_change": may.change(request.user),
        "held": keeping.shown(known.pk),
        "is_refused": commercial.is_refused(known),
        "may_send": messaging_may.send(request.user),
        "may_allow": messaging_may.allow_commercial(request.user),
        "may_erase": may.erase(request.user),
        "may_hold": keeping_may.hold(request.user),
        "may_order": orders_may.take_orders(request.user),
    }
    return regions.render(request, "desk/customers/detail.html", context, regions=("known",))


def _agreement(known: Customer) -> str:
    """宏远协议，到 2026-12-31 止; with the reason where it does not hold today."""
    return pricing.agreement(orders.agreement(known.agreement)) if known.agreement else ""


def _addresses(known: Customer, use: str) -> list[str]:
    return [
        " · ".join(part for part in (mask.mask_address(one.text), mask.mask_name(one.contact)) if part)
        for one in queries.usual_addresses(known, use)
    ]


@only(may.change)
def edit(request: DeskRequest, ref: str) -> HttpResponse:
    """Change what is known; if somebody else did meanwhile, both versions are shown."""
    known = queries.customer(ref, person=request.user)
    agreements = dict.fromkeys([*orders.agreements(), *filter(None, [known.agreement])])
    form = CustomerForm(request.POST or None, initial=_values(known), agreements=list(agreements))
    if not may.value(request.user):
        form.fields["level"].disabled = True
    if not may.agree_prices(request.user):
        form.fields["agreement"].disabled = True
    context: dict[str, Any] = {"form": form, "title": _("改客户资料"), "verb": _("保存")}
    if request.method == "POST" and form.is_valid():
        try:
            actions.change(known, by=request.user, **form.cleaned_data)
            return _changed(request, ref, _("客户资料已改。"))
        except NotNow as error:
            context["explanation"] = _conflict(form, error)
        except DeskError as error:
            forms.refuse(form, error)
    refused = bool(form.errors) or "explanation" in context
    return answers.ask(request, "desk/dialog.html", context, refused=refused)


def _changed(request: DeskRequest, ref: str, text: str) -> HttpResponse:
    toasts.add(request, text)
    return regions.go(request, reverse("customer", args=[ref]))


def _values(known: Customer) -> dict[str, Any]:
    told = ("address_as", "name", "company", "usual_payment", "agreement", "level", "habits", "version")
    return {name: getattr(known, name) for name in told}


def _conflict(form: CustomerForm, error: NotNow) -> str:
    """Say what the other one wrote; saving again then keeps what stands in the form."""
    form.data = form.data.copy()  # type: ignore[attr-defined]
    form.data["version"] = error.params["version"]  # type: ignore[index]
    theirs = error.params["theirs"]
    told = (f"{form.fields[name].label}{_('：')}{value}" for name, value in theirs.items())
    written = _("；").join(told)
    return _("别人刚改成：%(theirs)s。再保存一次就用你写的。") % {"theirs": written}


@only(may.change)
def add_phone(request: DeskRequest, ref: str) -> HttpResponse:
    """Let one more number lead to this customer."""
    known = queries.customer(ref, person=request.user)
    form = PhoneForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_phone(known, phone=form.cleaned_data["phone"], by=request.user)
            return _changed(request, ref, _("电话已加上。"))
        except DeskError as error:
            forms.refuse(form, error)
    context = {"form": form, "title": _("加一个电话"), "verb": _("加上")}
    return answers.ask(request, "desk/dialog.html", context, refused=bool(form.errors))
