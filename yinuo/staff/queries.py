"""Reads about people and places: who somebody is, who is available, whose turn it is next."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from decimal import Decimal

from django.conf import settings
from django.db.models import QuerySet

from yinuo.core import clock, db
from yinuo.core.errors import NotFound
from yinuo.core.kept import Kept
from yinuo.staff import may, rules
from yinuo.staff.models import Branch, Company, Person, Region, RegionPost, Role, SignIn, Team, Token, Vehicle

REREAD_SECONDS = 5.0
MOST_STAND_INS = 10


def _read_company() -> Company:
    return Company.objects.first() or Company(pk=1, name="一诺", short_name="一诺", pack="freight")


def _read_names() -> dict[int, str]:
    return dict(Person.objects.values_list("pk", "name"))


def _read_regions() -> dict[str, Region]:
    return {region.key: region for region in Region.objects.select_related("branch")}


def _read_teams() -> dict[int, Team]:
    return Team.objects.in_bulk()


_company = Kept(_read_company, REREAD_SECONDS)
_names = Kept(_read_names, REREAD_SECONDS)
_regions = Kept(_read_regions, REREAD_SECONDS)
_teams = Kept(_read_teams, REREAD_SECONDS)


def company() -> Company:
    """The company of this database; before `yinuo init` a nameless one that is not saved.

    Kept per process; what another process changed is seen within five seconds. Change it only by an action.
    """
    return _company.get()


def names(ids: Iterable[int | None]) -> dict[int, str]:
    """The names of these people by id; an id that does not exist is left out. No read in most cases."""
    wanted = {number for number in ids if number is not None}
    known = _names.get()
    if not wanted <= known.keys():
        _names.forget()
        known = _names.get()
    return {number: known[number] for number in wanted if number in known}


def region(key: str) -> Region | None:
    """The region with this key, its branch at hand; None when there is none. Kept like `company`."""
    if key not in _regions.get():
        _regions.forget()
    return _regions.get().get(key)


def team(team_id: int | None) -> Team | None:
    """The team with this id; None when there is none. Kept like `company`."""
    if team_id is not None and team_id not in _teams.get():
        _teams.forget()
    return _teams.get().get(team_id) if team_id is not None else None


def desk_team() -> Team | None:
    """The team to which work comes that nobody took on the telephone (R076): the one the company named, else
    one that has agents, sooner one with an agent on duty, of several the first. None without teams.
    """
    if (named := company().web_team_id) is not None:
        return team(named)
    agents = Person.objects.filter(role=Role.AGENT, is_active=True, team__isnull=False)
    found = agents.order_by("-on_duty", "team_id").values_list("team_id", flat=True).first()
    return team(found) if found else None


def forget() -> None:
    """Read company, names, regions and teams again at the next call (used right after they were written)."""
    for kept in (_company, _names, _regions, _teams):
        kept.forget()


def person_by_number(staff_number: str) -> Person:
    """The person with this staff number. Raises NotFound("person_unknown")."""
    person = Person.objects.filter(staff_number=staff_number.strip()).select_related("branch", "team").first()
    if person is None:
        raise NotFound("person_unknown", staff_number=staff_number)
    return person


_NAMED = db.Prepared[tuple[int, str, str]](
    lambda: Person.objects.order_by("staff_number").values_list("pk", "staff_number", "name")
)


def everybody() -> list[tuple[int, str]]:
    """Everybody by staff number, who left too: id, and name with staff number. For long lists of choices."""
    return [(pk, f"{name} {number}") for pk, number, name in _NAMED.all()]


def people(role: str | None = None, *, active: bool = True) -> QuerySet[Person]:
    """People by staff number: of one role, or all; former ones too with `active=False`."""
    found = Person.objects.order_by("staff_number").select_related("branch", "team")
    found = found.filter(role=role) if role else found
    return found.filter(is_active=True) if active else found


def people_seen_by(person: Person) -> QuerySet[Person]:
    """Whom `person` finds in the staff list, former ones too: everybody, one's team, one's branch's drivers.

    In doubt nobody (`may.see_people`, R327–R333).
    """
    found = people(active=False)
    if may.see_settings(person):
        return found
    if person.role == Role.TEAM_LEADER and person.team_id and person.is_active:
        return found.filter(team_id=person.team_id)
    if person.role == Role.DISPATCHER and person.branch_id and person.is_active:
        return found.filter(role=Role.DRIVER, branch_id=person.branch_id)
    return found.none()


def is_available(person: Person, now: datetime) -> bool:
    """Whether work can be given to them at `now`: they work here, are on duty and not absent (R067)."""
    return person.is_active and person.on_duty and not person.is_absent(now)


_POSTED = db.Prepared[RegionPost](
    lambda region, role: (
        RegionPost.objects.filter(region_id=region, person__role=role, person__is_active=True)
        .select_related("person", "person__vehicle")
        .order_by("rank", "id")
    )
)
_LEADERS = db.Prepared[Person](lambda team: people(Role.TEAM_LEADER).filter(team_id=team))
_TOKEN = db.Prepared[Token](
    lambda kept: Token.objects.filter(
        digest=kept, revoked_at__isnull=True, person__is_active=True
    ).select_related("person")
)


def posted(region_id: int, role: str) -> list[Person]:
    """Who serves the region in this role, the first choice first (R065–R068)."""
    return [post.person for post in _POSTED.all(region_id, role)]


def leaders(team_id: int) -> list[Person]:
    """The team's leaders who work here, by staff number (R328)."""
    return _LEADERS.all(team_id)


