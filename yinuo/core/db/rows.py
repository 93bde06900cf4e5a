"""Rows written by statements that are made once for each table and set of columns.

The same as Django's `save`, without its signals (the desk has none) and without making the SQL each time.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, Final, TypeAlias, cast

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, models

from yinuo.core.db import cursors

Model = type[models.Model]
Field: TypeAlias = "models.Field[Any, Any]"
Fields: TypeAlias = "tuple[Field, ...]"
_PLAIN: Final = frozenset({int, str, bool, type(None)})


def insert(*rows: models.Model) -> None:
    """Insert rows of one table, in their order, in one statement; they get their ids."""
    if not rows:
        return
    model = type(rows[0])
    sql, fields = _insert(model, len(rows), connection.vendor, ())
    _take_ids(rows, _returned(sql, _values(rows, fields)))


def insert_missing(row: models.Model, *unique: str) -> bool:
    """Insert a row unless its table has one with the same `unique` columns; says whether it did.

    The columns must be those of a unique constraint. Any other constraint still raises IntegrityError.
    """
    sql, fields = _insert(type(row), 1, connection.vendor, unique)
    return _inserted(row, sql, fields)


def insert_if_free(row: models.Model) -> bool:
    """Insert a row unless any unique constraint says that one is there; says whether it did.

    Also for constraints of some rows only, which `insert_missing` cannot name.
    """
    sql, fields = _insert_into(type(row), 1)
    return _inserted(row, f"{sql} ON CONFLICT DO NOTHING RETURNING {row._meta.pk.column}", fields)


def _inserted(row: models.Model, sql: str, fields: Fields) -> bool:
    found = _returned(sql, _values([row], fields))
    if found:
        _take_ids([row], found)
    return bool(found)


def insert_or_count(
    rows: Sequence[models.Model], *unique: str, counted: str, latest: Sequence[str] = ()
) -> None:
    """Insert rows of one table in one statement; of one that is there already, add one to `counted`.

    The same are those with the same `unique` columns, which must be those of a unique constraint and differ
    among `rows`. Of these the columns `latest` are taken over, a text unless it is empty. They get no ids.
    """
    if not rows:
        return
    sql, fields = _insert_or_count(type(rows[0]), len(rows), unique, counted, tuple(latest))
    cursors.repeating().execute(sql, _values(rows, fields))


def inserting(rows: Sequence[models.Model], more: str) -> tuple[str, list[Any]]:
    """The statement that inserts rows of one table, `more` at its end, and its values."""
    sql, fields = _insert_into(type(rows[0]), len(rows))
    return f"{sql} {more}", _values(rows, fields)


def update(row: models.Model, *names: str) -> None:
    """Write these fields of a row that is there. Raises DatabaseError when it is gone."""
    sql, fields = _update(type(row), names)
    cursor = cursors.repeating()
    cursor.execute(sql, [*_values([row], fields), row.pk])
    if cursor.rowcount != 1:
        raise DatabaseError(f"{type(row).__name__} {row.pk} is gone")


def change(model: Model, where: Mapping[str, Any], **columns: Any) -> int:
    """Set columns of the rows that have these values (None is none, of a tuple any); says how many."""
    sought = {name: value if isinstance(value, tuple | None) else (value,) for name, value in where.items()}
    shape = tuple((name, None if some is None else len(some)) for name, some in sought.items())
    sql, fields, asked = _change(model, tuple(columns), shape)
    values = [_prepared(field, value) for field, value in zip(fields, columns.values(), strict=True)]
    for field, some in zip(asked, sought.values(), strict=True):
        values += [_prepared(field, value) for value in some or ()]
    cursor = cursors.repeating()
    cursor.execute(sql, values)
    return int(cursor.rowcount)


def count_up(model: Model, where: Mapping[str, Any], name: str, **columns: Any) -> int | None:
    """Add one to a column of the row with these values, and set others; what it is then, None without one."""
    sql, fields = _count_up(model, tuple(where), name, tuple(columns))
    values = [*columns.values(), *where.values()]
    found = _returned(sql, [_prepared(*pair) for pair in zip(fields, values, strict=True)])
    return int(found[0][0]) if found else None


def _returned(sql: str, values: list[Any]) -> list[Any]:
    cursor = cursors.repeating()
    cursor.execute(sql, values)
    return list(cursor.fetchall())


def _take_ids(rows: Sequence[models.Model], found: Sequence[Any]) -> None:
    for row, (pk,) in zip(rows, found, strict=True):
        row.pk = pk
        row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS


def _values(rows: Sequence[models.Model], fields: Fields) -> list[Any]:
    """The fields' values as the driver takes them."""
    plan = _plan(fields)
    return [
        value if type(value := getattr(row, name)) in _PLAIN and is_plain else _prepared(field, value)
        for row in rows
        for name, is_plain, field in plan
    ]


