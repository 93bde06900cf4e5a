"""Finding an order by its number and the last four digits of a phone; guessing is counted and locked."""

from datetime import timedelta
from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from yinuo.core import throttling
from yinuo.core.errors import NotFound, TooMany
from yinuo.core.text import fold
from yinuo.core.throttling import Limit
from yinuo.orders.models import Order
from yinuo.orders.queries import web
from yinuo.portal import frame, guests
from yinuo.tickets import queries as tickets
from yinuo.ui import faults

GUESSES: Final = Limit("track", 8, timedelta(minutes=15))
"""Wrong pairs of number and tail, of one address and for one number each; then locked for that time."""
LONGEST: Final = 40


@frame.page("GET", "POST")
def track(request: HttpRequest) -> HttpResponse:
    """The form; found, the browser knows this order for two hours and goes to its page.

    A wrong number, a wrong tail and somebody else's order are told with the same words after the same
    statements.
    """
    said = {name: request.POST.get(name, "").strip()[:LONGEST] for name in ("number", "tail")}
    if request.method != "POST":
        said["number"] = request.GET.get("number", "").strip()[:LONGEST]
        return frame.render(request, "portal/following/track.html", said)
    try:
        found = find(request, said["number"], said["tail"])
    except (NotFound, TooMany) as error:
        code = "track_wrong" if isinstance(error, NotFound) else "track_locked"
        told = {"told": faults.text(code, error.params)}
        response = frame.render(request, "portal/following/track.html", {**said, **told}, status=error.status)
        if isinstance(error, TooMany):
            response["Retry-After"] = str(error.retry_after)
        return response
    response = HttpResponseRedirect(reverse("portal-tracked", args=[found.ticket.ref]))
    guests.remember_ref(request, response, found.ticket.ref)
    return response


def find(request: HttpRequest, number: str, tail: str) -> Order:
    """The order with this number and tail. Raises NotFound, and TooMany after eight wrong guesses."""
    address = throttling.who("address", request.META.get("REMOTE_ADDR") or "")
    number = fold.fold(number)
    named = throttling.who("number", tickets.name_of(number)[1] or number.upper())
    throttling.require(GUESSES, address, named)
    try:
        return web.found(number, fold.fold(tail))
    except NotFound:
        throttling.spend((GUESSES, address), (GUESSES, named))
        raise
