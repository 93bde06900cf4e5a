"""What is done while the customer speaks; every deed carries the whole form, so what was typed is saved."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yinuo.core import clock
from yinuo.core.errors import DeskError, Invalid, NotFound, NotNow, NotPermitted
from yinuo.customers import queries as customers
from yinuo.customers.models import Customer
from yinuo.desk.access import DeskRequest, signed_in
from yinuo.desk.orders.taking import agreement, page, sheet
from yinuo.orders import actions
from yinuo.orders import queries as orders
from yinuo.orders.models import Order, Stage
from yinuo.orders.queries import asking
from yinuo.orders.rules import reading
from yinuo.ui import regions, toasts

Deed = Callable[[Order], Any]
FORM_KEY: Final = re.compile(r"[0-9a-z]{10}")
META: Final = frozenset(
    [
        "csrfmiddlewaretoken",
        "version",
        "form_key",
        "customer",
        "rang",
        "tried",
        "total",
        "key",
        "answer",
        "price",
        "anyway",
        "fitting",
        "text",
    ]
)
AUTOSAVE: Final = "auto"


@signed_in
@require_POST
def save(request: DeskRequest, ref: str) -> HttpResponse:
    """Save what was typed; every few seconds by itself, or by the key."""
    return perform(request, ref, None, done="" if AUTOSAVE in request.GET else _("草稿已保存。"))


@signed_in
@require_POST
def read_back(request: DeskRequest, ref: str) -> HttpResponse:
    """The customer said 对 to one answer (R055)."""
    keys = [request.POST.get("key", "")]
    return perform(request, ref, lambda order: actions.read_back(order=order, keys=keys, by=request.user))


@signed_in
@require_POST
def screening(request: DeskRequest, ref: str) -> HttpResponse:
    """An answer to a question about the goods (R048)."""
    said = agreement.answers(request.POST)

    def deed(order: Order) -> None:
        actions.answer_screening(order=order, answers=said, by=request.user)

    return perform(request, ref, deed if said else None)


@signed_in
@require_POST
def price(request: DeskRequest, ref: str) -> HttpResponse:
    """The customer accepts the price, or does not (R058)."""
    if request.POST.get("price") == "refused":
        done = _("已记下客户不接受这个价格。可以再议价，或者只留资料。")
        return perform(
            request, ref, lambda order: actions.refuse_price(order=order, by=request.user), done=done
        )
    return perform(request, ref, lambda order: _accept(request, order))


def _accept(request: DeskRequest, order: Order) -> None:
    """The price that stood on the page is the one that was accepted."""
    seen = request.POST.get("total", "")
    total = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 12 else order.quoted_total
    if total is None:
        raise NotNow("no_quote")
    actions.accept_price(order=order, total=total, by=request.user)


@signed_in
@require_POST
def decline(request: DeskRequest, ref: str) -> HttpResponse:
    """The customer will not say something (R025, R026)."""
    key = request.POST.get("key", "")
    return perform(request, ref, lambda order: actions.decline_element(order=order, key=key, by=request.user))


@signed_in
@require_POST
def recognise(request: DeskRequest, ref: str) -> HttpResponse:
    """The number that rings belongs to somebody: the draft is theirs."""

    def deed(order: Order) -> None:
        actions.recognise(order=order, phone=order.pickup_phone, by=request.user)

    return perform(request, ref, deed)


@signed_in
@require_POST
def fill(request: DeskRequest, ref: str) -> HttpResponse:
    """The customer's own words fill what is still empty (R045)."""
    text = request.POST.get("text", "")
    return perform(
        request,
        ref,
        lambda order: actions.fill_from_text(order=order, text=text, by=request.user),
        done=_("读到的已填进空着的项，请逐项和客户核对。"),
    )


@signed_in
@require_POST
def take_over(request: DeskRequest, ref: str) -> HttpResponse:
    """What the customer's text says of one element goes before what stands in the form."""
    key = request.POST.get("key", "")
    return perform(request, ref, lambda order: actions.take_over(order=order, key=key, by=request.user))


@signed_in
@require_POST
def repeat(request: DeskRequest, ref: str) -> HttpResponse:
    """What is still blank as in the customer's last order."""
    typed = typed_of(request)
    order = draft(request, ref)
    try:
        order = actions.repeat_last_order(order=saved(request, order, typed), by=request.user)
    except DeskError as error:
        return refused(request, order, error, typed)
    toasts.add(request, _("空着的已按上一单填好，时间和费用要重新问。"))
    return regions.go(request, sheet.edit_url(order))