def next_owner(person: Person, now: datetime) -> Person | None:
    """Who takes over what `person` had: the first available in the chain of stand-ins, else a team leader.

    Stand-ins may name each other; nobody is asked twice and the person never becomes their own successor.
    None where nobody is available: then the work stays where it is and stays in sight.
    """
    asked = {person.pk}
    candidate = person.stand_in
    while candidate and candidate.pk not in asked and len(asked) <= MOST_STAND_INS:
        if is_available(candidate, now):
            return candidate
        asked.add(candidate.pk)
        candidate = candidate.stand_in
    if person.team_id is None:
        return None
    return next((x for x in leaders(person.team_id) if x.pk != person.pk and is_available(x, now)), None)


def sign_ins(person: Person) -> QuerySet[SignIn]:
    """The browsers in which they are signed in now, the latest used first."""
    alive = clock.now() - timedelta(seconds=settings.SESSION_COOKIE_AGE)
    return person.sign_ins.filter(ended_at__isnull=True, seen_at__gt=alive).order_by("-seen_at", "-id")


def tokens(person: Person) -> QuerySet[Token]:
    """Their bearer tokens, revoked ones too, the newest first."""
    return person.tokens.order_by("-id")


def sign_in(session_key: str) -> SignIn | None:
    """The sign-in of this session, if it was noted and has not ended."""
    return SignIn.objects.filter(session_key=session_key, ended_at__isnull=True).first()


def token(plain: str) -> Token | None:
    """The valid token with this plain text, its person at hand; None when revoked or its person has left.

    Only a read; `actions.token_person` also notes that it was used.
    """
    return _TOKEN.first(digest(plain))


def digest(plain: str) -> str:
    """What is kept of a token; it has 256 random bits, so one round of SHA-256 is enough."""
    return hashlib.sha256(plain.encode()).hexdigest()


Line = list[str | int | Decimal]


def sheet(kind: str) -> tuple[list[str], list[Line]]:
    """Titles and lines of a table as `actions.import_rows` reads it; read back it changes nothing.

    Raises KeyError for an unknown `kind` (see `rules.KINDS`).
    """
    return list(rules.KINDS[kind].titles().values()), list(_LINES[kind]())


def _people_lines() -> Iterator[Line]:
    for person in people(active=False).select_related("stand_in"):
        yield [
            person.staff_number,
            person.name,
            person.get_role_display(),
            person.phone,
            person.branch.key if person.branch else "",
            person.team.key if person.team else "",
            person.stand_in.staff_number if person.stand_in else "",
            _yes_or_no(person.is_active),
        ]


def _branch_lines() -> Iterator[Line]:
    for branch in Branch.objects.order_by("key"):
        yield [branch.key, branch.name, branch.phone, branch.get_receiver_rule_display()]


def _region_lines() -> Iterator[Line]:
    for region in Region.objects.order_by("key").select_related("branch"):
        yield [region.key, region.name, region.branch.key, region.get_receiver_rule_display()]


def _team_lines() -> Iterator[Line]:
    for team in Team.objects.order_by("key"):
        yield [team.key, team.name]


def _post_lines() -> Iterator[Line]:
    for post in RegionPost.objects.order_by("region__key", "rank", "id").select_related("region", "person"):
        yield [post.region.key, post.person.staff_number, post.rank]


def _vehicle_lines() -> Iterator[Line]:
    for vehicle in Vehicle.objects.order_by("plate").select_related("driver"):
        yield [
            vehicle.plate,
            vehicle.driver.staff_number if vehicle.driver else "",
            vehicle.kind,
            _in_millions(vehicle.load_g),
            _in_millions(vehicle.space_cm3),
            vehicle.most_orders,
            _yes_or_no(vehicle.is_active),
        ]


def _yes_or_no(said: bool) -> str:
    return "是" if said else "否"


def _in_millions(amount: int | None) -> Decimal | str:
    """Grams as tonnes, cm³ as m³."""
    return "" if amount is None else Decimal(amount) / 1_000_000


_LINES: dict[str, Callable[[], Iterator[Line]]] = {
    "people": _people_lines,
    "branches": _branch_lines,
    "regions": _region_lines,
    "teams": _team_lines,
    "posts": _post_lines,
    "vehicles": _vehicle_lines,
}
