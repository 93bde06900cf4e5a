"""Corrective actions: causes that came again, and what is done about them (ISO 10002 8.7)."""

from django.db.models import QuerySet

from yinuo.complaints import may
from yinuo.complaints.models import Corrective
from yinuo.core.errors import NotFound
from yinuo.staff.models import Person
from yinuo.tickets.queries.paging import PAGE_SIZE, Page, read_id


def correctives(cursor: str | None = None) -> Page[Corrective]:
    """One page, the newest first, for who may see them. Raises Invalid("cursor_wrong")."""
    rows, below = _rows().order_by("-id"), read_id(cursor)
    found = list((rows if below is None else rows.filter(pk__lt=below))[: PAGE_SIZE + 1])
    shown = found[:PAGE_SIZE]
    return Page(shown, str(shown[-1].pk) if len(found) > PAGE_SIZE else None)


def corrective(person: Person, pk: int) -> Corrective:
    """The one with this id, for who may see them all or has to see to it. Raises NotFound."""
    row = _rows().filter(pk=pk).first()
    if row is None or not (may.see_correctives(person) or may.correct(person, row)):
        raise NotFound("not_found")
    return row


def _rows() -> QuerySet[Corrective]:
    return Corrective.objects.select_related("owner")
