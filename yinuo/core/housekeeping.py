"""Throwing away what the ground floor keeps for a while only."""

from datetime import datetime, timedelta
from typing import Final

from yinuo.core import db
from yinuo.core.models import RepeatedRequest

KEEP_REQUESTS: Final = timedelta(hours=24)
AT_ONCE: Final = 200


def forget_requests(now: datetime) -> int:
    """Delete the stored answers of requests older than 24 hours, a few at a time; returns how many."""
    old = RepeatedRequest.objects.filter(at__lt=now - KEEP_REQUESTS).order_by("pk")
    ids = list(old.values_list("pk", flat=True))
    steps = [ids[first : first + AT_ONCE] for first in range(0, len(ids), AT_ONCE)]
    db.in_small_steps(steps, lambda few: RepeatedRequest.objects.filter(pk__in=few).delete())
    return len(ids)
