"""Who is responsible for a complaint from its first minute (R141), and which leader is called in (R212)."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from yinuo.complaints import may
from yinuo.complaints.models import Complaint, Level
from yinuo.core import clock
from yinuo.core.errors import NotNow
from yinuo.core.text import fold
from yinuo.staff import queries as staff
from yinuo.staff.models import Person, Role
from yinuo.tickets.models import Ticket


def first_responsible(
    *,
    by: Person | None,
    about: Ticket | None,
    respondent: Person | None,
    words: str = "",
    is_doubted: bool = False,
) -> Person:
    """Whoever receives it, where they handle complaints; else the owner of the order, a leader of the desk's
    team who is there, any leader, any manager; never whom it is about, nor anybody whom its `words` may mean.

    `is_doubted`: it may well be the owner of the order whom it is about; everybody else is asked before.
    Raises NotNow("complaint_nobody_responsible").
    """
    kept_from = [respondent] if respondent else named(words)
    turn = _in_turn(by, about)
    if is_doubted and about is not None:
        turn = iter(sorted(turn, key=lambda one: one.pk == about.owner_id))
    for person in turn:
        if may.own(person) and person not in kept_from:
            return person
    raise NotNow("complaint_nobody_responsible")


def meant(words: str, about: Ticket | None) -> Person | None:
    """The one person whom these words name; of several the owner of the order, else nobody can tell."""
    found = named(words)
    if len(found) == 1:
        return found[0]
    return next((one for one in found if about is not None and one.pk == about.owner_id), None)


def named(words: str) -> list[Person]:
    """Who of those who work here may be meant by these words: whose staff number or whole name is in them.

    Of several who have the same name the staff number beside it tells which.
    """
    said = fold.fold(words)
    if not said:
        return []
    numbered: set[int] = set()
    names: dict[str, set[int]] = defaultdict(set)
    for pk, number, name in staff.people().values_list("pk", "staff_number", "name"):
        if _has_number(said, fold.fold(number)):
            numbered.add(pk)
        names[_unspaced(fold.fold(name))].add(pk)
    called = [(ids & numbered) or ids for ids in _called(_unspaced(said), names)]
    return list(staff.people().filter(pk__in=numbered.union(*called)))


def leader_for(complaint: Complaint, level: int) -> Person | None:
    """The leader of the case's team who is there now and has not got it already, or a manager; None when
    nobody is. From the level of managers on only they are asked.
    """
    kept_from = {complaint.respondent_id, complaint.ticket.owner_id}
    team = complaint.ticket.team_id if level < Level.MANAGER else None
    there = [*(staff.leaders(team) if team else []), *staff.people(Role.MANAGER)]
    return next((one for one in there if one.pk not in kept_from and _is_there(one)), None)


def leader_of(person: Person) -> Person | None:
    """Who leads somebody: a leader of their team, of a driver a dispatcher of their branch, else a manager;
    those who are there now come first. None where nobody is.
    """
    team = staff.leaders(person.team_id) if person.team_id else []
    branch = person.branch if person.role == Role.DRIVER else None
    fleet = staff.people(Role.DISPATCHER).filter(branch=branch) if branch else []
    others = [one for one in (*team, *fleet, *staff.people(Role.MANAGER)) if one.pk != person.pk]
    return next((one for one in others if _is_there(one)), next(iter(others), None))


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


def _has_number(said: str, number: str) -> bool:
    """Whether a staff number stands in it, not as a part of a longer one."""
    whole = rf"(?<![0-9a-z]){re.escape(number)}(?![0-9a-z])"
    return number in said and re.search(whole, said) is not None


def _called(said: str, names: Mapping[str, set[int]]) -> Iterator[set[int]]:
    """Who has a name that is in it; the longer name first, so that 王强生 does not name 王强 too."""
    for name in sorted(names, key=len, reverse=True):
        if len(name) > 1 and name in said:
            said = said.replace(name, "\n")
            yield names[name]


def _unspaced(text: str) -> str:
    return text.replace(" ", "")
