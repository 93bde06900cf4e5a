"""A cursor for statements that come again: neither made nor planned anew each time.

PostgreSQL needs for the plan of a read with ten joins several times what the answer costs. Django writes
values into the text of each statement, so that no two are the same; here they stay apart, and the driver
prepares a statement when it comes again (`prepare_threshold` in the address; `never` behind a pooler that
cannot keep them). SQLite's driver keeps its statements by itself.
"""

import re
import threading
from functools import lru_cache
from typing import Any, Final

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.backends.sqlite3.base import SQLiteCursorWrapper
from django.db.backends.utils import CursorWrapper
from django.utils.module_loading import import_string

_PLAIN: Final = re.compile(r"[A-Za-z0-9_.-]*", re.ASCII)


class _Kept(threading.local):
    """This thread's cursor and the driver's connection it belongs to."""

    connection: Any = None
    cursor: Any = None


_kept = _Kept()


def repeating() -> CursorWrapper:
    """The thread's cursor for a statement whose text is always the same.

    It is there for everybody: read the answer at once, and never close it.
    """
    database = connections[DEFAULT_DB_ALIAS]  # looked up once: `connection` looks it up at every word
    if database.queries_logged:  # whoever reads the log wants to see the values
        return database.cursor()
    database.close_if_health_check_failed()
    database.ensure_connection()
    raw = database.connection
    if _kept.connection is not raw:
        _kept.connection = raw
        _kept.cursor = _of_sqlite(raw) if database.vendor == "sqlite" else _of_postgresql(raw)
    return database.make_cursor(_kept.cursor)


def literal(value: Any) -> str | None:
    """A value that is always the same as a part of the statement's text, so that a plan can rely on it.

    None where the database plans with it anyhow, and for whatever is no number, plain word or truth.
    """
    if connection.vendor == "sqlite":
        return None
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int):
        return str(int(value))
    return f"'{value}'" if isinstance(value, str) and _PLAIN.fullmatch(value) else None


class _SQLiteCursor(SQLiteCursorWrapper):
    """Remembers how the driver wants a statement written."""

    def convert_query(self, query: str, *, param_names: Any = None) -> str:
        return (
            _written(query) if param_names is None else super().convert_query(query, param_names=param_names)
        )


@lru_cache(maxsize=512)
def _written(query: str) -> str:
    return re.sub(r"(?<!%)%s", "?", query).replace("%%", "%")


def _of_sqlite(raw: Any) -> Any:
    return raw.cursor(factory=_SQLiteCursor)


def _of_postgresql(raw: Any) -> Any:
    return import_string("yinuo.core.db.numbered.NumberedCursor")(raw)  # whoever has SQLite loads no driver
