"""The pages of messages."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yinuo.desk import answers
from yinuo.desk.access import DeskRequest, signed_in
from yinuo.desk.messaging import reminding
from yinuo.messaging import actions, may, queries
from yinuo.staff import queries as staff
from yinuo.staff.models import Person, Role
from yinuo.ui import regions, toasts

REACHED = (Role.DRIVER, Role.MARKET_DEVELOPER, Role.DISPATCHER)


@signed_in
@require_POST
def again(request: DeskRequest, pk: int) -> HttpResponse:
    """Send a message again that was given up."""
    notice = queries.notice(request.user, pk)
    actions.send_again(notice, by=request.user)
    said = _("马上再发一次。")
    if request.headers.get("HX-Request"):
        return answers.acted(request, notice.ticket, said)
    toasts.add(request, said)
    return redirect("outbox")


@signed_in
def reminders(request: DeskRequest) -> HttpResponse:
    """What the desk reminded me of."""
    page = queries.reminders(request.user, request.GET.get("cursor"))
    older = f"{reverse('reminders')}?cursor={page.next_cursor}" if page.next_cursor else ""
    context = {
        "rows": [reminding.told(one) for one in page.rows],
        "older": older,
        "signal": reminding.signal(request.user),
        "has_unread": any(one.read_at is None for one in page.rows),
        "here": request.get_full_path(),
    }
    return regions.render(request, "desk/messaging/reminders.html", context, regions=("reminded",))


@signed_in
def bell(request: DeskRequest) -> HttpResponse:
    """The bell of the top bar, as its signal asks for it again."""
    return regions.render(request, "ui/_bell.html", {})


@signed_in
@require_POST
def read(request: DeskRequest) -> HttpResponse:
    """I have seen them all."""
    actions.mark_read(by=request.user)
    return redirect("reminders")


@signed_in
def phone(request: DeskRequest) -> HttpResponse:
    """The in-page telephone: what arrived at one of our own people's numbers (pretend sender only)."""
    people = _owners(request.user)
    if not people:
        raise Http404
    said = request.GET.get("to")
    chosen = next((one for one in people if one.staff_number == said), people[0])
    context = {
        "people": people,
        "chosen": chosen,
        "role": _(str(Role(chosen.role).label)),
        "arrived": queries.pretend_inbox(chosen.phone),
        "here": f"{reverse('phone')}?to={chosen.staff_number}",
    }
    return regions.render(request, "desk/messaging/phone.html", context, regions=("screen",))


def _owners(person: Person) -> list[Person]:
    """Whose telephones this person may look at: one's own; in a demo, everybody's from the desk.

    Whole messages with customers' names stand on them.
    """
    if may.see_outbox(person) and staff.company().is_demo:
        return list(staff.people().filter(role__in=REACHED))
    return [person] if person.role in REACHED else []
