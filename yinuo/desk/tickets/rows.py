"""Queue rows for the eye: icon, two lines, countdown. Each renders from its ticket alone."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Final

from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

from yinuo.core import clock
from yinuo.core.text import mask
from yinuo.desk.complaints import rows as complaints
from yinuo.desk.inquiries import rows as inquiries
from yinuo.orders.models import Stage
from yinuo.staff.models import Person
from yinuo.tickets import rules
from yinuo.tickets.models import NEVER, Kind, Ticket
from yinuo.ui import links
from yinuo.ui.tags.lines import Waiting

DEFAULT_TOTAL: Final = 1800.0
URGENT_SECONDS: Final = 60
BETWEEN: Final = " · "
CASES: Final = (Kind.COMPLAINT, Kind.SUGGESTION)
TASK_STAGES: Final = {
    rules.OPEN: gettext_noop("待办"),
    rules.DONE: gettext_noop("已完成"),
    rules.DROPPED: gettext_noop("已取消"),
}
ICONS: Final = {
    Stage.DRAFT: ("file-pen", ""),
    Stage.FILLED: ("clipboard-list", "warn"),
    Stage.REVIEWING: ("clipboard-check", "info"),
    Stage.PROBLEM: ("clipboard-check", "bad"),
    Stage.NO_PROBLEM: ("clipboard-check", "info"),
    Stage.CONFIRMED: ("send", "info"),
    Stage.DISPATCHED: ("truck", "teal"),
    Stage.ACCEPTED: ("truck", "teal"),
    Stage.PICKED_UP: ("route", "teal"),
    Stage.IN_TRANSIT: ("route", "teal"),
    Stage.ARRIVED: ("map-pin", "teal"),
    Stage.OUT_FOR_DELIVERY: ("truck", "teal"),
    Stage.DELIVERED: ("circle-check", "info"),
    Stage.REFUSED: ("hand", "bad"),
    Stage.RETURNED: ("undo-2", "warn"),
    Stage.LOST: ("triangle-alert", "bad"),
}


@dataclass(frozen=True)
class Group:
    """Rows under one heading."""

    title: str
    tone: str
    rows: list[Waiting] = field(default_factory=list)


def groups(tickets: Sequence[Ticket], person: Person, *, selected: str, query: str) -> list[Group]:
    """The page of rows under their headings: at once, today, later, waiting, nothing due."""
    now = clock.now()
    found: dict[str, Group] = {}
    for ticket in tickets:
        title, tone = _heading(ticket, now)
        if title not in found:
            found[title] = Group(_(title), tone)
        found[title].rows.append(_row(ticket, person, selected, query))
    return list(found.values())


def _heading(ticket: Ticket, now: datetime) -> tuple[str, str]:
    if ticket.next_due_at == NEVER:
        return (gettext_noop("等别人"), "") if ticket.waiting_for else (gettext_noop("没有时限"), "")
    if (ticket.next_due_at - now).total_seconds() <= URGENT_SECONDS:
        return gettext_noop("需要马上处理"), "bad"
    if clock.local(ticket.next_due_at).date() == clock.local(now).date():
        return gettext_noop("今天到期"), ""
    return gettext_noop("以后到期"), ""


def _row(ticket: Ticket, person: Person, selected: str, query: str) -> Waiting:
    icon, tone = _icon(ticket)
    url = links.to("ticket", ticket.ref)
    return Waiting(
        ref=ticket.ref,
        url=f"{url}?{query}" if query else url,
        icon=icon,
        tone=tone,
        title=customer_name(ticket, person) or ticket.headline,
        what=f"{ticket} {label_of_due(ticket)}".strip(),
        kind=stage_label(ticket),
        total=total(ticket.next_due_from, ticket.next_due_at),
        selected=selected in (ticket.ref, ticket.number),
        due_at=ticket.next_due_at if ticket.next_due_at != NEVER else None,
        waiting_for=ticket.waiting_for,
        mine=ticket.owner_id == person.pk,
    )


def _icon(ticket: Ticket) -> tuple[str, str]:
    """The picture of a ticket and its colour, by kind and stage."""
    if is_order(ticket):
        return ICONS.get(Stage(ticket.stage), ("package", ""))
    if ticket.kind == Kind.INQUIRY:
        return inquiries.icon(ticket.stage)
    if ticket.kind in CASES:
        return complaints.icon(ticket)
    return "list-checks", "vio"


def is_order(ticket: Ticket) -> bool:
    """Whether it is an order."""
    return ticket.kind == Kind.ORDER


def label_of_due(ticket: Ticket) -> str:
    """What is due next; the headline where nothing is, or where it says the same as the title."""
    label = ticket.next_due_label or ticket.headline
    return "" if label == ticket.headline and not ticket.customer_name else label


def total(since: datetime | None, due: datetime) -> float:
    """How long a promise had in all, in seconds: what its colours are measured by."""
    return (due - since).total_seconds() if since and due != NEVER else DEFAULT_TOTAL


def customer_name(ticket: Ticket, person: Person) -> str:
    """Whose ticket it is; masked in lists unless one works on it oneself."""
    if person.pk in (ticket.owner_id, ticket.given_to_id):
        return ticket.customer_name
    return hidden_name(ticket.customer_name)


def hidden_name(customer_name: str) -> str:
    """Whose ticket it is, masked: 王** · 江宁汽配城."""
    name, between, company = customer_name.partition(BETWEEN)
    return f"{mask.mask_name(name)}{between}{company}"


def stage_label(ticket: Ticket) -> str:
    """How far the ticket is, in words."""
    return _stage_label(ticket.stage, ticket.kind, get_language())


@lru_cache(512)
def _stage_label(stage: str, kind: str, language: str | None) -> str:
    if kind == Kind.INQUIRY:
        return inquiries.stage_label(stage)
    if kind in CASES:
        return complaints.stage_label(stage, kind)
    return _(str(Stage(stage).label)) if kind == Kind.ORDER else _(TASK_STAGES.get(stage, stage))


def stage_tone(ticket: Ticket) -> str:
    """The colour of its stage: done, gone wrong, under way."""
    if ticket.kind == Kind.INQUIRY:
        return inquiries.stage_tone(ticket.stage)
    if ticket.kind in CASES:
        return complaints.stage_tone(ticket)
    if ticket.stage in (Stage.CLOSED, Stage.DELIVERED, rules.DONE):
        return "ok"
    if ticket.stage in (Stage.PROBLEM, Stage.REFUSED, Stage.RETURNED, Stage.LOST):
        return "bad"
    return "" if ticket.closed_at or ticket.is_draft else "info"
