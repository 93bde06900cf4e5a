"""A database taken as a whole: whether anything is in it, made empty, and filled table by table.

While it is being filled a table of its own says so; whoever would work on a desk that is half there looks for
it (`is_unfinished`). It goes when everything is in.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection

from yinuo.core.db import snapshot
from yinuo.core.db.pour import pour_named
from yinuo.core.db.unit import transaction

MARK: Final = "yinuo_unfinished"
_BEATS: Final = frozenset({"core_pulse"})
"""What a worker writes by itself into a desk without a company."""


def is_unfinished() -> bool:
    """Whether somebody began to fill this database and did not come to the end."""
    if connection.vendor == "sqlite" and not Path(str(connection.settings_dict["NAME"])).exists():
        return False
    look = (
        "SELECT count(*) FROM sqlite_master WHERE name = %s"
        if connection.vendor == "sqlite"
        else "SELECT count(*) FROM pg_tables WHERE tablename = %s AND schemaname = current_schema"
    )
    with connection.cursor() as cursor:
        cursor.execute(look, [MARK])
        return bool(cursor.fetchone()[0])


def occupied() -> str:
    """The name of a table of ours with something in it; empty for an empty database."""
    there = set(connection.introspection.table_names())
    for model in snapshot.tables():
        name = model._meta.db_table
        if name in there and name not in _BEATS:
            with connection.cursor() as cursor:
                cursor.execute(f'SELECT count(*) FROM (SELECT 1 FROM "{name}" LIMIT 1) AS one')
                if cursor.fetchone()[0]:
                    return name
    return ""


def begin_anew() -> None:
    """Throw away every table of ours and note that the database is being filled."""
    if connection.vendor == "sqlite":
        connection.close()
        for ending in ("", "-wal", "-shm"):
            Path(f"{connection.settings_dict['NAME']}{ending}").unlink(missing_ok=True)
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE IF NOT EXISTS {MARK} (at text)")
        for name in _own_tables():
            cursor.execute(f'DROP TABLE "{name}" CASCADE')


def finish() -> None:
    """Note that everything is in."""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {MARK}")


@contextmanager
def filling() -> Iterator[None]:
    """Tables may be filled in the block; at its end every key must point to a row.

    Raises IntegrityError.
    """
    if connection.vendor != "sqlite":
        yield
        return
    connection.disable_constraint_checking()
    try:
        yield
        connection.check_constraints()
    finally:
        connection.enable_constraint_checking()


def empty(tables: Sequence[str]) -> None:
    """Take out what the making of the tables itself put in, the last table first."""
    with transaction(), connection.cursor() as cursor:
        for name in reversed(tables):
            cursor.execute(f'SELECT count(*) FROM "{name}"')
            if cursor.fetchone()[0]:
                cursor.execute(f'DELETE FROM "{name}"')


def fill(table: snapshot.Table, few: Iterable[Sequence[Sequence[Any]]]) -> Iterator[int]:
    """Pour rows into a table, some at a time; says after each how many are in.

    PostgreSQL takes a table whole, as its rows may point to later ones; SQLite bit by bit, for its log grows
    with each transaction.
    """
    count = 0
    if connection.vendor == "sqlite":
        for rows in few:
            with transaction():
                pour_named(table.name, table.columns, rows)
            yield (count := count + len(rows))
        return
    with transaction():
        for rows in few:
            pour_named(table.name, table.columns, rows)
            yield (count := count + len(rows))


def count(table: str) -> int:
    """How many rows a table has."""
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT count(*) FROM "{table}"')
        return int(cursor.fetchone()[0])


def go_on_after_all() -> None:
    """Let the next id of every table follow its highest."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), snapshot.tables()):
            cursor.execute(statement)


def _own_tables() -> list[str]:
    beginnings = (*(f"{app.label}_" for app in apps.get_app_configs()), "django_")
    found = [name for name in connection.introspection.table_names() if name.startswith(beginnings)]
    return sorted(found)
