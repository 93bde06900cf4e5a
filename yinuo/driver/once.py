"""Done twice is done once: a form's own key makes the same form, sent again, give the first answer.

The key, the act and its answer are one transaction (see `api.once`, which does the same for tokens): what
failed left nothing behind and may be sent again, corrected or not.
"""

import hashlib
import json
from collections.abc import Callable
from typing import Any, Final

from django.http import HttpRequest

from yinuo.core import clock, db
from yinuo.core.errors import Invalid, NotNow, fault
from yinuo.core.housekeeping import KEEP_REQUESTS
from yinuo.core.models import RepeatedRequest
from yinuo.staff.models import Person

FIELD: Final = "form_key"
LONGEST_KEY: Final = 60
WAITED: Final = "waited"
"""For how many seconds the form lay on the phone; another number each time that it is sent."""

_NOT_SAID: Final = ("csrfmiddlewaretoken", FIELD, WAITED)


def key_of(request: HttpRequest) -> str:
    """The key of the form that was sent. Raises Invalid without one: it might be done twice."""
    key = request.POST.get(FIELD, "").strip()
    if not key:
        raise Invalid(fault(FIELD, "required"))
    if len(key) > LONGEST_KEY:
        raise Invalid(fault(FIELD, "too_long", limit=LONGEST_KEY, length=len(key)))
    return key


def known(request: HttpRequest, person: Person) -> dict[str, Any] | None:
    """The answer that this very form got before, also where its act took the order out of the driver's sight;
    None when it is new.
    """
    rows = RepeatedRequest.objects.filter(
        owner_id=person.pk, key=f"driver:{key_of(request)}", fingerprint=_fingerprint(request)
    )
    row = rows.filter(status__isnull=False, at__gt=clock.now() - KEEP_REQUESTS).first()
    return dict(row.body or {}) if row else None


def once(request: HttpRequest, person: Person, act: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """Run `act` in one transaction and keep its answer, or give the answer that was kept.

    Raises NotNow("form_was_sent") where the key came with another content, and what `act` raises.
    """
    key = key_of(request)
    with db.transaction():
        row = _claim(request, person, f"driver:{key}")
        if row.status is not None:
            return dict(row.body or {})
        told = act()
        RepeatedRequest.objects.filter(pk=row.pk).update(status=200, body=told)
    return told


def _claim(request: HttpRequest, person: Person, key: str) -> RepeatedRequest:
    now = clock.now()
    row = RepeatedRequest(owner_id=person.pk, key=key, fingerprint=_fingerprint(request), at=now)
    stored = _insert(row)
    if stored.at <= now - KEEP_REQUESTS:
        stored.delete()
        stored = _insert(row)
    if stored.fingerprint != row.fingerprint:
        raise NotNow("form_was_sent")
    return stored


def _insert(row: RepeatedRequest) -> RepeatedRequest:
    """The row that stands for the key now: this one, or the one of whoever was first."""
    RepeatedRequest.objects.bulk_create([row], ignore_conflicts=True)
    return RepeatedRequest.objects.get(owner_id=row.owner_id, key=row.key)


def _fingerprint(request: HttpRequest) -> str:
    """What was said: the fields, and how many files; a phone may scale a picture anew."""
    said = sorted((name, values) for name, values in request.POST.lists() if name not in _NOT_SAID)
    files = sorted((name, len(values)) for name, values in request.FILES.lists())
    return hashlib.sha256(json.dumps([request.path, said, files]).encode()).hexdigest()
