"""The pages of messages."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yinuo.desk import answers
from yinuo.desk.access import DeskRequest, only, signed_in
from yinuo.messaging import actions, may, queries
from yinuo.messaging.models import Notice
from yinuo.staff import queries as staff
from yinuo.staff.models import Role
from yinuo.ui import regions

REACHED = (Role.DRIVER, Role.MARKET_DEVELOPER, Role.DISPATCHER)
TONES = {"SENT": "info", "DELIVERED": "ok", "FAILED": "warn", "GIVEN_UP": "bad", "CANCELLED": ""}


@only(may.see_outbox)
def outbox(request: DeskRequest) -> HttpResponse:
    """Every message on the tickets one may see, the newest first."""
    state = request.GET.get("state", "")
    page = queries.outbox(request.user, request.GET.get("cursor"), state=state)
    older = f"{reverse('outbox')}?state={state}&cursor={page.next_cursor}" if page.next_cursor else ""
    rows = [(notice, TONES.get(notice.state, "")) for notice in page.rows]
    context = {"rows": rows, "older": older, "state": state, "states": Notice.State.choices}
    return regions.render(request, "desk/messaging/outbox.html", context, regions=("rows",))


@signed_in
@require_POST
def again(request: DeskRequest, pk: int) -> HttpResponse:
    """Send a message again that was given up."""
    notice = queries.notice(request.user, pk)
    actions.send_again(notice, by=request.user)
    return answers.acted(request, notice.ticket, _("已重新交给发送队列。"))


@signed_in
def reminders(request: DeskRequest) -> HttpResponse:
    """What the desk reminded me of."""
    page = queries.reminders(request.user, request.GET.get("cursor"))
    older = f"{reverse('reminders')}?cursor={page.next_cursor}" if page.next_cursor else ""
    context = {"page": page, "older": older, "signal": f"reminders-{request.user.pk}"}
    return regions.render(request, "desk/messaging/reminders.html", context, regions=("rows",))


@signed_in
@require_POST
def read(request: DeskRequest) -> HttpResponse:
    """I have seen them all."""
    actions.mark_read(by=request.user)
    return redirect("reminders")


@signed_in
def phone(request: DeskRequest) -> HttpResponse:
    """The in-page telephone: what arrived at one of our own people's numbers (pretend sender only)."""
    if not may.see_outbox(request.user) and request.user.role not in REACHED:
        raise Http404
    people = list(staff.people().filter(role__in=REACHED))
    if not may.see_outbox(request.user):
        people = [request.user]
    chosen = next((one for one in people if one.staff_number == request.GET.get("to")), people[0] if people else None)
    context = {
        "people": people,
        "chosen": chosen,
        "messages": queries.pretend_inbox(chosen.phone) if chosen else [],
    }
    return regions.render(request, "desk/messaging/phone.html", context, regions=("screen",))
