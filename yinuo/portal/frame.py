"""The frame around every page of the customers: its door, its language, and that each failure is a page.

`page` is the decorator of all views, `render` draws their templates, `frame` is the middleware around the
addresses of customers: whatever is not answered by a view (an unknown address, a form that is too old) looks
like the other pages, and who is signed in at the desk is not looked at.
"""

import re
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render as render_template
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_supported_language_variant
from django.utils.translation.trans_real import parse_accept_lang_header

from yinuo.core import events
from yinuo.core.errors import DeskError, NotFound
from yinuo.core.text import mask
from yinuo.portal import doors, guests
from yinuo.staff import queries as staff
from yinuo.ui import faults

View = Callable[..., HttpResponse]
Answer = Callable[[HttpRequest], HttpResponse]
OURS: Final = re.compile(r"/(?:p|t|c|s|embed)(?:/|$)|/embed\.js$")
"""The addresses of customers."""

EMBEDDED: Final = "/embed/"
KNOWN_STATUS: Final = frozenset({400, 403, 404, 405, 409, 413, 422, 429})
LARGEST_BODY: Final = 64 * 1024 * 1024
"""Six pictures of 10 MB and a little."""

_MARK = "_yinuo_portal"


def page(*methods: str) -> Callable[[View], View]:
    """Decorate a view of the portal that answers to `methods` (GET includes HEAD).

    It runs with the door "portal", in the language of the cookie or else of the browser; what it answers is
    kept by nobody (`Cache-Control: private, no-store`) unless it says otherwise itself. A DeskError becomes
    a page with its status. While the company has closed its portal, everything is a 404 that says so.
    """
    allowed = {*methods, *(("HEAD",) if "GET" in methods else ())}

    def wrap(view: View) -> View:
        @wraps(view)
        def framed(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            spoken = language(request)
            with events.entered_by("portal"), translation.override(spoken):
                try:
                    response = _answer(view, allowed, request, *args, **kwargs)
                except DeskError as error:
                    response = failed(request, error)
            return _finished(response, spoken)

        return framed

    return wrap


def _answer(view: View, allowed: set[str], request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    if request.method not in allowed:
        return HttpResponseNotAllowed(sorted(allowed))
    if not staff.company().portal_open:
        raise NotFound("portal_closed")
    return view(request, *args, **kwargs)


def _finished(response: HttpResponse, spoken: str) -> HttpResponse:
    setattr(response, _MARK, response.status_code != 405)
    response.headers.setdefault("Cache-Control", "private, no-store")
    response.headers.setdefault("Content-Language", spoken)
    patch_vary_headers(response, ("Cookie", "Accept-Language"))
    return response


def language(request: HttpRequest) -> str:
    """The language to answer in: `?language=` (embedded pages have no cookie), the cookie, the browser's."""
    known = dict(settings.LANGUAGES)
    asked = request.GET.get("language", "") if request.path_info.startswith(EMBEDDED) else ""
    chosen = asked or request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    if chosen in known:
        return chosen
    for wanted, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "")[:200]):
        try:
            return get_supported_language_variant(wanted)
        except LookupError:
            continue
    return settings.LANGUAGE_CODE


def render(
    request: HttpRequest, template: str, context: Mapping[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    """Draw a page on `portal/base.html`; it knows who comes in (`guest`; `verified` is their masked number)
    and whether it is `embedded`. Each has the hotline at its head and foot (R023).
    """
    here = request.resolver_match.view_name if request.resolver_match else ""
    guest = guests.guest_of(request)
    known = {
        "guest": guest,
        "verified": mask.mask_phone(guest.phone) if guest.phone else "",
        "embedded": request.path_info.startswith(EMBEDDED),
        "doors": doors.doors(here),
        "small_doors": doors.doors(here, doors.SMALL),
    }
    return render_template(request, template, {**known, **(context or {})}, status=status)


def failed(request: HttpRequest, error: DeskError) -> HttpResponse:
    """A page that says what failed and what to do, with the error's status."""
    response = _said(request, faults.text(error.code, error.params), error.status)
    if wait := error.params.get("retry_after"):
        response["Retry-After"] = str(wait)
    return response


def _said(request: HttpRequest, text: str, status: int) -> HttpResponse:
    return render(request, "portal/failure.html", {"text": text, "status": status}, status=status)


def frame(get_response: Answer) -> Answer:
    """Around every request to an address of customers."""

    def answer(request: HttpRequest) -> HttpResponse:
        if not OURS.match(request.path_info):
            return get_response(request)
        request.COOKIES.pop(settings.SESSION_COOKIE_NAME, None)  # whoever works here is a customer here
        response = HttpResponse(status=413) if _is_too_large(request) else get_response(request)
        if response.status_code < 400 or getattr(response, _MARK, False):
            return response
        spoken = language(request)
        with translation.override(spoken):
            return _finished(_replaced(request, response), spoken)

    return answer


def _is_too_large(request: HttpRequest) -> bool:
    """Whether nobody should read the body: more than the most pictures that a form may have."""
    said = request.META.get("CONTENT_LENGTH") or "0"
    return not said.isdecimal() or int(said) > LARGEST_BODY


def _replaced(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """What no view of ours answered, as a page of ours. Nothing is asked of a server that failed."""
    status = response.status_code
    if status in KNOWN_STATUS:
        ours = _said(request, "", status)
    else:
        ours = HttpResponse(render_to_string("portal/failure.html", {"status": status}), status=status)
    for name in ("Allow", "Retry-After"):
        if name in response:
            ours[name] = response[name]
    return ours
