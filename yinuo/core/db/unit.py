"""One unit of work: a transaction with a fair lock below it and hooks before its commit."""

import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connection
from django.db import transaction as django_transaction


class FairLock:
    """A lock that is handed on in the order in which it was asked for (a plain lock starves the patient)."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._held = False
        self._waiting: deque[threading.Event] = deque()

    def acquire(self) -> None:
        """Wait for one's turn."""
        with self._guard:
            if not self._held and not self._waiting:
                self._held = True
                return
            turn = threading.Event()
            self._waiting.append(turn)
        turn.wait()

    def release(self) -> None:
        """Hand the lock to whoever has waited longest."""
        with self._guard:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._held = False


class _Local(threading.local):
    depth = 0
    hooks: "list[Callable[[], None]]"


_write_lock = FairLock()
_local = _Local()


@contextmanager
def transaction() -> Iterator[None]:
    """Do all of the block or none of it; an inner block joins the outer one."""
    if _local.depth:
        _local.depth += 1
        try:
            yield
        finally:
            _local.depth -= 1
        return
    fair = connection.vendor == "sqlite"
    if fair:
        _write_lock.acquire()
    _local.depth, _local.hooks = 1, []
    try:
        with django_transaction.atomic():
            yield
            for hook in _local.hooks:
                hook()
    finally:
        _local.depth, _local.hooks = 0, []
        if fair:
            _write_lock.release()


def in_transaction() -> bool:
    """Whether this thread is inside `transaction()`."""
    return _local.depth > 0


def before_commit(hook: Callable[[], None]) -> bool:
    """Run `hook` at the end of the unit of work, inside it; a hook registered twice runs once.

    Returns whether it was new to this unit of work.
    """
    if hook in _local.hooks:
        return False
    _local.hooks.append(hook)
    return True
