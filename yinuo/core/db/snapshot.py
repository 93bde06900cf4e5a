"""Every row of the database as it stands at one moment, read beside those who write.

What comes out is alike on both databases: numbers and truths as numbers, everything else as text, moments in
UTC the way SQLite keeps them. So a copy of one database can be poured into the other.

SQLite: a read transaction of a connection of its own; the log keeps what others write meanwhile. PostgreSQL:
a read-only transaction that sees nothing newer, read through a cursor that stays in the server.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from django.apps import apps
from django.db import connection, models
from django.db.migrations.recorder import MigrationRecorder

Model: TypeAlias = "type[models.Model]"
Field: TypeAlias = "models.Field[Any, Any]"
OURS: Final = "yinuo."
AT_ONCE: Final = 2_000

_PLAIN: Final = frozenset({
    "AutoField", "BigAutoField", "BigIntegerField", "BooleanField", "CharField", "DateField",
    "DateTimeField", "FloatField", "ForeignKey", "GenericIPAddressField", "IntegerField", "JSONField",
    "OneToOneField", "PositiveBigIntegerField", "PositiveIntegerField", "PositiveSmallIntegerField",
    "SlugField", "SmallIntegerField", "TextField", "TimeField",
})  # fmt: skip
"""The kinds of columns that both databases are known to read and write alike."""
_POSTGRES: Final = {
    "BooleanField": "{}::int",
    "DateField": "to_char({}, 'YYYY-MM-DD')",
    "DateTimeField": ("replace(to_char({} AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), '.000000', '')"),
    "GenericIPAddressField": "host({})",
    "JSONField": "{}::text",
    "TimeField": "replace(to_char({}, 'HH24:MI:SS.US'), '.000000', '')",
}
_SQLITE: Final = {
    "BooleanField": "CAST({} AS integer)",
    "DateField": "CAST({} AS text)",
    "DateTimeField": "CAST({} AS text)",
    "TimeField": "CAST({} AS text)",
}
"""Said so that the driver gives what is stored and makes nothing of it."""


@dataclass(frozen=True)
class Table:
    """A table and its columns, in the order in which rows are read and poured."""

    name: str
    columns: tuple[str, ...]


class Snapshot:
    """The database at one moment."""

    def __init__(self, raw: Any, vendor: str) -> None:
        self._raw, self._vendor = raw, vendor

    def count(self, table: Table) -> int:
        """How many rows a table has."""
        found = self._raw.execute(f'SELECT count(*) FROM "{table.name}"').fetchone()
        return int(found[0])

    def rows(self, model: Model) -> Iterator[Sequence[Any]]:
        """Every row of a table, by its primary key."""
        meta = model._meta
        columns = ", ".join(_read(field, self._vendor) for field in meta.concrete_fields)
        sql = f'SELECT {columns} FROM "{meta.db_table}" ORDER BY "{meta.pk.column}"'
        with self._cursor() as cursor:
            cursor.execute(sql)
            while few := cursor.fetchmany(AT_ONCE):
                yield from few

    @contextmanager
    def _cursor(self) -> Iterator[Any]:
        cursor = self._raw.cursor() if self._vendor == "sqlite" else self._raw.cursor("snapshot")
        try:
            yield cursor
        finally:
            cursor.close()

    def migrations(self) -> list[tuple[str, str]]:
        """Every migration that was applied, in its order."""
        found = self._raw.execute("SELECT app, name FROM django_migrations ORDER BY id").fetchall()
        return [(str(app), str(name)) for app, name in found]


def tables() -> list[Model]:
    """Our tables; whichever points to another comes after it."""
    wanted = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_config and model._meta.app_config.name.startswith(OURS) and model._meta.managed
    ]
    found: dict[Model, None] = {}

    def add(model: Model) -> None:
        if model in found:
            return
        for field in model._meta.concrete_fields:
            target = field.related_model
            if isinstance(target, type) and target is not model and target in wanted:
                add(target)
        found[model] = None

    for model in wanted:
        add(model)
    return list(found)


def shape(model: Model) -> Table:
    """The table of a model."""
    columns = tuple(str(field.column) for field in model._meta.concrete_fields)
    return Table(model._meta.db_table, columns)


@contextmanager
def snapshot() -> Iterator[Snapshot]:
    """The database as it stands now, for as long as the block lasts; nobody who writes waits for it."""
    apart = connection.copy()
    try:
        apart.connect()
        raw: Any = apart.connection
        begin = "BEGIN" if apart.vendor == "sqlite" else "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
        raw.execute(begin)
        raw.execute(f"SELECT count(*) FROM {MigrationRecorder.Migration._meta.db_table}").fetchone()
        yield Snapshot(raw, apart.vendor)
        raw.execute("ROLLBACK")
    finally:
        apart.close()


def _read(field: Field, vendor: str) -> str:
    """How a column is read. Raises TypeError for a kind of column that nobody has thought about yet."""
    kind = field.get_internal_type()
    if kind not in _PLAIN:
        raise TypeError(f"{field} is a {kind}: core.db.snapshot must know how both databases keep it")
    if isinstance(field, models.ForeignKey):
        target = field.target_field
        return _read(target, vendor).replace(f'"{target.column}"', f'"{field.column}"')
    column = f'"{field.column}"'
    return (_SQLITE if vendor == "sqlite" else _POSTGRES).get(kind, "{}").format(column)
