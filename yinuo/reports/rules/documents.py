"""A report as a file shows it: tables of plain cells with their formulas, and what was asked for by whom.

Made of a report that was run, in the reader's language; `sheets` and `papers` write it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Literal

from django.utils.translation import gettext as _

from yinuo.core import clock
from yinuo.reports.rules.measures import Column
from yinuo.reports.rules.tables import Row, Table
from yinuo.reports.rules.values import LEAST_CASES, TEN_THOUSAND, Value

Kind = Literal[
    "text", "phone", "count", "share", "span", "rate", "mean", "date", "time", "money", "weight", "volume"
]  # fmt: skip
"""How a cell is meant: money in fen, weight in grams, volume in cm³, a span as seconds ÷ cases, a rate to ten
thousand, a mean as fen ÷ cases.
"""
Cell = str | int | date | datetime | Value | None


@dataclass(frozen=True)
class Field:
    """A column of a file: what it is called, how its cells are meant, and how a figure is counted."""

    label: str
    kind: Kind
    formula: str = ""
    source: str = ""


@dataclass(frozen=True)
class Bars:
    """The main series, drawn as bars: the label, the figure in words, its length from 0 to 1."""

    label: str
    bars: Sequence[tuple[str, str, float]]


@dataclass(frozen=True)
class Section:
    """One table: its title, columns, rows, and the sum of the rows where there is one.

    `total` is how many rows there are where not all of them were taken.
    """

    title: str
    fields: Sequence[Field]
    rows: Sequence[Sequence[Cell]]
    totals: Sequence[Cell] = ()
    bars: Bars | None = None
    total: int = 0

    @property
    def cut(self) -> str:
        """That there are more rows than these, in words; empty when these are all."""
        if self.total <= len(self.rows):
            return ""
        return cut(len(self.rows), self.total)


@dataclass(frozen=True)
class Document:
    """A report that leaves as a file. `facts` are label and value: period, scope, who, when.

    `figures` are the few that stand for the whole, `notes` what a reader must know to trust them.
    """

    title: str
    finding: str
    facts: Sequence[tuple[str, str]]
    sections: Sequence[Section]
    made_at: datetime
    figures: Sequence[tuple[str, str]] = ()
    notes: Sequence[str] = field(default_factory=tuple)

    def formulas(self) -> Iterator[tuple[str, str, str]]:
        """Label, formula and source of every figure, each once."""
        seen = set[str]()
        for section in self.sections:
            for one in section.fields:
                if one.formula and one.label not in seen:
                    seen.add(one.label)
                    yield one.label, one.formula, one.source


MOST_BARS = 20
MOST_FIGURES = 5


def section_of(table: Table) -> Section:
    """The rows of a report, the label first; a day as a real date."""
    is_day = table.grouping.key == "day"
    first = Field(_(table.grouping.label), "date" if is_day else "text")
    columns = [_field(column) for column in table.report.columns]
    labels: Mapping[str, Cell] = {row.key: _day(row) if is_day else row.label for row in table.rows}
    rows = [[labels[row.key], *_cells(table, row.cells)] for row in table.rows]
    totals = [_("合计"), *_cells(table, table.totals)]
    return Section(_(table.report.label), [first, *columns], rows, totals, bars_of(table))


def figures_of(table: Table) -> list[tuple[str, str]]:
    """The totals in words, the main figure first."""
    columns = sorted(table.report.columns, key=lambda one: one.key != table.report.main)
    return [
        (_(one.label) + unit(one.kind), words(table.totals[one.key], one.kind))
        for one in columns[:MOST_FIGURES]
    ]


def bars_of(table: Table) -> Bars | None:
    """The main figure row by row: shares from nothing to all of it, others against the largest."""
    column = table.report.column(table.report.main)
    rows = table.rows[-MOST_BARS:] if table.grouping.is_time else table.rows[:MOST_BARS]
    lengths = [_length(row.cells[column.key], column.kind) for row in rows]
    most = 1.0 if column.kind == "share" else max((one for one in lengths if one), default=0.0)
    drawn = [
        (row.label, words(row.cells[column.key], column.kind), length / most)
        for row, length in zip(rows, lengths, strict=True)
        if length is not None and most
    ]
    return Bars(_(column.label), drawn) if len(drawn) > 1 else None


def notes_of(table: Table) -> list[str]:
    """What is to be known of the figures: by which day, what is hidden, whether they stand."""
    notes = [_(table.report.about), _(table.report.day)]
    if any(column.kind in ("share", "rate") for column in table.report.columns):
        notes.append(too_few())
    if table.closing is not None:
        notes.append(
            _("这个月已定稿（%(at)s），以后再改的不算进来。")
            % {"at": f"{clock.local(table.closing.at):%Y-%m-%d}"}
        )
    return notes


def cut(shown: int, total: int) -> str:
    """That only the first rows are listed."""
    return _("只列前 %(shown)s 条，共 %(all)s 条。") % {"shown": f"{shown:,}", "all": f"{total:,}"}


def too_few() -> str:
    """That shares of few cases are not shown."""
    return _("不满 %(least)s 件的不算比率，只列分子和分母。") % {"least": LEAST_CASES}


def words(cell: Cell, kind: Kind) -> str:
    """A cell as people read it: 92.6%, 1:05:00, 320.50, 1.25 吨 … empty for what is not known."""
    match cell:
        case None:
            return ""
        case Value():
            return _figure(cell, kind)
        case datetime():
            return f"{clock.local(cell):%Y-%m-%d %H:%M}"
        case date():
            return cell.isoformat()
        case int():
            return _amount(cell, kind)
    return cell


def mean(value: Value) -> float | None:
    """A mean of however few cases; None without any."""
    return value.over / value.under if value.under else None


def unit(kind: Kind) -> str:
    """What a column's label is followed by: （元）, （公斤）, （方）."""
    return {"money": _("（元）"), "mean": _("（元）"), "weight": _("（公斤）"), "volume": _("（方）")}.get(
        kind, ""
    )


def _field(column: Column) -> Field:
    return Field(_(column.label), column.kind, _(column.formula), column.source)


def _cells(table: Table, cells: Mapping[str, Value]) -> list[Cell]:
    return [
        cells[column.key].over if cells[column.key].is_count else cells[column.key]
        for column in table.report.columns
    ]


def _day(row: Row) -> Cell:
    return date.fromisoformat(row.key) if row.key else row.label


def _length(value: Value, kind: Kind) -> float | None:
    if value.is_count:
        return float(value.over)
    return mean(value) if kind in ("span", "mean") else value.share


def _figure(value: Value, kind: Kind) -> str:
    if value.is_count:
        return _amount(value.over, kind)
    if kind == "span":
        seconds = mean(value)
        return "—" if seconds is None else str(timedelta(seconds=round(seconds)))
    if kind == "mean":
        fen = mean(value)
        return "—" if fen is None else f"{fen / 100:,.2f}"
    if value.share is None:
        return f"— ({value.over}/{value.under})"
    return f"{value.share * TEN_THOUSAND:.1f}" if kind == "rate" else f"{value.share * 100:.1f}%"


def _amount(number: int, kind: Kind) -> str:
    match kind:
        case "money":
            return f"{number / 100:,.2f}"
        case "weight":
            return f"{number / 1000:,.1f}"
        case "volume":
            return f"{number / 1_000_000:,.2f}"
    return f"{number:,}"
