"""The order form and the tracking box inside the company's own site: framed there, without a cookie of ours.

The one script tag that a site needs is `embed.js`. Only the sites of the settings may frame the pages; in
place of the cookie that guards other forms each carries a signed token of its own.
"""

import secrets
from dataclasses import dataclass
from functools import wraps
from typing import Any, Final
from urllib.parse import urlencode

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt

from yinuo.core.errors import NotPermitted
from yinuo.customers.rules import Guest
from yinuo.orders.queries import web as orders
from yinuo.portal import frame, guests
from yinuo.portal.orders.taking import views
from yinuo.staff import queries as staff

TOKEN_SECONDS: Final = 12 * 3600
_SALT: Final = "yinuo.portal.embed"
SCRIPT_HEADERS: Final = {"Cache-Control": "public, max-age=3600"}


@dataclass(frozen=True)
class EmbeddedPlace(views.Place):
    """The form in another site's frame; `token` stands in for the cookie."""

    @property
    def token(self) -> str:
        """A new token, good for half a day."""
        return signing.dumps(secrets.token_hex(6), salt=_SALT)


def _place(request: HttpRequest) -> EmbeddedPlace:
    spoken = f"?{urlencode({'language': frame.language(request)})}"
    return EmbeddedPlace(
        reverse("portal-embed-order") + spoken,
        reverse("portal-embed-check") + spoken,
        template="portal/orders/taking/embedded.html",
        is_embedded=True,
    )


def _require_token(request: HttpRequest) -> None:
    """Refuse what was not sent from a form of ours, or from one that stood open too long."""
    if request.method != "POST":
        return
    try:
        signing.loads(request.POST.get("token", "")[:200], salt=_SALT, max_age=TOKEN_SECONDS)
    except signing.BadSignature as error:
        raise NotPermitted("form_expired") from error


def framed(view: frame.View) -> frame.View:
    """Let the company's own sites frame what a view answers, a failure too, and nobody else."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if sites := staff.company().embed_sites:
            response._csp_replace = {"frame-ancestors": sites}  # type: ignore[attr-defined]
            response.xframe_options_exempt = True
        return response

    return answer


@csrf_exempt
@framed
@frame.page("GET", "POST")
def order(request: HttpRequest) -> HttpResponse:
    """The order form, framed. Raises NotPermitted without its token."""
    _require_token(request)
    return views.form(request, _place(request))


@csrf_exempt
@framed
@frame.page("POST")
def check(request: HttpRequest) -> HttpResponse:
    """The estimate for the framed form."""
    _require_token(request)
    return views.estimate(request, _place(request))


@framed
@frame.page("GET")
def done(request: HttpRequest, slug: str) -> HttpResponse:
    """What happens next, framed; the signed slug says whose order it is. Raises NotFound."""
    ref = guests.ref_of(request, slug)
    return views.thanks(request, orders.of_ref(ref, Guest(ref=ref)))


@framed
@frame.page("GET")
def track(request: HttpRequest) -> HttpResponse:
    """The tracking box: number and tail, answered by the live page in a window of its own."""
    return frame.render(request, "portal/orders/taking/embedded_track.html")


@frame.page("GET")
def script(request: HttpRequest) -> HttpResponse:
    """The script that puts the frame where its tag stands. It keeps nothing and sends nothing."""
    source = render_to_string("portal/orders/taking/embed.js")
    return HttpResponse(source, content_type="text/javascript; charset=utf-8", headers=SCRIPT_HEADERS)
