"""What a report is made of: columns with their formula, ways to divide it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Kind = Literal["count", "share", "span", "rate", "money", "mean"]
"""How many; what part of how many (per cent); how long (seconds: on average, or a quantile); how many to ten
thousand; how much (fen); how much on average (fen).
"""


@dataclass(frozen=True)
class Column:
    """A figure of a report, the same in every row.

    `key` of a count or a sum names what is counted (`queries.sources`); others are made of two of them:
    `over` ÷ `under`. `cases` is what stands behind it where that is not what it counts or divides by.
    `formula` says so in words, `source` where the rule comes from. `good` is whether more is better (1),
    worse (-1) or neither (0); `target` what a share should reach, in per cent.
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
    cases: str = ""

    @property
    def is_plain(self) -> bool:
        """Whether it is one number and not made of two halves."""
        return self.kind in ("count", "money")

    @property
    def behind(self) -> str:
        """What is counted by the tickets behind it."""
        return self.cases or (self.key if self.is_plain else self.under)


@dataclass(frozen=True)
class Grouping:
    """A way to divide a report: by area, by day … `is_time` when its rows follow one another."""

    key: str
    label: str
    is_time: bool = False


@dataclass(frozen=True)
class Report:
    """One report: what it tells, its columns, how it can be divided (the first way unless asked otherwise).

    `day` says in words by which day a ticket counts; `main` is the column that stands for the report. The
    rows of one that does not `add_up` have a median, or something in common, so that its sums are counted
    apart.
    """

    key: str
    label: str
    about: str
    day: str
    main: str
    columns: Sequence[Column]
    groupings: Sequence[Grouping]
    adds_up: bool = True

    def column(self, key: str) -> Column:
        """One of its columns. Raises KeyError."""
        return {column.key: column for column in self.columns}[key]
