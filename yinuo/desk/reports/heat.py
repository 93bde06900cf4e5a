"""When they come: a table of weekdays and hours, the busier the warmer."""

from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from yinuo.desk.reports.figures import Figure, number
from yinuo.reports.queries import naming
from yinuo.reports.rules.tables import Row, Table

STEPS: Final = 4


@dataclass(frozen=True)
class Cell:
    """How many came in one hour of one weekday, how warm that is (0 to 4), and where it leads."""

    figure: Figure
    warmth: int


@dataclass(frozen=True)
class Heat:
    """The whole table: the hours in which somebody came, and a line for each weekday with its sum."""

    hours: list[str]
    lines: list[tuple[str, list[Cell], str]]


def heat(table: Table, urls: dict[str, str]) -> Heat | None:
    """The heat table of what was divided by weekday and hour; None where nobody came."""
    counts = {tuple(map(int, naming.parts_of(row.key))): row for row in table.rows}
    if not counts:
        return None
    hours = range(min(hour for _day, hour in counts), max(hour for _day, hour in counts) + 1)
    most = max(_count(row) for row in counts.values())
    lines = []
    for weekday in range(1, 8):
        rows = [counts.get((weekday, hour)) for hour in hours]
        cells = [_cell(row, most, urls) for row in rows]
        whole = sum(_count(row) for row in rows if row)
        lines.append((_(naming.WEEKDAYS[weekday - 1]), cells, number(whole)))
    return Heat([str(hour) for hour in hours], lines)


def _count(row: Row) -> int:
    return row.cells["contacts"].over


def _cell(row: Row | None, most: int, urls: dict[str, str]) -> Cell:
    count = _count(row) if row else 0
    warmth = -(-count * STEPS // most) if most else 0
    return Cell(Figure(number(count), url=urls[row.key] if row else ""), warmth)
