"""Every order but drafts, the newest first, narrowed as a person looks for it; those under review too."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db.models import Q

from yinuo.core import clock, db
from yinuo.orders.models import Order, Stage
from yinuo.orders.queries import loading
from yinuo.orders.rules import stages, web
from yinuo.staff.models import Person
from yinuo.tickets.models import Kind, Ticket, TicketSet
from yinuo.tickets.queries import paging

COUNT_LIMIT: Final = 100


@dataclass(frozen=True)
class Wanted:
    """How the list is narrowed: by stage, region and owner (their ids), the day of the number."""

    stage: str = ""
    region: int = 0
    day: date | None = None
    owner: int = 0


@dataclass(frozen=True)
class Listed:
    """Some orders, and where the next page begins (None at the end)."""

    rows: Sequence[Order]
    next_cursor: str | None


def listed(
    person: Person, wanted: Wanted, cursor: str | None = None, *, size: int = paging.PAGE_SIZE
) -> Listed:
    """One page of what this person may see, in three statements (one more for a role that serves regions).

    A day is a range of numbers (R044), of orders and of web references, so it is read from their index; the
    last day that there is has no day after it, and narrows nothing. Raises Invalid("cursor_wrong").
    """
    below, size = paging.read_id(cursor), paging.sized(size)
    rows = _narrowed(Ticket.objects.visible_to(person).filter(kind=Kind.ORDER, is_draft=False), wanted)
    if below is not None:
        rows = rows.filter(pk__lt=below)
    found = list(rows.order_by("-pk").values_list("pk", flat=True)[: size + 1])
    known = {order.pk: order for order in loading.orders().filter(pk__in=found[:size])}
    more = len(found) > size
    return Listed([known[pk] for pk in found[:size] if pk in known], str(found[size - 1]) if more else None)


def counts(person: Person) -> Mapping[str, int]:
    """How many orders wait to be collected, and how many are late at the door; counting stops at 100."""
    seen = Ticket.objects.visible_to(person).live().filter(kind=Kind.ORDER)
    pickups = seen.filter(stage__in=stages.WITH_RECEIVER)
    late = seen.filter(stage__in=stages.UNDER_WAY, order__promised_at__lt=clock.now())
    found = db.counts([pickups, late], COUNT_LIMIT)
    return {"pickups": found[0], "deliveries": found[1]}


def _narrowed(rows: TicketSet, wanted: Wanted) -> TicketSet:
    if wanted.stage in Stage.values:
        rows = rows.filter(stage=wanted.stage)
    if wanted.region:
        rows = rows.filter(region_id=wanted.region)
    if wanted.owner:
        rows = rows.filter(owner_id=wanted.owner)
    if wanted.day and wanted.day < date.max:
        first, after = f"{wanted.day:%y%m%d}", f"{wanted.day + timedelta(days=1):%y%m%d}"
        of_web = Q(number__gte=f"{web.LETTER}{first}", number__lt=f"{web.LETTER}{after}")
        rows = rows.filter(Q(number__gte=first, number__lt=after) | of_web)
    return rows
