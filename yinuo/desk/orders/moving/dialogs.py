"""How every verb is asked for: a dialog with its form; what is refused stands in it, nothing is lost."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from yinuo.core.errors import DeskError, NotPermitted
from yinuo.desk import answers
from yinuo.desk.access import DeskRequest, View, signed_in
from yinuo.desk.orders import case, moves
from yinuo.orders import queries as orders
from yinuo.orders.models import Order
from yinuo.staff.models import Person
from yinuo.tickets import actions as tickets
from yinuo.ui import forms as ui_forms
from yinuo.ui import regions, toasts

PLAIN: Final = "desk/dialog.html"


class NoForm(forms.Form):
    """Nothing to fill in: only whether."""


def no_form(order: Order, person: Person, data: Any) -> forms.Form:
    """A form without fields."""
    return NoForm(data)


def nothing_more(order: Order, form: forms.Form) -> dict[str, Any]:
    """A dialog that shows its form only."""
    return {}


def nobody(order: Order) -> dict[str, str]:
    """A form in which no name stands before somebody writes it."""
    return {}


@dataclass(frozen=True)
class Dialog:
    """A verb at the desk.

    `noun` is in the address and in `moves.VERBS`, which says who may; `act` makes the one call; `done` is
    what the toast says; `more` adds to the template's context (`explanation` is a line above the fields);
    `leads_to` names the page to go on with, where the present one is over; `shows_personal` when it shows the
    customer's data in full, which is recorded. `names` are those that stand in the form already: only for
    whoever sees the ticket in full, on record; others write them.
    """

    noun: str
    title: str
    verb: str
    act: Callable[[Order, Person, dict[str, Any]], object]
    done: str
    form: Callable[[Order, Person, Any], forms.Form] = no_form
    more: Callable[[Order, forms.Form], dict[str, Any]] = nothing_more
    template: str = PLAIN
    tone: str = ""
    wide: bool = False
    leads_to: str = ""
    shows_personal: bool = False
    names: Callable[[Order], dict[str, str]] = nobody


def view(dialog: Dialog) -> View:
    """The view of a dialog: asks, acts, answers."""

    @signed_in
    def shown(request: DeskRequest, ref: str) -> HttpResponse:
        order = orders.order(request.user, ref)
        if not moves.VERBS[dialog.noun].may(request.user, order):
            raise NotPermitted("not_permitted")
        form = dialog.form(order, request.user, request.POST if request.method == "POST" else None)
        proposed = {key: said for key, said in request.GET.items() if key in form.fields}
        form.initial = {**form.initial, **_names(request, dialog, order), **proposed}
        if form.is_bound and form.is_valid():
            try:
                dialog.act(order, request.user, form.cleaned_data)
                return done(request, dialog, order)
            except DeskError as error:
                ui_forms.refuse(form, error)
        if dialog.shows_personal:
            tickets.see_personal(order.ticket, by=request.user)
        return ask(request, dialog, order, form)

    return shown


def _names(request: DeskRequest, dialog: Dialog, order: Order) -> dict[str, str]:
    """Who stands in a form that is opened (see `Dialog.names`)."""
    names = dialog.names(order) if request.method != "POST" else {}
    if not any(names.values()) or not case.is_in_full(request, order.ticket):
        return {}
    tickets.see_personal(order.ticket, by=request.user)
    return names


def done(request: DeskRequest, dialog: Dialog, order: Order) -> HttpResponse:
    """The page as it is after the act, or the next one."""
    if not dialog.leads_to:
        return answers.acted(request, order.ticket, _(dialog.done))
    toasts.add(request, _(dialog.done))
    return regions.go(request, reverse(dialog.leads_to))


def ask(request: DeskRequest, dialog: Dialog, order: Order, form: forms.Form) -> HttpResponse:
    """The dialog with its form, as it was filled in."""
    context = {
        "form": form,
        "order": order,
        "title": f"{_(dialog.title)} {order.ticket.number or ''}".strip(),
        "verb": _(dialog.verb),
        "verb_tone": dialog.tone,
        "wide": dialog.wide,
        **dialog.more(order, form),
    }
    return answers.ask(request, dialog.template, context, refused=bool(form.errors))
