"""The frame around every request: its number, its log line, its measure, its language, its failures."""

import logging
import re
import secrets
import string
import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.middleware import get_user
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from prometheus_client import Counter, Histogram

from yinuo.core import events
from yinuo.core.errors import DeskError
from yinuo.ui import failures

Answer = Callable[[HttpRequest], HttpResponse]
log = logging.getLogger("yinuo.request")
REQUESTS = Counter("yinuo_requests", "Requests answered", ["method", "view", "status"])
SECONDS = Histogram(
    "yinuo_request_seconds", "Time to answer", ["view"], buckets=(0.005, 0.01, 0.025, 0.1, 0.5, 2)
)
METHODS = frozenset({"GET", "POST", "HEAD", "OPTIONS", "PUT", "PATCH", "DELETE"})
LONGEST_PATH = 200
_NO_REF = re.compile(r"[^!-~]+")
"""What no address of ours has in it; somebody typed it there, and it may be a name."""


def request_record(get_response: Answer) -> Answer:
    """Number the request, time it, count it and log it; the path carries refs, never personal data.

    The number is letters alone: one of digits could look like a telephone and be struck out of the log.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        number = "".join(secrets.choice(string.ascii_lowercase) for _ in range(12))
        token = events.request_id.set(number)
        started = time.perf_counter()
        try:
            response = get_response(request)
            _measure(request, response, time.perf_counter() - started)
        finally:
            events.request_id.reset(token)
        response["X-Request-ID"] = number
        return response

    return answer


def _measure(request: HttpRequest, response: HttpResponse, seconds: float) -> None:
    view = request.resolver_match.view_name if request.resolver_match else "none"
    method = request.method if request.method in METHODS else "other"
    REQUESTS.labels(method, view, response.status_code).inc()
    SECONDS.labels(view).observe(seconds)
    person = getattr(request, "user", None)
    log.info(
        "answered",
        extra={
            "method": method,
            "path": _NO_REF.sub("…", request.path)[:LONGEST_PATH],
            "status": response.status_code,
            "ms": round(seconds * 1000, 1),
            "person": person.pk if person and person.is_authenticated else None,
        },
    )


def language_of_person(get_response: Answer) -> Answer:
    """Answer in the person's language; without one, in the cookie's; Chinese where neither says."""

    def answer(request: HttpRequest) -> HttpResponse:
        request.user = get_user(request)  # the person themselves: Django's lazy shell costs at each word
        chosen = getattr(request.user, "language", "") or request.COOKIES.get(
            settings.LANGUAGE_COOKIE_NAME, ""
        )
        known = dict(settings.LANGUAGES)
        translation.activate(chosen if chosen in known else settings.LANGUAGE_CODE)
        try:
            response = get_response(request)
        finally:
            language = translation.get_language()
            translation.deactivate()
        response.headers.setdefault("Content-Language", language or settings.LANGUAGE_CODE)
        return response

    return answer


class DeskErrors:
    """Turn an expected failure into words at its place: a page, a toast for a region, or problem JSON."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer a DeskError; leave everything else to be logged with its traceback."""
        return failures.answer(request, exception) if isinstance(exception, DeskError) else None


desk_errors = DeskErrors
