"""Values read once and kept a short while in this process: what every act asks and hardly anybody changes."""

import time
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from django.db import transaction as django_transaction

from yinuo.core import db

Value = TypeVar("Value")
ticks: Callable[[], float] = time.monotonic
"""What the age of a value is told by."""


class Kept(Generic[Value]):
    """What `read` says for some arguments, for at most `seconds`: so late another process's change is seen.

    Whoever changes what is read says `forget()`: this process sees it at once, and a unit of work that is not
    committed yet reads for itself. What `read` raises is not kept.
    """

    def __init__(self, read: Callable[..., Value], seconds: float) -> None:
        self._read = read
        self._seconds = seconds
        self._values: dict[tuple[Any, ...], tuple[float, Value]] = {}

    def get(self, *arguments: Any) -> Value:
        """The value for these arguments."""
        if db.in_transaction() and self in db.of_unit(set[Kept[Any]]):
            return self._read(*arguments)
        known = self._values.get(arguments)
        now = ticks()
        if known and now - known[0] < self._seconds:
            return known[1]
        value = self._read(*arguments)
        self._values[arguments] = (now, value)
        return value

    def forget(self) -> None:
        """Read again at the next question (said right after a change, inside its transaction or not)."""
        self._values.clear()
        if db.in_transaction():
            db.of_unit(set[Kept[Any]]).add(self)
            django_transaction.on_commit(self._values.clear)
