"""The board as a page: what waits for a driver, every driver with vehicle, place, load and orders."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from django import forms
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from yinuo.desk.access import DeskRequest, only
from yinuo.desk.orders import details, rows, saying
from yinuo.desk.orders.board import words
from yinuo.orders import may
from yinuo.orders.models import Order, Stage
from yinuo.orders.queries import board as boards
from yinuo.orders.rules import wording
from yinuo.staff import may as staff_may
from yinuo.staff.models import Person, Region, Vehicle
from yinuo.tickets.models import Ticket
from yinuo.ui import links, regions, toasts
from yinuo.ui.forms import SmallSelect

VIEWS: Final = (
    ("", gettext_noop("全部")),
    ("free", gettext_noop("能接单")),
    ("late", gettext_noop("有晚的")),
    ("out", gettext_noop("车坏了")),
)


class NarrowForm(forms.Form):
    """Which part of the board."""

    region = forms.ModelChoiceField(
        label=gettext_lazy("区域"), queryset=Region.objects.none(), required=False,
        empty_label=gettext_lazy("全部区域"), widget=SmallSelect,
    )  # fmt: skip


@dataclass(frozen=True)
class Job:
    """An order in a row of the board."""

    order: Order
    standing: boards.Standing
    url: str
    stage: str
    tone: str
    late: str
    late_tone: str
    expected: str
    why: str
    may_swap: bool


@dataclass(frozen=True)
class Line:
    """A driver with vehicle."""

    row: boards.Row
    state: str
    tone: str
    load: list[str]
    is_over: bool
    place: str
    age: str
    jobs: list[Job]


@dataclass(frozen=True)
class Waits:
    """An order without a driver."""

    one: boards.Waiting
    url: str
    goods: str
    why: str


@only(may.see_board)
def board(request: DeskRequest) -> HttpResponse:
    """Both halves; each is a region that asks for itself again."""
    form = NarrowForm(request.GET)
    form.fields["region"].queryset = Region.objects.order_by("branch_id", "id")  # type: ignore[attr-defined]
    region = form.cleaned_data["region"].pk if form.is_valid() and form.cleaned_data["region"] else 0
    view = request.GET.get("view", "")
    found, asked = boards.Board(request.user), regions.asked(request)
    context: dict[str, Any] = {"form": form, "here": request.get_full_path(), "view": view}
    if asked != "vehicles":
        context |= _waiting(found, region)
    if asked != "waiting":
        context |= _vehicles(found, request, region, view)
    return regions.render(request, "desk/board/board.html", context, regions=("waiting", "vehicles"))


def _waiting(found: boards.Board, region: int) -> dict[str, Any]:
    rows, more = found.waiting(region)
    return {"waiting": [_waits(one) for one in rows], "waiting_more": more}


def _waits(one: boards.Waiting) -> Waits:
    order = one.order
    parts = (
        wording.pieces(order.pieces),
        _("%(n)s 公斤") % {"n": order.weight_g // 1000} if order.weight_g else "",
        _("%(n)s 方") % {"n": f"{order.volume_cm3 / 1_000_000:.1f}"} if order.volume_cm3 else "",
    )
    why = words.whys(one.suggestion) if one.suggestion else ""
    return Waits(one, links.to("ticket", order.ticket.ref), " ".join(filter(None, parts)), why)


def _vehicles(found: boards.Board, request: DeskRequest, region: int, view: str) -> dict[str, Any]:
    asked = request.GET.get("page", "")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 5 else 1
    page = found.page(number, region=region, only=view)
    said = request.GET.dict()
    return {
        "page": page,
        "lines": [line(row) for row in page.rows],
        "views": [(_(label), _query(said, view=key, page=""), key == view) for key, label in VIEWS],
        "newer": _query(said, page=str(page.page - 1)) if page.page > 1 else "",
        "older": _query(said, page=str(page.page + 1)) if page.page < page.pages else "",
        "may_run": may.run_vehicles(request.user),
    }


def _query(said: Mapping[str, str], **changed: str) -> str:
    wanted = {name: value for name, value in {**said, **changed}.items() if value}
    return f"?{urlencode(wanted)}"


def line(row: boards.Row) -> Line:
    """A row in words."""
    state, tone = words.state(row)
    where = row.where
    return Line(
        row=row,
        state=state,
        tone=tone,
        load=words.load(row.load, row.vehicle),
        is_over=words.is_over(row.load, row.vehicle),
        place=saying.place(where) if where else "",
        age=saying.age(where.age) if where else "",
        jobs=[_job(one) for one in row.orders],
    )


def _job(one: boards.Standing) -> Job:
    order, (late, tone) = one.order, saying.late(one.lateness)
    arrival = one.arrival
    return Job(
        order=order,
        standing=one,
        url=links.to("ticket", order.ticket.ref),
        stage=details.stage_of(order),
        tone=rows.TONES.get(Stage(order.ticket.stage), ""),
        late=late,
        late_tone=tone,
        expected=saying.expected(arrival) if arrival and not one.is_pickup else "",
        why=saying.estimated(arrival.basis) if arrival and not one.is_pickup else "",
        may_swap=one.is_pickup,
    )


@only(may.see_board)
def driver(request: DeskRequest, number: str) -> HttpResponse:
    """One driver with every order, and what can be said of driver and vehicle."""
    found = boards.Board(request.user)
    person = driver_of(found, number)
    vehicle = getattr(person, "vehicle", None)
    (row,) = found.with_orders([found.row(person, vehicle if vehicle and vehicle.is_active else None)])
    context = {
        "line": line(row),
        "driver": person,
        "may_run": may.run_vehicles(request.user),
        "may_note_duty": staff_may.note_duty(request.user, person),
        "is_absent": person.is_absent(found.now),
        "here": request.path,
    }
    return regions.render(request, "desk/board/driver.html", context, regions=("driver",))


def driver_of(found: boards.Board, number: str) -> Person:
    """A driver whom this person sees on the board. Raises Http404."""
    person = next((one for one in found.drivers if one.staff_number == number), None)
    if person is None:
        raise Http404
    return person


def vehicle_of(found: boards.Board, plate: str) -> Vehicle:
    """A vehicle on the board. Raises Http404."""
    driven = (getattr(one, "vehicle", None) for one in found.drivers)
    vehicle = next((one for one in [*driven, *found.spare] if one and one.plate == plate), None)
    if vehicle is None:
        raise Http404
    return vehicle


def acted(request: DeskRequest, text: str, *tickets: Ticket) -> HttpResponse:
    """It is done: the board asks again; without scripts, the board."""
    toasts.add(request, text)
    if not request.headers.get("HX-Request"):
        return HttpResponseRedirect(reverse("board"))
    response = regions.done(request, closes_dialog=True)
    for name in ("queue", "vehicles", *(f"ticket-{ticket.pk}" for ticket in tickets)):
        toasts.trigger(response, f"live:{name}")
    return response
