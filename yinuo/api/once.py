"""Done twice is done once: an `Idempotency-Key` makes a repeated POST return the first answer for 24 hours.

The key, the act and the stored answer are one transaction: a second request with the same key waits for the
first to end and then reads its answer; one that failed left nothing behind and may be tried again.
"""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse

from yinuo.api.auth import token_of
from yinuo.core import clock, db
from yinuo.core.errors import Invalid, NotNow, fault
from yinuo.core.models import RepeatedRequest

LONGEST_KEY = 128


def once(status: int = 200) -> Callable[[Callable[..., Any]], Callable[..., HttpResponse]]:
    """Run the operation in one transaction, or answer as the first time; `status` is that of success.

    The operation returns a JSON-ready value. Raises NotNow("idempotency_key_reused") where the key came with
    another request.
    """

    def wrap(view: Callable[..., Any]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def act(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            key = request.headers.get("Idempotency-Key", "")
            if len(key) > LONGEST_KEY:
                raise Invalid(fault("Idempotency-Key", "too_long", limit=LONGEST_KEY, length=len(key)))
            with db.transaction():
                row, first = _claim(request, key)
                if row is not None and not first:
                    return _again(row)
                body = view(request, *args, **kwargs)
                if row is not None:
                    RepeatedRequest.objects.filter(pk=row.pk).update(status=status, body=body)
            return JsonResponse(body, status=status, safe=False)

        return act

    return wrap


def _claim(request: HttpRequest, key: str) -> tuple[RepeatedRequest | None, bool]:
    if not key:
        return None, True
    owner = token_of(request).pk
    seen = f"{request.method} {request.path}\n".encode() + request.body
    row = RepeatedRequest(owner_id=owner, key=key, fingerprint=hashlib.sha256(seen).hexdigest(), at=clock.now())
    RepeatedRequest.objects.bulk_create([row], ignore_conflicts=True)
    stored = RepeatedRequest.objects.get(owner_id=owner, key=key)
    if stored.fingerprint != row.fingerprint:
        raise NotNow("idempotency_key_reused")
    return stored, stored.status is None


def _again(row: RepeatedRequest) -> HttpResponse:
    response = JsonResponse(row.body, status=row.status, safe=False)
    response["Idempotent-Replayed"] = "true"
    return response
