"""From rows to an Excel file."""

import io
from collections.abc import Iterable, Sequence
from decimal import Decimal

import xlsxwriter

Cell = str | int | Decimal | None


def write(titles: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """An Excel file with these titles and rows.

    Text stays text: a phone keeps its zeros, and a cell that starts with "=" is no formula.
    """
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        bold, text = book.add_format({"bold": True}), book.add_format({"num_format": "@"})
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, max(len(titles) - 1, 0), 16, text)
        sheet.write_row(0, 0, titles, bold)
        for number, row in enumerate(rows, start=1):
            for column, cell in enumerate(row):
                if isinstance(cell, int | Decimal):
                    sheet.write_number(number, column, cell)
                else:
                    sheet.write_string(number, column, cell or "", text)
    return made.getvalue()
