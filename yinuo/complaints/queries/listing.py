"""The register as it is looked through: what is open by its nearest promise, what is closed newest first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any, Final

from django.db.models import Exists, OuterRef

from yinuo.complaints.models import Complaint, Suggestion
from yinuo.complaints.queries import loading
from yinuo.complaints.rules.stages import Stage
from yinuo.core import db
from yinuo.staff.models import Person
from yinuo.tickets.models import Kind, Ticket, TicketSet, reach_of
from yinuo.tickets.queries.paging import PAGE_SIZE, Page, read_id, sized
from yinuo.tickets.rules import Reach, read_cursor, write_cursor

Details = type[Complaint] | type[Suggestion]
Said = Mapping[str, Any]
COUNT_LIMIT: Final = 100
"""Where counting stops; a face shows 100 as "99+"."""
KINDS_OF_REACH: Final = 256


class View(StrEnum):
    """How the register is cut; all but CLOSED show what is open."""

    OPEN = "open"
    CRISIS = "crisis"
    OFFICIAL = "official"
    CLOSED = "closed"


COUNTED: Final = (View.OPEN, View.CRISIS, View.OFFICIAL)


class Whose(StrEnum):
    """Whose cases: all within reach, those one owns, those of one's team."""

    ALL = "all"
    MINE = "mine"
    TEAM = "team"


@dataclass(frozen=True)
class Wanted:
    """How the register is narrowed; what is empty narrows nothing. `respondent` is a person's id."""

    view: str = View.OPEN
    whose: str = Whose.ALL
    stage: str = ""
    type: str = ""
    severity: int = 0
    channel: str = ""
    respondent: int = 0


def listed(
    person: Person, wanted: Wanted, cursor: str | None = None, *, size: int = PAGE_SIZE
) -> Page[Complaint]:
    """One page of complaints within reach, in two statements, a later page in three at the most (one more for
    a role that serves regions). Raises Invalid("cursor_wrong").
    """
    ids, after = _page(Complaint, _seen(person, wanted), wanted, _said(wanted), cursor, sized(size))
    return Page(loading.rows(ids), after)


def suggested(
    person: Person, wanted: Wanted, cursor: str | None = None, *, size: int = PAGE_SIZE
) -> Page[Suggestion]:
    """One page of suggestions and praise within reach, at the same price. What only complaints have narrows
    nothing. Raises Invalid("cursor_wrong").
    """
    plain = Wanted(View.CLOSED if wanted.view == View.CLOSED else View.OPEN, wanted.whose, wanted.stage)
    ids, after = _page(Suggestion, _seen(person, wanted), plain, {}, cursor, sized(size))
    known = {one.pk: one for one in loading.suggestions().filter(pk__in=ids)} if ids else {}
    return Page([known[pk] for pk in ids if pk in known], after)


def export(person: Person, wanted: Wanted, most: int) -> list[Complaint]:
    """The first `most` complaints of the same cut, in its order. For who may export."""
    rows, said = _seen(person, wanted), _said(wanted)
    if rows.query.is_empty():
        return []
    if wanted.view == View.CLOSED:
        ids = _closed(Complaint, rows, said, None, most)
    else:
        ids = [pk for pk, _due_at in _in_order(_open(Complaint, rows, wanted, said), None, most)]
    known = {one.pk: one for one in loading.complaints().filter(pk__in=ids)}
    return [known[pk] for pk in ids if pk in known]


def counts(person: Person, whose: str = Whose.ALL) -> Mapping[str, int]:
    """How many complaints are open, a crisis, an authority's; counting stops at 100. One statement."""
    if whose == Whose.TEAM and not person.team_id:
        return dict.fromkeys(COUNTED, 0)
    reach = reach_of(person)
    asked = (person.pk, reach.person_id, reach.team_id or 0, person.team_id or 0)
    found = _counting(reach.alike, whose).first(*asked)
    return dict(zip(COUNTED, found or (0,) * len(COUNTED), strict=True))


