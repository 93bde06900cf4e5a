"""The review queue: night orders first, then by due time; who has which, and the next one to take."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext
from django.views.decorators.http import require_POST

from yinuo.core.errors import NotNow
from yinuo.core.text import mask
from yinuo.desk import answers
from yinuo.desk.access import DeskRequest, only, signed_in
from yinuo.desk.orders import details, rows
from yinuo.orders import may
from yinuo.orders.actions import web as actions
from yinuo.orders.models import Stage, WebOrder
from yinuo.orders.queries import reviewing
from yinuo.orders.queries.reviewing import View
from yinuo.orders.rules import wording
from yinuo.staff.models import Person
from yinuo.ui import links, regions, toasts

TRIES: Final = 5
VIEWS: Final = {
    View.ALL: gettext_noop("全部"),
    View.FREE: gettext_noop("待领"),
    View.MINE: gettext_noop("我的"),
    View.UNREACHED: gettext_noop("打过没接"),
    View.PROBLEM: gettext_noop("有问题"),
}
TONES: Final = {Stage.PROBLEM: "bad", Stage.NO_PROBLEM: "ok", Stage.REVIEWING: "info"}


@dataclass(frozen=True)
class Row:
    """One web order that waits; `total` is in seconds."""

    ref: str
    url: str
    number: str
    who: str
    goods: str
    way: str
    phone: str
    is_night: bool
    stage: str
    tone: str
    unreached: str
    reviewer: str
    is_mine: bool
    is_free: bool
    placed_at: datetime
    due: datetime | None
    total: float
    label: str
    waiting: str


@dataclass(frozen=True)
class Tab:
    """One part of the queue: its words, how many stand in it, whether it is the one shown."""

    label: str
    url: str
    count: int
    selected: bool


@signed_in
def listed(request: DeskRequest) -> HttpResponse:
    """What waits to be reviewed (R076–R078); it asks for itself again when an order comes or is taken."""
    view = view_of(request.GET.get("view", ""))
    cursor = request.GET.get("cursor", "")
    page = reviewing.waiting(request.user, view, cursor)
    context = {
        "rows": [row(one, request.user) for one in page.rows],
        "tabs": list(_tabs(request.user, view)),
        "older": address(view, page.next_cursor) if page.next_cursor else "",
        "newest": address(view) if cursor else "",
        "may_review": may.take_orders(request.user),
        "is_all": view == View.ALL,
    }
    return regions.render(request, "desk/orders/review/list.html", context, regions=("reviews",))


@only(may.take_orders)
@require_POST
def take_next(request: DeskRequest) -> HttpResponse:
    """Take whatever is first in line; whoever is a moment later gets the one behind it."""
    for _once in range(TRIES):
        for one in reviewing.waiting(request.user, View.FREE, size=TRIES).rows:
            try:
                actions.take_review(order=one.order, by=request.user)
            except NotNow:
                continue
            return regions.go(request, reverse("order-review", args=[one.order.ticket.ref]))
    toasts.add(request, _("没有待核的网上下单。"), tone="info")
    if not request.headers.get("HX-Request"):
        return regions.go(request, reverse("order-reviews"))
    return answers.acted(request)


def view_of(said: str) -> View:
    """The part of the queue asked for; all of it where it is unknown."""
    return View(said) if said in set(View) else View.ALL


def address(view: View, cursor: str = "") -> str:
    """Where a part of the queue stands."""
    said = {} if view == View.ALL else {"view": str(view)}
    query = urlencode(said | ({"cursor": cursor} if cursor else {}))
    return f"{links.to('order-reviews')}?{query}" if query else links.to("order-reviews")


def row(web: WebOrder, person: Person) -> Row:
    """One web order as a row: names and numbers masked (R047)."""
    order = web.order
    shown = rows.row(order)
    mine = web.reviewer_id == person.pk
    pieces = wording.pieces(order.pieces) if order.pieces else ""
    return Row(
        ref=order.ticket.ref,
        url=links.to("order-review", order.ticket.ref),
        number=web.number,
        who=shown.customer or _("未报姓名"),
        goods=" ".join(part for part in (order.goods_name, pieces) if part),
        way=shown.way or _way(order),
        phone=mask.mask_phone(web.phone or order.pickup_phone),
        is_night=web.is_night,
        stage=details.stage_of(order),
        tone=TONES.get(Stage(order.ticket.stage), ""),
        unreached=_unreached(web.unreached),
        reviewer=web.reviewer.name if web.reviewer else "",
        is_mine=mine,
        is_free=web.reviewer_id is None,
        placed_at=web.placed_at,
        due=shown.due,
        total=shown.total,
        label=order.ticket.next_due_label,
        waiting=shown.waiting,
    )


def _way(order: object) -> str:
    """Both addresses down to the street, where the tables know neither place."""
    ends = (getattr(order, "pickup_address", ""), getattr(order, "delivery_address", ""))
    return " → ".join(mask.mask_address(one) for one in ends if one)


def _unreached(count: int) -> str:
    return ngettext("%(n)s 次没接", "%(n)s 次没接", count) % {"n": count} if count else ""


def _tabs(person: Person, view: View) -> Iterator[Tab]:
    counts: Mapping[View, int] = reviewing.counts(person)
    for one, label in VIEWS.items():
        yield Tab(_(label), address(one), counts[one], one == view)
