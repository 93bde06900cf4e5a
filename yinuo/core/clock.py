"""The one source of "now". Code never asks the system clock for a business time.

A demo company's clock can be moved (`yinuo clock +30m`), so that anyone can watch the desk chase, also at
night; the shift is a row, so every process follows within half a second.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

from yinuo.core import db, models

_REREAD_SECONDS = 0.5
_ROOM = timedelta(days=3660)  # what is promised for years ahead must be a date too
_fixed: datetime | None = None
_shift = timedelta(0)
_read_at = float("-inf")


def now() -> datetime:
    """The present moment in UTC, moved by the demo's clock shift where there is one."""
    if _fixed is not None:
        return _fixed
    return datetime.now(UTC) + shift()


def real_now() -> datetime:
    """The machine's own time, which no demo moves: for how long a process has been silent, nothing else."""
    return datetime.now(UTC)


def zone() -> ZoneInfo:
    """The company's time zone; every day and every hour a person reads is in it."""
    return ZoneInfo(settings.TIME_ZONE)


def now_cached() -> datetime:
    """`now()` by the shift last read: for code on the event loop, which must not ask the database."""
    return _fixed or datetime.now(UTC) + _shift


def local(at: datetime) -> datetime:
    """`at` in the company's zone."""
    return at.astimezone(zone())


def today() -> date:
    """The company's calendar day at this moment."""
    return local(now()).date()


def shift() -> timedelta:
    """How far the demo's clock runs ahead of the real one; zero in a real company."""
    global _shift, _read_at
    if not settings.YINUO_CLOCK_MOVES:
        return timedelta(0)
    if time.monotonic() - _read_at > _REREAD_SECONDS:
        _shift = timedelta(seconds=models.ClockShift.objects.values_list("seconds", flat=True).first() or 0)
        _read_at = time.monotonic()
    return _shift


def move_to(at: datetime) -> None:
    """Let a demo's clock stand at `at`, or less than a second after it, for every process of the desk."""
    _keep(at - datetime.now(UTC))


def move_by(span: timedelta) -> None:
    """Move a demo's clock on. Raises OverflowError when no clock goes that far."""
    wanted = shift() + span
    datetime.now(UTC) + wanted + _ROOM
    _keep(wanted)


def move_to_real_time() -> None:
    """Let a demo's clock follow the real one again."""
    _keep(timedelta(0))


def _keep(wanted: timedelta) -> None:
    seconds = -(-wanted // timedelta(seconds=1))  # rounded up: no clock stands before where it was told to
    with db.transaction():
        models.ClockShift.objects.update_or_create(pk=1, defaults={"seconds": seconds})
    forget()


def forget() -> None:
    """Read the shift again at the next call (used right after it was written)."""
    global _read_at
    _read_at = float("-inf")


@contextmanager
def fixed(at: datetime) -> Iterator[None]:
    """Hold the clock at `at` in this process; for tests and for replaying generated history."""
    global _fixed
    before, _fixed = _fixed, at.astimezone(UTC)
    try:
        yield
    finally:
        _fixed = before
