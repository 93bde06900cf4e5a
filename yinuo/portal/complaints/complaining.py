"""Complaining, suggesting, praising on a phone (R005, R123, R130, R132), by name or not."""

from dataclasses import dataclass, replace
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils.translation import gettext as _

from yinuo.complaints.models import Complaint, Suggestion
from yinuo.complaints.queries import loading
from yinuo.core import clock
from yinuo.core.errors import DeskError, Invalid, TooMany
from yinuo.core.text import mask
from yinuo.customers.rules import Guest
from yinuo.orders.models import Order
from yinuo.orders.queries import web
from yinuo.portal import frame, guests
from yinuo.portal.complaints import sending, shown, words
from yinuo.portal.complaints import sheet as sheets
from yinuo.portal.complaints.shapes import Row
from yinuo.portal.complaints.sheet import Sheet
from yinuo.portal.inquiries.coming import Coming, coming, returning
from yinuo.portal.system import verifying
from yinuo.tickets.rules import links
from yinuo.ui import faults, moments

JSON: Final = "application/json"
RECENT: Final = 5
MINE: Final = 10


@dataclass(frozen=True)
class Answer:
    """What the form says back: what is wrong and where, whether a code is under way, the status."""

    wrong: tuple[tuple[str, str], ...] = ()
    is_sent: bool = False
    status: int = 200
    wait: int = 0

    @classmethod
    def refused(cls, error: DeskError) -> "Answer":
        """The answer to an error: at its fields, or above the form (the field is empty)."""
        if isinstance(error, Invalid):
            said = ((one.field, faults.to_customer(one.code, one.params)) for one in error.faults)
            return cls(tuple(said), status=error.status)
        wait = error.retry_after if isinstance(error, TooMany) else 0
        return cls((("", faults.to_customer(error.code, error.params)),), status=error.status, wait=wait)


@frame.page("GET", "POST")
def complain(request: HttpRequest) -> HttpResponse:
    """The form; sent, it leads to who has it and what comes next. Sent twice it is one case.

    Binds nobody, so no number has to be proved by whoever stays anonymous; any other call-back number is.
    """
    if request.method != "POST":
        who = coming(request)
        return _shown(request, who, sheets.empty(request, has_order=who.order is not None), Answer())
    who, sheet = returning(request), sheets.read(request)
    if request.POST.get("do") == "code":
        return _coded(request, who, sheet)
    return _sent(request, who, sheet)


def _sent(request: HttpRequest, who: Coming, sheet: Sheet) -> HttpResponse:
    digits = ""
    try:
        if wrong := sending.own_faults(sheet, who.phone or sheet.proved):
            raise Invalid(*wrong)
        digits = sending.prove(sheet, who.phone)
        sheet = replace(sheet, proof=sheets.proof_of(digits) if digits else "", code="")
        case = sending.send(request, sheet, who, digits)
    except DeskError as error:
        response = _shown(request, who, sheet, Answer.refused(error))
    else:
        response = HttpResponseRedirect(f"{links.case_path(case.ticket.ref)}/received/")
    if digits:
        guests.remember_phone(response, digits)
    return response


def _coded(request: HttpRequest, who: Coming, sheet: Sheet) -> HttpResponse:
    """Send a code; to a script as JSON, else with the whole form."""
    answer = Answer(is_sent=True)
    try:
        verifying.send(request, sheet.phone)
    except DeskError as error:
        answer = Answer.refused(error)
    if request.headers.get("Accept") == JSON:
        said = {
            "sent": answer.is_sent,
            "say": answer.wrong[0][1] if answer.wrong else "",
            "wait": answer.wait,
        }
        return JsonResponse(said, status=answer.status)
    return _shown(request, who, sheet, answer)


def _shown(request: HttpRequest, who: Coming, sheet: Sheet, answer: Answer) -> HttpResponse:
    wrong = dict(reversed(answer.wrong))
    if sending.is_order_gone(sheet, who):
        sheet = replace(sheet, order=sheets.BY_NUMBER)
    context: dict[str, Any] = {
        "sheet": sheet,
        "answer": answer,
        "wrong": wrong,
        "faults": [(field, _named(field), text) for field, text in answer.wrong if field],
        "top": wrong.get("", ""),
        "about": who.about,
        "about_number": who.order.ticket.number if who.order else "",
        "kinds": [(key, _(label)) for key, label in words.KINDS.items()],
        "orders": _recent(who),
        "cases": _mine(who),
        "is_proved": bool(sheet.proved) and not who.phone,
        "known_phone": mask.mask_phone(who.phone),
        "had_photos": request.method == "POST" and bool(sheet.photos),
        "most_photos": sheets.MOST_PHOTOS,
        "longest": sheets.LONGEST,
        "is_fresh": request.method != "POST",
        "word": shown.customer_word(),
    }
    response = frame.render(request, "portal/complaints/complain.html", context, status=answer.status)
    if answer.wait:
        response["Retry-After"] = str(answer.wait)
    guests.name_device(request, response)
    return response


def _named(field: str) -> str:
    return _(words.FIELDS[field]) if field in words.FIELDS else ""


def _recent(who: Coming) -> list[tuple[str, str]]:
    """Their newest orders, ref and words; none for whoever proved no number, and none but that of the address
    where it names one.
    """
    if not who.phone or who.order:
        return []
    now = clock.now()
    rows = web.for_guest(Guest(phone=who.phone), size=RECENT).rows
    return [(one.ticket.ref, _order(one, moments.short(one.ticket.opened_at, now))) for one in rows]


def _order(order: Order, when: str) -> str:
    ends = (order.origin or order.pickup_zone, order.destination or order.delivery_zone)
    way = " → ".join(end for end in ends if end)
    return "　".join(part for part in (when, order.ticket.number or "", way) if part)


def _mine(who: Coming) -> list[Row]:
    """What they wrote before, newest first."""
    if not who.phone:
        return []
    said = {"contact_phone": who.phone, "by_ref": False, "ticket__forgotten_at": None}
    rows: list[Complaint | Suggestion] = [
        *loading.complaints().filter(**said).order_by("-ticket")[:MINE],
        *loading.suggestions().filter(**said).order_by("-ticket")[:MINE],
    ]
    now = clock.now()
    newest = sorted(rows, key=lambda one: one.ticket.opened_at, reverse=True)[:MINE]
    return [shown.row(one, now) for one in newest]
