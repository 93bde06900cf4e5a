"""One ticket as the workbench shows it."""

from typing import Any

from django.utils.translation import get_language

from yinuo.desk.access import DeskRequest
from yinuo.desk.orders import case as order_case
from yinuo.desk.tickets import entries, rows, script
from yinuo.messaging import queries as messaging
from yinuo.promises import may as promises_may
from yinuo.promises import queries as promises
from yinuo.promises.models import Promise
from yinuo.tickets import actions, may, queries
from yinuo.tickets.models import Kind, Ticket

TABS = ("timeline", "details", "messages", "linked")
MOST_BOXES = 3


def context(request: DeskRequest, ticket: Ticket) -> dict[str, Any]:
    """Everything the middle and the side show; a fixed number of queries."""
    person = request.user
    in_full = may.see_in_full(person, ticket)
    if in_full:
        actions.see_personal(ticket=ticket, by=person)
    known = promises.of_ticket(ticket)
    facts = queries.facts(ticket)
    tab = request.GET.get("tab", "timeline")
    context: dict[str, Any] = {
        "ticket": ticket,
        "in_full": in_full or request.session.get("revealed") == ticket.ref,
        "stage_label": rows.stage_label(ticket),
        "kind_label": Kind(ticket.kind).label,
        "tab": tab if tab in TABS else "timeline",
        "promises": known,
        "boxes": known[:MOST_BOXES],
        "open_promises": [one for one in known if one.state == Promise.State.OPEN],
        "may_take": ticket.owner_id is None and may.take(person, ticket),
        "may_assign": may.assign(person, ticket),
        "may_hand_over": may.hand_to_department(person, ticket),
        "may_work": may.work(person, ticket),
        "may_keep": {one.pk: promises_may.keep(person, one) for one in known},
        "language": get_language() or "zh-hans",
    }
    context |= script.context(ticket, facts, person)
    context |= _tab(ticket, context["tab"], request)
    if ticket.kind == Kind.ORDER:
        context |= order_case.context(request, ticket, facts)
    return context


def _tab(ticket: Ticket, tab: str, request: DeskRequest) -> dict[str, Any]:
    if tab == "messages":
        return {"notices": messaging.of_ticket(ticket), "calls": ticket.interactions.order_by("-id")[:50]}
    if tab == "linked":
        return {"linked": queries.linked(ticket, request.user)}
    page = queries.timeline(ticket, request.GET.get("before"))
    return {"entries": [entries.told(entry, ticket) for entry in page.rows], "older": page.next_cursor}
