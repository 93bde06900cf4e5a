"""What the worker does for the house itself: shows that it lives, throws away what was kept for a while."""

from datetime import datetime, timedelta
from typing import Final

from yinuo.core import clock, db
from yinuo.core.models import Pulse, RepeatedRequest

KEEP_REQUESTS: Final = timedelta(hours=24)
AT_ONCE: Final = 200


def show_life(now: datetime) -> int:
    """Let others see that a worker is at work; `now` is the desk's time and not looked at."""
    with db.transaction():
        Pulse.objects.update_or_create(pk=1, defaults={"at": clock.real_now()})
    return 0


def silence() -> timedelta | None:
    """How long no worker has been at work; None when none ever was."""
    seen = Pulse.objects.values_list("at", flat=True).first()
    return None if seen is None else max(clock.real_now() - seen, timedelta(0))


def forget_requests(now: datetime) -> int:
    """Delete the stored answers of requests older than 24 hours, a few at a time; returns how many."""
    old = RepeatedRequest.objects.filter(at__lt=now - KEEP_REQUESTS).order_by("pk")
    ids = list(old.values_list("pk", flat=True))
    steps = [ids[first : first + AT_ONCE] for first in range(0, len(ids), AT_ONCE)]
    db.in_small_steps(steps, lambda few: RepeatedRequest.objects.filter(pk__in=few).delete())
    return len(ids)
