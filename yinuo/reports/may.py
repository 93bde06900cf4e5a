"""Who may look at which figures: one predicate per verb (R327–R333)."""

from yinuo.staff.models import Person, Role

_ALL = (Role.MANAGER, Role.ADMINISTRATOR, Role.AUDITOR)


def see(person: Person) -> bool:
    """Look at reports at all: managers, administrators and auditors; a team leader those of their team."""
    leads = person.role == Role.TEAM_LEADER and person.team_id is not None
    return person.is_active and (person.role in _ALL or leads)


def see_all(person: Person) -> bool:
    """Look at the figures of the whole company."""
    return person.is_active and person.role in _ALL
