"""A program of its own, with a memory limit: an Excel file on standard input, its first sheet as JSON out."""

import io
import json
import resource
import sys
from datetime import date, datetime, time

from python_calamine import CalamineWorkbook

MEMORY_BYTES = 1024 * 1024 * 1024


def main(most_rows: int, most_columns: int) -> None:
    """Write at most so many filled rows, each with its number and at most so many columns."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read())).get_sheet_by_index(0)
    lines: list[tuple[int, list[str]]] = []
    for number, row in enumerate(sheet.iter_rows(), start=1):
        line = [_text(cell) for cell in row[:most_columns]]
        if any(line):
            lines.append((number, line))
        if len(lines) >= most_rows:
            break
    json.dump(lines, sys.stdout)


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime) and cell.time() == time(0):
        return cell.date().isoformat()
    if isinstance(cell, date | time):
        return cell.isoformat()
    return str(cell).strip()


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
