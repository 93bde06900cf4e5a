"""The tickets behind a figure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from yinuo.core.errors import NotFound
from yinuo.promises.models import Promise
from yinuo.reports.models import ComplaintFact, OrderFact, QuestionFact, ReviewFact
from yinuo.reports.queries import counting, pages, promised, sources
from yinuo.reports.rules import measures
from yinuo.reports.rules.measures import Report
from yinuo.reports.rules.scopes import Scope
from yinuo.staff.models import Person
from yinuo.tickets.models import Ticket
from yinuo.tickets.queries import paging


@dataclass(frozen=True)
class Case:
    """A ticket that was counted, and by what: its fact, or its promise."""

    ticket: Ticket
    counted: OrderFact | QuestionFact | ReviewFact | ComplaintFact | Promise


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
) -> paging.Page[Case]:
    """One page of the tickets that a figure counts, the newest first, as far as this person may see them.

    `row` is the key of a row of the grouping `by` (None: all rows), `column` the key of a column; of a share
    all its cases, of none all there are. Two statements (three for a promise that a branch narrows). Raises
    NotFound for what there is not, Invalid("cursor_wrong").
    """
    report = measures.report(key)
    grouping = measures.grouping(report, by).key
    rows, order = _counted(report, _part(report, column), scope, person, grouping, row)
    page = pages.page_of(rows, order, cursor, paging.sized(size))
    return paging.Page(_visible(page.rows, person), page.next_cursor)


def _counted(
    report: Report, part: str, scope: Scope, person: Person, grouping: str, row: str | None
) -> tuple[QuerySet[Any], str]:
    """The rows that are counted, and the column they stand in order of."""
    if report.key == promised.KEY:
        return promised.behind(part, scope, person, grouping, row), "due_at"
    source = sources.SOURCES[report.key]
    rows = counting.facts(report.key, scope, person).filter(source.counts[part])
    if row is not None:
        rows = rows.filter(counting.of_row(report.key, grouping, row, scope))
    return rows, source.day


def _part(report: Report, column: str) -> str:
    """What is counted for a column; a share's cases are all that it is a share of."""
    known = {one.key: one for one in report.columns}
    if column and column not in known:
        raise NotFound("not_found")
    wanted = known[column] if column else report.columns[0]
    return wanted.behind


def _visible(found: Sequence[Any], person: Person) -> list[Case]:
    wanted = [one.ticket_id for one in found]
    tickets = Ticket.objects.visible_to(person).select_related("owner", "region").in_bulk(wanted)
    return [Case(tickets[one.ticket_id], one) for one in found if one.ticket_id in tickets]
