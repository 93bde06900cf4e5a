"""Running a report: the facts of a scope, divided, summed and named."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Count, QuerySet, Sum

from yinuo.reports.queries import counting, naming
from yinuo.reports.rules import findings, measures
from yinuo.reports.rules.measures import Column, Report
from yinuo.reports.rules.scopes import Scope
from yinuo.reports.rules.tables import Row, Table
from yinuo.reports.rules.values import Value
from yinuo.staff.models import Person

Counted = Mapping[str, Any]


def run(key: str, scope: Scope, person: Person, *, by: str = "") -> Table:
    """A report as it stands now, divided by one of its groupings (the first without `by`).

    One statement for the figures, and one for the names of what they are divided by. Raises NotFound for a
    report or a grouping that there is not.
    """
    report = measures.report(key)
    grouping = measures.grouping(report, by)
    names = counting.fields(key, grouping.key)
    found = _grouped(report, counting.facts(key, scope, person), names)
    keys = {naming.key_of([line[name] for name in names]): line for line in found}
    labels = naming.labels(grouping.key, keys)
    rows = [Row(one, labels[one], _cells(report, line)) for one, line in keys.items()]
    rows.sort(key=lambda row: (row.key if grouping.is_time else "", -_size(report, row), row.label))
    sums = total(report, rows)
    return Table(report, grouping, scope, rows, sums, findings.say(report, grouping, rows, sums))


def totals(key: str, scope: Scope, person: Person) -> Mapping[str, Value]:
    """The figures of a report without dividing it, in one statement. Raises NotFound."""
    report = measures.report(key)
    return _cells(report, counting.facts(key, scope, person).aggregate(**_aggregates(report)))


def total(report: Report, rows: Sequence[Row]) -> dict[str, Value]:
    """The sum of rows, column by column."""
    start = {column.key: Value(0, None if column.kind == "count" else 0) for column in report.columns}
    for row in rows:
        for key, value in row.cells.items():
            start[key] += value
    return start


def _grouped(report: Report, facts: QuerySet[Any], names: Sequence[str]) -> Sequence[Counted]:
    return list(facts.order_by().values(*names).annotate(**_aggregates(report)))


def _aggregates(report: Report) -> dict[str, Any]:
    """What one statement counts for all columns together; names must not be those of columns."""
    source = counting.SOURCES[report.key]
    asked = dict.fromkeys(part for column in report.columns for part in _parts(column))
    found: dict[str, Any] = {}
    for part in asked:
        if part in source.sums:
            found[f"n_{part}"] = Sum(source.sums[part])
        else:
            condition = source.counts[part]
            found[f"n_{part}"] = Count("pk", filter=condition) if condition else Count("pk")
    return found


def _parts(column: Column) -> tuple[str, ...]:
    return (column.key,) if column.kind == "count" else (column.over, column.under)


def _cells(report: Report, line: Counted) -> dict[str, Value]:
    """The figures of one row, from what was counted for it."""
    cells = {}
    for column in report.columns:
        found = [line[f"n_{part}"] or 0 for part in _parts(column)]
        cells[column.key] = Value(*found)
    return cells


def _size(report: Report, row: Row) -> int:
    """What the rows are sorted by: how many there are of the first column."""
    return row.cells[report.columns[0].key].over
