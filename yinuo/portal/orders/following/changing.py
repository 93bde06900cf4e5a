"""Changing an order, or calling it off: what its stage still allows, and why not otherwise (R046, R081).

Only who proved the number of the shipper or the receiver; others prove it first and come back.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from yinuo.core.errors import DeskError, Invalid, NotFound
from yinuo.customers.rules import Guest
from yinuo.orders import actions, may
from yinuo.orders.models import Order
from yinuo.orders.queries import asking, following
from yinuo.orders.rules import stages, web
from yinuo.playbooks.rules import schema
from yinuo.portal import frame, guests
from yinuo.portal.orders.following import words
from yinuo.ui import faults

LONGEST = 300
OTHER = "other"


@dataclass(frozen=True)
class Field:
    """One field of the form: its name, words, hint, what stands in it, what is wrong, how it is typed."""

    name: str
    label: str
    hint: str
    value: str
    fault: str
    kind: str
    choices: tuple[tuple[str, str], ...]


@frame.page("GET", "POST")
def change(request: HttpRequest, ref: str) -> HttpResponse:
    """Change what may still be changed: at once before the confirmation, by request afterwards."""
    guest = guests.guest_of(request)
    if not guest.phone:
        return to_prove(request)
    order = _mine(ref, guest)
    wrong: dict[str, str] = {}
    status, posted = 200, request.POST.dict()
    if request.method == "POST":
        try:
            typed = {key: request.POST[key][:LONGEST] for key in _keys(order, guest) if key in request.POST}
            actions.web.change_by_guest(order=order, guest=guest, typed=typed, version=_version(request))
            return HttpResponseRedirect(reverse("portal-tracked", args=[ref]))
        except DeskError as error:
            wrong, status = _said(error), error.status
            posted = {} if error.code == "stale" else posted  # what stands now is shown, to be looked at
            order = _mine(ref, guest)
    fields = [_field(item, order, posted, wrong) for item in _items(order, guest)]
    context = {
        "order": order,
        "fields": fields,
        "version": order.ticket.version,
        "top": wrong.get("", ""),
        "why_not": "" if fields else why_not(order),
        "is_request": order.ticket.stage not in stages.UNDER_REVIEW,
        "waits": _waits(order),
        "lots": _has_lots(order),
    }
    return frame.render(request, "portal/following/change.html", context, status=status)


@frame.page("GET", "POST")
def cancel(request: HttpRequest, ref: str) -> HttpResponse:
    """Call the order off: at once before the confirmation, by request until the pick-up."""
    guest = guests.guest_of(request)
    if not guest.phone:
        return to_prove(request)
    order = _mine(ref, guest)
    wrong: dict[str, str] = {}
    status = 200
    said = {name: request.POST.get(name, "")[:LONGEST] for name in ("reason", "note")}
    if request.method == "POST":
        try:
            actions.web.cancel_by_guest(order=order, guest=guest, **said)
            return HttpResponseRedirect(reverse("portal-tracked", args=[ref]))
        except DeskError as error:
            wrong, status = _said(error), error.status
            order = _mine(ref, guest)
    may_cancel = web.CANCEL in web.allowed(order.ticket.stage, may.guest_orders(guest, order))
    context = {
        "order": order,
        "said": said,
        "reasons": _reasons(order),
        "wrong": wrong,
        "top": wrong.get("", ""),
        "why_not": "" if may_cancel else why_not(order, cancelling=True),
        "is_request": order.ticket.stage not in stages.UNDER_REVIEW,
        "waits": _waits(order),
    }
    return frame.render(request, "portal/following/cancel.html", context, status=status)


def to_prove(request: HttpRequest) -> HttpResponse:
    """Prove the number first, then come back; nothing was looked up."""
    return HttpResponseRedirect(f"{reverse('portal-verify')}?{urlencode({'next': request.path})}")


def why_not(order: Order, *, cancelling: bool = False) -> str:
    """Why nothing can be changed any more, or the order not be called off, and what to do instead."""
    stage = order.ticket.stage
    if stage in stages.ENDED or order.delivered_at:
        return _("这一单已经办完，不能再改。有事请问客服。")
    if cancelling and stage in stages.UNDER_WAY:
        return _("货已经提走，不能取消。要退回请拨打客服热线，我们来安排。")
    if cancelling:
        return _("取消要由发货人来办，请发货人用下单时的手机号验证。")
    if stage in stages.UNDER_REVIEW:
        return _("订单还在核对，改动要由发货人来办，请发货人用下单时的手机号验证。")
    return _("这一单现在不能改。有事请问客服。")


def _mine(ref: str, guest: Guest) -> Order:
    """The order, for a party of it. Raises NotFound as for an unknown one."""
    return following.order_of(ref, Guest(phone=guest.phone))


def _keys(order: Order, guest: Guest) -> frozenset[str]:
    allowed = web.allowed(order.ticket.stage, may.guest_orders(guest, order)) - {web.CANCEL} - web.PLACES
    return allowed - set(web.LOT) if _has_lots(order) else allowed


def _has_lots(order: Order) -> bool:
    """Whether several lots were ordered: each is said by itself, so that their sum cannot be changed here."""
    return getattr(order, "web", None) is not None and len(order.web.lots) > 1


def _items(order: Order, guest: Guest) -> list[schema.Element]:
    items = asking.playbook_of(order.ticket).elements.get(asking.KIND, ())
    keys = _keys(order, guest)
    asked = {item.key: item for item in items if item.key in keys}
    return [asked[key] for key in words.FIELDS if key in asked]


def _field(item: schema.Element, order: Order, posted: Mapping[str, str], wrong: Mapping[str, str]) -> Field:
    label, hint = words.FIELDS[item.key]
    stands = asking.typed(item, asking.value_of(order, item.key))
    return Field(
        name=item.key,
        label=_(label),
        hint=_(hint) if hint else "",
        value=posted.get(item.key, stands),
        fault=wrong.get(item.key, ""),
        kind=words.INPUTS.get(item.type, "text"),
        choices=tuple((choice.key, choice.label) for choice in item.choices),
    )


def _reasons(order: Order) -> list[tuple[str, str]]:
    listed = asking.playbook_of(order.ticket).reasons.get("cancel", ())
    mine = [one for one in listed if one.by_customer or one.key == OTHER]
    return [(one.key, _(words.REASONS[one.key]) if one.key in words.REASONS else one.label) for one in mine]


def _waits(order: Order) -> bool:
    return any(one.get("state") == "ASKED" for one in order.asked_changes)


def _version(request: HttpRequest) -> int:
    said = request.POST.get("version", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 10 else 0


def _said(error: DeskError) -> dict[str, str]:
    """What was wrong, by field; what belongs to none under the empty name. What may not be is not there."""
    if error.status == 403:
        raise NotFound("not_found") from error
    if isinstance(error, Invalid):
        return {one.field: faults.to_customer(one.code, one.params) for one in error.faults}
    return {"": faults.to_customer(error.code, error.params)}
