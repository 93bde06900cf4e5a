"""Who may do what with people, places and settings: one predicate per verb (R327–R333, R340).

An auditor only reads; a colleague may do nothing here but look after their own sign-in. `require` is how an
action asks; the system itself (`by=None`: command line, worker, start-up) is not asked.
"""

from collections.abc import Callable
from typing import Concatenate, ParamSpec

from yinuo.core.errors import NotPermitted
from yinuo.staff.models import Person, Role, SignIn, Token

Subject = ParamSpec("Subject")
_SETTING_UP = (Role.MANAGER, Role.ADMINISTRATOR)


def require(
    by: Person | None,
    predicate: Callable[Concatenate[Person, Subject], bool],
    *subject: Subject.args,
    **named: Subject.kwargs,
) -> None:
    """The first line of an action: raise NotPermitted unless `by` may. The system (None) may everything."""
    if by is not None and not predicate(by, *subject, **named):
        raise NotPermitted("not_permitted")


def _is(person: Person, *roles: Role) -> bool:
    return person.is_active and person.role in roles


def see_settings(person: Person) -> bool:
    """The settings pages: whoever sets up, and the auditor, who reads everything."""
    return _is(person, *_SETTING_UP, Role.AUDITOR)


def see_people(person: Person) -> bool:
    """Look up colleagues in the staff list: also who notes others' duty (`queries.people_seen_by`)."""
    return see_settings(person) or _is(person, Role.TEAM_LEADER, Role.DISPATCHER)


def see_vehicles(person: Person) -> bool:
    """Look at vehicles and who drives them."""
    return see_settings(person) or manage_vehicles(person)


def manage_company(person: Person) -> bool:
    """Name, hotline, area code."""
    return _is(person, Role.ADMINISTRATOR)


def manage_people(person: Person) -> bool:
    """Add, change, deactivate people and give them a role or a password."""
    return _is(person, Role.ADMINISTRATOR)


def manage_places(person: Person) -> bool:
    """Branches, regions, teams, and who serves a region."""
    return _is(person, *_SETTING_UP)


def manage_vehicles(person: Person) -> bool:
    """Vehicles and who drives them: also the dispatcher's work (R330)."""
    return _is(person, *_SETTING_UP, Role.DISPATCHER)


def manage_calendar(person: Person) -> bool:
    """Working hours and days off, of the company and of its teams."""
    return _is(person, *_SETTING_UP)


def manage_tables(person: Person) -> bool:
    """Reference tables of the playbook: tariff, zones, prohibited goods."""
    return _is(person, *_SETTING_UP)


def note_duty(person: Person, of: Person) -> bool:
    """Put `of` on or off duty, note their absence: oneself, one's team, a branch's drivers, or everybody.

    Auditors and colleagues take no turn at the desk.
    """
    if not person.is_active or of.role in (Role.AUDITOR, Role.COLLEAGUE):
        return False
    if person.pk == of.pk or person.role in _SETTING_UP:
        return True
    if person.role == Role.TEAM_LEADER:
        return person.team_id is not None and person.team_id == of.team_id
    drives_here = of.role == Role.DRIVER and person.branch_id is not None and person.branch_id == of.branch_id
    return person.role == Role.DISPATCHER and drives_here


def change_password(person: Person, of: Person) -> bool:
    """Nobody's but one's own; who sets another's manages people."""
    return person.is_active and person.pk == of.pk


def set_pin(person: Person, of: Person) -> bool:
    """Give a driver the PIN of the driver's page, or another one: administrators, and the branch's
    dispatchers.
    """
    if of.role != Role.DRIVER or not of.is_active or not person.is_active:
        return False
    drives_here = person.branch_id is not None and person.branch_id == of.branch_id
    return person.role == Role.ADMINISTRATOR or (person.role == Role.DISPATCHER and drives_here)


def change_pin(person: Person, of: Person) -> bool:
    """A driver one's own, knowing the one before."""
    return _is(person, Role.DRIVER) and person.pk == of.pk


def consent_position(person: Person, of: Person) -> bool:
    """Agree to share where one is, or withdraw that: the driver alone."""
    return _is(person, Role.DRIVER) and person.pk == of.pk


def end_sign_in(person: Person, sign_in: SignIn) -> bool:
    """One's own sign-ins; an administrator anybody's."""
    return person.is_active and (person.pk == sign_in.person_id or person.role == Role.ADMINISTRATOR)


def manage_tokens(person: Person, of: Person) -> bool:
    """Make tokens that act for `of`: one's own where one works on tickets, or anybody's as administrator."""
    own = person.pk == of.pk and person.role not in (Role.COLLEAGUE, Role.DRIVER)
    return person.is_active and (own or person.role == Role.ADMINISTRATOR)


def revoke_token(person: Person, token: Token) -> bool:
    """Make a token useless: its owner, or an administrator."""
    return person.is_active and (person.pk == token.person_id or person.role == Role.ADMINISTRATOR)
