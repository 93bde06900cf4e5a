"""The days of a yearly notice as people keep them in Excel: one line a day.

A line names the day, whether it is off or worked, and why; a worked day may have spells of its own.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from yinuo.core import errors
from yinuo.core.calendar import queries
from yinuo.core.calendar.actions import LONGEST_NAME, DayEntry
from yinuo.core.calendar.spans import SpanError, parse_day
from yinuo.core.models import CalendarDay
from yinuo.core.sheets import Row, RowFault

ON, WHAT, NAME, SPELLS = TITLES = ("日期", "安排", "名称", "时间段")
NEEDED = (ON, WHAT, NAME)
CLOSED, WORKED = "放假", "上班"
_CLOSED_WORDS = (CLOSED, "休息", "休", CalendarDay.Kind.CLOSED)
_WORKED_WORDS = (WORKED, "班", CalendarDay.Kind.WORKING)
_BETWEEN = re.compile(r"[；;、，,\s]+")
_FROM_TO = re.compile(r"\s*[-–—~～至到]+\s*")


@dataclass(frozen=True)
class ReadDays:
    """The days of a sheet, and what is wrong with the other lines."""

    entries: tuple[DayEntry, ...]
    faults: tuple[RowFault, ...]


class _Unreadable(Exception):
    def __init__(self, column: str, code: str, **params: object) -> None:
        super().__init__(code)
        self.column, self.code, self.params = column, code, params


def read(rows: Sequence[Row]) -> ReadDays:
    """The days that `rows` say; every fault names its row and column."""
    entries: dict[object, tuple[int, DayEntry]] = {}
    faults: list[RowFault] = []
    for row in rows:
        try:
            entry = _entry(row)
            if entry.on in entries:
                raise _Unreadable(ON, "row_twice", first=entries[entry.on][0])
            entries[entry.on] = row.number, entry
        except _Unreadable as bad:
            faults.append(RowFault(row.number, bad.column, bad.code, bad.params))
    return ReadDays(tuple(entry for _, entry in entries.values()), tuple(faults))


def lines(days: Iterable[CalendarDay]) -> list[list[str]]:
    """The days as cells under `TITLES`; read back they are the same days."""
    return [
        [
            day.on.isoformat(),
            WORKED if day.kind == CalendarDay.Kind.WORKING else CLOSED,
            day.name,
            write_spells(day.spells),
        ]
        for day in days
    ]


def write_spells(pairs: Iterable[Sequence[str]]) -> str:
    """`08:30-12:00；13:00-17:30`."""
    return "；".join(f"{start}-{end}" for start, end in pairs)


def read_spells(text: str) -> tuple[tuple[str, str], ...]:
    """The spells in a text such as `8:30-12:00；13:00-17:30`, in order. Raises Invalid at `spells`."""
    found = []
    for part in filter(None, _BETWEEN.split(_FROM_TO.sub("-", text.replace("：", ":").strip()))):
        ends = [end.zfill(5) for end in part.split("-")]
        try:
            (spell,) = queries.spells_of([ends])
        except (ValueError, TypeError):
            raise errors.Invalid(errors.fault("spells", "spell_unreadable")) from None
        found.append((spell.start.isoformat("minutes"), spell.end.isoformat("minutes")))
    return tuple(found)


def _entry(row: Row) -> DayEntry:
    said = {title: row.cells.get(title, "").strip() for title in TITLES}
    for title in NEEDED:
        if not said[title]:
            raise _Unreadable(title, "required")
    if len(said[NAME]) > LONGEST_NAME:
        raise _Unreadable(NAME, "too_long", limit=LONGEST_NAME, length=len(said[NAME]))
    if said[WHAT] not in _CLOSED_WORDS + _WORKED_WORDS:
        raise _Unreadable(WHAT, "day_kind_unknown", value=said[WHAT])
    works = said[WHAT] in _WORKED_WORDS
    try:
        return DayEntry(parse_day(said[ON]), works, said[NAME], read_spells(said[SPELLS]) if works else ())
    except SpanError as bad:
        raise _Unreadable(ON, bad.code, **bad.params) from None
    except errors.Invalid as bad:
        raise _Unreadable(SPELLS, bad.code) from None
