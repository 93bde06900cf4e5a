"""Failures as problem details (RFC 9457): `type` is fixed, `title` follows Accept-Language."""

import json
import logging
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from yinuo.core import events
from yinuo.core.errors import DeskError, Fault, Invalid, fault
from yinuo.ui import faults

log = logging.getLogger("yinuo.api")
MEDIA_TYPE: Final = "application/problem+json"
TYPE: Final = "urn:yinuo:problem:"
BUSY_SECONDS: Final = 5
_SHAPES: Final[Mapping[str, str]] = {
    "missing": "required",
    "extra_forbidden": "unknown_field",
    "string": "not_a_text",
    "int": "not_a_whole_number",
    "bool": "not_yes_or_no",
    "list": "not_a_list",
    "dict": "not_an_object",
    "model": "not_an_object",
    "too_long": "too_long",
}
"""What a model says is wrong, by the first words of its code, in our codes."""
_BRANCHES: Final = frozenset({"bool", "list[str]"})
"""How a model names the ways to read a member that may be said in several."""


def problem(
    status: int,
    code: str,
    params: Mapping[str, Any] | None = None,
    *,
    errors: Sequence[Mapping[str, Any]] = (),
) -> HttpResponse:
    """One problem document, in the active language."""
    body = {
        "type": TYPE + code,
        "title": faults.text(code, params or {}),
        "status": status,
        "instance": f"urn:yinuo:request:{events.request_id.get()}",
        "params": _plain(params or {}),
        "errors": list(errors),
    }
    response = HttpResponse(
        json.dumps(body, ensure_ascii=False), status=status, content_type=f"{MEDIA_TYPE}; charset=utf-8"
    )
    response["Cache-Control"] = "no-store"
    return response


def told(wrong: Fault) -> dict[str, Any]:
    """One thing wrong with one field: where, the code, what to do, and the code's parameters if any."""
    detail = faults.text(wrong.code, wrong.params)
    return {"field": wrong.field, "code": wrong.code, "detail": detail, "params": _plain(wrong.params)}


def invalid(*wrong: Fault) -> HttpResponse:
    """The problem of a request with faults at its fields."""
    return problem(422, "invalid", errors=[told(one) for one in wrong])


def refused(request: HttpRequest, error: DeskError) -> HttpResponse:
    """What cannot be done, as a problem."""
    if isinstance(error, Invalid):
        return invalid(*error.faults)
    errors = [told(one) for one in getattr(error, "faults", ())]
    response = problem(error.status, error.code, error.params, errors=errors)
    if retry := error.params.get("retry_after"):
        response["Retry-After"] = str(retry)
    if error.code == "scope_missing":
        scope = error.params["scope"]
        response["WWW-Authenticate"] = f'Bearer error="insufficient_scope", scope="{scope}"'
    return response


def _plain(params: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters that JSON can say."""
    return {name: value for name, value in params.items() if isinstance(value, str | int | list | dict)}


def _bad_shape(request: HttpRequest, error: ValidationError) -> HttpResponse:
    faults = [_shape_fault(item) for item in error.errors]
    return invalid(*{one.field: one for one in reversed(faults)}.values())


def _shape_fault(item: Mapping[str, Any]) -> Fault:
    """What the model says of one field; `loc` begins with where it stood and the name of the argument."""
    where = [str(part) for part in item["loc"] if part not in _BRANCHES]
    field = ".".join(where[2:] if where[:1] == ["body"] else where[1:])
    said = str(item["type"])
    code = next((ours for theirs, ours in _SHAPES.items() if said.startswith(theirs)), "not_readable")
    if code == "too_long":
        return fault(field, code, limit=item["ctx"]["max_length"], length=item["ctx"].get("actual_length", 0))
    return fault(field, code)


def _unreadable(request: HttpRequest, error: HttpError) -> HttpResponse:
    """Ninja says 400 for a body that is no JSON; say where it stops being JSON."""
    why = error.__cause__ or error.__context__
    place = {"line": why.lineno, "column": why.colno} if isinstance(why, json.JSONDecodeError) else {}
    return problem(error.status_code, "json_unreadable", place)


def _no_token(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    given = bool(request.headers.get("Authorization"))
    response = problem(401, "token_wrong" if given else "token_missing")
    response["WWW-Authenticate"] = 'Bearer error="invalid_token"' if given else "Bearer"
    return response


def _no_page(request: HttpRequest, error: Http404) -> HttpResponse:
    return problem(404, "not_found")


def busy(request: HttpRequest, error: OperationalError) -> HttpResponse:
    """The database did not answer: again in a while."""
    log.exception("the database did not answer")
    response = problem(503, "database_busy", {"retry_after": BUSY_SECONDS})
    response["Retry-After"] = str(BUSY_SECONDS)
    return response


def language(request: HttpRequest) -> str:
    """The language that the caller accepts; Chinese where it says none that we speak."""
    return translation.get_language_from_request(request)


_HANDLERS: Final[Mapping[type[Exception], Callable[[HttpRequest, Any], HttpResponse]]] = {
    DeskError: refused,
    ValidationError: _bad_shape,
    HttpError: _unreadable,
    AuthenticationError: _no_token,
    Http404: _no_page,
    OperationalError: busy,
}


def install(api: NinjaAPI) -> None:
    """Let the API answer every failure this way."""
    for kind, handler in _HANDLERS.items():
        api.add_exception_handler(kind, handler)
