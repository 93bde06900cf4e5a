"""Writing a row that may be there already."""

from typing import Any, TypeVar

from django.db import models

from yinuo.core.db import rows

Row = TypeVar("Row", bound=models.Model)


def insert_once(row: Row, *unique: str) -> tuple[Row, bool]:
    """Insert `row` unless one with the same values in the `unique` fields is there; says whether it is new.

    The fields must be those of a unique constraint. Two writers at the same moment: one inserts, the other
    gets the first one's row. With a None among the values nothing can be the same. Any other constraint still
    raises IntegrityError.
    """
    columns = (str(getattr(row._meta.get_field(name), "attname", name)) for name in unique)
    same: dict[str, Any] = {name: getattr(row, name) for name in columns}
    if None in same.values():
        rows.insert(row)
        return row, True
    if rows.insert_missing(row, *unique):
        return row, True
    return type(row)._default_manager.get(**same), False
