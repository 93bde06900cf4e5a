"""The log of short messages: everything that left and everything that came in, newest first (domain B6)."""

from collections.abc import Iterable
from typing import Final, TypeVar

from django.db.models import Model, Q, QuerySet

from yinuo.core.errors import NotFound
from yinuo.messaging import may
from yinuo.messaging.models import Gateway, IncomingMessage, Notice
from yinuo.staff.models import Person
from yinuo.tickets.models import reach_of
from yinuo.tickets.queries import paging
from yinuo.tickets.rules import Reach

Row = TypeVar("Row", bound=Model)
_NOTHING: Final = Q(pk__in=())


def outbox(
    person: Person,
    cursor: str | None = None,
    *,
    state: str = "",
    gateway: str = "",
    size: int = paging.PAGE_SIZE,
) -> paging.Page[Notice]:
    """Messages on tickets that this person may see, newest first, perhaps of one state or gateway only."""
    if not may.see_outbox(person):
        return paging.Page([], None)
    rows = Notice.objects.select_related("ticket", "to_person", "by").filter(_seen(person))
    rows = rows.filter(state=state) if state else rows
    rows = rows.filter(gateway=gateway) if gateway else rows
    return _page(rows, cursor, size)


def inbox(
    person: Person, cursor: str | None = None, *, gateway: str = "", size: int = paging.PAGE_SIZE
) -> paging.Page[IncomingMessage]:
    """Messages that came in on tickets that this person may see; those of no ticket for whoever leads."""
    if not may.see_outbox(person):
        return paging.Page([], None)
    seen = _seen(person) & Q(ticket__isnull=False)
    if may.see_strangers(person):
        seen |= Q(ticket__isnull=True)
    rows = IncomingMessage.objects.select_related("ticket", "person", "notice").filter(seen)
    return _page(rows.filter(gateway=gateway) if gateway else rows, cursor, size)


def stranger(person: Person, pk: int) -> IncomingMessage:
    """A message of no ticket, for whoever leads. Raises NotFound."""
    rows = IncomingMessage.objects.filter(pk=pk, ticket__isnull=True)
    found = rows.select_related("person").first() if may.see_strangers(person) else None
    if found is None:
        raise NotFound("not_found")
    return found


def all_gateways() -> list[Gateway]:
    """Every gateway, in the order in which they are tried."""
    return list(Gateway.objects.order_by("-is_active", "rank", "id"))


def gateway_names(refs: Iterable[str]) -> dict[str, str]:
    """What these gateways are called; no statement for none, or only the setting's."""
    wanted = {ref for ref in refs if ref and ref != "pretend"}
    rows = Gateway.objects.filter(ref__in=wanted) if wanted else Gateway.objects.none()
    return dict(rows.values_list("ref", "name"))


def _seen(person: Person) -> Q:
    """Rows of tickets within reach, asked of the joined ticket: a page is read from the newest on."""
    reach = reach_of(person)
    if reach.is_nothing:
        return _NOTHING
    not_about = ~Q(ticket__barred_id=reach.person_id)
    return not_about if reach.is_everything else not_about & _held_within(reach)


def _held_within(reach: Reach) -> Q:
    seen = Q(ticket__owner_id=reach.person_id) | Q(ticket__given_to_id=reach.person_id)
    if reach.team_id:
        seen |= Q(ticket__team_id=reach.team_id)
    if reach.region_ids:
        seen |= Q(ticket__region_id__in=reach.region_ids)
    return seen


def _page(rows: QuerySet[Row], cursor: str | None, size: int) -> paging.Page[Row]:
    """The page below the cursor (the id of the last row shown), newest first."""
    last, size = paging.read_id(cursor), paging.sized(size)
    found = list((rows.filter(pk__lt=last) if last else rows).order_by("-pk")[: size + 1])
    return paging.Page(found[:size], str(found[size - 1].pk) if len(found) > size else None)
