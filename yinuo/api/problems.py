"""Failures as problem details (RFC 9457): `type` is fixed, `title` follows Accept-Language."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import translation
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, ValidationError

from yinuo.core import events
from yinuo.core.errors import DeskError, Invalid
from yinuo.ui import faults

TYPE = "urn:yinuo:problem:"


def problem(request: HttpRequest, status: int, code: str, params: dict[str, Any], **more: Any) -> HttpResponse:
    """One problem document."""
    with translation.override(translation.get_language_from_request(request)):
        body = {"type": TYPE + code, "title": faults.text(code, params), "status": status, **more}
    body["instance"] = events.request_id.get()
    return JsonResponse(body, status=status, content_type="application/problem+json")


def _desk_error(request: HttpRequest, error: DeskError) -> HttpResponse:
    more: dict[str, Any] = {}
    if isinstance(error, Invalid):
        with translation.override(translation.get_language_from_request(request)):
            more["errors"] = [
                {"field": fault.field, "code": fault.code, "detail": faults.text(fault.code, fault.params)}
                for fault in error.faults
            ]
    elif error.params:
        more["params"] = {key: value for key, value in error.params.items() if isinstance(value, str | int | list)}
    response = problem(request, error.status, error.code, dict(error.params), **more)
    if retry := error.params.get("retry_after"):
        response["Retry-After"] = str(retry)
    return response


def _bad_shape(request: HttpRequest, error: ValidationError) -> HttpResponse:
    errors = [
        {"field": ".".join(str(part) for part in item["loc"][1:]), "code": item["type"], "detail": item["msg"]}
        for item in error.errors
    ]
    return problem(request, 422, "bad_request_body", {}, errors=errors)


def _no_token(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    response = problem(request, 401, "token_missing", {})
    response["WWW-Authenticate"] = "Bearer"
    return response


def _no_page(request: HttpRequest, error: Http404) -> HttpResponse:
    return problem(request, 404, "not_found", {})


def install(api: NinjaAPI) -> None:
    """Let the API answer every failure this way."""
    api.add_exception_handler(DeskError, _desk_error)  # type: ignore[arg-type]
    api.add_exception_handler(ValidationError, _bad_shape)  # type: ignore[arg-type]
    api.add_exception_handler(AuthenticationError, _no_token)  # type: ignore[arg-type]
    api.add_exception_handler(Http404, _no_page)  # type: ignore[arg-type]
