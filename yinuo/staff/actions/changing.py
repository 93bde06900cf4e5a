"""How rows of this module are changed: checked as a whole, written once, one event that names the fields."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models
from django.db.transaction import on_commit

from yinuo.core import db, events
from yinuo.core.errors import Fault, Invalid, fault
from yinuo.staff import queries
from yinuo.staff.models import Person

Row = TypeVar("Row", bound=models.Model)
_CODES = {
    "blank": "required",
    "null": "required",
    "invalid_choice": "not_a_choice",
    "unique": "value_taken",
    "unique_together": "value_taken",
    "max_length": "too_long",
    "min_value": "out_of_range",
    "max_value": "out_of_range",
}


def add(row: Row, kind: str, *, by: Person | None) -> Row:
    """Check and save a new row and record `kind`. Raises Invalid with every fault."""
    with unique(row), db.transaction():
        _check(row)
        row.save(force_insert=True)
        events.record(kind, subject=row, by=by)
        forget()
    return row


def change(row: Row, kind: str, values: Mapping[str, Any], *, by: Person | None) -> Row:
    """Give `row` new values and record `kind` with the names of what changed; nothing new records nothing.

    Works on the row as it is now, locked, and returns it. Raises Invalid with every fault.
    """
    with unique(row), db.transaction():
        fresh = locked(row)
        old = {name: value for name in values if (value := getattr(fresh, name)) != values[name]}
        if not old:
            return fresh
        for name in old:
            setattr(fresh, name, values[name])
        _check(fresh)
        fresh.save(update_fields=list(old))
        detail = {name: [_plain(value), _plain(values[name])] for name, value in old.items()}
        events.record(kind, subject=fresh, by=by, data={"fields": sorted(old)}, detail=detail)
        forget()
    return fresh


def locked(row: Row) -> Row:
    """The row as it is in the database now, held until the unit of work ends.

    Asked by `__class__`, because a request's own person is a lazy stand-in for the row.
    """
    return row.__class__._default_manager.select_for_update(no_key=True).get(pk=row.pk)


def _check(row: models.Model) -> None:
    foreign = {field.name for field in row._meta.fields if field.is_relation}
    try:
        row.full_clean(exclude=foreign, validate_constraints=False)
    except ValidationError as error:
        raise Invalid(*_faults(row, error)) from error


def _faults(row: models.Model, error: ValidationError) -> Iterator[Fault]:
    for field, problems in error.error_dict.items():
        value = getattr(row, field, "")
        for problem in problems:
            code = _CODES.get(problem.code or "", "key_unreadable")
            params: dict[str, Any] = {"value": str(value)}
            if code == "too_long":
                params = {"limit": (problem.params or {})["limit_value"], "length": len(str(value))}
            yield fault(field, code, **params)


@contextmanager
def unique(row: models.Model) -> Iterator[None]:
    """Two who add the same key at the same moment: the second is told, as if they had come a second later."""
    try:
        yield
    except IntegrityError:
        if not db.in_transaction():
            _check(row)
        raise


def forget() -> None:
    """Let company and names be read again: at once by this thread, after the commit by all."""
    queries.forget()
    on_commit(queries.forget, robust=True)


def _plain(value: Any) -> Any:
    return value.pk if isinstance(value, models.Model) else value
