"""What the platforms have in common: an address with a secret, a signed request, and how they refuse."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import Enum
from typing import Any, Final

REST: Final = timedelta(minutes=1)


@dataclass(frozen=True)
class Hook:
    """Where a robot listens; the key is part of the address, so neither is ever logged."""

    address: str = field(repr=False)
    secret: str = field(default="", repr=False)


@dataclass(frozen=True)
class Request:
    """A signed request; posted as JSON."""

    url: str = field(repr=False)
    body: Mapping[str, Any] = field(repr=False)


class Means(Enum):
    """What a refusal means for what waits."""

    AGAIN = "again"
    """Passing: try again with growing waits."""
    REST = "rest"
    """Too often: leave the platform alone for a while."""
    DROP = "drop"
    """This message will never be taken; the next may be."""
    STOP = "stop"
    """The robot is not there, or not set up as agreed: a person has to see to it."""


class Refusal(Exception):
    """The platform did not take the message: a short code (`robot_…` in the faults) and what it means."""

    def __init__(self, code: str, means: Means, *, rest: timedelta = REST) -> None:
        super().__init__(code)
        self.code = code
        self.means = means
        self.rest = rest


def said(body: Mapping[str, Any], *names: str) -> int | None:
    """The number under the first of these names that has one."""
    for name in names:
        value = body.get(name)
        if isinstance(value, int) and not isinstance(value, bool):
            return value
    return None
