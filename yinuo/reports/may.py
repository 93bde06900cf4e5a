"""Who may look at which figures: one predicate per verb (R327–R333)."""

from yinuo.staff.models import Person, Role

_ALL = (Role.MANAGER, Role.ADMINISTRATOR, Role.AUDITOR)
_CHANGING = (Role.MANAGER, Role.ADMINISTRATOR)


def see(person: Person) -> bool:
    """Look at reports at all: managers, administrators and auditors; a team leader those of their team."""
    leads = person.role == Role.TEAM_LEADER and person.team_id is not None
    return person.is_active and (person.role in _ALL or leads)


def see_all(person: Person) -> bool:
    """Look at the figures of the whole company."""
    return person.is_active and person.role in _ALL


def export(person: Person, report: str = "") -> bool:
    """Take a report (any at all without one) out of the desk as a file: who leads, manages or administers
    (R399, R402).
    """
    return see(person) and person.role != Role.AUDITOR


def see_schedules(person: Person) -> bool:
    """The reports that are sent by themselves: who may have some, and the auditor, who reads everything."""
    return see(person)


def schedule(person: Person, report: str = "") -> bool:
    """Have a report (any at all without one) made and sent by itself: whoever may export it."""
    return export(person, report)


def change_schedule(person: Person, owner_id: int, report: str) -> bool:
    """Change, pause or run a schedule: its owner, or who manages all."""
    return schedule(person, report) and (person.pk == owner_id or person.role in _CHANGING)
