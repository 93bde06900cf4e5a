"""The workbench page: the queue on the left, the work in the middle, customer and script beside it."""

from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from yinuo.desk.access import DeskRequest, signed_in
from yinuo.desk.messaging import reminding
from yinuo.desk.tickets import case, queue
from yinuo.staff.models import Person, Role
from yinuo.tickets import queries
from yinuo.ui import links, regions

REGIONS: Final = ("queue", "work", "case")


def home(request: HttpRequest) -> HttpResponse:
    """Everybody's first page: a driver's jobs, else the workbench."""
    drives = isinstance(request.user, Person) and request.user.role == Role.DRIVER
    return HttpResponseRedirect(links.to("driver-home" if drives else "workbench"))


@signed_in
def workbench(request: DeskRequest, ref: str = "") -> HttpResponse:
    """The workbench, or the part of it that a region asks for again."""
    region = regions.asked(request)
    context: dict[str, Any] = {}
    if region not in ("work", "case"):
        context |= queue.context(request, ref)
    if ref and region != "queue":
        context |= case.context(request, queries.ticket(request.user, ref))
    elif not region:
        context["reminded"] = reminding.unread(request.user)
    return regions.render(request, "desk/tickets/workbench.html", context, regions=REGIONS)
