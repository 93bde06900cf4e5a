"""The registered reactions. Filled once, at start-up, by `yinuo.wiring`."""

import threading
from collections import defaultdict
from collections.abc import Callable
from typing import TYPE_CHECKING

from django.core.exceptions import ImproperlyConfigured

from yinuo.core.models import Event

if TYPE_CHECKING:
    from yinuo.core.events.ledger import Deed

Reaction = Callable[["Deed"], None]
Follower = Callable[[threading.Event], None]
ANY = "*"

_reactions: dict[str, list[Reaction]] = defaultdict(list)
_names: Callable[[Event], set[str]] | None = None


def on(kind: str, *reactions: Reaction) -> None:
    """Let `reactions` follow every event of `kind`, in this order; ANY means every event."""
    _reactions[kind].extend(reactions)


def signal_names(names: Callable[[Event], set[str]]) -> None:
    """Set how an event is told to the live screens: the names of the signals that it raises."""
    global _names
    _names = names


def reactions(kind: str) -> list[Reaction]:
    """What follows an event of `kind`, its own reactions before those to any event."""
    return [*_reactions.get(kind, ()), *_reactions.get(ANY, ())]


def names_of(event: Event) -> set[str]:
    """The live signals that this event raises."""
    return _names(event) if _names else set()


def kinds() -> set[str]:
    """Every kind that something is wired to."""
    return set(_reactions) - {ANY}


def reset() -> None:
    """Forget all reactions (a test builds its own table)."""
    global _names
    _reactions.clear()
    _names = None


def ready() -> None:
    """Refuse to start without wiring: an unwired desk would record promises that nobody keeps."""
    if not _reactions:
        raise ImproperlyConfigured("yinuo.wiring registered no reaction; the desk would keep no promise")
