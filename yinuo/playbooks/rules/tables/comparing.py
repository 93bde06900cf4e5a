"""What a new version of a reference table changes, row by row."""

from collections.abc import Iterable
from dataclasses import dataclass

from yinuo.playbooks.rules.tables import sheets
from yinuo.playbooks.rules.tables.rows import Row


@dataclass(frozen=True)
class RowChange:
    """A row in both versions, and its cells that differ: title, before, after."""

    row: Row
    cells: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class RowChanges:
    """Rows that are new, gone or different; `same` counts the others. The order of rows is no change."""

    added: tuple[Row, ...]
    changed: tuple[RowChange, ...]
    removed: tuple[Row, ...]
    same: int

    @property
    def is_empty(self) -> bool:
        """Whether both versions say the same."""
        return not (self.added or self.changed or self.removed)


def compare(kind: str, old: Iterable[Row], new: Iterable[Row]) -> RowChanges:
    """What differs from `old` to `new`; rows are told apart by their identity."""
    before = {row.identity: row for row in old}
    after = {row.identity: row for row in new}
    both = [(before[name], row) for name, row in after.items() if name in before]
    changed = tuple(_change(kind, was, now) for was, now in both if was != now)
    return RowChanges(
        added=tuple(row for name, row in after.items() if name not in before),
        changed=changed,
        removed=tuple(row for name, row in before.items() if name not in after),
        same=len(both) - len(changed),
    )


def _change(kind: str, was: Row, now: Row) -> RowChange:
    pairs = zip(sheets.titles(kind), sheets.written(kind, was), sheets.written(kind, now), strict=True)
    return RowChange(now, tuple((title, str(a), str(b)) for title, a, b in pairs if a != b))
