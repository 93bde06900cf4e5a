"""A displeasure that is no complaint yet (R148): noted with two strokes, a complaint with one more."""

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from yinuo.complaints import may
from yinuo.complaints.actions import grumbling as actions
from yinuo.complaints.models import Complaint, Grumble
from yinuo.complaints.queries import loading
from yinuo.core import refs
from yinuo.core.errors import DeskError
from yinuo.desk import answers
from yinuo.desk.access import DeskRequest, only
from yinuo.desk.complaints import registering
from yinuo.tickets import may as tickets_may
from yinuo.tickets import queries as tickets
from yinuo.tickets.models import Ticket
from yinuo.ui import forms as ui_forms
from yinuo.ui import links, regions, toasts


class GrumbleForm(forms.Form):
    """What was grumbled, and by whom."""

    text = forms.CharField(
        label=gettext_lazy("客户抱怨什么"),
        max_length=actions.LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    phone = forms.CharField(
        label=gettext_lazy("电话"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "maxlength": 32}),
    )
    form_key = forms.CharField(widget=forms.HiddenInput, max_length=40, required=False)


@only(may.note_grumble)
def note(request: DeskRequest) -> HttpResponse:
    """Note it, on `?ticket=` or by `?phone=`; the second button makes a complaint of it at once."""
    ref = request.GET.get("ticket", "")
    ticket = tickets.ticket(request.user, ref) if ref else None
    initial = {"form_key": refs.new(), "phone": _phone(request, ticket)}
    form = GrumbleForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            return _noted(request, form, ticket)
        except DeskError as error:
            ui_forms.refuse(form, error)
    context = {"form": form, "ticket": ticket, "may_raise": may.report(request.user)}
    return answers.ask(request, "desk/complaints/grumble.html", context, refused=bool(form.errors))


@only(may.note_grumble)
@require_POST
def raise_it(request: DeskRequest, pk: int) -> HttpResponse:
    """Make a complaint of one that was noted."""
    return registering.registered(request, _raised(loading.grumble(request.user, pk), request))


def _noted(request: DeskRequest, form: GrumbleForm, ticket: Ticket | None) -> HttpResponse:
    grumble = actions.note_grumble(ticket=ticket, by=request.user, **form.cleaned_data)
    if "complaint" in request.POST:
        return registering.registered(request, _raised(grumble, request))
    if ticket is not None:
        return answers.acted(request, ticket, _("不满已记下。"))
    toasts.add(request, _("不满已记下。"))
    return (
        regions.done(request, closes_dialog=True)
        if _is_part(request)
        else regions.go(request, links.to("workbench"))
    )


def _raised(grumble: Grumble, request: DeskRequest) -> Complaint:
    return actions.raise_grumble(grumble=grumble, by=request.user)


def _is_part(request: DeskRequest) -> bool:
    return bool(request.headers.get("HX-Request"))


def _phone(request: DeskRequest, ticket: Ticket | None) -> str:
    """Who grumbles: who rang, or the customer of the ticket for whoever sees it in full."""
    if said := request.GET.get("phone", ""):
        return said
    if ticket is None or ticket.customer is None or not tickets_may.see_in_full(request.user, ticket):
        return ""
    number = ticket.customer.phones.order_by("id").first()
    return number.digits if number else ""
