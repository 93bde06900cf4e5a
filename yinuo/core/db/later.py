"""Changes of a row that is held, written once at the end of the unit of work instead of step by step.

An act changes its row several times (stage, number, due time …), and each writing costs every index of the
table. `write` notes what changed; it reaches the database before the commit, and before any statement that
names its table or begins a savepoint, so that no reading and no undoing can tell the difference.
"""

from typing import Any

from django.db import models

from yinuo.core.db import rows, unit

_Key = tuple[type[models.Model], Any]


class _Waiting:
    """The rows of a unit of work that are still to be written, in the order of their first change."""

    def __init__(self) -> None:
        self.changed: dict[_Key, tuple[models.Model, dict[str, None]]] = {}
        self.tables: tuple[str, ...] = ()


def write(row: models.Model, *names: str) -> None:
    """Let these fields of a row that is there be written as they stand at the end of the unit of work.

    The caller holds the row, and reads it again only through the same object. Raises RuntimeError outside a
    unit of work; the writing itself raises DatabaseError when the row is gone.
    """
    if not unit.in_transaction():
        raise RuntimeError(f"{type(row).__name__} changed outside a transaction")
    waiting, key = unit.of_unit(_Waiting), (type(row), row.pk)
    if key in waiting.changed and waiting.changed[key][0] is not row:
        write_now()
    unit.watch(_look, write_now)
    fields = dict.fromkeys(row._meta.get_field(name).name for name in names)
    waiting.changed.setdefault(key, (row, {}))[1].update(fields)
    waiting.tables = tuple({model._meta.db_table for model, _ in waiting.changed})


def write_now() -> None:
    """Write everything that waits."""
    waiting = unit.of_unit(_Waiting)
    changed, waiting.changed, waiting.tables = waiting.changed, {}, ()
    for row, names in changed.values():
        rows.update(row, *sorted(names))


def _look(sql: str) -> None:
    """Before a statement that could tell the difference: write first."""
    tables = unit.of_unit(_Waiting).tables
    if tables and (sql.startswith("SAVEPOINT") or any(table in sql for table in tables)):
        write_now()
