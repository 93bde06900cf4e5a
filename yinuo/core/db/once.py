"""Writing a row that may be there already."""

from functools import lru_cache
from typing import Any, TypeVar

from django.db import DatabaseError, models

from yinuo.core.db import rows
from yinuo.core.db.prepared import Prepared

Row = TypeVar("Row", bound=models.Model)


def insert_once(row: Row, *unique: str) -> tuple[Row, bool]:
    """Insert `row` unless one with the same values in the `unique` fields is there; says whether it is new.

    The fields must be those of a unique constraint. Two writers at the same moment: one inserts, the other
    gets the first one's row. With a None among the values nothing can be the same. Any other constraint still
    raises IntegrityError.
    """
    columns = tuple(str(getattr(row._meta.get_field(name), "attname", name)) for name in unique)
    same: list[Any] = [getattr(row, name) for name in columns]
    if None in same:
        rows.insert(row)
        return row, True
    if rows.insert_missing(row, *unique):
        return row, True
    found = _same(type(row), columns).first(*same)
    if found is None:
        raise DatabaseError(f"{type(row).__name__} is gone")
    return found, False


@lru_cache(maxsize=64)
def _same(model: type[Row], columns: tuple[str, ...]) -> Prepared[Row]:
    """The row with these values."""
    return Prepared(lambda *values: model._default_manager.filter(**dict(zip(columns, values, strict=True))))
