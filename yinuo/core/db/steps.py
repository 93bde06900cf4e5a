"""Bulk writing that leaves the desk usable: short holds, longer rests."""

import time
from collections.abc import Callable, Iterable
from typing import TypeVar

from yinuo.core.db.unit import transaction

Item = TypeVar("Item")
HOLD_SECONDS = 0.010
REST_SECONDS = 0.050


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
