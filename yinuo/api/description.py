"""What the description of the API says of all operations alike: how to begin, how they fail."""

from typing import Any, Final

from yinuo.api.auth import SCOPE
from yinuo.api.problems import MEDIA_TYPE
from yinuo.api.schema import Problem
from yinuo.staff import rules

DESCRIPTION: Final = """\
Orders and tickets of the desk, by the same rules as at the desk: an integration can do what its person can.

**Signing in.** `Authorization: Bearer …`; an administrator makes tokens with `yinuo token create`. A token
acts for its person, within its scopes.

**Units.** Money in fen, weight in grams, volume in cm³, moments in UTC (ISO 8601) in every answer. What you
send may be written as people say it: `200公斤`, `2.2方`, `到付`, `138 0000 6621`.

**Twice is once.** Give every POST an `Idempotency-Key`; repeat it after a lost reply.

**Failures** are problem details (RFC 9457, `application/problem+json`): `type` is fixed, `title` and `detail`
follow `Accept-Language` (`zh` or `en`) and say what to do, `errors` names every field at fault at once.

**An order's way**: draft → confirmation → dispatch → acceptance → pickup → delivery. A draft answers in
`missing` with everything that still keeps it from being confirmed.

**A complaint's way**: accept → clarify → propose → carry out → call back → closed. A case answers in `musts`
with everything that its stage still asks for, in `onward` with where it may go.
"""
_RETRY: Final = {"Retry-After": {"description": "Seconds to wait.", "schema": {"type": "integer"}}}
_REQUEST_ID: Final = {
    "X-Request-ID": {"description": "The number of this request.", "schema": {"type": "string"}}
}
_AGAIN: Final = {
    "Idempotent-Replayed": {
        "description": "`true` where this is the first answer again.",
        "schema": {"type": "string"},
    }
}
_FAILURES: Final = {
    400: "The body is no JSON.",
    401: "No token, or one that is not valid (any more).",
    403: "The token lacks the scope, or the person may not do this.",
    404: "It does not exist, or this person may not see it.",
    409: "Not in the present state; `title` says what has to come first.",
    413: "The body is too large.",
    415: "The body is not `application/json`.",
    422: "Something in the request cannot be accepted; `errors` says what, at each field.",
    429: "Too many requests with this token.",
}
_POST_ONLY: Final = {400, 409, 413, 415}
_LANGUAGE: Final = {
    "name": "Accept-Language",
    "in": "header",
    "required": False,
    "description": "The language of `title` and `detail`: `zh` (default) or `en`.",
    "schema": {"type": "string"},
}


def complete(schema: dict[str, Any]) -> dict[str, Any]:
    """Add to what Ninja made of the operations: scopes, problems, headers, the shapes of failures."""
    for path in schema["paths"].values():
        for method, operation in path.items():
            _complete(method, operation)
    shapes = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    schema["components"]["schemas"] |= {**shapes.pop("$defs"), "Problem": shapes}
    schema["components"]["securitySchemes"] = {
        "BearerToken": {
            "type": "http",
            "scheme": "bearer",
            "description": f"A token of `yinuo token create`. Scopes: {', '.join(rules.SCOPES)}.",
        }
    }
    return schema


def _complete(method: str, operation: dict[str, Any]) -> None:
    scope = operation.pop(SCOPE)
    operation["security"] = [{"BearerToken": [scope]}]
    operation["description"] = f"{operation['description'].strip()}\n\nNeeds the scope `{scope}`."
    operation["parameters"] = [*operation.get("parameters", ()), _LANGUAGE]
    for answer in operation["responses"].values():
        answer["headers"] = {**_REQUEST_ID, **(_AGAIN if method == "post" else {})}
    for status, meaning in _FAILURES.items():
        if method == "post" or status not in _POST_ONLY:
            operation["responses"][str(status)] = _failure(status, meaning)


def _failure(status: int, meaning: str) -> dict[str, Any]:
    headers = {**_REQUEST_ID, **(_RETRY if status == 429 else {})}
    shape = {"schema": {"$ref": "#/components/schemas/Problem"}}
    return {"description": meaning, "headers": headers, "content": {MEDIA_TYPE: shape}}
