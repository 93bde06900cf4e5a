"""Pages of rows that stand in order of a day or a moment."""

from datetime import date, datetime
from typing import Any, Final

from django.db.models import Q, QuerySet

from yinuo.core.errors import Invalid, fault
from yinuo.tickets.queries import paging

BETWEEN: Final = "~"


def page_of(rows: QuerySet[Any], order: str, cursor: str | None, size: int) -> paging.Page[Any]:
    """One page of rows that stand in order of a day or a moment, the newest first.

    Raises Invalid("cursor_wrong").
    """
    found = list(rows.filter(_after(order, cursor)).order_by(f"-{order}", "-pk")[: size + 1])
    last = found[size - 1] if len(found) > size else None
    next_cursor = f"{getattr(last, order).isoformat()}{BETWEEN}{last.pk}" if last else None
    return paging.Page(found[:size], next_cursor)


def _after(order: str, cursor: str | None) -> Q:
    """What stands after the last row shown. Raises Invalid("cursor_wrong")."""
    if not cursor:
        return Q()
    said, _, pk = cursor.partition(BETWEEN)
    number = paging.read_id(pk)
    try:
        last = datetime.fromisoformat(said) if order == "due_at" else date.fromisoformat(said)
    except ValueError as error:
        raise Invalid(fault("cursor", "cursor_wrong")) from error
    if number is None or (isinstance(last, datetime) and last.tzinfo is None):
        raise Invalid(fault("cursor", "cursor_wrong"))
    return Q(**{f"{order}__lte": last}) & (Q(**{f"{order}__lt": last}) | Q(pk__lt=number))
