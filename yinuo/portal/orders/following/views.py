"""The live page: by number and tail, by a signed link, by a number that was proved (R004, R106, R109)."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.urls import reverse
from django.utils import translation

from yinuo.core import clock
from yinuo.customers.rules import Guest
from yinuo.orders import actions
from yinuo.orders.actions import ringing
from yinuo.orders.queries import following
from yinuo.orders.queries.following import Over
from yinuo.portal import frame, guests
from yinuo.portal.orders.following import maps, shown
from yinuo.portal.orders.following.shapes import Shown
from yinuo.ui import pictures

SECONDS = 20
"""How often an open page asks again."""


@dataclass(frozen=True)
class Way:
    """How somebody came to an order: which one, as whom, whether by its link, and the page's address."""

    ref: str
    guest: Guest
    by_link: bool
    base: str


View = Callable[..., HttpResponse]


def by_way(view: View) -> View:
    """Let the same view answer under /p/track/<ref>/ and under the link /t/<slug>: it gets the Way.

    A slug that we never made is not found, without a statement. What a link tells no more is a page of its
    own that tells nothing (410).
    """

    @wraps(view)
    def ways(request: HttpRequest, ref: str = "", slug: str = "", **kwargs: Any) -> HttpResponse:
        try:
            return view(request, way_of(request, ref, slug), **kwargs)
        except Over:
            return frame.render(request, "portal/following/over.html", status=Over.status)

    return ways


def way_of(request: HttpRequest, ref: str, slug: str) -> Way:
    """How this request comes to its order. Raises NotFound for a link that was forged."""
    known = guests.guest_of(request, ref)
    if not slug:
        return Way(ref, known, False, f"/p/track/{ref}")
    found = guests.ref_of(request, slug)
    return Way(found, Guest(phone=known.phone, ref=found), True, f"/t/{slug}")


@frame.page("GET")
@by_way
def order(request: HttpRequest, way: Way) -> HttpResponse:
    """The live page."""
    page = _looked(way)
    context = {
        "page": page,
        "way": way,
        "seconds": SECONDS,
        "zone": clock.zone().key,
        "now": clock.now().isoformat(),
        "etag": _etag(page),
        "is_known": bool(way.guest.phone),
    }
    response = frame.render(request, "portal/following/page.html", {**context, **maps.context(page)})
    return maps.allow(response, page)


@frame.page("GET")
@by_way
def live(request: HttpRequest, way: Way) -> HttpResponse:
    """The part of the page that changes; nothing when the browser has it already (304)."""
    page = _looked(way)
    etag = _etag(page)
    response: HttpResponse = HttpResponseNotModified()
    if request.headers.get("If-None-Match") != etag:
        context = {"page": page, "way": way, **maps.context(page)}
        response = frame.render(request, "portal/following/_live.html", context)
    response["ETag"] = etag
    return response


@frame.page("GET")
@by_way
def call(request: HttpRequest, way: Way) -> HttpResponse:
    """Dial the driver, while the goods are the driver's job; that it was done is recorded."""
    found = following.order_of(way.ref, way.guest)
    digits = ringing.ring_driver(order=found, guest=way.guest)
    return HttpResponse(status=302, headers={"Location": f"tel:{digits.replace('转', ',')}"})


@frame.page("GET")
@by_way
def proof(request: HttpRequest, way: Way, pk: int | str) -> HttpResponse:
    """A picture of the delivery, for whoever may see it."""
    found = following.proof(way.ref, way.guest, int(pk), by_link=way.by_link)
    return pictures.response(found)  # type: ignore[return-value]


def _looked(way: Way) -> Shown:
    """The page, and that somebody looked for themselves: noted once a day and way."""
    found = following.followed(way.ref, way.guest, by_link=way.by_link)
    if not following.has_looked(found.order, by_link=way.by_link):
        actions.web.look(order=found.order, by_link=way.by_link)
    return shown.shown(found, way.base)


def _etag(page: Shown) -> str:
    """The same for the same words in the same language."""
    said = f"{translation.get_language()}{page!r}"
    return f'"{hashlib.sha256(said.encode()).hexdigest()[:24]}"'


def address(way: Way) -> str:
    """The live page's own address."""
    return way.base if way.by_link else reverse("portal-tracked", args=[way.ref])
