"""Many rows at once, as they stand, the fastest way a database has: for generated data, never for a deed."""

from collections.abc import Sequence
from typing import Any

from django.core.management.color import no_style
from django.db import connection, models

Model = type[models.Model]


def pour(model: Model, rows: Sequence[Sequence[Any]]) -> None:
    """Insert rows that hold every column of the table in its order, the id too, as the driver takes them."""
    if not rows:
        return
    quote = connection.ops.quote_name
    names = ", ".join(quote(str(field.column)) for field in model._meta.concrete_fields)
    table = quote(model._meta.db_table)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            gaps = ", ".join(["%s"] * len(rows[0]))
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({gaps})", rows)
            return
        with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)


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
