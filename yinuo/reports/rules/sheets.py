"""A report as an Excel file that opens right: numbers as numbers, telephones as text, nothing runs.

One sheet per table with a frozen head, and a sheet 说明 with the formulas, the period, the scope, who asked
and when. Written row by row, so memory stays small whatever the length.
"""

from collections.abc import Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, Final

import xlsxwriter
from django.utils.translation import gettext as _

from yinuo.core import clock
from yinuo.reports.rules import documents
from yinuo.reports.rules.documents import Cell, Document, Field, Kind, Section
from yinuo.reports.rules.values import TEN_THOUSAND, Value

SECONDS_A_DAY: Final = 86_400
NARROWEST, WIDEST, LOOKED_AT = 8, 40, 200
NOT_IN_A_NAME: Final = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
LONGEST_NAME: Final = 31
LONGEST_CELL: Final = 32_767
FORMATS: Final[dict[str, dict[str, Any]]] = {
    "head": {"bold": True, "bg_color": "#EEF1F5", "text_wrap": True, "valign": "top", "border": 1},
    "text": {"num_format": "@", "quote_prefix": True},
    "count": {"num_format": "#,##0"},
    "share": {"num_format": "0.0%"},
    "span": {"num_format": "[h]:mm:ss"},
    "rate": {"num_format": "#,##0.0"},
    "mean": {"num_format": "#,##0.00"},
    "date": {"num_format": "yyyy-mm-dd"},
    "time": {"num_format": "yyyy-mm-dd hh:mm"},
    "money": {"num_format": "#,##0.00"},
    "weight": {"num_format": "#,##0.0"},
    "volume": {"num_format": "#,##0.00"},
}
SCALE: Final = {"money": 100, "mean": 100, "rate": 1 / TEN_THOUSAND, "weight": 1000, "volume": 1_000_000}
_HALVED: Final = ("share", "rate")
_MEANS: Final = ("span", "mean")


def write(document: Document, path: Path) -> None:
    """Write the document to `path` (.xlsx). Raises OSError."""
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "remove_timezone": True,
        "tmpdir": str(path.parent),
    }
    with xlsxwriter.Workbook(str(path), options) as book:
        book.set_properties({"title": document.title, "created": clock.local(document.made_at)})
        formats = {name: book.add_format(how) for name, how in FORMATS.items()}
        totals = {name: book.add_format({**how, "bold": True, "top": 1}) for name, how in FORMATS.items()}
        names = set[str]()
        for section in document.sections:
            _Sheet(book.add_worksheet(_name(section.title, names)), formats, totals).fill(section)
        _explain(book.add_worksheet(_name(_("说明"), names)), document, formats)


class _Sheet:
    """One table on one sheet, written from top to bottom."""

    def __init__(self, sheet: Any, formats: dict[str, Any], totals: dict[str, Any]) -> None:
        self.sheet, self.formats, self.totals = sheet, formats, totals

    def fill(self, section: Section) -> None:
        """Head, rows, sum, and that there are more rows where there are."""
        parts = [_parts(field) for field in section.fields]
        labels = [label for group in parts for label, _ in group]
        for column, label in enumerate(labels):
            self.sheet.set_column(column, column, _width(label, column, section, parts))
        self.sheet.freeze_panes(1, 1)
        self.sheet.set_landscape()
        self.sheet.set_paper(9)
        self.sheet.repeat_rows(0)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.write_row(0, 0, labels, self.formats["head"])
        if section.rows:
            self.sheet.autofilter(0, 0, len(section.rows), len(labels) - 1)
        for number, row in enumerate(section.rows, start=1):
            self._row(number, section.fields, row, self.formats)
        if section.totals:
            self._row(len(section.rows) + 1, section.fields, section.totals, self.totals)
        if section.cut:
            below = len(section.rows) + bool(section.totals) + 1
            self.sheet.write_string(below, 0, section.cut, self.formats["text"])

    def _row(
        self, number: int, fields: Sequence[Field], row: Sequence[Cell], formats: dict[str, Any]
    ) -> None:
        column = 0
        for field, cell in zip(fields, row, strict=True):
            for (_label, kind), part in zip(_parts(field), _split(cell, field.kind), strict=True):
                _put(self.sheet, number, column, part, kind, formats)
                column += 1