@lru_cache(maxsize=256)
def _plan(fields: Fields) -> tuple[tuple[str, bool, Field], ...]:
    """Of each field its column's name, and whether the driver takes plain values of it as they are."""
    return tuple((field.attname, not isinstance(field, models.JSONField), field) for field in fields)


def _prepared(field: Field, value: Any) -> Any:
    if isinstance(value, models.Model):
        value = value.pk
    if type(value) in _PLAIN and not isinstance(field, models.JSONField):
        return value
    if type(value) is datetime and isinstance(field, models.DateTimeField):
        return connection.ops.adapt_datetimefield_value(value)
    return field.get_db_prep_save(value, connection)


@lru_cache(maxsize=256)
def _insert(model: Model, count: int, vendor: str, unique: tuple[str, ...]) -> tuple[str, Fields]:
    """The statement for `count` rows of a database of this kind, and the fields of each row."""
    sql, fields = _insert_into(model, count)
    conflict = f" ON CONFLICT ({_listed(_fields(model, unique))}) DO NOTHING" if unique else ""
    return f"{sql}{conflict} RETURNING {model._meta.pk.column}", fields


@lru_cache(maxsize=64)
def _insert_or_count(
    model: Model, count: int, unique: tuple[str, ...], counted: str, latest: tuple[str, ...]
) -> tuple[str, Fields]:
    sql, fields = _insert_into(model, count)
    table, counter = model._meta.db_table, _listed(_fields(model, (counted,)))
    sets = [f"{counter} = {table}.{counter} + 1"]
    for field in _fields(model, latest):
        column = _listed([field])
        is_text = isinstance(field, models.CharField | models.TextField)
        said = f"NULLIF(excluded.{column}, '')" if is_text else f"excluded.{column}"
        sets.append(f"{column} = COALESCE({said}, {table}.{column})")
    conflict = f"ON CONFLICT ({_listed(_fields(model, unique))}) DO UPDATE SET {', '.join(sets)}"
    return f"{sql} {conflict}", fields


def _insert_into(model: Model, count: int) -> tuple[str, Fields]:
    fields = tuple(field for field in model._meta.concrete_fields if not isinstance(field, models.AutoField))
    one = f"({', '.join(['%s'] * len(fields))})"
    into = f"INSERT INTO {model._meta.db_table} ({_listed(fields)})"
    return f"{into} VALUES {', '.join([one] * count)}", fields


@lru_cache(maxsize=256)
def _update(model: Model, names: tuple[str, ...]) -> tuple[str, Fields]:
    fields = _fields(model, names)
    columns = ", ".join(f"{_listed([field])} = %s" for field in fields)
    return f"UPDATE {model._meta.db_table} SET {columns} WHERE {model._meta.pk.column} = %s", fields


@lru_cache(maxsize=256)
def _change(
    model: Model, names: tuple[str, ...], shape: tuple[tuple[str, int | None], ...]
) -> tuple[str, Fields, Fields]:
    fields, asked = _fields(model, names), _fields(model, [name for name, _ in shape])
    columns = ", ".join(f"{_listed([field])} = %s" for field in fields)
    tests = [_test(field, count) for field, (_, count) in zip(asked, shape, strict=True)]
    return f"UPDATE {model._meta.db_table} SET {columns} WHERE {' AND '.join(tests)}", fields, asked


@lru_cache(maxsize=64)
def _count_up(model: Model, where: tuple[str, ...], name: str, names: tuple[str, ...]) -> tuple[str, Fields]:
    fields, asked = _fields(model, names), _fields(model, where)
    counted = _listed(_fields(model, (name,)))
    columns = ", ".join([f"{counted} = {counted} + 1", *(f"{_listed([field])} = %s" for field in fields)])
    tests = " AND ".join(_test(field, 1) for field in asked)
    return f"UPDATE {model._meta.db_table} SET {columns} WHERE {tests} RETURNING {counted}", (*fields, *asked)


def _test(field: Field, count: int | None) -> str:
    some = "IS NULL" if count is None else f"IN ({', '.join(['%s'] * count)})"
    return f"{_listed([field])} {some}"


def _fields(model: Model, names: Sequence[str]) -> Fields:
    return tuple(cast("Field", model._meta.get_field(name)) for name in names)


def _listed(fields: Sequence[Field]) -> str:
    return ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
