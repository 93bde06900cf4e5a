"""What can wait until the end of the unit of work, written together instead of step by step.

An act changes its row several times (stage, number, due time …), and each writing costs every index of the
table; it adds several rows to one table, one by one. `write` and `add` note it; it reaches the database
before the commit, and before any statement that names its table or begins a savepoint, so that no reading
and no undoing can tell the difference.
"""

from typing import Any

from django.db import models

from yinuo.core.db import rows, unit

_Model = type[models.Model]


class _Waiting:
    """The rows of a unit of work that are still to be written, in the order of their first mention."""

    def __init__(self) -> None:
        self.added: dict[_Model, list[models.Model]] = {}
        self.changed: dict[tuple[_Model, Any], tuple[models.Model, dict[str, None]]] = {}
        self.tables: tuple[str, ...] = ()

    def note_tables(self) -> None:
        """Know which tables a statement must not name before all this is written."""
        models = {*self.added, *(model for model, _ in self.changed)}
        self.tables = tuple(model._meta.db_table for model in models)


def add(row: models.Model) -> None:
    """Let this new row be inserted at the end of the unit of work, with the others of its table, in order.

    It has its id from then on. Raises RuntimeError outside a unit of work.
    """
    waiting = _waiting(row)
    waiting.added.setdefault(type(row), []).append(row)
    waiting.note_tables()


def write(row: models.Model, *names: str) -> None:
    """Let these fields of a row that is there be written as they stand at the end of the unit of work.

    The caller holds the row, and reads it again only through the same object. Raises RuntimeError outside a
    unit of work; the writing itself raises DatabaseError when the row is gone.
    """
    waiting, key = _waiting(row), (type(row), row.pk)
    if key in waiting.changed and waiting.changed[key][0] is not row:
        write_now()
        waiting = _waiting(row)
    fields = dict.fromkeys(row._meta.get_field(name).name for name in names)
    waiting.changed.setdefault(key, (row, {}))[1].update(fields)
    waiting.note_tables()


def write_now() -> None:
    """Write everything that waits."""
    waiting = unit.of_unit(_Waiting)
    added, changed = waiting.added, waiting.changed
    waiting.added, waiting.changed, waiting.tables = {}, {}, ()
    for new in added.values():
        rows.insert(*new)
    for row, names in changed.values():
        rows.update(row, *sorted(names))


def _waiting(row: models.Model) -> _Waiting:
    if not unit.in_transaction():
        raise RuntimeError(f"{type(row).__name__} changed outside a transaction")
    unit.watch(_look, write_now)
    return unit.of_unit(_Waiting)


def _look(sql: str) -> None:
    """Before a statement that could tell the difference: write first."""
    tables = unit.of_unit(_Waiting).tables
    if tables and (sql.startswith("SAVEPOINT") or any(table in sql for table in tables)):
        write_now()
