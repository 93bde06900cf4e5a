"""Who is responsible for a complaint from its first minute (R141), and which leader is called in (R212)."""

from collections.abc import Iterator

from yinuo.complaints import may
from yinuo.complaints.models import Complaint, Level
from yinuo.core import clock
from yinuo.core.errors import NotNow
from yinuo.staff import queries as staff
from yinuo.staff.models import Person, Role
from yinuo.tickets.models import Ticket


def first_responsible(*, by: Person | None, about: Ticket | None, respondent: Person | None) -> Person:
    """Whoever receives it, where they handle complaints; else the owner of the order, a leader of the desk's
    team who is there, any leader, any manager; never whom it is about.

    Raises NotNow("complaint_nobody_responsible").
    """
    for person in _in_turn(by, about):
        if may.own(person) and (respondent is None or person.pk != respondent.pk):
            return person
    raise NotNow("complaint_nobody_responsible")


def leader_for(complaint: Complaint, level: int) -> Person | None:
    """The leader of the case's team who is there now and has not got it already, or a manager; None when
    nobody is. From the level of managers on only they are asked.
    """
    kept_from = {complaint.respondent_id, complaint.ticket.owner_id}
    team = complaint.ticket.team_id if level < Level.MANAGER else None
    there = [*(staff.leaders(team) if team else []), *staff.people(Role.MANAGER)]
    return next((one for one in there if one.pk not in kept_from and _is_there(one)), None)


def _in_turn(by: Person | None, about: Ticket | None) -> Iterator[Person]:
    if by is not None:
        yield by
    if about is not None and about.owner is not None:
        yield about.owner
    if team := staff.desk_team():
        yield from (one for one in staff.leaders(team.pk) if _is_there(one))
    for role in (Role.TEAM_LEADER, Role.MANAGER):
        yield from sorted(staff.people(role), key=lambda one: not _is_there(one))


def _is_there(person: Person) -> bool:
    return staff.is_available(person, clock.now())
