"""From an uploaded file to rows of text, or to a fault that says what is wrong with the file."""

import csv
import io
import json
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from yinuo.core.errors import Invalid, fault

MOST_ROWS = 5000
MOST_COLUMNS = 60
MOST_BYTES = 5 * 1024 * 1024
_UNPACK = Path(__file__).with_name("unpacking.py")
_UNPACK_SECONDS = 30
_Line = tuple[int, Sequence[str]]
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True)
class Row:
    """One row: its number as the sheet shows it (the first is 1) and its cells as text, by column title."""

    number: int
    cells: dict[str, str]


class RowFault(NamedTuple):
    """What is wrong in one cell: the row as the sheet counts it, the column's title, the code, figures."""

    row: int
    column: str
    code: str
    params: dict[str, Any]


def read(file: BinaryIO, *, needed: Iterable[str] = (), most: int = MOST_ROWS) -> list[Row]:
    """The filled rows of the first sheet of an Excel file (.xlsx, .xls, .ods) or of a CSV file.

    The first filled line holds the titles; stars, spaces and line breaks in them do not count. Numbers lose
    their ".0", days are ISO 8601. Raises Invalid at the field `file`: sheet_too_large, sheet_unreadable,
    sheet_empty, sheet_title_missing, sheet_title_twice, sheet_too_many_rows.
    """
    content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise _invalid("sheet_too_large", limit=MOST_BYTES // 1024 // 1024)
    lines = _excel(content, most) if content.startswith((_ZIP, _OLE)) else _csv(content)
    if not lines:
        raise _invalid("sheet_empty")
    titles = _titles(lines[0][1], needed)
    if len(lines) - 1 > most:
        raise _invalid("sheet_too_many_rows", limit=most)
    rows = [Row(number, _cells(titles, line)) for number, line in lines[1:]]
    return [row for row in rows if any(row.cells.values())]


def _invalid(code: str, **params: object) -> Invalid:
    return Invalid(fault("file", code, **params))


def _excel(content: bytes, most: int) -> list[_Line]:
    """The filled lines of the first sheet, unpacked by a child process.

    A few bytes of Excel can claim billions of cells, and the unpacker then takes its process down with it.
    """
    command = [sys.executable, "-I", str(_UNPACK), str(most + 2), str(MOST_COLUMNS)]
    try:
        done = subprocess.run(
            command, input=content, capture_output=True, timeout=_UNPACK_SECONDS, check=True
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        raise _invalid("sheet_unreadable") from error
    lines: list[_Line] = json.loads(done.stdout)
    return lines


def _csv(content: bytes) -> list[_Line]:
    """The filled lines of a CSV file, in UTF-8 or GB 18030 as Chinese Excel writes it; , ; or tab between."""
    text = _decoded(content)
    head = text.lstrip().split("\n", 1)[0]
    comma = max(",;\t", key=head.count)
    try:
        lines = csv.reader(io.StringIO(text, newline=""), delimiter=comma, strict=True)
        stripped = [[cell.strip() for cell in line[:MOST_COLUMNS]] for line in lines]
    except csv.Error as error:
        raise _invalid("sheet_unreadable") from error
    return [(number, line) for number, line in enumerate(stripped, start=1) if any(line)]


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise _invalid("sheet_unreadable")


def _titles(line: Sequence[str], needed: Iterable[str]) -> list[str]:
    titles = ["".join(cell.split()).strip("*＊") for cell in line]
    missing = [title for title in needed if title not in titles]
    if missing:
        raise _invalid("sheet_title_missing", titles="、".join(missing))
    twice = {title for title in titles if title and titles.count(title) > 1}
    if twice:
        raise _invalid("sheet_title_twice", titles="、".join(sorted(twice)))
    return titles


def _cells(titles: list[str], line: Sequence[str]) -> dict[str, str]:
    cells = [*line, *[""] * (len(titles) - len(line))]
    return {title: cell for title, cell in zip(titles, cells, strict=False) if title}
