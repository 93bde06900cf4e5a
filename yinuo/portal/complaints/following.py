"""Following a case by its link: the page, the part of it that changes, the pictures, the code typed in."""

import hashlib
from datetime import timedelta
from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, HttpResponseRedirect
from django.urls import reverse
from django.utils import translation

from yinuo.complaints.models import Suggestion
from yinuo.core import clock, throttling
from yinuo.core.errors import NotFound, TooMany
from yinuo.core.throttling import Limit
from yinuo.portal import frame, guests
from yinuo.portal.complaints import shown
from yinuo.portal.complaints.coming import Way, by_way
from yinuo.portal.complaints.shapes import Shown
from yinuo.portal.system import verifying
from yinuo.tickets.rules import links
from yinuo.ui import faults, pictures

SECONDS: Final = 20
"""How often an open page asks again."""
GUESSES: Final = Limit("case_code", 8, timedelta(minutes=15))
"""Wrong codes of one address; then locked for that time."""


@frame.page("GET")
@by_way
def case(request: HttpRequest, way: Way) -> HttpResponse:
    """The page of a case. Its link is enough to read it; numbers and pictures need the proved number."""
    page = shown.shown(way)
    context = {
        "page": page,
        "way": way,
        "seconds": SECONDS,
        "zone": clock.zone().key,
        "now": clock.now().isoformat(),
        "etag": _etag(page),
        "word": shown.customer_word(way.case),
    }
    return frame.render(request, "portal/complaints/case.html", context)


@frame.page("GET")
@by_way
def live(request: HttpRequest, way: Way) -> HttpResponse:
    """The part of the page that changes; nothing when the browser has it already (304)."""
    page = shown.shown(way)
    etag = _etag(page)
    response: HttpResponse = HttpResponseNotModified()
    if request.headers.get("If-None-Match") != etag:
        context = {"page": page, "way": way, "word": shown.customer_word(way.case)}
        response = frame.render(request, "portal/complaints/_live.html", context)
    response["ETag"] = etag
    return response


@frame.page("GET")
@by_way
def received(request: HttpRequest, way: Way) -> HttpResponse:
    """Right after it was sent: who has it, what comes next and by when, the link and the code (R182)."""
    page = shown.shown(way)
    site = f"{request.scheme}://{request.get_host()}"
    context = {
        "page": page,
        "way": way,
        "link": f"{site}{way.base}",
        "code": spaced(way.slug),
        "is_suggestion": isinstance(way.case, Suggestion),
        "word": shown.customer_word(way.case),
    }
    return frame.render(request, "portal/complaints/received.html", context)


@frame.page("GET")
@by_way
def photo(request: HttpRequest, way: Way, pk: int | str) -> HttpResponse:
    """A file that they handed in or that was passed on to them, for whoever proved their number.

    Raises NotFound.
    """
    found = next((one for one in shown.readable(way) if one.pk == int(pk)), None) if way.is_own else None
    if found is None:
        raise NotFound("not_found")
    return pictures.response(found)  # type: ignore[return-value]


@frame.page("GET", "POST")
def find(request: HttpRequest) -> HttpResponse:
    """From the code that was noted down to the page of the case; guessing is counted and locked. The form
    itself stands where one complains.
    """
    if request.method != "POST":
        return HttpResponseRedirect(reverse("portal-complain"))
    code = "".join(request.POST.get("code", "")[:80].split()).replace("-", "").lower()
    address = throttling.who("address", verifying.address_of(request))
    try:
        throttling.require(GUESSES, address)
        ref = guests.ref_of(request, code, links.CASE)
    except (NotFound, TooMany) as error:
        if isinstance(error, NotFound):
            throttling.note(GUESSES, address)
        name = "case_code_wrong" if isinstance(error, NotFound) else "track_locked"
        context = {"told": faults.text(name, error.params), "code": code[:40]}
        response = frame.render(request, "portal/complaints/find.html", context, status=error.status)
        if isinstance(error, TooMany):
            response["Retry-After"] = str(error.retry_after)
        return response
    return HttpResponseRedirect(reverse("portal-case", args=[links.case_path(ref).removeprefix("/c/")]))


def spaced(slug: str) -> str:
    """A code in fours, so that it can be copied by hand."""
    return " ".join(slug[at : at + 4] for at in range(0, len(slug), 4))


def _etag(page: Shown) -> str:
    """The same for the same words in the same language."""
    said = f"{translation.get_language()}{page!r}"
    return f'"{hashlib.sha256(said.encode()).hexdigest()[:24]}"'
