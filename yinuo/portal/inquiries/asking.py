"""Asking a question, with or without an order (R102–R107); who proved their number sees what they asked."""

from datetime import timedelta
from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from yinuo.core import phones, refs, throttling
from yinuo.core.errors import DeskError, Invalid, NotNow, fault
from yinuo.core.text import mask
from yinuo.core.text.keepable import keepable
from yinuo.core.throttling import Limit
from yinuo.customers.rules import Guest
from yinuo.inquiries import actions, queries
from yinuo.inquiries.models import Inquiry
from yinuo.portal import frame
from yinuo.portal.inquiries import words
from yinuo.portal.inquiries.coming import Coming, coming, returning
from yinuo.staff import queries as staff
from yinuo.tickets.models import Channel
from yinuo.ui import faults

FROM_ADDRESS: Final = Limit("question_address", 30, timedelta(hours=1))
"""How many questions may come from one address, whatever numbers they name."""
LONGEST: Final = 2000
FIELDS: Final = ("type", "question", "contact_name", "contact_phone", "form_key")


@frame.page("GET", "POST")
def ask(request: HttpRequest) -> HttpResponse:
    """The form; sent, it says by when we answer. A form sent twice is one question."""
    who = returning(request) if request.method == "POST" else coming(request)
    said = {name: keepable(request.POST.get(name, "")).strip()[:LONGEST] for name in FIELDS}
    wrong: dict[str, str] = {}
    status = 200
    headers: dict[str, str] = {}
    if request.method == "POST":
        try:
            return _done(request, who, _asked(request, who, said))
        except DeskError as error:
            wrong, status = _wrong(error), error.status
            if retry := error.params.get("retry_after"):
                headers["Retry-After"] = str(retry)
    said["form_key"] = said["form_key"] or refs.new()
    said["type"] = said["type"] or ("STATE" if who.order else "")
    response = frame.render(
        request, "portal/inquiries/ask.html", _context(request, who, said, wrong), status=status
    )
    for name, value in headers.items():
        response[name] = value
    return response


def _asked(request: HttpRequest, who: Coming, said: dict[str, str]) -> Inquiry:
    if request.POST.get("about") and not who.order:
        raise NotNow("question_order_gone")
    if not (who.phone or said["contact_phone"]):
        raise Invalid(fault("contact_phone", "required"))
    if not who.phone:
        _require_mobile(said["contact_phone"])
    address = throttling.who("address", request.META.get("REMOTE_ADDR") or "")
    throttling.spend((FROM_ADDRESS, address))
    return actions.ask(
        **{**said, "form_key": said["form_key"][:40] or None},  # type: ignore[arg-type]
        channel=Channel.WEB,
        by=None,
        guest=who.guest,
        about=who.order.ticket if who.order else None,
    )


def _require_mobile(typed: str) -> None:
    """The answer goes there by text. What is no number at all is said with all else that is wrong."""
    try:
        number = phones.parse(typed, area=staff.company().area_code)
    except phones.PhoneError:
        return
    if number.kind is not phones.PhoneKind.MOBILE:
        raise Invalid(fault("contact_phone", "phone_not_mobile"))


def _done(request: HttpRequest, who: Coming, asked: Inquiry) -> HttpResponse:
    """Whoever may read it goes to its page; others are told here what comes next."""
    if who.guest.phone or who.guest.ref:
        more = f"?{urlencode({'about': who.about})}" if who.about else ""
        return HttpResponseRedirect(reverse("portal-question", args=[asked.ticket.ref]) + more)
    asked.ticket.refresh_from_db()
    context = {
        "number": asked.ticket.number,
        "due": asked.ticket.next_due_at,
        "phone": mask.mask_phone(asked.contact_phone),
        "proof": f"{reverse('portal-verify')}?{urlencode({'next': reverse('portal-ask')})}",
    }
    return frame.render(request, "portal/inquiries/asked.html", context)


def _context(
    request: HttpRequest, who: Coming, said: dict[str, str], wrong: dict[str, str]
) -> dict[str, Any]:
    mine = Guest(phone=who.phone) if who.phone and not who.order else None
    page = queries.for_guest(mine, request.GET.get("cursor")) if mine else None
    rows = page.rows if page else ()
    return {
        "said": said,
        "wrong": wrong,
        "top": wrong.get("", ""),
        "about": who.about,
        "number": who.order.ticket.number if who.order else "",
        "types": [(key, _(label)) for key, label in words.TYPES.items()],
        "known_phone": mask.mask_phone(who.phone),
        "questions": [(one, _(words.TYPES[one.type]), *_state(one)) for one in rows],
        "older": f"{reverse('portal-ask')}?cursor={page.next_cursor}" if page and page.next_cursor else "",
    }


def _state(one: Inquiry) -> tuple[str, str]:
    word, tone = words.STAGES[one.ticket.stage]
    return _(word), tone


def _wrong(error: DeskError) -> dict[str, str]:
    if isinstance(error, Invalid):
        return {one.field: faults.text(one.code, one.params) for one in error.faults}
    return {"": faults.text(error.code, error.params)}
