"""The frame around every page of the drivers: who is let in, the door, the language, failures in their place.

A page is for its reader alone (`private`), and asked for anew each time; but the browser may keep it, so that
"back" works where there is no network. What a phone sends from its queue asks for JSON and gets it.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Final
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from yinuo.core import events
from yinuo.core.errors import DeskError, Invalid
from yinuo.driver import once, visitors, words
from yinuo.driver.visitors import Visitor
from yinuo.staff import actions as staff
from yinuo.ui import faults
from yinuo.ui import forms as ui_forms

View = Callable[..., HttpResponseBase]
DOOR: Final = "driver"
CACHED: Final = "private, no-cache"
WHO: Final = "X-Driver"
WORDED: Final = {"not_found": "job_not_yours", "already_picked_up": "job_already_picked_up"}
"""Failures that a driver hears in words of their own."""


class DriverRequest(HttpRequest):
    """A request of a driver."""

    visitor: Visitor


def open_to_all(view: View) -> View:
    """For the pages through which one comes in."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return _framed(request, lambda: view(request, *args, **kwargs))

    return answer


def for_drivers(view: View) -> View:
    """For drivers who signed in; others are sent to the sign-in page, people of the desk find nothing."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return _framed(request, lambda: _visited(request, visitors.signed_in(request), view, *args, **kwargs))

    return answer


def for_job(view: View) -> View:
    """For drivers who signed in and for whoever the link of this very job let in."""

    @wraps(view)
    def answer(request: HttpRequest, ref: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return _framed(
            request, lambda: _visited(request, visitors.at_job(request, ref), view, ref, *args, **kwargs)
        )

    return answer


def wants_json(request: HttpRequest) -> bool:
    """Whether the phone's queue asks, and not a page."""
    return request.headers.get("Accept", "").startswith("application/json")


def refused(request: HttpRequest, error: DeskError) -> HttpResponse:
    """Why it was not done: words for the queue, or a page."""
    text = faults.text(WORDED.get(error.code, error.code), error.params)
    if wants_json(request):
        told = (
            [faults.text(one.code, one.params) for one in error.faults] if isinstance(error, Invalid) else []
        )
        response: HttpResponse = JsonResponse({"text": " ".join(told) or text}, status=error.status)
    else:
        known = {"visitor": getattr(request, "visitor", None), "driver_words": words.as_json()}
        response = render(request, "driver/failure.html", {"text": text, **known}, status=error.status)
    if retry := error.params.get("retry_after"):
        response["Retry-After"] = str(retry)
    return response


def refuse(form: forms.Form, error: DeskError) -> None:
    """Say in the form why it was not done, in a driver's words where there are any."""
    if error.code in WORDED:
        form.add_error(None, faults.text(WORDED[error.code], error.params))
    else:
        ui_forms.refuse(form, error)


def _framed(request: HttpRequest, view: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    with events.entered_by(DOOR):
        try:
            response = view()
        except DeskError as error:
            response = refused(request, error)
    response.headers.setdefault("Cache-Control", CACHED)
    return response


def _visited(
    request: HttpRequest, visitor: Visitor | None, view: View, *args: Any, **kwargs: Any
) -> HttpResponseBase:
    if visitor is None or _is_of_another(request, visitor):
        return _to_sign_in(request)
    if not visitor.is_linked:
        staff.touch_sign_in(request.session.session_key or "")
    request.visitor = visitor  # type: ignore[attr-defined]
    if told := _told_before(request, visitor):
        return JsonResponse(told)
    with translation.override(_language(request, visitor)):
        return view(request, *args, **kwargs)


def _told_before(request: HttpRequest, visitor: Visitor) -> dict[str, Any] | None:
    """The answer that an act of the queue got before and that was lost, whoever has the job since."""
    is_act = request.method == "POST" and wants_json(request) and once.FIELD in request.POST
    return once.known(request, visitor.person) if is_act else None


def _is_of_another(request: HttpRequest, visitor: Visitor) -> bool:
    """Whether the act was pressed by somebody who is not signed in on this phone now: it waits for them."""
    return request.headers.get(WHO, str(visitor.person.pk)) != str(visitor.person.pk)


def _language(request: HttpRequest, visitor: Visitor) -> str:
    """What the link's driver chose at the desk counts here too, unless this phone says otherwise."""
    if visitor.is_linked and settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
        return visitor.person.language or settings.LANGUAGE_CODE
    return translation.get_language() or settings.LANGUAGE_CODE


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    if wants_json(request):
        return JsonResponse({"text": _("要重新登录才能发送。")}, status=401)
    back = request.get_full_path() if request.method == "GET" else reverse("driver-home")
    return HttpResponseRedirect(f"{reverse('driver-sign-in')}?{urlencode({'next': back})}")
