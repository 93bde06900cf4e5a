"""Many rows of one table at once: statements that are made ready before the write lock is asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection, models

from yinuo.core.db import cursors, rows

MOST_ROWS = 200
"""So many rows of a statement are written in some milliseconds, and have fewer values than SQLite takes."""
MOST_GROUPS = 400
"""SQLite puts at most 500 reads together."""


@dataclass(frozen=True)
class Statement:
    """A statement with its values."""

    sql: str
    values: Sequence[Any]

    def run(self) -> int:
        """Carry it out; how many rows it wrote."""
        cursor = cursors.repeating()
        cursor.execute(self.sql, list(self.values))
        return max(int(cursor.rowcount), 0)


def missing(found: Sequence[models.Model], *unique: str) -> list[Statement]:
    """Insert those of `found` of which the table has none with the same `unique` columns."""
    return _statements(found, f"({_columns(found, unique)}) DO NOTHING")


def newest(found: Sequence[models.Model], *unique: str, by: str) -> list[Statement]:
    """Insert rows, or let them take the place of those with the same `unique` columns that are older: their
    column `by` is less.
    """
    if not found:
        return []
    model, age = type(found[0]), _columns(found, [by])
    kept = {str(model._meta.get_field(name).name) for name in unique}
    others = [field.name for field in model._meta.concrete_fields if field.name not in kept]
    sets = ", ".join(f"{_columns(found, [name])} = excluded.{_columns(found, [name])}" for name in others)
    table = model._meta.db_table
    test = f"excluded.{age} > {table}.{age}"
    return _statements(found, f"({_columns(found, unique)}) DO UPDATE SET {sets} WHERE {test}")


def _statements(found: Sequence[models.Model], on_conflict: str) -> list[Statement]:
    parts = [found[first : first + MOST_ROWS] for first in range(0, len(found), MOST_ROWS)]
    return [Statement(*rows.inserting(part, f"ON CONFLICT {on_conflict}")) for part in parts]


def _columns(found: Sequence[models.Model], names: Sequence[str]) -> str:
    if not found:
        return ""
    fields = (type(found[0])._meta.get_field(name) for name in names)
    return ", ".join(connection.ops.quote_name(str(getattr(field, "column", ""))) for field in fields)


def newest_of_each(
    model: type[models.Model],
    groups: Sequence[Sequence[Any]],
    *,
    same: Sequence[str],
    by: str,
    value: str,
    most: int,
) -> list[list[Any]]:
    """Of each group of rows (those whose columns `same` have these values) one column of the `most` newest by
    `by`, in one statement however many groups there are (MOST_GROUPS at the most).
    """
    if not groups:
        return []
    name = connection.ops.quote_name
    column = {field.name: name(str(field.column)) for field in model._meta.concrete_fields}
    test = " AND ".join(f"{column[one]} = %s" for one in same)
    parts = [
        f"SELECT * FROM (SELECT {place} AS place, {column[value]} AS value FROM {model._meta.db_table} "
        f"WHERE {test} ORDER BY {column[by]} DESC LIMIT {most}) AS g{place}"
        for place in range(len(groups[:MOST_GROUPS]))
    ]
    found: list[list[Any]] = [[] for _ in groups]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), [said for group in groups[:MOST_GROUPS] for said in group])
        for place, said in cursor.fetchall():
            found[place].append(said)
    return found
