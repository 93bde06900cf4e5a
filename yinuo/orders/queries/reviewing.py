"""Web orders that wait to be reviewed: which, in which order, how many (R076–R078)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any, Final

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from yinuo.core import db
from yinuo.core.errors import Invalid, fault
from yinuo.orders.models import Stage, WebOrder
from yinuo.orders.rules import stages
from yinuo.staff.models import Person
from yinuo.tickets.models import Kind, Ticket, TicketSet, reach_of
from yinuo.tickets.queries import paging
from yinuo.tickets.rules import Reach, read_cursor, write_cursor

COUNT_LIMIT: Final = 100
_KINDS_OF_REACH: Final = 256
_NIGHT: Final = Q(order__web__is_night=True, order__web__reviewed_at__isnull=True)
"""What was placed at night and has not been called about: first in line the next morning (R078)."""


class View(StrEnum):
    """The parts of the review queue."""

    ALL = "all"
    FREE = "free"
    MINE = "mine"
    UNREACHED = "unreached"
    PROBLEM = "problem"


@dataclass(frozen=True)
class Waiting:
    """Some web orders under review, and where the next page begins (None at the end)."""

    rows: Sequence[WebOrder]
    next_cursor: str | None


def waiting(
    person: Person, view: View = View.ALL, cursor: str | None = None, *, size: int = paging.PAGE_SIZE
) -> Waiting:
    """One page of what this person may review: night orders that nobody called about yet, then by due time.

    Two statements (one more for a role that serves regions). Raises Invalid("cursor_wrong").
    """
    size = paging.sized(size)
    night = Case(When(_NIGHT, then=Value(0)), default=Value(1), output_field=IntegerField())
    rows = _of_view(person, reach_of(person), view).annotate(turn=night)
    if cursor:
        rows = rows.filter(_behind(cursor))
    in_order = rows.order_by("turn", "next_due_at", "pk").values_list("turn", "next_due_at", "pk")
    found = list(in_order[: size + 1])
    page = [pk for _turn, _due, pk in found[:size]]
    known = {one.pk: one for one in _orders().filter(pk__in=page)}
    more = len(found) > size
    last = found[size - 1] if more else None
    return Waiting(
        [known[pk] for pk in page if pk in known],
        f"{last[0]}.{write_cursor(last[1], last[2])}" if last else None,
    )


def counts(person: Person) -> Mapping[View, int]:
    """How many stand in each part of the queue; counting stops at 100. One statement."""
    reach = reach_of(person)
    found = db.counts([_of_view(person, reach, view) for view in View], COUNT_LIMIT)
    return dict(zip(View, found, strict=True))


def count(person: Person) -> int:
    """How many web orders wait for this person or for anybody; counting stops at 100. One prepared statement:
    every page asks it.
    """
    reach = reach_of(person)
    found = _counting(reach.alike).first(person.pk, reach.person_id, reach.team_id or 0)
    return found[0] if found else 0


@lru_cache(_KINDS_OF_REACH)
def _counting(alike: Reach) -> db.Prepared[tuple[int]]:
    """The count for everybody with this kind of reach."""

    def build(person: Any, who: Any, team: Any) -> Any:
        mine = Q(order__web__reviewer_id=person)
        waiting = db.Count(_under_review(alike.of(who, team)).filter(_free(person) | mine), COUNT_LIMIT)
        return Person.objects.filter(pk=person).values_list(waiting)

    return db.Prepared(build)


def _free(person: Any) -> Q:
    """In nobody's hands: neither the review nor, but for this person, the ticket."""
    is_free = Q(owner__isnull=True) | Q(owner_id=person)
    return Q(is_free, order__web__reviewer__isnull=True)


def _under_review(reach: Reach) -> TicketSet:
    """Few tickets are in these stages however many there have been, so they are found by the index of it."""
    seen = Ticket.objects.within(reach).live()
    return seen.filter(kind=Kind.ORDER, stage__in=stages.UNDER_REVIEW, order__web__isnull=False)


def _of_view(person: Person, reach: Reach, view: View) -> TicketSet:
    rows = _under_review(reach)
    match view:
        case View.MINE:
            return rows.filter(order__web__reviewer=person)
        case View.FREE:
            return rows.filter(_free(person.pk))
        case View.UNREACHED:
            return rows.filter(order__web__unreached__gt=0)
        case View.PROBLEM:
            return rows.filter(stage=Stage.PROBLEM)
    return rows


def _behind(cursor: str) -> Q:
    """What stands behind the last row shown."""
    turn, _dot, rest = cursor.partition(".")
    if turn not in ("0", "1"):
        raise Invalid(fault("cursor", "cursor_wrong"))
    due_at, pk = read_cursor(rest)
    later = Q(next_due_at__gt=due_at) | Q(next_due_at=due_at, pk__gt=pk)
    return Q(turn__gt=int(turn)) | Q(later, turn=int(turn))


def _orders() -> QuerySet[WebOrder]:
    return WebOrder.objects.select_related(
        "reviewer", "order__ticket__customer", "order__ticket__region", "order__ticket__owner"
    )
