"""The customers' pages. Numbers are masked except while one works on their ticket."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from yinuo.core.errors import Invalid, NotNow
from yinuo.customers import actions, may, queries
from yinuo.customers.models import Customer, CustomerAddress
from yinuo.desk import answers
from yinuo.desk.access import DeskRequest, only
from yinuo.desk.customers.forms import CustomerForm, PhoneForm
from yinuo.desk.tickets import rows
from yinuo.tickets import queries as tickets
from yinuo.ui import forms, regions, toasts


@only(may.see)
def customers(request: DeskRequest) -> HttpResponse:
    """Those who became customers last."""
    cursor = request.GET.get("cursor", "")
    page = queries.newest(int(cursor) if cursor.isascii() and cursor.isdigit() else None, person=request.user)
    older = f"{reverse('customers')}?cursor={page.next_cursor}" if page.next_cursor else ""
    context = {"page": page, "older": older}
    return regions.render(request, "desk/customers/list.html", context, regions=("rows",))


@only(may.see)
def customer(request: DeskRequest, ref: str) -> HttpResponse:
    """One customer: numbers, usual addresses, tickets."""
    known = queries.customer(ref, person=request.user)
    found = tickets.of_customer(known, person=request.user, size=30)
    context = {
        "customer": known,
        "pickups": queries.usual_addresses(known, CustomerAddress.Use.PICKUP),
        "deliveries": queries.usual_addresses(known, CustomerAddress.Use.DELIVERY),
        "tickets": [(ticket, rows.stage_label(ticket)) for ticket in found],
        "may_change": may.change(request.user),
    }
    return regions.render(request, "desk/customers/detail.html", context)


@only(may.change)
def edit(request: DeskRequest, ref: str) -> HttpResponse:
    """Change what is known; if somebody else did meanwhile, both versions are shown."""
    known = queries.customer(ref, person=request.user)
    form = CustomerForm(request.POST or None, initial=_values(known))
    if not may.value(request.user):
        form.fields["level"].disabled = True
    context: dict[str, Any] = {"form": form, "title": _("改客户资料"), "verb": _("保存")}
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        try:
            actions.change(known, by=request.user, **said)
            toasts.add(request, _("客户资料已改。"))
            return regions.go(request, reverse("customer", args=[ref]))
        except Invalid as error:
            forms.refuse(form, error)
        except NotNow as error:
            context["explanation"] = _conflict(form, error)
    return answers.ask(request, "desk/dialog.html", context, refused=bool(form.errors) or "explanation" in context)


def _values(known: Customer) -> dict[str, Any]:
    names = ("address_as", "name", "company", "usual_payment", "level", "habits", "version")
    return {name: getattr(known, name) for name in names}


def _conflict(form: CustomerForm, error: NotNow) -> str:
    """Say what the other one wrote; saving again then keeps what stands in the form."""
    form.data = form.data.copy()  # type: ignore[attr-defined]
    form.data["version"] = error.params["version"]  # type: ignore[index]
    theirs = error.params["theirs"]
    written = "；".join(f"{form.fields[name].label}：{value}" for name, value in theirs.items())
    return _("别人刚改成：%(theirs)s。再保存一次就用你写的。") % {"theirs": written}


@only(may.change)
def add_phone(request: DeskRequest, ref: str) -> HttpResponse:
    """Let one more number lead to this customer."""
    known = queries.customer(ref, person=request.user)
    form = PhoneForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_phone(known, phone=form.cleaned_data["phone"], by=request.user)
            return regions.go(request, reverse("customer", args=[ref]))
        except Invalid as error:
            forms.refuse(form, error)
    context = {"form": form, "title": _("加一个电话"), "verb": _("加上")}
    return answers.ask(request, "desk/dialog.html", context, refused=bool(form.errors))
