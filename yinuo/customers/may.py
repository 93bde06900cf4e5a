"""Who may see and change those we serve. Data is changed at the desk and never on the quiet (R268)."""

from yinuo.customers.models import SEEING
from yinuo.staff.models import Person, Role

_DESK = tuple(role for role in SEEING if role != Role.AUDITOR)
_AGREEING = (Role.MARKET_DEVELOPER, Role.MANAGER, Role.ADMINISTRATOR)
_ERASING = (Role.MANAGER, Role.ADMINISTRATOR)
_VALUING = (Role.TEAM_LEADER, Role.MARKET_DEVELOPER, Role.MANAGER, Role.ADMINISTRATOR)


def see(person: Person) -> bool:
    """The customers' cards: everyone at the desk, and the auditor. Drivers know them by their orders only."""
    return person.is_active and person.role in SEEING


def know(person: Person) -> bool:
    """Make somebody who rang a customer."""
    return person.is_active and person.role in _DESK


def change(person: Person) -> bool:
    """Change what is known of a customer, add a number."""
    return person.is_active and person.role in _DESK


def value(person: Person) -> bool:
    """Call somebody a key customer, or no longer one."""
    return person.is_active and person.role in _VALUING


def agree_prices(person: Person) -> bool:
    """Give somebody the prices of an agreement, or everybody's again."""
    return person.is_active and person.role in _AGREEING


def erase(person: Person) -> bool:
    """Delete what is known of somebody who asked for it."""
    return person.is_active and person.role in _ERASING
