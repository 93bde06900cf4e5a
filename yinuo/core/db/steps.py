"""Bulk writing that leaves the desk usable: short holds, longer rests."""

import logging
import time
from collections.abc import Callable, Iterable
from typing import TypeVar

from django.db import Error

from yinuo.core.db.unit import transaction

Item = TypeVar("Item")
HOLD_SECONDS = 0.010
REST_SECONDS = 0.050

log = logging.getLogger("yinuo.db")


def in_small_steps(
    items: Iterable[Item],
    write: Callable[[Item], object],
    *,
    hold: float = HOLD_SECONDS,
    rest: float = REST_SECONDS,
) -> int:
    """Write every item, holding the lock at most about `hold` seconds at a time and resting `rest` between.

    Each step is a transaction of its own; an exception leaves the finished steps in place. Returns how many
    items were written.
    """
    written = 0
    queue = iter(items)
    pending = next(queue, None)
    while pending is not None:
        until = time.monotonic() + hold
        with transaction():
            while pending is not None:
                write(pending)
                written += 1
                pending = next(queue, None)
                if time.monotonic() >= until:
                    break
        if pending is not None:
            time.sleep(rest)
    return written


def each_alone(items: Iterable[Item], write: Callable[[Item], object]) -> int:
    """Write each item in a transaction of its own, resting between; returns how many were written.

    One that fails is logged, undone and in nobody's way; only a database that does not answer is raised.
    """
    written, until = 0, time.monotonic() + HOLD_SECONDS
    for item in items:
        try:
            with transaction():
                write(item)
            written += 1
        except Error:
            raise
        except Exception:
            log.exception("a row was left as it is")
        if time.monotonic() >= until:
            time.sleep(REST_SECONDS)
            until = time.monotonic() + HOLD_SECONDS
    return written
