"""Confirm and send: two steps with one button; what fails after the first is said on the ticket."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yinuo.core.errors import DeskError, Invalid, NotNow
from yinuo.desk.access import DeskRequest, signed_in
from yinuo.desk.messaging import routes
from yinuo.desk.orders import fields, slipping
from yinuo.desk.orders.taking import deeds, sheet
from yinuo.messaging.models import Notice
from yinuo.orders import actions
from yinuo.orders import queries as orders
from yinuo.orders.models import Order, Stage
from yinuo.promises import queries as promises
from yinuo.promises.models import Promise
from yinuo.staff import queries as staff
from yinuo.staff.models import Person
from yinuo.ui import faults, regions, toasts

CALLED = "order.driver_called"
MOST_FOLLOWING = 2
TONES = {
    Notice.State.SENT: "ok",
    Notice.State.DELIVERED: "ok",
    Notice.State.GIVEN_UP: "bad",
    Notice.State.LOST: "bad",
}


@signed_in
@require_POST
def confirm(request: DeskRequest, ref: str) -> HttpResponse:
    """Save, confirm, send: the customer has accepted, the slip leaves within three minutes (R058, R062)."""
    typed = deeds.typed_of(request)
    order, fitting = deeds.draft(request, ref), slipping.decision(request.POST.get(slipping.FITTING, ""))
    try:
        order = _saved(request, order, typed)
        if "anyway" not in request.POST and (why := _slip_fault(order, fitting)):
            said = sheet.Said(typed=typed, alert=why, is_slip=True, tried=True)
            return deeds.answer(request, order, said, 422)
        order = actions.confirm(order=order, by=request.user)
    except Invalid:
        return _gaps(request, order, typed)
    except DeskError as error:
        return deeds.refused(request, order, error, typed)
    return _send(request, order, {**_receiver(typed), **fitting})


def _saved(request: DeskRequest, order: Order, typed: dict[str, str]) -> Order:
    """The draft with what was typed; pressed twice, the second press finds what the first has made."""
    if order.ticket.stage != Stage.DRAFT:
        return order
    try:
        return deeds.saved(request, order, typed)
    except NotNow as error:
        if error.code != "order_is_no_draft":
            raise
        return orders.order(request.user, order.ticket.ref)


def _slip_fault(order: Order, fitting: Mapping[str, Any]) -> str:
    """Why the slip could not leave although nothing else stands in the way: better said before than after."""
    if order.ticket.stage != Stage.DRAFT or not orders.form(order).readiness.is_ready:
        return ""
    composed = orders.slip_preview(order, **fitting).composed
    over = composed.measure.units - composed.limit
    if composed.fits or over <= 0:
        return slipping.fault(composed)
    return _("业务单短信超出 %(n)s 个字，发不出去。请缩短货物名称或提示，再确认。") % {"n": over}


def _gaps(request: DeskRequest, order: Order, typed: dict[str, str]) -> HttpResponse:
    """Every gap at its field, and how many there are above the buttons."""
    order = orders.order(request.user, order.ticket.ref)
    return deeds.answer(request, order, sheet.Said(typed=typed, tried=True), 422)


def _send(request: DeskRequest, order: Order, decided: dict[str, Any]) -> HttpResponse:
    """Send the slip by rule, or as was decided; the order is confirmed whatever becomes of it."""
    try:
        actions.dispatch(order=order, by=request.user, **decided)
    except DeskError as error:
        said = _("%(number)s 已确认，但业务单还没发出：%(why)s") % {
            "number": order.ticket,
            "why": fields.text(error),
        }
        toasts.add(request, said, tone="bad")
        return regions.go(request, reverse("ticket", args=[order.ticket.ref]))
    if not request.headers.get("HX-Request"):
        return HttpResponseRedirect(reverse("order-sent", args=[order.ticket.ref]))
    response = _sent(request, orders.order(request.user, order.ticket.ref), "dialog")
    response["HX-Retarget"], response["HX-Reswap"] = "#dialog", "outerMorph"
    return toasts.trigger(response, f"live:order-{order.ticket.pk}")


def _receiver(typed: dict[str, str]) -> dict[str, Any]:
    """Whom the form names instead of whose turn it is, and why."""
    chosen = typed.get("to", "")
    if not (chosen.isascii() and chosen.isdigit() and len(chosen) < 19):
        return {}
    person: Person | None = staff.people().filter(pk=int(chosen)).first()
    return (
        {"to": person, "reason": typed.get("to_reason", ""), "note": typed.get("to_note", "")}
        if person
        else {}
    )


@signed_in
def sent(request: DeskRequest, ref: str) -> HttpResponse:
    """What became of the slip, whom to call now, what follows; asks for itself again while it leaves."""
    return _sent(request, orders.order(request.user, ref))


def _sent(request: DeskRequest, order: Order, region: str = "") -> HttpResponse:
    known = promises.of_ticket(order.ticket)
    open_ = [one for one in known if one.state == Promise.State.OPEN]
    slip = order.slip
    took = (
        (order.ordered_at - order.confirmed_at).total_seconds()
        if order.ordered_at and order.confirmed_at
        else None
    )
    context = {
        "order": order,
        "ticket": order.ticket,
        "signal": f"ticket-{order.ticket.pk}",
        "slip": slip,
        "slip_tone": TONES.get(Notice.State(slip.state), "info") if slip else "",
        "slip_told": slipping.told(slip) if slip else "",
        "slip_way": routes.told(slip, routes.names([slip])) if slip else "",
        "slip_fault": faults.text(f"unsent_{slip.error}", {}) if slip and slip.error else "",
        "took": int(took) if took is not None else None,
        "calls": [one for one in open_ if CALLED in promises.rule_of(one).kept_by],
        "others": [one for one in open_ if CALLED not in promises.rule_of(one).kept_by][:MOST_FOLLOWING],
        "is_part": bool(request.headers.get("HX-Request")),
    }
    template = f"desk/orders/sent.html#{region}" if region else "desk/orders/sent.html"
    return regions.render(request, template, context, regions=("dialog", "leaving"))
