"""Signals inside one process: every open stream holds a mailbox, and the last ones are remembered.

What is remembered lets a page that was drawn a moment ago, or that lost its stream for a while, hear exactly
what it missed; only when that is too long ago must it ask for everything again.
"""

import threading
from collections import deque
from collections.abc import Callable, Iterable

from yinuo.core import clock

Listener = Callable[[frozenset[str]], None]
REMEMBERED = 1000
END = "!end"
"""Not a subject: the process ends, and with it every stream."""

_guard = threading.Lock()
_listeners: set[Listener] = set()
_recent: deque[tuple[int, frozenset[str]]] = deque()
_whole_from: int | None = None


def publish(names: Iterable[str]) -> None:
    """Tell every listener which subjects changed."""
    told = frozenset(names)
    with _guard:
        _remember(told)
        listeners = tuple(_listeners)
    for listener in listeners:
        listener(told)


def subscribe(listener: Listener) -> Callable[[], None]:
    """Hear every signal from now on; call what is returned to stop."""
    with _guard:
        _listeners.add(listener)

    def stop() -> None:
        with _guard:
            _listeners.discard(listener)

    return stop


def listening() -> int:
    """How many streams are open."""
    return len(_listeners)


def missed(since: int) -> frozenset[str] | None:
    """Which subjects changed from `since` (milliseconds of the clock) on; None when that is forgotten."""
    global _whole_from
    with _guard:
        if _whole_from is None:
            _whole_from = now_ms()
        if since < _whole_from:
            return None
        return frozenset().union(*(names for at, names in _recent if at >= since))


def now_ms() -> int:
    """The clock in milliseconds, as pages and streams carry it."""
    return int(clock.now_cached().timestamp() * 1000)


def _remember(told: frozenset[str]) -> None:
    global _whole_from
    at = now_ms()
    _whole_from = at if _whole_from is None else _whole_from
    _recent.append((at, told))
    if len(_recent) > REMEMBERED:
        _whole_from = _recent.popleft()[0] + 1
