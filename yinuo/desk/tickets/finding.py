"""Search: one box for number, waybill, phone, name, goods, address."""

from django.http import HttpResponse
from django.urls import reverse

from yinuo.desk.access import DeskRequest, signed_in
from yinuo.desk.tickets import rows
from yinuo.tickets import queries
from yinuo.ui import regions

LONGEST = 100


@signed_in
def search(request: DeskRequest) -> HttpResponse:
    """What was found, the newest first; a single exact ticket opens at once."""
    said = request.GET.get("q", "").strip()[:LONGEST]
    cursor = request.GET.get("cursor")
    page = queries.search(request.user, said, cursor)
    only = page.rows[0].ticket if len(page.rows) == 1 else None
    if only and said.upper() in (only.number, only.ref.upper()):
        return regions.go(request, reverse("ticket", args=[only.ref]))
    found = [(hit, rows.stage_label(hit.ticket) if hit.ticket else "") for hit in page.rows]
    context = {"q": said, "found": found, "next_cursor": page.next_cursor, "is_first": not cursor}
    return regions.render(request, "desk/tickets/search.html", context, regions=("found",))
