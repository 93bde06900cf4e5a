"""Who may change when the company works. Nothing else about the calendar is restricted.

The ground floor knows no people, so it names the roles by their stored words; `staff.may.manage_calendar`
says the same to the pages.
"""

from typing import Any, Protocol

KEEPERS = frozenset({"MANAGER", "ADMINISTRATOR"})


class Actor(Protocol):
    """Whoever acts, as far as the ground floor has to know them."""

    pk: Any
    is_active: bool
    role: str


def change(person: Actor) -> bool:
    """Whether `person` may enter days, hours and yearly notices."""
    return person.is_active and person.role in KEEPERS
