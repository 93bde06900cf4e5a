"""Who may publish a manual and change its tables: managers and administrators; everyone on the desk reads."""

from yinuo.staff.models import Person, Role

_EDITORS = (Role.MANAGER, Role.ADMINISTRATOR)


def publish(person: Person) -> bool:
    """May put a new version of the playbook in force."""
    return person.is_active and person.role in _EDITORS


def replace_table(person: Person) -> bool:
    """May put a new version of a reference table in force."""
    return person.is_active and person.role in _EDITORS


def read(person: Person) -> bool:
    """May read the playbook page."""
    return person.is_active
