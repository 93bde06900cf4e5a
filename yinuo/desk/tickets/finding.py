"""Search: one box for number, waybill, phone, name, goods, address."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from yinuo.desk.access import DeskRequest, signed_in
from yinuo.desk.customers import names
from yinuo.desk.tickets import rows
from yinuo.staff.models import Person
from yinuo.tickets import queries
from yinuo.tickets.queries import Hit
from yinuo.ui import regions

LONGEST = 100


@dataclass(frozen=True)
class Found:
    """One line of the results: a ticket or a customer."""

    url: str
    name: str
    who: str
    what: str
    state: str
    tone: str
    at: datetime


@signed_in
def search(request: DeskRequest) -> HttpResponse:
    """What was found, the newest first; a single exact ticket opens at once."""
    said = request.GET.get("q", "").strip()[:LONGEST]
    cursor = request.GET.get("cursor")
    page = queries.search(request.user, said, cursor)
    alone = page.rows[0].ticket if len(page.rows) == 1 else None
    if alone and said.upper() in (alone.number, alone.waybill, alone.ref.upper()):
        return regions.go(request, reverse("ticket", args=[alone.ref]))
    older = (
        f"{reverse('search')}?{urlencode({'q': said, 'cursor': page.next_cursor})}"
        if page.next_cursor
        else ""
    )
    context = {"q": said, "found": [_found(hit, request.user) for hit in page.rows], "older": older}
    return regions.render(request, "desk/tickets/search.html", context, regions=("found",))


def _found(hit: Hit, person: Person) -> Found:
    if hit.ticket:
        ticket = hit.ticket
        return Found(
            url=reverse("ticket", args=[ticket.ref]),
            name=str(ticket),
            who=rows.customer_name(ticket, person),
            what=ticket.headline,
            state=rows.stage_label(ticket),
            tone=rows.stage_tone(ticket),
            at=ticket.opened_at,
        )
    customer = hit.customer
    assert customer is not None
    return Found(
        url=reverse("customer", args=[customer.ref]),
        name=_("客户"),
        who=names.shown(customer) or _("未报姓名"),
        what=customer.habits,
        state="",
        tone="",
        at=customer.created_at,
    )
