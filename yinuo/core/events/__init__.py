"""What happened, written down in the same transaction, and who hears of it before the commit.

An action calls `record()`. Before the outermost transaction commits, every registered reaction to that kind
runs, breadth-first; what they record is reacted to in turn, at most five deep. A reaction that fails fails
the action. After the commit the live screens are told which subjects changed.
"""

from yinuo.core.events.echo import follow, tell
from yinuo.core.events.ledger import (
    Deed,
    details_to_erase,
    entered_by,
    erase_details,
    erase_details_of,
    erase_some,
    record,
)
from yinuo.core.events.switchboard import ANY, kinds, on, reactions, ready, reset, signal_names
from yinuo.core.origin import door, request_id

__all__ = [
    "ANY",
    "Deed",
    "details_to_erase",
    "door",
    "entered_by",
    "erase_details",
    "erase_details_of",
    "erase_some",
    "follow",
    "kinds",
    "on",
    "reactions",
    "ready",
    "record",
    "request_id",
    "reset",
    "signal_names",
    "tell",
]
