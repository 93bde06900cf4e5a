"""Lists of inquiries: what waits, what was corrected, what somebody answered (R122)."""

from enum import StrEnum
from typing import Final

from django.db.models import Q, QuerySet

from yinuo.core.errors import NotPermitted
from yinuo.inquiries import may, rules
from yinuo.inquiries.models import Inquiry
from yinuo.inquiries.queries import loading
from yinuo.inquiries.rules import Stage
from yinuo.staff.models import Person
from yinuo.tickets.models import Kind, Ticket, TicketSet
from yinuo.tickets.queries.paging import PAGE_SIZE, Page, read_id, sized
from yinuo.tickets.rules import read_cursor, write_cursor

PAST_SHOWN: Final = 5


class View(StrEnum):
    """How the list is cut."""

    ALL = "all"
    OPEN = "open"
    TO_CALL = "to_call"
    WITH_LEADER = "with_leader"
    CORRECTED = "corrected"


_STAGES: Final = {
    View.OPEN: tuple(rules.UNANSWERED),
    View.TO_CALL: rules.TO_CALL,
    View.WITH_LEADER: (Stage.WITH_LEADER,),
}


def listed(
    person: Person, view: str = View.OPEN, cursor: str | None = None, *, size: int = PAGE_SIZE
) -> Page[Inquiry]:
    """One page of a view, the newest first, as far as `person` sees tickets; in two statements (one more for
    a role that serves regions). An unknown view shows what is open. Raises Invalid("cursor_wrong").
    """
    wanted = View(view) if view in set(View) else View.OPEN
    below, size = read_id(cursor), sized(size)
    rows = _view(Ticket.objects.visible_to(person).filter(kind=Kind.INQUIRY, is_draft=False), wanted)
    if below is not None:
        rows = rows.filter(pk__lt=below)
    ids = list(rows.order_by("-pk").values_list("pk", flat=True)[: size + 1])
    page = list(loading.inquiries().filter(pk__in=ids[:size]).order_by("-pk"))
    return Page(page, str(ids[size - 1]) if len(ids) > size else None)


def answered_by(
    person: Person, other: Person, cursor: str | None = None, *, size: int = PAGE_SIZE
) -> Page[Inquiry]:
    """What `other` answered, the latest first (R122); only what `person` sees.

    Raises NotPermitted for somebody whose answers they may not read, Invalid("cursor_wrong").
    """
    if not may.see_answers_of(person, other):
        raise NotPermitted("not_permitted")
    size = sized(size)
    rows = loading.inquiries().filter(answered_by=other, answered_at__isnull=False)
    if person.pk != other.pk:
        rows = rows.filter(ticket__in=Ticket.objects.visible_to(person))
    if cursor:
        at, pk = read_cursor(cursor)
        rows = rows.filter(Q(answered_at__lt=at) | Q(answered_at=at, pk__lt=pk))
    found = list(rows.order_by("-answered_at", "-pk")[: size + 1])
    last = found[size - 1] if len(found) > size else None
    return Page(found[:size], write_cursor(last.answered_at, last.pk) if last and last.answered_at else None)


def about(ticket: Ticket, *, size: int = PAST_SHOWN) -> list[Inquiry]:
    """What was asked about an order before, the newest first (R110). For who may see the order."""
    return list(loading.inquiries().filter(about=ticket).order_by("-pk")[: sized(size)])


def _view(rows: TicketSet, view: View) -> QuerySet[Ticket]:
    if view == View.ALL:
        return rows
    if view == View.CORRECTED:
        return rows.filter(inquiry__wrong_of__isnull=False)
    return rows.filter(stage__in=[str(stage) for stage in _STAGES[view]])
