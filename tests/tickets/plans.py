"""How the database reads what a query asks for."""

from collections.abc import Callable
from typing import Any

from django.db import connection


def plans(call: Callable[[], Any], table: str = "tickets_") -> list[str]:
    """The plan of every statement that reads `table` while `call` runs, made with the same bound values."""
    asked: list[tuple[str, Any]] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        asked.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        call()
    return [_plan(sql, params) for sql, params in asked if table in sql and sql.startswith("SELECT")]


def _plan(sql: str, params: Any) -> str:
    word = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"{word} {sql}", params)
        return "\n".join(str(row[-1]) for row in cursor.fetchall())


def settle(*tables: str) -> None:
    """PostgreSQL plans by what it knows of a table; forbid what it prefers for small ones."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for table in tables:
                cursor.execute(f"ANALYZE {table}")
            for way in ("bitmapscan", "sort", "hashjoin", "mergejoin"):
                cursor.execute(f"SET LOCAL enable_{way} = off")