def _parts(field: Field) -> list[tuple[str, Kind]]:
    """The columns a field takes: a share or a rate has its two halves beside it, a mean its cases."""
    if field.kind in _HALVED:
        over, under = _("%(label)s：分子"), _("%(label)s：分母")
        named = {"label": field.label}
        return [(field.label, field.kind), (over % named, "count"), (under % named, "count")]
    label = field.label + documents.unit(field.kind)
    if field.kind in _MEANS:
        return [(label, field.kind), (_("%(label)s：单数") % {"label": field.label}, "count")]
    return [(label, field.kind)]


def _split(cell: Cell, kind: Kind) -> list[Cell | float]:
    """A cell as its columns hold it."""
    if kind not in (*_HALVED, *_MEANS):
        return [cell.over if isinstance(cell, Value) else cell]
    if not isinstance(cell, Value):
        return [cell, *[None] * (2 if kind in _HALVED else 1)]
    if kind in _MEANS:
        return [documents.mean(cell), cell.under]
    return [cell.share, cell.over, cell.under]


def _put(sheet: Any, row: int, column: int, cell: Cell | float, kind: Kind, formats: dict[str, Any]) -> None:
    """One cell by what it is; a text is never a formula, a link or a number."""
    form = formats["text" if kind == "phone" else kind]
    match cell:
        case None | "":
            sheet.write_blank(row, column, None, form)
        case str():
            sheet.write_string(row, column, cell[:LONGEST_CELL], formats["text"])
        case datetime():
            sheet.write_datetime(row, column, clock.local(cell).replace(tzinfo=None), form)
        case date():
            sheet.write_datetime(row, column, datetime.combine(cell, time()), form)
        case int() | float():
            number = cell / SECONDS_A_DAY if kind == "span" else cell / SCALE.get(kind, 1)
            sheet.write_number(row, column, number, form)


def _width(label: str, column: int, section: Section, parts: Sequence[Sequence[tuple[str, Kind]]]) -> int:
    """Wide enough for the head on two lines and for what stands below it; Chinese counts twice."""
    longest = (_wide(label) + 3) // 2 + 2
    at = 0
    for index, group in enumerate(parts):
        if at == column and group[0][1] in ("text", "phone"):
            cells = [row[index] for row in section.rows[:LOOKED_AT]]
            longest = max([longest, *(_wide(str(cell)) + 2 for cell in cells if cell is not None)])
        if at == column and group[0][1] == "time":
            longest = max(longest, 17)
        at += len(group)
    return min(max(longest, 11 if column == 0 else NARROWEST), WIDEST)


def _wide(text: str) -> int:
    return sum(1 if ord(character) < 0x2E80 else 2 for character in text)


def _name(title: str, taken: set[str]) -> str:
    """A name that Excel takes, no other sheet's."""
    plain = " ".join(title.translate(NOT_IN_A_NAME).split())[:LONGEST_NAME] or "-"
    name, number = plain, 1
    while name.lower() in taken:
        number += 1
        name = f"{plain[: LONGEST_NAME - 4]} {number}"
    taken.add(name.lower())
    return name


def _explain(sheet: Any, document: Document, formats: dict[str, Any]) -> None:
    """What the figures are: of when, of whom, asked by whom, and how each is counted."""
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, 1, 70)
    sheet.set_column(2, 2, 16)
    head = formats["head"]
    lines: list[tuple[Sequence[str], Any]] = [((document.title,), head)]
    lines += [(fact, formats["text"]) for fact in document.facts]
    lines += [((_("要点"), document.finding), formats["text"])] if document.finding else []
    lines += [((_("说明"), note), formats["text"]) for note in document.notes]
    lines += [((), formats["text"]), ((_("指标"), _("公式"), _("依据")), head)]
    lines += [(formula, formats["text"]) for formula in document.formulas()]
    for row, (cells, form) in enumerate(lines):
        for column, cell in enumerate(cells):
            sheet.write_string(row, column, cell[:LONGEST_CELL], form)
