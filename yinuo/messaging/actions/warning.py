"""A gateway rests, or is back: told to those who can do something about it."""

from collections.abc import Iterable

from yinuo.core.events import Deed
from yinuo.messaging.actions import reminding
from yinuo.messaging.models import Gateway
from yinuo.staff import queries as staff
from yinuo.staff.models import Person, Role


def warn_of_gateway(deed: Deed) -> None:
    """Wired to gateway.resting and gateway.back: administrators and team leaders are reminded."""
    gateway: Gateway = deed.subject
    line = {"code": deed.kind, "ticket": "", "number": "", "label": gateway.name, "task": "", "due": ""}
    for person in _told():
        reminding.remind(person, line, urgent=deed.kind == "gateway.resting")


def _told() -> Iterable[Person]:
    people = [*staff.people(role=Role.ADMINISTRATOR), *staff.people(role=Role.TEAM_LEADER)]
    return sorted(people, key=lambda person: person.pk)
