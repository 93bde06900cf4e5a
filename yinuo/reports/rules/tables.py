"""A report that was run: rows of figures, their sum, what they say in one sentence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from yinuo.reports.rules.measures.parts import Grouping, Report
from yinuo.reports.rules.scopes import Scope
from yinuo.reports.rules.values import Value


@dataclass(frozen=True)
class Row:
    """One line: `key` says of what (an id, a day as 2026-11-20, an area as 江苏省|南京市|江宁区; `0` or empty
    where it is not known), `label` in words, `cells` its figures by column.
    """

    key: str
    label: str
    cells: Mapping[str, Value]


@dataclass(frozen=True)
class Closing:
    """That a month is closed: its figures as they were frozen, and what is counted otherwise by now.

    `differs` has by column the present total of each that is another.
    """

    at: datetime
    version: int
    differs: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True)
class Table:
    """What `queries.run` returns. Rows stand in the order in which they are read: the largest first, or time
    in its course; `totals` are of all rows. `closing` says that the figures
    are frozen.
    """

    report: Report
    grouping: Grouping
    scope: Scope
    rows: Sequence[Row]
    totals: Mapping[str, Value]
    finding: str
    closing: Closing | None = None
