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
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import CreateModel
from django.db.migrations.recorder import MigrationRecorder

from yinuo.core.db import snapshot
from yinuo.core.db.pour import pour_named
from yinuo.core.db.unit import transaction

MARK: Final = "yinuo_unfinished"
_BEATS: Final = frozenset({"core_pulse"})
"""What a worker writes by itself into a desk without a company."""
MIGRATIONS: Final = "django_migrations"
_OF_SEARCH: Final = "_fts"
"""What follows the name of a table in the names of those that SQLite's search keeps beside it."""


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


def foreign() -> str:
    """What in this database is not the desk's, in words; empty when there is nothing of the kind.

    Table names alone prove little (another project of Django may have an `orders_order`): every table must be
    one that some version of ours makes, and every migration that was applied one of an app we have.
    """
    present = [name for name in connection.introspection.table_names() if not name.startswith("sqlite_")]
    if strange := sorted(set(present) - {MARK, *_own_tables()}):
        return f"the table {strange[0]}"
    if MIGRATIONS in present:
        known = {app.label for app in apps.get_app_configs()}
        applied = {app for app, _ in MigrationRecorder(connection).applied_migrations()}
        if strange := sorted(applied - known):
            return f"the app {strange[0]}"
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
    """The tables of this database that we make, or an older version of ours made."""
    ours = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    ours |= {MIGRATIONS, *_ever_made()}
    found = connection.introspection.table_names()
    return sorted(name for name in found if name in ours or name.partition(_OF_SEARCH)[0] in ours)


def _ever_made() -> Iterator[str]:
    """Every table that one of our migrations makes, those that a later one drops among them."""
    for (app, _), migration in MigrationLoader(None, ignore_no_migrations=True).disk_migrations.items():
        if apps.get_app_config(app).name.startswith(snapshot.OURS):
            for one in migration.operations:
                if isinstance(one, CreateModel):
                    yield one.options.get("db_table") or f"{app}_{one.name_lower}"
