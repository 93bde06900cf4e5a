"""What is done while an order is reviewed: taken, checked, changed, called about, put back."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yinuo.core.errors import DeskError, Invalid, NotFound, NotNow, NotPermitted
from yinuo.desk.access import DeskRequest, require, signed_in
from yinuo.desk.orders import fields
from yinuo.desk.orders.reviewing import calls, letter, page, sheet
from yinuo.desk.orders.taking import deeds as taking
from yinuo.orders import actions as order_actions
from yinuo.orders import may
from yinuo.orders import queries as orders
from yinuo.orders.actions import web as actions
from yinuo.orders.models import Order
from yinuo.orders.rules.screening import NO, YES
from yinuo.ui import faults, regions, toasts
from yinuo.ui import forms as ui_forms

META: Final = frozenset({"csrfmiddlewaretoken", "version", "mine"})
LISTED: Final = frozenset(
    {"review_unchecked", "review_has_problem", "call_needed", "points_not_agreed", "screening_unanswered"}
)
"""What the page lists in full once somebody wants to confirm (`sheet.missing`)."""
Deed = Callable[[Order], Any]


@signed_in
@require_POST
def take(request: DeskRequest, ref: str) -> HttpResponse:
    """Have the review in hand; who was faster is said."""
    order = page.found(request, ref)
    actions.take_review(order=order, by=request.user)
    return regions.go(request, reverse("order-review", args=[order.ticket.ref]))


@signed_in
@require_POST
def release(request: DeskRequest, ref: str) -> HttpResponse:
    """Put it back, so that somebody else can take it."""
    order = page.found(request, ref)
    actions.release_review(order=order, by=request.user)
    toasts.add(request, _("%(number)s 已放回待领。") % {"number": order.web.number})
    return regions.go(request, reverse("order-reviews"))


@signed_in
@require_POST
def check(request: DeskRequest, ref: str) -> HttpResponse:
    """One point of the checklist: it holds, or there is a problem (R079)."""
    key, note = request.POST.get("key", ""), request.POST.get("note", "")
    is_ok = request.POST.get("ok") == "1"

    def deed(order: Order) -> None:
        actions.check(order=order, key=key, ok=is_ok, note=note, by=request.user)

    return perform(request, ref, deed, said=lambda error: sheet.Said(checked=(key, fields.text(error))))


@signed_in
@require_POST
def screening(request: DeskRequest, ref: str) -> HttpResponse:
    """An answer to a question about the goods (R049)."""
    key, _sep, answer = request.POST.get("answer", "").partition(":")
    said = {key: answer} if answer in (YES, NO) else {}

    def deed(order: Order) -> None:
        order_actions.answer_screening(order=order, answers=said, by=request.user)

    return perform(request, ref, deed)


@signed_in
@require_POST
def change(request: DeskRequest, ref: str) -> HttpResponse:
    """Correct answers with the customer: each is kept as before and after (R081)."""
    typed = typed_of(request)
    order = page.found(request, ref)
    version = _number(request.POST.get("version", ""))
    new = letter.really_new(order, typed)
    try:
        actions.change_point(order=order, typed=new, by=request.user, version=version)
    except DeskError as error:
        return refused(request, order, error, typed)
    return answer(request, order)


@signed_in
@require_POST
def call(request: DeskRequest, ref: str) -> HttpResponse:
    """What the call came to (R080)."""
    order = page.found(request, ref)
    require(may.review(request.user, order))
    form = calls.form(letter.points(order.web, {}), request.POST)
    if form.is_valid():
        try:
            actions.note_call(order=order, by=request.user, **calls.said(form))
            toasts.add(request, _("电话结果已记下。"))
            return answer(request, order)
        except DeskError as error:
            if isinstance(error, NotNow) and error.code != "stale":
                return refused(request, order, error)
            ui_forms.refuse(form, error)
    return page.shown(request, again(request, order), sheet.Said(call=form), status=422)


def perform(
    request: DeskRequest, ref: str, deed: Deed, *, said: Callable[[DeskError], sheet.Said] | None = None
) -> HttpResponse:
    """Do the deed and answer with the review as it is then; what the desk refuses is said on the page."""
    order = page.found(request, ref)
    try:
        deed(order)
    except NotPermitted:
        raise
    except Invalid as error:
        told = said(error) if said else sheet.Said(alert=fields.text(error))
        return page.shown(request, again(request, order), told, status=422)
    except DeskError as error:
        return refused(request, order, error)
    return answer(request, order)


def answer(request: DeskRequest, order: Order) -> HttpResponse:
    """The review as it is now; without scripts a page of its own."""
    if not request.headers.get("HX-Request"):
        return regions.go(request, reverse("order-review", args=[order.ticket.ref]))
    return page.shown(request, again(request, order))


def refused(
    request: DeskRequest, order: Order, error: DeskError, typed: Mapping[str, str] | None = None,
    *, tried: bool = False,
) -> HttpResponse:  # fmt: skip
    """The review with what is wrong: at the fields, at the top, or somebody else's version beside one's own.

    An order that was cancelled or confirmed meanwhile is shown as it is, with who was faster.
    """
    if isinstance(error, NotPermitted | NotFound):
        raise error
    order, typed = again(request, order), typed or {}
    if sheet.is_over(order):
        toasts.add(request, fields.text(error), tone="warn")
        return answer(request, order)
    if error.code == "stale":
        said = sheet.Said(
            typed=typed,
            conflict=list(taking.conflict(order, typed)),
            current=order.ticket.version,
            read_at=request.POST.get("version", ""),
        )
    else:
        alert = "" if isinstance(error, Invalid) or (tried and error.code in LISTED) else fields.text(error)
        said = sheet.Said(typed=typed, alert=alert, tried=tried, faults=faults_of(error))
    return page.shown(request, order, said, status=422)


def typed_of(request: DeskRequest) -> dict[str, str]:
    """The answers as they were typed."""
    return {key: value for key, value in request.POST.items() if key not in META and isinstance(value, str)}


def faults_of(error: DeskError) -> dict[str, str]:
    """What is wrong, by element."""
    return (
        {one.field: faults.text(one.code, one.params) for one in error.faults}
        if isinstance(error, Invalid)
        else {}
    )


def again(request: DeskRequest, order: Order) -> Order:
    """The order as it stands now."""
    return orders.order(request.user, order.ticket.ref)


def _number(said: str) -> int | None:
    return int(said) if said.isascii() and said.isdigit() and len(said) < 10 else None
