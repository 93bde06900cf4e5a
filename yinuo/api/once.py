"""Done twice is done once: an `Idempotency-Key` makes a repeated POST return the first answer for 24 hours.

The key, the act and the stored answer are one transaction: a second request with the same key waits for the
first to end and then reads its answer; one that failed left nothing behind and may be tried again.
"""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from ninja.operation import Operation
from ninja.utils import contribute_operation_callback
from pydantic import BaseModel

from yinuo.api import answers
from yinuo.api.auth import token_of
from yinuo.core import clock, db
from yinuo.core.errors import Invalid, NotNow, fault
from yinuo.core.housekeeping import KEEP_REQUESTS
from yinuo.core.models import RepeatedRequest

HEADER: Final = "Idempotency-Key"
REPLAYED: Final = "Idempotent-Replayed"
LONGEST_KEY: Final = 128
_PARAMETER: Final = {
    "name": HEADER,
    "in": "header",
    "required": False,
    "description": "Any text of your own, new for every act. The same request with the same key within 24 "
    f"hours acts once: the first answer comes again, with `{REPLAYED}: true`.",
    "schema": {"type": "string", "maxLength": LONGEST_KEY},
}


def once(
    model: type[BaseModel], status: int = 200
) -> Callable[[Callable[..., Any]], Callable[..., HttpResponse]]:
    """Run the operation in one transaction, or answer as the first time; `status` is that of success.

    The operation returns what `model` describes. Raises NotNow("idempotency_key_reused") where the key came
    with another request.
    """

    def wrap(view: Callable[..., Any]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def act(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            key = _key(request)
            with db.transaction():
                row = _claim(request, key) if key else None
                if row is not None and row.status is not None:
                    return _again(row)
                body = answers.text(model, view(request, *args, **kwargs))
                if row is not None:
                    RepeatedRequest.objects.filter(pk=row.pk).update(status=status, body=body)
            return answers.of_text(body, status)

        contribute_operation_callback(act, _describe)
        return act

    return wrap


def _describe(operation: Operation) -> None:
    extra = operation.openapi_extra or {}
    operation.openapi_extra = {**extra, "parameters": [*extra.get("parameters", ()), _PARAMETER]}


def _key(request: HttpRequest) -> str:
    key = request.headers.get(HEADER, "").strip()
    if len(key) > LONGEST_KEY:
        raise Invalid(fault(HEADER, "too_long", limit=LONGEST_KEY, length=len(key)))
    return key


def _claim(request: HttpRequest, key: str) -> RepeatedRequest:
    """The row of this key: with a status when it was answered, else this request is the first and has it."""
    owner, now = token_of(request).pk, clock.now()
    seen = f"{request.method} {request.path_info}\n".encode() + request.body
    fingerprint = hashlib.sha256(seen).hexdigest()
    row = RepeatedRequest(owner_id=owner, key=key, fingerprint=fingerprint, at=now)
    stored = _insert(row)
    if stored.at <= now - KEEP_REQUESTS:
        stored.delete()
        stored = _insert(row)
    if stored.fingerprint != fingerprint:
        raise NotNow("idempotency_key_reused")
    return stored


def _insert(row: RepeatedRequest) -> RepeatedRequest:
    """The row that stands for the key now: this one, or the one of whoever was first."""
    RepeatedRequest.objects.bulk_create([row], ignore_conflicts=True)
    return RepeatedRequest.objects.get(owner_id=row.owner_id, key=row.key)


def _again(row: RepeatedRequest) -> HttpResponse:
    response = answers.of_text(str(row.body), row.status or 200)
    response[REPLAYED] = "true"
    return response
