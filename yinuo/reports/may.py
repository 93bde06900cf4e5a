"""Who may look at which figures: one predicate per verb (R327–R333)."""

from yinuo.reports.rules import customers
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


def see_customers(person: Person) -> bool:
    """The summary of key customers: also the market developer, of their own regions (R099, R100)."""
    return see(person) or (person.is_active and person.role == Role.MARKET_DEVELOPER)


def export(person: Person, report: str = "") -> bool:
    """Take a report (any at all without one) out of the desk as a file: who leads, manages or administers
    (R399, R402); the market developer the summary of their customers.
    """
    may_see = see_customers if report in ("", customers.KEY) else see
    return may_see(person) and person.role != Role.AUDITOR


def take_phones(person: Person) -> bool:
    """Take telephone numbers out of the desk in full; they are masked for everybody else."""
    return export(person) and person.role != Role.MARKET_DEVELOPER


def see_schedules(person: Person) -> bool:
    """The reports that are sent by themselves: who may have some, and the auditor, who reads everything."""
    return see_customers(person)


def schedule(person: Person, report: str = "") -> bool:
    """Have a report (any at all without one) made and sent by itself: whoever may export it."""
    return export(person, report)


def change_schedule(person: Person, owner_id: int, report: str) -> bool:
    """Change, pause or run a schedule: its owner, or who manages all."""
    return schedule(person, report) and (person.pk == owner_id or person.role in _CHANGING)
