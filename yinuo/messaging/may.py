"""Who may send, withdraw and read. A page asks to show a button, the action asks again."""

from typing import Final

from yinuo.messaging.models import Reminder
from yinuo.staff.models import Person, Role

_SENDING: Final = (Role.AGENT, Role.TEAM_LEADER, Role.DISPATCHER, Role.MANAGER, Role.ADMINISTRATOR)
_LEADING: Final = (Role.TEAM_LEADER, Role.MANAGER, Role.ADMINISTRATOR)
_READING: Final = (*_SENDING, Role.MARKET_DEVELOPER, Role.AUDITOR)


def send(person: Person) -> bool:
    """Put a notice of a ticket into the outbox, send it again, or take it back before it left."""
    return person.is_active and person.role in _SENDING


def allow_commercial(person: Person) -> bool:
    """Take back, on record, that a number refused commercial messages."""
    return person.is_active and person.role in _LEADING


def see_strangers(person: Person) -> bool:
    """Messages of numbers that nobody knows: they belong to no ticket, so whoever leads looks after them."""
    return person.is_active and person.role in (*_LEADING, Role.AUDITOR)


def see_outbox(person: Person) -> bool:
    """The list of messages; the rows follow the tickets that the person may see."""
    return person.is_active and person.role in _READING


def read(person: Person, reminder: Reminder) -> bool:
    """Only the person reminded."""
    return person.is_active and person.pk == reminder.person_id


def manage_robots(person: Person) -> bool:
    """Set up group robots, try them, take them out of use."""
    return person.is_active and person.role == Role.ADMINISTRATOR


def send_mail(person: Person) -> bool:
    """Send an e-mail out of the house: reports and the like."""
    return person.is_active and person.role in (Role.TEAM_LEADER, Role.MANAGER, Role.ADMINISTRATOR)


def manage_mail(person: Person) -> bool:
    """Set up the server by which e-mail leaves, and try it."""
    return person.is_active and person.role == Role.ADMINISTRATOR


def manage_gateways(person: Person) -> bool:
    """Set up the gateways by which short messages leave, try them, put them in their order."""
    return person.is_active and person.role == Role.ADMINISTRATOR
