"""The queue: what stands in front of a person, the nearest promise first."""

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any, Final

from yinuo.core import clock, db
from yinuo.staff.models import Person, Role
from yinuo.tickets.models import SavedFilter, Ticket, TicketSet, reach_of
from yinuo.tickets.queries.paging import PAGE_SIZE, Page, sized
from yinuo.tickets.rules import SOON, Filters, Reach, View, read_cursor, write_cursor

COUNT_LIMIT: Final = 100
"""Where counting stops; a face shows 100 as "99+"."""

_FIELD_WORK: Final = (Role.DRIVER, Role.COLLEAGUE)
_KINDS_OF_REACH: Final = 256


def views(person: Person) -> tuple[View, ...]:
    """The views that make sense for this person's role, in their order on the page."""
    if person.role in _FIELD_WORK:
        return (View.MINE, View.GIVEN)
    return tuple(View)


def queue(
    person: Person,
    view: str = View.MINE,
    *,
    filters: Filters | None = None,
    cursor: str | None = None,
    size: int = PAGE_SIZE,
) -> Page[Ticket]:
    """One page of a view, in order of the nearest promise; each row renders from the ticket alone.

    Each page is read from an index in order, in one statement, a later page in two at the most (one more for
    a role that serves regions). An unknown view shows what is one's own. Raises Invalid("cursor_wrong").
    """
    wanted = View(view) if view in set(View) else View.MINE
    reach, now, size = reach_of(person), clock.now(), sized(size)
    if reach.is_nothing:
        return Page([], None)
    if not cursor and (filters is None or filters == Filters()):
        first = _first_page(wanted, reach.alike, person.role == Role.DRIVER, size + 1)
        found = first.all(reach.person_id, reach.team_id or 0, now, now + SOON)
    else:
        rows = _narrowed(
            _view(wanted, reach, person.role == Role.DRIVER, now, now + SOON), filters or Filters()
        )
        found = _from(_in_order(rows), cursor, size + 1)
    page = found[:size]
    more = len(found) > size
    return Page(page, write_cursor(page[-1].next_due_at, page[-1].pk) if more else None)


def counts(person: Person) -> Mapping[str, int]:
    """How many tickets stand in each of the person's views; counting stops at 100. One statement."""
    reach, now, names = reach_of(person), clock.now(), views(person)
    counting = _counting(names, reach.alike, person.role == Role.DRIVER)
    found = counting.first(person.pk, reach.person_id, reach.team_id or 0, now, now + SOON)
    return dict(zip(names, found or (), strict=False))


def drafts(person: Person, size: int = PAGE_SIZE) -> list[Ticket]:
    """What this person began and has not finished, the newest first; several may be open at once."""
    return _drafts(sized(size)).all(person.pk)


def saved_filters(person: Person) -> list[SavedFilter]:
    """The person's own filters by name."""
    return _SAVED.all(person.pk)


_SAVED = db.Prepared[SavedFilter](lambda who: SavedFilter.objects.filter(person_id=who).order_by("name"))


@lru_cache
def _drafts(size: int) -> db.Prepared[Ticket]:
    return db.Prepared(
        lambda who: (
            Ticket.objects.filter(is_draft=True, opened_by_id=who).order_by("-id").defer("answers")[:size]
        )
    )


@lru_cache(_KINDS_OF_REACH)
def _first_page(view: View, alike: Reach, is_driver: bool, limit: int) -> db.Prepared[Ticket]:
    """The first page of a view for everybody with this kind of reach."""
    return db.Prepared(
        lambda who, team, now, soon: _in_order(_view(view, alike.of(who, team), is_driver, now, soon))[:limit]
    )


@lru_cache(_KINDS_OF_REACH)
def _counting(names: tuple[View, ...], alike: Reach, is_driver: bool) -> db.Prepared[tuple[int, ...]]:
    """The counts of all views for everybody with this kind of reach."""

    def build(person: Any, who: Any, team: Any, now: Any, soon: Any) -> Any:
        reach = alike.of(who, team)
        views = (_view(name, reach, is_driver, now, soon) for name in names)
        return Person.objects.filter(pk=person).values_list(*(db.Count(view, COUNT_LIMIT) for view in views))

    return db.Prepared(build)


def _in_order(rows: TicketSet) -> TicketSet:
    return rows.order_by("next_due_at", "id").defer("answers")


def _from(rows: TicketSet, cursor: str | None, limit: int) -> list[Ticket]:
    """The rows behind a cursor: first those with the same due time, of which there may be thousands, then on.

    Two ranges of the index, because SQLite reads `(next_due_at, id) > (x, y)` from the first of equals.
    """
    if not cursor:
        return list(rows[:limit])
    due_at, row_id = read_cursor(cursor)
    equal = list(rows.filter(next_due_at=due_at, id__gt=row_id)[:limit])
    later = rows.filter(next_due_at__gt=due_at)[: limit - len(equal)] if len(equal) < limit else ()
    return [*equal, *later]


def _view(view: View, reach: Reach, is_driver: bool, now: datetime, soon: datetime) -> TicketSet:
    """Every view keeps to the columns of one index, so that it is read in order and stops with the page."""
    who = reach.person_id
    if reach.is_nothing:
        return Ticket.objects.none()
    match view:
        case View.MINE:
            return Ticket.objects.live().filter(owner_id=who)
        case View.GIVEN:
            return Ticket.objects.live().filter(given_to_id=who)
        case View.TEAM:
            return _shared(reach, is_driver)
        case View.UNASSIGNED:
            return _shared(reach, is_driver).filter(owner__isnull=True)
        case View.DUE_SOON:
            return _shared(reach, is_driver).filter(next_due_at__gte=now, next_due_at__lt=soon)
        case View.BROKEN:
            return _shared(reach, is_driver).filter(next_due_at__lt=now)


def _shared(reach: Reach, is_driver: bool) -> TicketSet:
    """What a person looks after together with others, never what is about them; whoever shares nothing, what
    is their own.
    """
    live = Ticket.objects.live().exclude(barred_id=reach.person_id)
    if reach.is_everything:
        return live
    if reach.team_id:
        return live.filter(team_id=reach.team_id)
    if reach.region_ids:
        return live.filter(region_id__in=reach.region_ids)
    return live.filter(given_to_id=reach.person_id) if is_driver else live.filter(owner_id=reach.person_id)


def _narrowed(rows: TicketSet, filters: Filters) -> TicketSet:
    for name in ("kind", "stage", "channel", "department", "waiting_for"):
        if value := getattr(filters, name):
            rows = rows.filter(**{name: value})
    for name in ("owner", "team", "region"):
        if value := getattr(filters, name):
            rows = rows.filter(**{f"{name}_id": value})
    return rows
