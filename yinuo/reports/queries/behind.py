"""The tickets behind a figure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q

from yinuo.core.errors import Invalid, NotFound, fault
from yinuo.reports.queries import counting, naming
from yinuo.reports.rules import measures
from yinuo.reports.rules.scopes import Scope
from yinuo.staff.models import Person
from yinuo.tickets.models import Ticket
from yinuo.tickets.queries import paging


@dataclass(frozen=True)
class Counted:
    """A ticket that was counted, with the fact it was counted by."""

    ticket: Ticket
    fact: Any


def behind(
    key: str,
    scope: Scope,
    person: Person,
    *,
    by: str = "",
    row: str | None = None,
    column: str = "",
    cursor: str | None = None,
    size: int = paging.PAGE_SIZE,
) -> paging.Page[Counted]:
    """One page of the tickets that a figure counts, the newest day first, as far as this person may see them.

    `row` is the key of a row of the grouping `by` (None: all rows), `column` the key of a count, or of a
    share's upper half. Three statements. Raises NotFound for what there is not, Invalid("cursor_wrong").
    """
    source = counting.SOURCES[measures.report(key).key]
    facts = counting.facts(key, scope, person).filter(_of_column(key, column), _of_row(key, by, row))
    facts = facts.filter(_after(source.day, cursor)).order_by(f"-{source.day}", "-pk")
    size = paging.sized(size)
    found = list(facts[: size + 1])
    shown = _visible(found[:size], person)
    last = found[size - 1] if len(found) > size else None
    return paging.Page(shown, f"{getattr(last, source.day)}.{last.pk}" if last else None)


def _visible(facts: Sequence[Any], person: Person) -> list[Counted]:
    wanted = [fact.ticket_id for fact in facts]
    tickets = Ticket.objects.visible_to(person).select_related("owner", "region").in_bulk(wanted)
    return [Counted(tickets[fact.ticket_id], fact) for fact in facts if fact.ticket_id in tickets]


def _of_column(key: str, column: str) -> Q:
    report, counts = measures.report(key), counting.SOURCES[key].counts
    if not column:
        return Q()
    known = {one.key: one for one in report.columns}
    if column not in known:
        raise NotFound("not_found")
    wanted = known[column]
    return counts[column if wanted.kind == "count" else wanted.under]


def _of_row(key: str, by: str, row: str | None) -> Q:
    if row is None:
        return Q()
    names = counting.fields(key, measures.grouping(measures.report(key), by).key)
    parts = naming.parts_of(row)
    if len(parts) != len(names):
        raise NotFound("not_found")
    model = counting.SOURCES[key].model
    try:
        values = [
            model._meta.get_field(name).to_python(part) for name, part in zip(names, parts, strict=True)
        ]
    except ValidationError as error:
        raise NotFound("not_found") from error
    return Q(**dict(zip(names, values, strict=True)))


def _after(day: str, cursor: str | None) -> Q:
    """Facts that stand after the last one shown. Raises Invalid("cursor_wrong")."""
    if not cursor:
        return Q()
    said, _, pk = cursor.partition(".")
    try:
        last = date.fromisoformat(said)
    except ValueError as error:
        raise Invalid(fault("cursor", "cursor_wrong")) from error
    number = paging.read_id(pk)
    if number is None:
        raise Invalid(fault("cursor", "cursor_wrong"))
    return Q(**{f"{day}__lte": last}) & (Q(**{f"{day}__lt": last}) | Q(pk__lt=number))
