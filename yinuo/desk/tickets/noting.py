"""Writing things down: notes, messages to the people of a ticket, calls noted by hand."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yinuo.core import refs
from yinuo.core.errors import DeskError, Invalid
from yinuo.customers import actions as customers_actions
from yinuo.desk import answers
from yinuo.desk.access import DeskRequest, signed_in
from yinuo.desk.tickets.forms import CallForm
from yinuo.messaging import actions as messaging
from yinuo.orders import queries as orders
from yinuo.tickets import actions, queries
from yinuo.tickets.models import Interaction
from yinuo.ui import faults, forms, regions, toasts


@signed_in
@require_POST
def note(request: DeskRequest, ref: str) -> HttpResponse:
    """Write an internal note; sent twice it is one note."""
    ticket = queries.ticket(request.user, ref)
    actions.note(
        ticket=ticket,
        text=request.POST.get("text", ""),
        form_key=request.POST.get("form_key", "")[:40] or None,
        by=request.user,
    )
    return answers.acted(request, ticket, _("备注已记下。"))


@signed_in
@require_POST
def message(request: DeskRequest, ref: str) -> HttpResponse:
    """Send an SMS to one of the ticket's people: the driver, the dispatcher, the customer."""
    ticket = queries.ticket(request.user, ref)
    messaging.write(
        ticket=ticket,
        to=request.POST.get("to", ""),
        text=request.POST.get("text", ""),
        form_key=request.POST.get("form_key", "")[:40] or None,
        over_limit="parts" if request.POST.get("parts") else "refuse",
        by=request.user,
    )
    return answers.acted(request, ticket, _("短信已交给发送队列。"))


@signed_in
def note_call(request: DeskRequest) -> HttpResponse:
    """Note a call by hand while no telephone is connected: who rang, when, what about."""
    initial = {"form_key": refs.new(), "phone": request.GET.get("phone", ""), "direction": "IN"}
    form = CallForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            return _noted(request, form)
        except Invalid as error:
            forms.refuse(form, error)
    context = {"form": form, "caller_url": reverse("caller")}
    return answers.ask(request, "desk/tickets/call.html", context, refused=bool(form.errors))


def _noted(request: DeskRequest, form: CallForm) -> HttpResponse:
    said = form.cleaned_data
    customer = customers_actions.know(phone=said["phone"], address_as=said["name"], by=request.user)
    actions.note_interaction(
        kind=Interaction.Kind.CALL,
        direction=said["direction"],
        phone=said["phone"],
        note=said["note"],
        at=said["at"],
        customer=customer,
        by=request.user,
        form_key=said["form_key"],
    )
    if "order" in request.POST:
        return regions.go(request, f"{reverse('order-new')}?phone={said['phone']}")
    toasts.add(request, _("来电已记下。"))
    return regions.go(request, reverse("customer", args=[customer.ref]))


@signed_in
def caller(request: DeskRequest) -> HttpResponse:
    """Who a phone number is: customer, last orders, open promises, last contact."""
    said = request.GET.get("phone", "")
    context: dict[str, object] = {"phone": said}
    try:
        context["caller"] = orders.caller(request.user, said)
    except DeskError as error:
        context["fault"] = faults.text(error.code, error.params)
    return regions.render(request, "desk/tickets/_caller.html", context)

