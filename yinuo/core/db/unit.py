"""One unit of work: a transaction with a fair lock below it and hooks before its commit."""

import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar, cast

from django.conf import settings
from django.db import OperationalError, connection
from django.db import transaction as django_transaction


class FairLock:
    """A lock that is handed on in the order in which it was asked for (a plain lock starves the patient)."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._held = False
        self._waiting: deque[threading.Event] = deque()

    def acquire(self, seconds: float | None = None) -> bool:
        """Wait for one's turn, `seconds` at the most; whether it came."""
        with self._guard:
            if not self._held and not self._waiting:
                self._held = True
                return True
            turn = threading.Event()
            self._waiting.append(turn)
        if turn.wait(seconds):
            return True
        with self._guard:
            if turn.is_set():  # handed on at the last moment
                return True
            self._waiting.remove(turn)
        return False

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
    kept: "dict[Callable[[], Any], Any]"
    read: "dict[Callable[[], Any], Any] | None" = None
    look: "Callable[[str], None] | None" = None
    last: "Callable[[], None] | None" = None
    patience: "float | None" = None


_write_lock = FairLock()
_local = _Local()
Kept = TypeVar("Kept")


@contextmanager
def transaction() -> Iterator[None]:
    """Do all of the block or none of it; an inner block joins the outer one.

    Raises django.db.OperationalError when the write lock is not to be had in time.
    """
    if _local.depth:
        _local.depth += 1
        try:
            yield
        finally:
            _local.depth -= 1
        return
    fair = connection.vendor == "sqlite"
    seconds = settings.YINUO_BUSY_SECONDS if _local.patience is None else _local.patience
    if fair and not _write_lock.acquire(seconds):
        raise OperationalError("database is locked")
    _local.depth, _local.hooks, _local.kept = 1, [], {}
    _forget_read()
    try:
        with django_transaction.atomic(), connection.execute_wrapper(_looked_at):
            yield
            for hook in _local.hooks:
                hook()
            if _local.last:
                _local.last()
    finally:
        _local.depth, _local.hooks, _local.kept = 0, [], {}
        _local.look = _local.last = None
        _forget_read()
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


def of_unit(make: Callable[[], Kept]) -> Kept:
    """The one `make()` of this unit of work: made when first asked for, forgotten at the unit's end.

    Outside a unit of work it is that of the `reading`, and where there is none every call makes another.
    """
    return _kept(make, _local.kept) if _local.depth else of_reading(make)


@contextmanager
def reading() -> Iterator[None]:
    """Put together a page that changes nothing: what `of_reading` keeps is read once for all of it.

    A unit of work inside it makes it forget; an inner block joins the outer one.
    """
    before = _local.read
    _local.read = {} if before is None else before
    try:
        yield
    finally:
        _local.read = before


def of_reading(make: Callable[[], Kept]) -> Kept:
    """The one `make()` of this `reading`, for rows that nobody changes meanwhile.

    Elsewhere, and in a unit of work, every call makes another.
    """
    return make() if _local.depth or _local.read is None else _kept(make, _local.read)


def _kept(make: Callable[[], Kept], where: "dict[Callable[[], Any], Any]") -> Kept:
    if make not in where:
        where[make] = make()
    return cast(Kept, where[make])


def _forget_read() -> None:
    if _local.read is not None:
        _local.read.clear()


def wait_for_turn(seconds: float | None) -> None:
    """How long this thread waits for its turn to write; None for as long as the settings say."""
    _local.patience = seconds


def watch(look: Callable[[str], None], last: Callable[[], None]) -> None:
    """Until the unit ends: `look` at every statement before it runs, and do `last` right before the commit.

    There is one such watcher, `later`.
    """
    _local.look, _local.last = look, last


def _looked_at(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
    if _local.look:
        _local.look(sql)
    return execute(sql, params, many, context)
