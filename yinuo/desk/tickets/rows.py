"""Queue rows for the eye: icon, two lines, countdown. Each renders from its ticket alone."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from yinuo.core import clock
from yinuo.orders.models import Stage
from yinuo.staff.models import Person
from yinuo.tickets.models import NEVER, Kind, Ticket
from yinuo.tickets.queries import COUNT_LIMIT
from yinuo.tickets.rules import View

DEFAULT_TOTAL = 1800.0
URGENT_SECONDS = 60
VIEW_LABELS = {
    View.MINE: gettext_noop("我的"),
    View.TEAM: gettext_noop("组内"),
    View.UNASSIGNED: gettext_noop("待领"),
    View.DUE_SOON: gettext_noop("快到期"),
    View.BROKEN: gettext_noop("已超时"),
    View.GIVEN: gettext_noop("交给我的"),
}
FIRST = (View.MINE, View.TEAM, View.UNASSIGNED)
ICONS = {
    Stage.CONFIRMED: ("send", "info"),
    Stage.DISPATCHED: ("truck", "teal"),
    Stage.ACCEPTED: ("truck", "teal"),
    Stage.PICKED_UP: ("route", "teal"),
    Stage.IN_TRANSIT: ("route", "teal"),
    Stage.ARRIVED: ("map-pin", "teal"),
    Stage.OUT_FOR_DELIVERY: ("truck", "teal"),
    Stage.DELIVERED: ("circle-check", "ok"),
}


@dataclass(frozen=True)
class Tab:
    """One view of the queue: its words, how many stand in it, whether it is the one shown."""

    view: str
    label: str
    count: str
    selected: bool


@dataclass(frozen=True)
class Row:
    """One ticket in the queue."""

    ticket: Ticket
    url: str
    icon: str
    tone: str
    title: str
    what: str
    kind: str
    total: float
    selected: bool
    has_due: bool


@dataclass(frozen=True)
class Group:
    """Rows under one heading."""

    title: str
    tone: str
    rows: list[Row]


def tabs(person: Person, view: str, counts: Mapping[str, int]) -> list[Tab]:
    """The views that stand above the queue."""
    return [tab for tab in _all(person, view, counts) if tab.view in FIRST or tab.selected]


def more_views(person: Person, view: str, counts: Mapping[str, int]) -> list[Tab]:
    """The views that stand in the menu."""
    return [tab for tab in _all(person, view, counts) if tab.view not in FIRST]


def _all(person: Person, view: str, counts: Mapping[str, int]) -> Iterator[Tab]:
    from_tickets = [name for name in VIEW_LABELS if name in counts or not counts]
    for name in from_tickets:
        yield Tab(str(name), _(VIEW_LABELS[name]), shown(counts.get(name, 0)), name == view)


def shown(count: int) -> str:
    """A bounded count: 99+ where counting stopped."""
    return f"{COUNT_LIMIT - 1}+" if count >= COUNT_LIMIT else str(count)


def groups(tickets: Sequence[Ticket], *, selected: str, query: str) -> list[Group]:
    """The page of rows under their headings: at once, today, later, nothing due."""
    now = clock.now()
    today = clock.local(now).date()
    found: dict[str, Group] = {}
    for ticket in tickets:
        left = (ticket.next_due_at - now).total_seconds()
        if left <= URGENT_SECONDS:
            title, tone = _("需要马上处理"), "bad"
        elif ticket.next_due_at == NEVER:
            title, tone = _("没有时限"), ""
        elif clock.local(ticket.next_due_at).date() == today:
            title, tone = _("今天到期"), ""
        else:
            title, tone = _("以后到期"), ""
        found.setdefault(title, Group(title, tone, [])).rows.append(_row(ticket, selected, query))
    return list(found.values())


def _row(ticket: Ticket, selected: str, query: str) -> Row:
    icon, tone = ICONS.get(ticket.stage, ("package", "info")) if ticket.kind == Kind.ORDER else ("list-todo", "vio")
    since = ticket.next_due_from
    has_due = ticket.next_due_at != NEVER
    url = reverse("ticket", args=[ticket.ref])
    return Row(
        ticket=ticket,
        url=f"{url}?{query}" if query else url,
        icon=icon,
        tone=tone,
        title=" ".join(part for part in (ticket.number, ticket.customer_name) if part) or ticket.headline,
        what=ticket.next_due_label or ticket.headline,
        kind=stage_label(ticket),
        total=(ticket.next_due_at - since).total_seconds() if since and has_due else DEFAULT_TOTAL,
        selected=selected in (ticket.ref, ticket.number),
        has_due=has_due,
    )


def stage_label(ticket: Ticket) -> str:
    """The ticket's stage in words."""
    if ticket.kind == Kind.ORDER:
        return _(Stage(ticket.stage).label)
    return _(str(Kind(ticket.kind).label))
