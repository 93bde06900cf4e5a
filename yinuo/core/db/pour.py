"""Many rows at once, as they stand, the fastest way a database has: for generated data, never for a deed."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import chain
from typing import Any, Final

from django.core.management.color import no_style
from django.db import connection, models

Model = type[models.Model]
_MOST_VALUES: Final = 10_000
"""SQLite: values of all the rows in one statement; one by one each row costs twice as much."""
_SQLITE: Final = (
    "PRAGMA foreign_keys = OFF",
    "PRAGMA ignore_check_constraints = ON",
    "PRAGMA synchronous = NORMAL",
    "PRAGMA cache_size = -262144",
    "PRAGMA wal_autocheckpoint = 16000",
)
_POSTGRES: Final = ("SET synchronous_commit = off", "SET maintenance_work_mem = '256MB'")


@contextmanager
def pouring() -> Iterator[None]:
    """Let this thread's connection write as fast as it safely can: copies of rows that are right are not
    tested again, and a commit waits for no disk. A kill loses the last commits at the most, whole ones. Not
    inside a transaction.
    """
    with connection.cursor() as cursor:
        for statement in _SQLITE if connection.vendor == "sqlite" else _POSTGRES:
            cursor.execute(statement)
    try:
        yield
    finally:
        connection.close()  # the next one is as all are


def moments(at: datetime, spans: Sequence[timedelta]) -> list[Any]:
    """This moment moved by each of the spans, as `pour` takes it."""
    plain = at.astimezone(UTC).replace(tzinfo=None)
    if connection.vendor == "sqlite":
        return [str(plain + span) for span in spans]
    return [f"{plain + span}+00" for span in spans]


def pour(model: Model, rows: Sequence[Sequence[Any]]) -> None:
    """Insert rows that hold every column of the table in its order, the id too, as the driver takes them."""
    if not rows:
        return
    pour_named(model._meta.db_table, [str(field.column) for field in model._meta.concrete_fields], rows)


def pour_named(table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """The same for a table and columns by their names, also of another version than the program's."""
    quote = connection.ops.quote_name
    names = ", ".join(map(quote, columns))
    if connection.vendor == "sqlite":
        _insert(f"INSERT INTO {quote(table)} ({names}) VALUES", len(columns), rows)
        return
    with connection.cursor() as cursor, cursor.copy(f"COPY {quote(table)} ({names}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _insert(into: str, width: int, rows: Sequence[Sequence[Any]]) -> None:
    """Many rows with each statement, the rest one by one; by the driver, which keeps its statements."""
    one = f"({', '.join('?' * width)})"
    together = max(_MOST_VALUES // width, 1)
    whole = len(rows) - len(rows) % together
    many = f"{into} {', '.join([one] * together)}"
    connection.ensure_connection()
    raw = connection.connection
    with connection.wrap_database_errors:
        for start in range(0, whole, together):
            raw.execute(many, list(chain.from_iterable(rows[start : start + together])))
        raw.executemany(f"{into} {one}", rows[whole:])


def go_on_after(*tables: Model) -> None:
    """Let the next ids follow the highest that were poured."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(tables)):
            cursor.execute(statement)


def learn() -> None:
    """After many rows were poured in: let PostgreSQL count them, or it plans as if the tables were empty.

    Not inside a transaction.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM (ANALYZE)")
