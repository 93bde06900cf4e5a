"""Who comes in: signed-in people only, and where they are sent when they are not."""

from collections.abc import Callable
from contextlib import nullcontext
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from yinuo.core import db
from yinuo.core.errors import NotPermitted
from yinuo.staff import actions
from yinuo.staff.models import Person
from yinuo.ui import regions

View = Callable[..., HttpResponseBase]


class DeskRequest(HttpRequest):
    """A request of somebody who is signed in."""

    user: Person


def signed_in(view: View) -> View:
    """Let signed-in people through; send others to the sign-in page and back here afterwards."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return regions.go(request, f"{settings.LOGIN_URL}?{urlencode({'next': _back(request)})}")
        actions.touch_sign_in(request.session.session_key or "")
        with db.reading() if request.method == "GET" else nullcontext():
            return view(request, *args, **kwargs)

    return guarded


def _back(request: HttpRequest) -> str:
    """Where to return: the page in the browser for a part of a page, else the page asked for."""
    if request.method != "GET" or request.headers.get("HX-Request"):
        return "/"
    return request.get_full_path()


def require(permitted: bool) -> None:
    """Refuse (403) who may not do what a dialog asks about; the action asks again."""
    if not permitted:
        raise NotPermitted("not_permitted")


def only(predicate: Callable[[Person], bool]) -> Callable[[View], View]:
    """Let through whom `predicate` (from a `may.py`) permits; 403 for others. Includes `signed_in`."""

    def wrap(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not predicate(request.user):  # type: ignore[arg-type]
                raise NotPermitted("not_permitted")
            return view(request, *args, **kwargs)

        return signed_in(guarded)

    return wrap
