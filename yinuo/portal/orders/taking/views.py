"""The order form: asked, estimated while it is written, sent once, and what happens next."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse

from yinuo.core import clock, divisions
from yinuo.core.errors import DeskError, Fault, Invalid, NotFound, TooMany
from yinuo.core.text.keepable import keepable
from yinuo.customers import queries as customers
from yinuo.customers.models import CustomerAddress
from yinuo.customers.rules import Guest
from yinuo.orders import may
from yinuo.orders.models import Order
from yinuo.orders.queries import web as orders
from yinuo.orders.rules.stages import UNDER_REVIEW
from yinuo.playbooks import queries as playbooks
from yinuo.portal import frame, guests, pace
from yinuo.portal.orders.taking import fields, judging, placing
from yinuo.portal.orders.taking import sheet as sheets
from yinuo.portal.orders.taking.sheet import Sheet
from yinuo.portal.system import verifying
from yinuo.promises import queries as promises
from yinuo.tickets.rules import links
from yinuo.ui import faults as words

MOST_LOTS: Final = 20
JSON: Final = "application/json"


@dataclass(frozen=True)
class Place:
    """Where the form stands: in the portal, or framed in another site, where no cookie is kept."""

    here: str
    check: str
    template: str = "portal/orders/taking/form.html"
    is_embedded: bool = False

    def done(self, order: Order) -> str:
        """Where to go when it is sent."""
        ref = order.ticket.ref
        if self.is_embedded:
            return reverse("portal-embed-done", args=[links.track_slug(ref)])
        return reverse("portal-order-done", args=[ref])


@dataclass(frozen=True)
class Answer:
    """What the form says back: faults that count now, a line of news, the status."""

    found: tuple[Fault, ...] = ()
    is_sent: bool = False
    status: int = 200
    top: str = ""
    wait: int = 0
    is_asked: bool = False

    @classmethod
    def refused(cls, error: DeskError) -> "Answer":
        """The answer to an error: at its fields, or above the form."""
        if isinstance(error, Invalid):
            return cls(found=tuple(error.faults), status=422)
        wait = error.retry_after if isinstance(error, TooMany) else 0
        return cls(top=words.to_customer(error.code, error.params), status=error.status, wait=wait)


def portal_place() -> Place:
    """The form in the portal."""
    return Place(reverse("portal-order"), reverse("portal-order-check"))


@frame.page("GET", "POST")
def order(request: HttpRequest) -> HttpResponse:
    """The order form of the portal."""
    return form(request, portal_place())


@frame.page("POST")
def check(request: HttpRequest) -> HttpResponse:
    """Price, arrival and faults of what is typed so far, as JSON. Stores nothing."""
    return estimate(request, portal_place())


def form(request: HttpRequest, place: Place) -> HttpResponse:
    """Show the form, or do what was pressed in it: `do` is place, code, lot, drop-N; all else estimates."""
    guest = Guest() if place.is_embedded else guests.guest_of(request)
    book = _book(guest)
    if request.method != "POST":
        return _shown(request, place, _fresh(request, guest), Answer(), guest, book)
    chosen = {use: request.POST.get(f"{use}_known", "") for use in sheets.SIDES}
    sheet = sheets.with_known(sheets.read(request), book, chosen)
    do = request.POST.get("do", "")
    if do == "place":
        return _placed(request, place, sheet, guest, book)
    if do == "code":
        return _coded(request, place, sheet, guest, book)
    if do == "lot" and len(sheet.lots) < MOST_LOTS:
        sheet = replace(sheet, lots=(*sheet.lots, {}))
    elif do.startswith("drop-") and len(sheet.lots) > 1:
        kept = tuple(lot for at, lot in enumerate(sheet.lots) if f"drop-{at}" != do)
        sheet = replace(sheet, lots=kept)
    return _shown(request, place, sheet, Answer(is_asked=True), guest, book)


def _fresh(request: HttpRequest, guest: Guest) -> Sheet:
    """An empty form, or one with what an earlier order that they sent said; one sent to them stays closed."""
    if ref := keepable(request.GET.get("again", "")[:20]):
        try:
            earlier = orders.of_ref(ref, guest)
        except NotFound:
            return sheets.empty()  # not theirs: an empty form says nothing of it
        if may.guest_orders(guest, earlier):
            return sheets.again(earlier)
    return sheets.empty()


def _book(guest: Guest) -> dict[str, list[CustomerAddress]]:
    """The addresses of the verified number, by use."""
    customer = customers.by_phone(guest.phone) if guest.phone else None
    if customer is None:
        return {}
    uses = {"pickup": CustomerAddress.Use.PICKUP, "delivery": CustomerAddress.Use.DELIVERY}
    return {name: list(customers.usual_addresses(customer, use)) for name, use in uses.items()}


def _placed(
    request: HttpRequest, place: Place, sheet: Sheet, guest: Guest, book: dict[str, list[CustomerAddress]]
) -> HttpResponse:
    """Send it; whatever is wrong, nothing that was typed is lost, and a number that was proved stays so."""
    digits = guest.phone or sheet.proved
    try:
        found = [
            *orders.estimate(sheet.said, sheet.lots, guest).faults,
            *placing.own_faults(sheet, guest),
        ]
        if found:
            raise Invalid(*found)
        digits = placing.prove(sheet, guest)
        sheet = replace(sheet, proof=sheets.proof_of(digits), code="")
        photos = placing.pictures(sheet.photos)  # costly: only for a number that was proved
        sent = placing.place(request, sheet, digits, photos)
    except DeskError as error:
        response = _shown(request, place, sheet, Answer.refused(error), guest, book)
    else:
        response = HttpResponseRedirect(place.done(sent))
    if digits and not place.is_embedded:
        guests.remember_phone(response, digits)
    return response


def _coded(
    request: HttpRequest, place: Place, sheet: Sheet, guest: Guest, book: dict[str, list[CustomerAddress]]
) -> HttpResponse:
    """Send a code; to a script as JSON, else with the whole form."""
    answer = Answer(is_sent=True, is_asked=True)
    try:
        verifying.send(request, sheet.phone)
    except DeskError as error:
        answer = replace(Answer.refused(error), is_sent=False)
    if request.headers.get("Accept") == JSON:
        said = answer.top or next((words.to_customer(one.code, one.params) for one in answer.found), "")
        return JsonResponse({"sent": answer.is_sent, "say": said, "wait": answer.wait}, status=answer.status)
    return _shown(request, place, sheet, answer, guest, book)


def estimate(request: HttpRequest, place: Place) -> HttpResponse:
    """What the tables say of the form as it stands, for a script."""
    try:
        pace.count(verifying.address_of(request))
    except TooMany as error:
        said = {"say": words.text(error.code, error.params)}
        return JsonResponse(said, status=429, headers={"Retry-After": str(error.retry_after)})
    guest = Guest() if place.is_embedded else guests.guest_of(request)
    judged = judging.judge(sheets.read(request), guest)
    return JsonResponse(
        {
            "estimate": render_to_string("portal/orders/taking/_estimate.html", {"judged": judged}),
            "total": render_to_string("portal/orders/taking/_total.html", {"judged": judged}).strip(),
            "faults": {**judged.faults},
            "missing": sorted(judged.missing),
            "doubts": {**judged.doubts},
            "goods": {"tone": judged.goods_tone, "say": judged.goods_say},
            "places": {key: list(found) for key, found in judged.places.items()},
        }
    )


def _shown(
    request: HttpRequest,
    place: Place,
    sheet: Sheet,
    answer: Answer,
    guest: Guest,
    book: Mapping[str, list[CustomerAddress]],
) -> HttpResponse:
    """Draw the form. What is empty is no fault before somebody wants to send it."""
    is_begun = request.method == "POST"
    judged = judging.judge(sheet, guest) if is_begun or any(sheet.typed.values()) else None
    wrong, shown = _marks(answer, judged)
    context: dict[str, Any] = {
        "place": place,
        "sheet": sheet,
        "answer": answer,
        "steps": fields.steps(sheet, shown),
        "lots": fields.lots(sheet, shown),
        "may_add": len(sheet.lots) < MOST_LOTS,
        "many_lots": len(sheet.lots) > 1,
        "judged": judged,
        "book": book,
        "faults": [(_at(key), fields.label_of(key), text) for key, text in wrong.items()],
        "wrong": wrong,
        "notice": customers.privacy_notice(),
        "is_proved": bool(sheet.proved) and not guest.phone,
        "had_photos": is_begun and bool(sheet.photos),
        "most_photos": sheets.MOST_PHOTOS,
        "is_fresh": not is_begun and not any(sheet.typed.values()),  # else a script puts back what was typed
    }
    response = frame.render(request, place.template, context, status=answer.status)
    if answer.wait:
        response["Retry-After"] = str(answer.wait)
    if not place.is_embedded:
        guests.name_device(request, response)
    return response


def _marks(answer: Answer, judged: judging.Judged | None) -> tuple[dict[str, str], fields.Shown]:
    """What is wrong, by field, and all that the fields show beside what was typed."""
    wrong = judging.by_field(answer.found)
    if answer.is_asked and judged:
        wrong = {**{key: text for key, text in judged.faults.items() if key not in judged.missing}, **wrong}
    shown = fields.Shown(
        faults=wrong,
        warns=judged.doubts if judged else {},
        places=judged.places if judged else {},
        elements={one.key: one for one in playbooks.current().elements.get("order", ())},
    )
    return wrong, shown


def _at(name: str) -> str:
    return "id_" + name.replace(".", "-")


@frame.page("GET")
def done(request: HttpRequest, ref: str) -> HttpResponse:
    """What was sent, its web reference, what happens next and by when. Raises NotFound."""
    return thanks(request, orders.of_ref(ref, guests.guest_of(request, ref)))


def thanks(request: HttpRequest, sent: Order) -> HttpResponse:
    """The page after an order was sent: the review's promise in words (R077, R078)."""
    web = getattr(sent, "web", None)
    due = [one.due_at for one in promises.of_ticket(sent.ticket) if one.state == "OPEN"]
    context = {
        "order": sent,
        "web": web,
        "number": web.number if web else sent.ticket.number,
        "is_waiting": sent.ticket.stage in UNDER_REVIEW,
        "due_at": next((at for at in due if at > clock.now()), None),
        "track": links.track_path(sent.ticket.ref),
    }
    return frame.render(request, "portal/orders/taking/done.html", context)


@frame.page("GET")
def places_in(request: HttpRequest, code: str) -> HttpResponse:
    """The divisions right in one (0 for the provinces), for a script; they hardly ever change."""
    found = divisions.within("" if code == "0" else code)
    headers = {"Cache-Control": "public, max-age=86400"}
    return JsonResponse({"in": [[one.code, one.name] for one in found]}, headers=headers)
