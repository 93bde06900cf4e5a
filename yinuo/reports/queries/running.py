"""Running a report: what was counted in a scope, divided, summed and named."""

from collections.abc import Mapping, Sequence

from yinuo.reports.queries import beside, counting, naming, promised
from yinuo.reports.rules import findings, measures
from yinuo.reports.rules.measures import Column, Report
from yinuo.reports.rules.scopes import Scope
from yinuo.reports.rules.tables import Row, Table
from yinuo.reports.rules.values import Value
from yinuo.staff.models import Person


def run_now(key: str, scope: Scope, person: Person, *, by: str = "") -> Table:
    """A report as its facts stand now, see `run`."""
    report = measures.report(key)
    grouping = measures.grouping(report, by)
    found, whole = _counted(report, scope, person, grouping.key)
    cells = {row: _cells(report, counted) for row, counted in found.items()}
    sums = None if report.adds_up else _cells(report, whole)
    return table(report, grouping.key, scope, cells, sums)


def table(
    report: Report,
    by: str,
    scope: Scope,
    cells: Mapping[str, Mapping[str, Value]],
    sums: Mapping[str, Value] | None = None,
) -> Table:
    """Figures as a table: named, in the order in which they are read, with what they say. `sums` are the
    figures undivided; the rows are added without.
    """
    grouping = measures.grouping(report, by)
    labels = naming.labels(grouping.key, cells)
    rows = [Row(key, labels[key], values) for key, values in cells.items()]
    rows.sort(key=lambda row: _place(report, row, grouping.is_time))
    sums = total(report, rows) if sums is None else sums
    return Table(report, grouping, scope, rows, sums, findings.say(report, grouping, rows, sums))


def totals_now(key: str, scope: Scope, person: Person) -> Mapping[str, Value]:
    """The figures of a report as they stand now, undivided. Raises NotFound."""
    report = measures.report(key)
    found, _whole = _counted(report, scope, person, "")
    return _cells(report, found[""])


def total(report: Report, rows: Sequence[Row]) -> dict[str, Value]:
    """The sum of rows, column by column."""
    sums = {column.key: Value(0, None if column.is_plain else 0) for column in report.columns}
    for row in rows:
        for key, value in row.cells.items():
            sums[key] += value
    return sums


def _counted(
    report: Report, scope: Scope, person: Person, grouping: str
) -> tuple[counting.Counted, dict[str, int]]:
    """What was counted by row, and undivided where that is no sum of the rows (`Report.adds_up`)."""
    parts = list(dict.fromkeys(part for column in report.columns for part in _parts(column)))
    if report.key == promised.KEY:
        return promised.counted(parts, scope, person, grouping), {}
    counted = counting.of_facts(report.key, parts)
    found = counting.counted(report.key, counted, scope, person, grouping)
    whole = {part: sum(counts[part] for counts in found.values()) for part in counted}
    beside.add(report.key, parts, found, whole, scope, person, grouping)
    return found, whole


def _parts(column: Column) -> tuple[str, ...]:
    """What is counted for a column."""
    return (column.key,) if column.is_plain else (column.over, column.under)


def _cells(report: Report, counted: Mapping[str, int]) -> dict[str, Value]:
    return {column.key: Value(*(counted[part] for part in _parts(column))) for column in report.columns}


def _place(report: Report, row: Row, is_time: bool) -> tuple[object, ...]:
    """Where a row stands: in the course of time, or the larger before the smaller."""
    if is_time:
        return tuple((len(part), part) for part in naming.parts_of(row.key))
    return -row.cells[report.columns[0].key].over, row.label
