"""Signals inside one process: every open stream holds a mailbox."""

import threading
from collections.abc import Callable, Iterable

Listener = Callable[[frozenset[str]], None]

_guard = threading.Lock()
_listeners: set[Listener] = set()


def publish(names: Iterable[str]) -> None:
    """Tell every listener which subjects changed."""
    told = frozenset(names)
    with _guard:
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