@lru_cache(KINDS_OF_REACH)
def _counting(alike: Reach, whose: str) -> db.Prepared[tuple[int, ...]]:
    """The counts for everybody with this kind of reach."""

    def build(person: Any, who: Any, reached: Any, team: Any) -> Any:
        seen = _of_whom(Ticket.objects.within(alike.of(who, reached)), whose, person, team)
        counted = [db.Count(_open(Complaint, seen, Wanted(view), {}), COUNT_LIMIT) for view in COUNTED]
        return Person.objects.filter(pk=person).values_list(*counted)

    return db.Prepared(build)


def _said(wanted: Wanted) -> Said:
    """What has to be true of the complaint itself."""
    said = {"type": wanted.type, "severity": wanted.severity, "respondent_id": wanted.respondent}
    return {name: value for name, value in said.items() if value}


def _seen(person: Person, wanted: Wanted) -> TicketSet:
    rows = _of_whom(Ticket.objects.visible_to(person), wanted.whose, person.pk, person.team_id)
    return rows.filter(channel=wanted.channel) if wanted.channel else rows


def _of_whom(rows: TicketSet, whose: str, person: Any, team: Any) -> TicketSet:
    """One's own, or one's team's. The ids may be gaps of a prepared read."""
    if whose == Whose.MINE:
        return rows.filter(owner_id=person)
    if whose == Whose.TEAM:
        return rows.filter(team_id=team) if team else rows.none()
    return rows


def _page(
    of: Details, rows: TicketSet, wanted: Wanted, said: Said, cursor: str | None, size: int
) -> tuple[Sequence[int], str | None]:
    """The ids of a page and the cursor of the next; nothing is asked for whoever shares nothing."""
    if rows.query.is_empty():
        return (), None
    if wanted.view == View.CLOSED:
        ids = _closed(of, rows, said, read_id(cursor), size + 1)
        return ids[:size], str(ids[size - 1]) if len(ids) > size else None
    found = _in_order(_open(of, rows, wanted, said), cursor, size + 1)
    last = found[size - 1] if len(found) > size else None
    return [pk for pk, _due_at in found[:size]], write_cursor(last[1], last[0]) if last else None


def _in_order(rows: TicketSet, cursor: str | None, limit: int) -> list[tuple[int, datetime]]:
    """The nearest promise first; behind a cursor in two ranges of the index, as the queue is read."""
    found = rows.order_by("next_due_at", "id").values_list("id", "next_due_at")
    if not cursor:
        return list(found[:limit])
    due_at, row_id = read_cursor(cursor)
    equal = list(found.filter(next_due_at=due_at, id__gt=row_id)[:limit])
    later = found.filter(next_due_at__gt=due_at)[: limit - len(equal)] if len(equal) < limit else ()
    return [*equal, *later]


def _open(of: Details, rows: TicketSet, wanted: Wanted, said: Said) -> TicketSet:
    """What is open of a view: read from an index of the queues, in which every live ticket stands, and asked
    of each by its key what it is. (By its kind the oldest of a million closed ones would be read too.)
    """
    more: dict[str, Any] = dict(said)
    if wanted.view == View.CRISIS:
        more["is_crisis"] = True
    if wanted.view == View.OFFICIAL:
        more["official_due_at__isnull"] = False
    if wanted.stage:
        rows = rows.filter(stage=wanted.stage)
    return rows.live().filter(Exists(of.objects.filter(pk=OuterRef("pk"), **more)))


def _closed(of: Details, rows: TicketSet, said: Said, below: int | None, limit: int) -> Sequence[int]:
    """The newest first. Who is rare among a million (a person, a crisis) is read from their own index."""
    kind = Kind.COMPLAINT if of is Complaint else Kind.SUGGESTION
    ended = rows.filter(kind=kind, stage=str(Stage.CLOSED))
    older = {} if below is None else {"pk__lt": below}
    if "respondent_id" in said or "severity" in said:
        named = of.objects.filter(Exists(ended.filter(pk=OuterRef("pk"))), **said, **older)
        return list(named.order_by("-ticket").values_list("pk", flat=True)[:limit])
    found = ended.filter(**older)
    if said:
        found = found.filter(Exists(of.objects.filter(pk=OuterRef("pk"), **said)))
    return list(found.order_by("-pk").values_list("pk", flat=True)[:limit])
