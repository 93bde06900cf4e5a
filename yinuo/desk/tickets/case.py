"""One ticket as the workbench shows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from yinuo.complaints import may as complaints_may
from yinuo.core import refs
from yinuo.core.keeping import may as keeping_may
from yinuo.desk.access import DeskRequest
from yinuo.desk.complaints import grumbles as grumbling
from yinuo.desk.complaints import ticket as complaint_page
from yinuo.desk.customers import card
from yinuo.desk.inquiries import case as inquiry_case
from yinuo.desk.orders import case as order_case
from yinuo.desk.tickets import boxes, entries, messages, queue, rows, script, tasks, words
from yinuo.inquiries import queries as inquiries
from yinuo.orders import queries as orders
from yinuo.promises import may as promises_may
from yinuo.promises import queries as promises
from yinuo.promises.models import Promise
from yinuo.tickets import actions, may, queries
from yinuo.tickets.models import Kind, Ticket
from yinuo.ui import links

TABS: Final = {
    "timeline": gettext_noop("时间线"),
    "details": gettext_noop("单据"),
    "messages": gettext_noop("通话与短信"),
    "linked": gettext_noop("关联"),
}


@dataclass(frozen=True)
class Tab:
    """One side of the ticket."""

    key: str
    label: str
    url: str
    selected: bool


def context(request: DeskRequest, ticket: Ticket) -> dict[str, Any]:
    """Everything the middle and the side show; a fixed number of statements."""
    person = request.user
    in_full = sees_in_full(request, ticket)
    if rows.is_order(ticket):
        orders.join(ticket)
    elif ticket.kind == Kind.INQUIRY:
        inquiries.join(ticket)
    known, facts = promises.of_ticket(ticket), queries.facts(ticket)
    tab = tab_of(request)
    found: dict[str, Any] = {
        "ticket": ticket,
        "in_full": in_full,
        "stage_label": rows.stage_label(ticket),
        "stage_tone": rows.stage_tone(ticket),
        "kind_label": _(str(Kind(ticket.kind).label)),
        "department_label": _department(ticket),
        "sides": tabs_of(request, ticket, tab),
        "tab": tab,
        "here": here(request, ticket, tab),
        "back_url": back(request),
        "boxes": boxes.of(known, person),
        "form_key": refs.new(),
        "customer": ticket.customer,
        "card": card.of(ticket.customer, person, in_full=in_full) if ticket.customer else None,
        "may_reveal": not in_full and ticket.customer is not None and may.reveal(person, ticket),
        **_permitted(request, ticket),
    }
    found |= script.context(ticket, facts, person, in_full=in_full)
    found |= _tab(request, ticket, tab, known, in_full=in_full)
    if rows.is_order(ticket):
        return found | order_case.context(request, ticket, facts)
    if ticket.kind == Kind.INQUIRY:
        return found | inquiry_case.context(request, ticket, in_full=in_full)
    if ticket.kind in (Kind.COMPLAINT, Kind.SUGGESTION):
        return found | complaint_page.context(ticket)
    if (chore := complaint_page.chore_of(ticket)) is not None:
        return found | complaint_page.chore_context(request, chore, in_full=in_full)
    return found | tasks.context(request, ticket, known)


def tab_of(request: DeskRequest) -> str:
    """The side of the ticket asked for."""
    said = request.GET.get("tab", "")
    return said if said in TABS else "timeline"


def here(request: DeskRequest, ticket: Ticket, tab: str, **more: str) -> str:
    """The address of a side of the ticket; the queue beside it stays as it is."""
    said = {"tab": tab} if tab != "timeline" else {}
    query = queue.kept(request.GET, **said, **more)
    address = links.to("ticket", ticket.ref)
    return f"{address}?{query}" if query else address


def back(request: DeskRequest) -> str:
    """The queue without a ticket, looked at in the same way."""
    query = queue.kept(request.GET)
    return f"{links.to('workbench')}?{query}" if query else links.to("workbench")


def tabs_of(request: DeskRequest, ticket: Ticket, tab: str) -> list[Tab]:
    """The sides of the ticket."""
    return [Tab(key, _(label), here(request, ticket, key), key == tab) for key, label in TABS.items()]


def sees_in_full(request: DeskRequest, ticket: Ticket) -> bool:
    """One's own ticket, which is written down once a day, or one that was revealed in this sign-in."""
    if may.see_in_full(request.user, ticket):
        actions.see_personal(ticket=ticket, by=request.user)
        return True
    return order_case.is_in_full(request, ticket)


def _permitted(request: DeskRequest, ticket: Ticket) -> dict[str, bool]:
    person, is_open = request.user, ticket.closed_at is None
    return {
        "may_take": is_open and not ticket.is_draft and ticket.owner_id is None and may.take(person, ticket),
        "may_assign": is_open and may.assign(person, ticket),
        "may_hold": keeping_may.hold(person),
        "may_hand_over": is_open and not ticket.is_draft and may.hand_to_department(person, ticket),
        "may_work": may.work(person, ticket),
        "may_promise": is_open and not ticket.is_draft and promises_may.give_word(person, ticket),
        "may_note_call": may.note_interaction(person),
        "may_complain": ticket.kind == Kind.ORDER and not ticket.is_draft and complaints_may.own(person),
        "may_see_story": not ticket.is_draft and promises_may.see_ledger(person),
    }


def _department(ticket: Ticket) -> str:
    if not ticket.department:
        return ""
    return _("已转%(department)s") % {
        "department": words.department_label(promises.playbook_of(ticket), ticket.department)
    }


def _tab(
    request: DeskRequest, ticket: Ticket, tab: str, known: Sequence[Promise], *, in_full: bool
) -> dict[str, Any]:
    if tab == "messages":
        return {"contacts": messages.of_ticket(ticket, request.user, in_full=in_full)}
    if tab == "linked":
        found = queries.linked(ticket, request.user)
        return {
            "linked": [(one, rows.customer_name(one, request.user), rows.stage_label(one)) for one in found],
            "grumbles": grumbling.of_ticket(ticket, request.user, in_full=in_full),
        }
    if tab == "details":
        return {}
    page = queries.timeline(ticket, request.GET.get("before"))
    older = here(request, ticket, tab, before=page.next_cursor) if page.next_cursor else ""
    playbook = promises.playbook_of(ticket)
    return {"entries": entries.tell(page.rows, ticket, known, playbook, in_full=in_full), "older": older}
