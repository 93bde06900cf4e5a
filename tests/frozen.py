"""A clock that stands still until it is moved."""

from contextlib import ExitStack
from datetime import datetime, timedelta
from typing import Self

from yinuo.core import clock


class Frozen:
    """Holds `core.clock` at a moment, in every thread of this process."""

    def __init__(self, at: datetime) -> None:
        self.at = at
        self._held = ExitStack()

    def __enter__(self) -> Self:
        self._held.enter_context(clock.fixed(self.at))
        return self

    def __exit__(self, *error: object) -> None:
        self._held.close()

    def to(self, at: datetime) -> datetime:
        """Set the clock to `at`."""
        self.at = at
        self._held.enter_context(clock.fixed(at))
        return at

    def move(self, **by: float) -> datetime:
        """Move it on: `move(minutes=30)`, `move(days=1, seconds=-1)`."""
        return self.to(self.at + timedelta(**by))