def perform(request: DeskRequest, ref: str, deed: Deed | None, *, done: str = "") -> HttpResponse:
    """Save the form, do the deed, and answer with the form as it is then.

    What the desk refuses is said on the page and nothing that was typed is lost: 422 to a script, else the
    page itself with the status of the refusal. What is no draft any more is read on its ticket's page.
    """
    typed = typed_of(request)
    order = draft(request, ref)
    try:
        order = saved(request, order, typed)
        if deed:
            deed(order)
        if done:
            toasts.add(request, done)
    except DeskError as error:
        return refused(request, order, error, typed)
    stands = {key: text for key, text in typed.items() if text and key != request.POST.get("key")}
    said = sheet.Said(typed=stands, tried=_tried(request))  # what the deed filled in goes before a blank
    return answer(request, orders.order(request.user, order.ticket.ref), said)


def draft(request: DeskRequest, ref: str) -> Order:
    """The draft of this form; the first deed of a new one opens it, and its key opens it once."""
    if ref != sheet.NEW:
        return orders.order(request.user, ref)
    if (key := _form_key(request)) is None:
        raise NotFound("not_found")
    rang = page.number(request.POST.get("rang", ""))
    return actions.open_draft(by=request.user, phone=rang, customer=_customer(request), form_key=key)


def saved(request: DeskRequest, order: Order, typed: Mapping[str, str]) -> Order:
    """Save what was typed over the version it was read at; a known number brings its customer.

    Sent twice, the second finds its own answers there already and is no conflict.
    """
    version = request.POST.get("version", "")
    read_at = (
        int(version) if version.isascii() and version.isdigit() and 0 < int(version[:10]) < 10**9 else None
    )
    try:
        order = actions.save_draft(order=order, typed=typed, by=request.user, version=read_at)
    except NotNow as error:
        order = orders.order(request.user, order.ticket.ref)
        if error.code != "stale" or any(conflict(order, typed)):
            raise
    if order.ticket.customer is None and order.pickup_phone and customers.by_phone(order.pickup_phone):
        return actions.recognise(order=order, phone=order.pickup_phone, by=request.user)
    return order


def typed_of(request: DeskRequest) -> dict[str, str]:
    """The answers as they were typed."""
    return {key: value for key, value in request.POST.items() if key not in META and isinstance(value, str)}


def answer(request: DeskRequest, order: Order, said: sheet.Said, status: int = 200) -> HttpResponse:
    """The form as it is now; without scripts a good answer is a page of its own."""
    is_part = bool(request.headers.get("HX-Request"))
    if status == 200 and not is_part:
        return HttpResponseRedirect(sheet.edit_url(order))
    context = sheet.context(order, request.user, said)
    response = regions.render(request, page.TEMPLATE, context, regions=page.REGIONS, status=status)
    if is_part:
        response["HX-Replace-Url"] = sheet.edit_url(order)
    return response


def refused(request: DeskRequest, order: Order, error: DeskError, typed: Mapping[str, str]) -> HttpResponse:
    """The form with what is wrong: at the fields, at the top, or somebody else's version beside one's own."""
    if isinstance(error, NotPermitted | NotFound):
        raise error
    order, is_auto = orders.order(request.user, order.ticket.ref), AUTOSAVE in request.GET
    if order.ticket.stage != Stage.DRAFT or order.ticket.closed_at:
        if is_auto:
            raise error
        toasts.add(request, sheet.alert_of(error), tone="bad")
        return regions.go(request, reverse("ticket", args=[order.ticket.ref]))
    status = 422 if request.headers.get("HX-Request") and not is_auto else error.status
    tried = _tried(request) or isinstance(error, Invalid)
    text = request.POST.get("text", "")
    said = sheet.Said(typed=typed, alert=sheet.alert_of(error), tried=tried, text=text)
    if error.code == "stale":
        said = sheet.Said(
            typed=typed,
            conflict=tuple(conflict(order, typed)),
            current=order.ticket.version,
            read_at=request.POST.get("version", ""),
        )
    return answer(request, order, said, status)


def conflict(order: Order, typed: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Where the two versions differ: (label, mine, theirs)."""
    playbook, now = orders.playbook_of(order.ticket), clock.now()
    read = reading.read(asking.fields(playbook), typed, asking.setting(now))
    for element in asking.elements(order, playbook):
        mine, theirs = read.values.get(element.key), asking.value_of(order, element.key)
        if element.key in typed and (mine or "") != (theirs or ""):
            yield element.label, typed[element.key], asking.shown(element, theirs, now)


def _tried(request: DeskRequest) -> bool:
    """Whether the button was pressed before: what is missing stays marked until it is there."""
    return request.POST.get("tried") == "1"


def _customer(request: DeskRequest) -> Customer | None:
    ref = request.POST.get("customer", "").replace("\0", "")
    if not ref:
        return None
    try:
        return customers.customer(ref, person=request.user)
    except NotFound:
        return None


def _form_key(request: DeskRequest) -> str | None:
    key = request.POST.get("form_key", "")
    return key if FORM_KEY.fullmatch(key) else None
