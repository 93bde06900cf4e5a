"""How a review ends: confirmed and on to the dispatch (R085), or void with a reason (R083)."""

from typing import Final

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yinuo.core.errors import DeskError
from yinuo.desk import answers
from yinuo.desk.access import DeskRequest, require, signed_in
from yinuo.desk.orders.moving import ending, sending
from yinuo.desk.orders.reviewing import deeds, page
from yinuo.orders import may
from yinuo.orders.actions import web as actions
from yinuo.orders.models import Order
from yinuo.ui import forms as ui_forms
from yinuo.ui import regions, toasts

DISPATCH: Final = "desk/orders/dispatch.html"


@signed_in
@require_POST
def confirm(request: DeskRequest, ref: str) -> HttpResponse:
    """Confirm it and go on to the dispatch as with an order taken on the telephone; else what is missing."""
    order = page.found(request, ref)
    try:
        order = actions.confirm_web(order=order, by=request.user)
    except DeskError as error:
        return deeds.refused(request, order, error, tried=True)
    return _dispatch(request, deeds.again(request, order))


def _dispatch(request: DeskRequest, order: Order) -> HttpResponse:
    """The dialog that sends the slip, over the review that is done."""
    address = reverse("order-dispatch", args=[order.ticket.ref])
    toasts.add(request, _("已确认，单号 %(number)s，3 分钟内要派出去。") % {"number": order.ticket.number})
    if not request.headers.get("HX-Request"):
        return regions.go(request, address)
    form = sending.dispatch_form(order, request.user, None)
    context = {
        "form": form,
        "order": order,
        "title": _("派单 %(number)s") % {"number": order.ticket.number},
        "verb": _("发出业务单"),
        "action": address,
        "is_part": True,
        **sending.dispatch_context(order, form),
    }
    response = regions.render(request, f"{DISPATCH}#dialog", context)
    response["HX-Retarget"], response["HX-Reswap"] = "#dialog", "outerMorph"
    return toasts.trigger(response, f"live:ticket-{order.ticket.pk}")


@signed_in
def void(request: DeskRequest, ref: str) -> HttpResponse:
    """Ask why, and make it void; the customer is told (R083)."""
    order = page.found(request, ref)
    require(may.review(request.user, order))
    form = ending.reasoned("void", "cancel")(
        order, request.user, request.POST if request.method == "POST" else None
    )
    if form.is_bound and form.is_valid():
        try:
            actions.void_web(order=order, by=request.user, **form.cleaned_data)
        except DeskError as error:
            ui_forms.refuse(form, error)
        else:
            return answers.acted(
                request, order.ticket, _("%(number)s 已作废。") % {"number": order.web.number}
            )
    context = {
        "form": form,
        "order": order,
        "title": _("作废 %(number)s") % {"number": order.web.number},
        "verb": _("作废，并告诉客户"),
        "explanation": _("客户会收到短信，写明原因。以后不能恢复，只能重新下单。"),
    }
    return answers.ask(request, "desk/orders/ending.html", context, refused=bool(form.errors))
