"""The queue as a person looks at it: views, what narrows it, saved views, one page of rows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any, Final
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from yinuo.desk.access import DeskRequest
from yinuo.desk.tickets import rows
from yinuo.orders import may as orders_may
from yinuo.orders.models import Stage
from yinuo.playbooks import queries as playbooks
from yinuo.promises import may as promises_may
from yinuo.staff import queries as staff
from yinuo.staff.models import Region, Role
from yinuo.tickets import queries
from yinuo.tickets.models import Channel, Kind, Ticket
from yinuo.tickets.queries import COUNT_LIMIT
from yinuo.tickets.rules import Filters, View

FIRST: Final = (View.MINE, View.TEAM, View.UNASSIGNED)
LABELS: Final = {
    View.MINE: gettext_noop("我的"),
    View.TEAM: gettext_noop("组内"),
    View.UNASSIGNED: gettext_noop("待领"),
    View.DUE_SOON: gettext_noop("快到期"),
    View.BROKEN: gettext_noop("已超时"),
    View.GIVEN: gettext_noop("交给我的"),
}
TITLES: Final = {**LABELS, View.MINE: gettext_noop("我的队列"), View.TEAM: gettext_noop("组内队列")}
STEP: Final = 30
MOST: Final = 100
DRAFTS: Final = 5
TAKING: Final = (Role.AGENT, Role.TEAM_LEADER, Role.DISPATCHER, Role.MANAGER)


@dataclass(frozen=True)
class Tab:
    """One view of the queue: its words, how many stand in it, whether it is the one shown."""

    view: str
    label: str
    count: str
    url: str
    selected: bool


@dataclass(frozen=True)
class Narrowed:
    """One thing the queue is narrowed by, and the address without it."""

    label: str
    url: str


@dataclass(frozen=True)
class Saved:
    """A view this person named and kept."""

    pk: int
    name: str
    query: str


def context(request: DeskRequest, ref: str) -> dict[str, Any]:
    """Everything the queue shows; a fixed number of statements."""
    person, view = request.user, view_of(request.GET)
    filters = Filters.read(request.GET)
    size, cursor = size_of(request.GET), request.GET.get("cursor")
    page = queries.queue(person, view, filters=filters, cursor=cursor, size=size)
    counts = queries.counts(person)
    tabs = list(_tabs(request, view, counts))
    return {
        "queue_title": _(TITLES[view]),
        "tabs": [tab for tab in tabs if tab.view in FIRST or tab.selected],
        "more_views": [tab for tab in tabs if tab.view not in FIRST],
        "groups": rows.groups(page.rows, person, selected=ref, query=kept(request.GET)),
        "is_whole": not (cursor or page.next_cursor),
        "more_url": _more(request, page.next_cursor, size),
        "first_url": _here(request, without="cursor") if cursor else "",
        "total": counts.get(view, 0),
        "team_total": shown(counts.get(View.TEAM, 0)),
        "narrowed": list(_narrowed(request, filters)),
        "query": kept(request.GET),
        "saved": [Saved(one.pk, one.name, one.query) for one in queries.saved_filters(person)],
        "drafts": queries.drafts(person, DRAFTS)
        if view == View.MINE and orders_may.take_orders(person)
        else [],
        "may_order": orders_may.take_orders(person),
        "may_take_next": person.role in TAKING,
        "may_give_task": promises_may.open_task(person),
    }


def view_of(query: Mapping[str, str]) -> View:
    """The view asked for; one's own where it is unknown."""
    said = query.get("view", "")
    return View(said) if said in set(View) else View.MINE


def size_of(query: Mapping[str, str]) -> int:
    """How many rows: thirty, and thirty more at a time, up to a hundred."""
    said = query.get("rows", "")
    return max(STEP, min(int(said), MOST)) if said.isascii() and said.isdigit() and len(said) < 5 else STEP


def kept(query: QueryDict, *, without: str = "", **changed: str) -> str:
    """The query string that keeps how the queue is looked at; a ticket's own words are left out."""
    names = ("view", "rows", "cursor", *(field.name for field in fields(Filters)))
    values = {name: query.get(name, "") for name in names if name != without} | changed
    return urlencode({name: value for name, value in values.items() if value})


def shown(count: int) -> str:
    """A bounded count: 99+ where counting stopped."""
    return f"{COUNT_LIMIT - 1}+" if count >= COUNT_LIMIT else str(count)


def _tabs(request: DeskRequest, view: View, counts: Mapping[str, int]) -> Iterator[Tab]:
    for name, label in LABELS.items():
        if name in counts:
            address = f"{request.path}?view={name}"
            yield Tab(str(name), _(label), shown(counts[name]), address, name == view)


def _here(request: DeskRequest, *, without: str = "", **changed: str) -> str:
    query = kept(request.GET, without=without, **changed)
    return f"{request.path}?{query}" if query else request.path


def _more(request: DeskRequest, next_cursor: str | None, size: int) -> str:
    """Thirty more under these, and another page when a hundred stand here."""
    if next_cursor is None:
        return ""
    if size >= MOST or request.GET.get("cursor"):
        return _here(request, cursor=next_cursor)
    return _here(request, rows=str(min(size + STEP, MOST)))


def _narrowed(request: DeskRequest, filters: Filters) -> Iterator[Narrowed]:
    """The filters in words, each with the address that drops it."""
    for name, word in filter_words(filters).items():
        yield Narrowed(word, _here(request, without=name))


def filter_words(filters: Filters) -> dict[str, str]:
    """What each filter that is set says."""
    found: dict[str, str] = {}
    if filters.stage:
        found["stage"] = rows.stage_label(
            Ticket(kind=filters.kind or _kind_of(filters.stage), stage=filters.stage)
        )
    if filters.owner:
        found["owner"] = _("负责人：%(name)s") % {
            "name": staff.names([filters.owner]).get(filters.owner, "—")
        }
    if filters.region:
        region = Region.objects.filter(pk=filters.region).first()
        found["region"] = _("区域：%(name)s") % {"name": region.name if region else "—"}
    if filters.department:
        found["department"] = dict(departments()).get(filters.department, filters.department)
    choices = {"kind": Kind, "channel": Channel}
    for name in ("kind", "channel", "waiting_for", "team"):
        if value := getattr(filters, name):
            known = choices.get(name)
            found[name] = _(str(known(value).label)) if known and value in known.values else str(value)
    return found


def _kind_of(stage: str) -> str:
    return "ORDER" if stage in set(Stage) else "TASK"


def departments() -> list[tuple[str, str]]:
    """The departments of the playbook in force."""
    return [(one.key, one.label) for one in playbooks.current().departments]


def stages() -> list[tuple[str, str]]:
    """Every stage in which a ticket stands in a queue."""
    live = [stage for stage in Stage if stage not in (Stage.DRAFT, Stage.CLOSED, Stage.VOIDED)]
    return [*((str(stage), _(str(stage.label))) for stage in live), ("OPEN", _("任务"))]
