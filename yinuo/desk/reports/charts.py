"""What a chart draws: names, numbers, the colours of the tokens, and where each of its parts leads."""

import json
from collections.abc import Callable
from typing import Any, Final

from django.utils.translation import gettext as _

from yinuo.reports.models import Outcome
from yinuo.reports.rules.measures import Column
from yinuo.reports.rules.tables import Row, Table

MOST_BARS: Final = 12
Leads = Callable[[Row, str], str]
"""The address of the tickets behind a figure of a row."""
_STACK: Final = (("shipped", "c1"), ("cancelled", "c2"), ("not_shipped", "line-strong"))


def spec(table: Table, leads: Leads, most: int = MOST_BARS) -> str:
    """The chart of a table as JSON; empty where there is nothing to draw."""
    rows = _drawn(table, most)
    column = table.report.column(table.report.main)
    if not rows or (column.target and all(row.cells[column.key].share is None for row in rows)):
        return ""
    if table.report.key == "origins":
        found = _stack(table, rows, leads)
    elif table.grouping.is_time:
        found = _course(column, rows, leads)
    else:
        found = _against_target(column, rows, leads)
    return json.dumps(found, ensure_ascii=False)


def said(table: Table) -> str:
    """The chart in one sentence, for who does not see it."""
    return f"{_(table.report.label)}，{_(table.grouping.label)}：{table.finding}"


def _drawn(table: Table, most: int) -> list[Row]:
    """The rows that are drawn: time as a whole, else the largest; shares only of enough cases."""
    if table.report.key == "origins" or table.grouping.is_time:
        lost = [row for row in table.rows if not row.key.startswith(Outcome.SHIPPED.value)]
        return lost if table.grouping.is_time else lost[:most]
    main = table.report.main
    known = [row for row in table.rows if row.cells[main].share is not None][:most]
    return sorted(known, key=lambda row: -(row.cells[main].share or 0))


def _stack(table: Table, rows: list[Row], leads: Leads) -> dict[str, Any]:
    """Contacts by what became of them: bars that lie, or columns in the course of time."""
    return {
        "kind": "columns" if table.grouping.is_time else "bars",
        "names": [row.label for row in rows],
        "series": [
            {
                "name": _(table.report.column(key).label),
                "tone": tone,
                "data": [row.cells[key].over for row in rows],
                "links": [leads(row, key) for row in rows],
            }
            for key, tone in _STACK
        ],
    }


def _course(column: Column, rows: list[Row], leads: Leads) -> dict[str, Any]:
    """A share in the course of time; a day of too few cases is a gap."""
    return {
        "kind": "course",
        "names": [row.label for row in rows],
        "target": column.target,
        "said": _("目标 %(target)s%%") % {"target": column.target},
        "series": [
            {
                "name": _(column.label),
                "tone": "c1",
                "data": [_percent(row, column) for row in rows],
                "links": [leads(row, column.key) for row in rows],
            }
        ],
    }


def _against_target(column: Column, rows: list[Row], leads: Leads) -> dict[str, Any]:
    """Shares as bars that begin at the target: up is better, down is worse."""
    return {**_course(column, rows, leads), "kind": "target"}


def _percent(row: Row, column: Column) -> float | None:
    share = row.cells[column.key].share
    return None if share is None else round(share * 100, 1)
