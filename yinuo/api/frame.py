"""The frame around every request under /api/: its door, its language, and that every failure is a problem.

What never reaches an operation (an address or method that does not exist, a body that is too large or no
JSON) and what breaks on the way is answered like everything else: `application/problem+json`.
"""

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

from yinuo.api import problems
from yinuo.core import events

Answer = Callable[[HttpRequest], HttpResponse]
LARGEST_BODY: Final = 256 * 1024
PUSHED: Final = "/api/v1/gateways/"
"""Here gateways push what they have to say, in their own form."""

_JSON: Final = ("application/json", "text/json")
_CODES: Final = {400: "bad_request", 403: "not_permitted", 404: "path_unknown", 405: "method_not_allowed"}


def frame(get_response: Answer) -> Answer:
    """Answer what stands under /api/ this way; a slash at the end of an address makes no difference."""

    def answer(request: HttpRequest) -> HttpResponse:
        if not f"{request.path_info}/".startswith("/api/"):
            return get_response(request)
        request.path_info = request.path_info.rstrip("/")
        language = problems.language(request)
        with events.entered_by("api"), translation.override(language):
            response = _refused(request) or _as_problem(get_response(request))
        response["Content-Language"] = language
        patch_vary_headers(response, ("Accept-Language", "Authorization"))
        return response

    return answer


def _refused(request: HttpRequest) -> HttpResponse | None:
    """The answer to a body that nobody should read."""
    length = _length(request)
    if length > LARGEST_BODY:
        return problems.problem(413, "body_too_large", {"limit": LARGEST_BODY // 1024})
    kind = request.content_type or ""
    is_json = kind in _JSON or (kind.startswith("application/") and kind.endswith("+json"))
    is_push = request.path_info.startswith(PUSHED)
    if length and request.method == "POST" and not (is_json or is_push):
        return problems.problem(415, "content_type_wrong", {"given": kind or "—"})
    return None


def _length(request: HttpRequest) -> int:
    """How long the body is; one sent in pieces, of unknown length, is read here: Django would not."""
    said = request.META.get("CONTENT_LENGTH") or ""
    if said.isdecimal():
        return int(said)
    if "chunked" not in request.headers.get("Transfer-Encoding", "").lower():
        return 0
    request._body = request.META["wsgi.input"].read(LARGEST_BODY + 1)
    return len(request._body)


def _as_problem(response: HttpResponse) -> HttpResponse:
    """A failure that is no problem document yet, as one."""
    if response.status_code < 400 or response["Content-Type"].startswith(problems.MEDIA_TYPE):
        return response
    code = _CODES.get(response.status_code, "internal_error")
    allowed = response.get("Allow", "")
    failed = problems.problem(response.status_code, code, {"allowed": allowed})
    if allowed:
        failed["Allow"] = allowed
    return failed
