"""All tables together, what each kind of ticket tells about itself, and the names of the live signals."""

from collections.abc import Callable
from typing import Final

from yinuo.core import events
from yinuo.core.events import Deed
from yinuo.wiring import (
    complaints,
    customers,
    inquiries,
    keeping,
    messaging,
    orders,
    promises,
    reports,
    signals,
    staff,
)

Table = tuple[tuple[str, Callable[[Deed], None]], ...]
TABLES: Final[tuple[Table, ...]] = (
    customers.TABLE,
    keeping.TABLE,
    orders.TABLE,
    complaints.TABLE,
    staff.TABLE,
    reports.TABLE,
    promises.TABLE,
    messaging.TABLE,
)
"""In this order: whoever reacts to one kind of event goes before those who look at every event."""


def connect() -> None:
    """Install the tables, in place of whatever was installed before."""
    events.reset()
    for table in TABLES:
        for kind, reaction in table:
            events.on(kind, reaction)
    events.signal_names(signals.names)
    orders.provide()
    inquiries.provide()
    complaints.provide()
    reports.provide()
    keeping.provide()
    messaging.provide()
