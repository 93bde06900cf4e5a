"""The queue: what stands in front of a person, the nearest promise first."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from yinuo.core import clock, db
from yinuo.staff.models import Person, Role
from yinuo.tickets.models import SavedFilter, Ticket, TicketSet, reach_of
from yinuo.tickets.queries.paging import PAGE_SIZE, Page, sized
from yinuo.tickets.rules import SOON, Filters, Reach, View, read_cursor, write_cursor

COUNT_LIMIT: Final = 100
"""Where counting stops; a face shows 100 as "99+"."""

_FIELD_WORK: Final = (Role.DRIVER, Role.COLLEAGUE)


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
    rows = _narrowed(_view(person, reach_of(person), wanted, clock.now()), filters or Filters())
    size = sized(size)
    found = _from(rows.order_by("next_due_at", "id").defer("answers"), cursor, size + 1)
    page = found[:size]
    more = len(found) > size
    return Page(page, write_cursor(page[-1].next_due_at, page[-1].pk) if more else None)


def counts(person: Person) -> Mapping[str, int]:
    """How many tickets stand in each of the person's views; counting stops at 100. One statement."""
    reach, now = reach_of(person), clock.now()
    names = views(person)
    return dict(
        zip(names, db.counts([_view(person, reach, name, now) for name in names], COUNT_LIMIT), strict=True)
    )


def drafts(person: Person, size: int = PAGE_SIZE) -> list[Ticket]:
    """What this person began and has not finished, the newest first; several may be open at once."""
    return list(Ticket.objects.filter(is_draft=True, opened_by=person).order_by("-id")[: sized(size)])


def saved_filters(person: Person) -> list[SavedFilter]:
    """The person's own filters by name."""
    return list(person.saved_filters.order_by("name"))


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


def _view(person: Person, reach: Reach, view: View, now: datetime) -> TicketSet:
    """Every view keeps to the columns of one index, so that it is read in order and stops with the page."""
    if reach.is_nothing:
        return Ticket.objects.none()
    match view:
        case View.MINE:
            return Ticket.objects.live().filter(owner=person)
        case View.GIVEN:
            return Ticket.objects.live().filter(given_to=person)
        case View.TEAM:
            return _shared(person, reach)
        case View.UNASSIGNED:
            return _shared(person, reach).filter(owner__isnull=True)
        case View.DUE_SOON:
            return _shared(person, reach).filter(next_due_at__gte=now, next_due_at__lt=now + SOON)
        case View.BROKEN:
            return _shared(person, reach).filter(next_due_at__lt=now)


def _shared(person: Person, reach: Reach) -> TicketSet:
    """What a person looks after together with others; whoever shares nothing, what is their own."""
    live = Ticket.objects.live()
    if reach.is_everything:
        return live
    if reach.team_id:
        return live.filter(team_id=reach.team_id)
    if reach.region_ids:
        return live.filter(region_id__in=reach.region_ids)
    return live.filter(given_to=person) if person.role == Role.DRIVER else live.filter(owner=person)


def _narrowed(rows: TicketSet, filters: Filters) -> TicketSet:
    for name in ("kind", "stage", "channel", "department", "waiting_for"):
        if value := getattr(filters, name):
            rows = rows.filter(**{name: value})
    for name in ("owner", "team", "region"):
        if value := getattr(filters, name):
            rows = rows.filter(**{f"{name}_id": value})
    return rows
