"""The workbench page: the queue on the left, the work in the middle, customer and script beside it."""

from typing import Any

from django.http import HttpResponse

from yinuo.desk.access import DeskRequest, signed_in
from yinuo.desk.tickets import case, rows
from yinuo.tickets import queries
from yinuo.tickets.models import Ticket
from yinuo.tickets.rules import Filters, View
from yinuo.ui import regions

REGIONS = ("queue", "work", "case", "side", "queue-more")
NEAR = ("queue", "queue-more")


@signed_in
def workbench(request: DeskRequest, ref: str = "") -> HttpResponse:
    """The workbench, or the part of it that a region asks for again."""
    region = regions.asked(request)
    context: dict[str, Any] = {}
    ticket = queries.ticket(request.user, ref) if ref and region not in NEAR else None
    if region in NEAR or region not in REGIONS:
        context |= queue_context(request, ref)
    if ticket is not None:
        context |= case.context(request, ticket)
    return regions.render(request, "desk/tickets/workbench.html", context, regions=REGIONS)


def queue_context(request: DeskRequest, ref: str) -> dict[str, Any]:
    """The queue as this person looks at it: view, filters, one page of rows, how many stand in each view."""
    view = request.GET.get("view") or View.MINE
    narrowed = Filters.read(request.GET)
    page = queries.queue(request.user, view, filters=narrowed, cursor=request.GET.get("cursor"))
    counts = queries.counts(request.user) if not request.GET.get("cursor") else {}
    return {
        "tabs": rows.tabs(request.user, view, counts),
        "views": rows.more_views(request.user, view, counts),
        "view": view,
        "groups": rows.groups(page.rows, selected=ref, query=_query(request)),
        "next_cursor": page.next_cursor,
        "total": counts.get(View(view) if view in set(View) else View.MINE, 0),
        "filters": narrowed,
        "narrowed": narrowed.write(),
        "saved": queries.saved_filters(request.user) if counts else [],
        "drafts": queries.drafts(request.user, 5) if counts else [],
        "query": _query(request),
        "here": request.path,
    }


def _query(request: DeskRequest) -> str:
    """The view and its filters, to keep them in links."""
    kept = request.GET.copy()
    for name in ("cursor", "tab"):
        kept.pop(name, None)
    return kept.urlencode()


def open_ticket(request: DeskRequest, ticket: Ticket) -> HttpResponse:
    """Answer an act on a ticket with its work region, freshly read."""
    fresh = queries.ticket(request.user, ticket.ref)
    return regions.render(
        request, "desk/tickets/workbench.html", case.context(request, fresh), regions=("work", "case", "side")
    )
