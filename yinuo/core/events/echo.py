"""What other processes changed, told to the live screens of this one.

On PostgreSQL each unit of work notifies at its commit (`NOTIFY`); on SQLite the file's data version is looked
at twice a second and the new events are read back. A moved demo clock is told as `*`: everything asks again.
"""

import json
import logging
import os
import secrets
import threading
from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.db import Error, connection

from yinuo.core import clock, db, live
from yinuo.core.db import cursors
from yinuo.core.events import switchboard
from yinuo.core.models import Event

LOOK_SECONDS = 0.5
RETRY_SECONDS = 2.0
CHANNEL = "yinuo_live"
LARGEST = 7000  # PostgreSQL refuses a payload of 8000 bytes
SELF = f"{os.getpid()}-{secrets.token_hex(4)}"

log = logging.getLogger("yinuo.live")
_own: set[int] = set()
_follows = False


def announce(names: Iterable[str], ids: Iterable[int]) -> None:
    """Before the commit: let other processes hear of it (PostgreSQL), or mark the events ours (SQLite)."""
    if connection.vendor == "sqlite":
        if _follows:
            _own.update(ids)
        return
    told = json.dumps([SELF, *sorted(names)])
    payload = told if len(told) < LARGEST else json.dumps([SELF, "*"])
    cursors.repeating().execute("SELECT pg_notify(%s, %s)", [CHANNEL, payload])


def tell(*names: str) -> None:
    """Let live screens ask again for something that no event tells of, in every process of the desk."""
    with db.transaction():
        announce(names, ())
    live.publish(names)


def follow(stop: threading.Event) -> threading.Thread:
    """Start listening in a thread that ends with `stop`."""
    global _follows
    _follows = True
    target = _follow_file if connection.vendor == "sqlite" else _follow_channel
    thread = threading.Thread(target=_forever, args=(target, stop), name="echo", daemon=True)
    thread.start()
    return thread


def _forever(target: "switchboard.Follower", stop: threading.Event) -> None:
    while not stop.is_set():
        try:
            target(stop)
        except Error:
            log.warning("live signals interrupted", exc_info=True)
            stop.wait(RETRY_SECONDS)
            live.publish({"*"})  # nobody knows what was missed
        finally:
            connection.close()


def _follow_file(stop: threading.Event) -> None:
    version, last, shift = -1, _newest(), clock.shift()
    while not stop.wait(LOOK_SECONDS):
        shift = _tell_shift(shift)
        with connection.cursor() as cursor:
            now_version = cursor.execute("PRAGMA data_version").fetchone()[0]
        if now_version == version:
            continue
        version = now_version
        for event in Event.objects.filter(id__gt=last).order_by("id"):
            last = event.pk
            if event.pk not in _own:
                live.publish(switchboard.names_of(event))
        _own.difference_update([pk for pk in list(_own) if pk <= last])


def _newest() -> int:
    return Event.objects.order_by("-id").values_list("id", flat=True).first() or 0


def _follow_channel(stop: threading.Event) -> None:
    shift = clock.shift()
    with connection.cursor() as cursor:
        cursor.execute(f"LISTEN {CHANNEL}")
    while not stop.is_set():
        shift = _tell_shift(shift)
        with connection.wrap_database_errors:  # the driver's own call raises the driver's own errors
            notices = list(connection.connection.notifies(timeout=LOOK_SECONDS, stop_after=1))
        for notice in notices:
            sender, *names = json.loads(notice.payload)
            if sender != SELF:
                live.publish(names)


def _tell_shift(before: timedelta) -> timedelta:
    """The clock's shift; if a demo's clock was moved, every screen asks again."""
    if not settings.YINUO_CLOCK_MOVES:
        return before
    now = clock.shift()
    if now != before:
        live.publish({"*"})
    return now
