"""Writing a row that may be there already."""

from typing import Any, TypeVar

from django.db import IntegrityError, models
from django.db import transaction as django_transaction

Row = TypeVar("Row", bound=models.Model)


def insert_once(row: Row, *unique: str) -> tuple[Row, bool]:
    """Insert `row` unless one with the same values in the `unique` fields is there; says whether it is new.

    Two writers at the same moment: one inserts, the other gets the first one's row. With a None among the
    values nothing can be the same. Any other constraint still raises IntegrityError.
    """
    same: dict[str, Any] = {name: getattr(row, name) for name in unique}
    rows = type(row)._default_manager.filter(**same)
    if None in same.values():
        row.save(force_insert=True)
        return row, True
    if first := rows.first():
        return first, False
    try:
        with django_transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        if first := rows.first():
            return first, False
        raise
    return row, True
