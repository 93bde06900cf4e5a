"""What a report is made of: columns with their formula, ways to divide it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Kind = Literal["count", "share", "span"]
"""How many; what part of how many (per cent); how long on average (seconds)."""


@dataclass(frozen=True)
class Column:
    """A figure of a report, the same in every row.

    `key` of a count names what is counted (`queries.counting`); a share or a span is made of two of them:
    `over` ÷ `under`. `formula` says so in words, `source` where the rule comes from. `good` is whether more
    is better (1), worse (-1) or neither (0); `target` what a share should reach, in per cent.
    """

    key: str
    label: str
    kind: Kind
    formula: str
    source: str
    over: str = ""
    under: str = ""
    good: int = 0
    target: int | None = None


@dataclass(frozen=True)
class Grouping:
    """A way to divide a report: by area, by day … `is_time` when its rows follow one another."""

    key: str
    label: str
    is_time: bool = False


@dataclass(frozen=True)
class Report:
    """One report: what it tells, its columns, how it can be divided (the first way unless asked otherwise).

    `day` says in words by which day a ticket counts; `main` is the column that stands for the report.
    """

    key: str
    label: str
    about: str
    day: str
    main: str
    columns: Sequence[Column]
    groupings: Sequence[Grouping]

    def column(self, key: str) -> Column:
        """One of its columns. Raises KeyError."""
        return {column.key: column for column in self.columns}[key]
