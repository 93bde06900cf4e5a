"""Telling whether something was written: which tables a piece of work wrote to, how many rows there are."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.db import connection

Counts = dict[str, int]
_WRITE = re.compile(r'(?:INSERT (?:OR \w+ )?INTO|UPDATE|DELETE FROM) "?(\w+)"?', re.IGNORECASE)


@contextmanager
def writing() -> Iterator[set[str]]:
    """The tables that are written to inside, whether a row changes or not; locking a row is no writing."""
    names: set[str] = set()

    def watch(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if not sql.lstrip().upper().startswith("SELECT"):
            names.update(_WRITE.findall(sql))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield names


def counted() -> Counts:
    """How many rows each table has."""
    names = sorted({model._meta.db_table for model in apps.get_models(include_auto_created=True)})
    query = " UNION ALL ".join(f"SELECT '{name}', count(*) FROM {name}" for name in names)
    with connection.cursor() as cursor:
        cursor.execute(query)
        return dict(cursor.fetchall())


def changed(before: Counts) -> Counts:
    """By how many rows each table differs from `before`; those that do not are left out."""
    now = counted()
    return {name: now[name] - before[name] for name in now if now[name] != before[name]}
