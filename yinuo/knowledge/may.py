"""Who may do what with announcements: one predicate per verb. A page asks to show a button, the action asks
again.
"""

from typing import Final

from yinuo.staff.models import Person, Role

_ANNOUNCING: Final = (Role.MANAGER, Role.ADMINISTRATOR)
_KEEPING: Final = (Role.TEAM_LEADER, Role.MANAGER)


def announce(person: Person) -> bool:
    """Write an announcement, change it, take it down: it speaks for the company (R024)."""
    return person.is_active and person.role in _ANNOUNCING


def keep_answer(person: Person) -> bool:
    """Keep an answer for the next one who is asked: whoever finds out what agents do not know (R117)."""
    return person.is_active and person.role in _KEEPING


def read(person: Person) -> bool:
    """Read what our own people are told: everybody who works here."""
    return person.is_active


def read_all(person: Person) -> bool:
    """Read also what is announced for later, and what was taken down: who announces, and the auditor."""
    return announce(person) or (person.is_active and person.role == Role.AUDITOR)
