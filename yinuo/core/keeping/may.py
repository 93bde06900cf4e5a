"""Who says how long data is kept, and who keeps something for a dispute.

The ground floor knows no people, so it names the roles by their stored words; `staff.may` says the same to
the pages.
"""

from typing import Any, Protocol

SETTING = frozenset({"ADMINISTRATOR"})
HOLDING = frozenset({"TEAM_LEADER", "MANAGER", "ADMINISTRATOR"})


class Actor(Protocol):
    """Whoever acts, as far as the ground floor has to know them."""

    pk: Any
    is_active: bool
    role: str


def change_period(person: Actor) -> bool:
    """Say how long a class of data is kept."""
    return person.is_active and person.role in SETTING


def hold(person: Actor) -> bool:
    """Keep a ticket or a customer for a dispute, and lift that again."""
    return person.is_active and person.role in HOLDING
