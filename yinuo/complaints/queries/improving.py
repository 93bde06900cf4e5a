"""Corrective actions: causes that came again, what is done about them, and whether it works (ISO 10002 8.7).

A cause has one action under way at a time, so what is not yet seen to work is few rows; how many cases came
since it was done is read from the index of complaints by cause.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from django.db.models import Case, Exists, OuterRef, QuerySet, When

from yinuo.complaints import may
from yinuo.complaints.models import Complaint, Corrective, Outcome
from yinuo.complaints.queries import loading
from yinuo.core import clock, db
from yinuo.core.errors import NotFound
from yinuo.core.models import Event
from yinuo.staff import queries as staff
from yinuo.staff.models import Person
from yinuo.tickets.models import Ticket
from yinuo.tickets.queries.paging import PAGE_SIZE, Page, read_id

COUNT_LIMIT: Final = 100
"""Where counting stops; a face shows 100 as "99+"."""
NEWEST: Final = 10
"""How many cases of a cause are shown, and how many events of an action."""
_NO_CASE: Final = (Outcome.WITHDRAWN, Outcome.MERGED)
_TO_DO: Final = (Corrective.State.OPEN, Corrective.State.FAILED)


class Cut(StrEnum):
    """How the list is cut: to be put right, of that what is overdue, to be seen whether it works, works."""

    OPEN = "open"
    OVERDUE = "overdue"
    DONE = "done"
    WORKED = "worked"


@dataclass(frozen=True)
class Happened:
    """One event of an action, with what was said; `by` is empty for the system."""

    kind: str
    at: datetime
    by: str
    said: str


def correctives(person: Person, cut: str = "", cursor: str | None = None) -> Page[Corrective]:
    """One page of those that `person` may see, all of them or one cut, the newest first.

    Raises Invalid("cursor_wrong").
    """
    rows, below = _cut(_seen(person), cut).order_by("-id"), read_id(cursor)
    found = list((rows if below is None else rows.filter(pk__lt=below))[: PAGE_SIZE + 1])
    shown = found[:PAGE_SIZE]
    return Page(shown, str(shown[-1].pk) if len(found) > PAGE_SIZE else None)


def counts(person: Person) -> Mapping[str, int]:
    """How many stand in each cut; counting stops at 100. One statement."""
    cuts = [str(one) for one in Cut]
    return dict(zip(cuts, db.counts([_cut(_seen(person), one) for one in cuts], COUNT_LIMIT), strict=True))


def corrective(person: Person, pk: int) -> Corrective:
    """The one with this id, for who may see them all or has to see to it. Raises NotFound."""
    row = _seen(person).filter(pk=pk).first()
    if row is None:
        raise NotFound("not_found")
    return row


def under_way(person: Person, complaint: Complaint) -> Corrective | None:
    """What is done about the cause of this case, as far as `person` may see it; a running one first."""
    rows = _seen(person).filter(type=complaint.type, cause=complaint.cause)
    is_over = Case(When(state=Corrective.State.WORKED, then=1), default=0)
    return rows.order_by(is_over, "-id").first()


def came(row: Corrective) -> int:
    """How many cases of this cause came since it was done; counting stops at 100. 0 while it is not."""
    return came_since([row])[row.pk]


def came_since(rows: Sequence[Corrective]) -> Mapping[int, int]:
    """The same for several, by id, in one statement; once it was judged, what was seen then."""
    asked = [one for one in rows if one.came is None and one.done_after is not None]
    counted = db.counts([_of_cause(one).filter(ticket__gt=one.done_after) for one in asked], COUNT_LIMIT)
    found = {one.pk: one.came or 0 for one in rows}
    return found | {one.pk: n for one, n in zip(asked, counted, strict=True)}


def cases(person: Person, row: Corrective) -> list[Complaint]:
    """The newest cases of this cause within reach."""
    seen = Ticket.objects.visible_to(person).filter(pk=OuterRef("pk"))
    rows = loading.complaints().filter(Exists(seen), type=row.type, cause=row.cause)
    return list(rows.exclude(outcome__in=_NO_CASE).order_by("-ticket")[:NEWEST])


def happened(row: Corrective) -> list[Happened]:
    """What became of it, the newest first."""
    events = list(_events(row)[:NEWEST])
    names = staff.names(one.actor_id for one in events)
    return [Happened(one.kind, one.at, names.get(one.actor_id or 0, ""), _said(one)) for one in events]


def last_note(row: Corrective) -> str:
    """How far it was, as it was written down last; empty when something else happened since."""
    newest = _events(row).first()
    return _said(newest) if newest is not None and newest.kind == "corrective.noted" else ""


def newest() -> int:
    """The id of the newest ticket, 0 for none: what comes later is greater."""
    return Ticket.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def _seen(person: Person) -> QuerySet[Corrective]:
    rows = Corrective.objects.select_related("owner")
    return rows if may.see_correctives(person) else rows.filter(owner=person)


def _cut(rows: QuerySet[Corrective], cut: str) -> QuerySet[Corrective]:
    cuts: Mapping[str, Mapping[str, Any]] = {
        Cut.OPEN: {"state__in": _TO_DO},
        Cut.OVERDUE: {"state__in": _TO_DO, "due_on__lt": clock.today()},
        Cut.DONE: {"state": Corrective.State.DONE},
        Cut.WORKED: {"state": Corrective.State.WORKED},
    }
    return rows.filter(**cuts.get(cut, {}))


def _of_cause(row: Corrective) -> QuerySet[Complaint]:
    rows = Complaint.objects.filter(type=row.type, cause=row.cause)
    return rows.exclude(outcome__in=_NO_CASE)


def _events(row: Corrective) -> QuerySet[Event]:
    rows = Event.objects.select_related("detail").filter(subject_kind="corrective", subject_id=row.pk)
    return rows.order_by("-id")


def _said(event: Event) -> str:
    detail = getattr(event, "detail", None)
    return " ".join(str(one) for one in detail.values.values()) if detail is not None else ""
