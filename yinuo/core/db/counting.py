"""Counting that stops where nobody reads on."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import IntegerField, QuerySet
from django.db.models.expressions import Expression


class Count(Expression):
    """How many rows `queryset` has, `most` at the most, as a column; it may have the gaps of a prepared read.

    So the price is the same for ten thousand rows and for a million.
    """

    output_field = IntegerField()

    def __init__(self, queryset: QuerySet[Any], most: int) -> None:
        super().__init__()
        self._query = queryset.order_by().values("pk")[:most].query

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        """A subquery."""
        try:
            sql, values = self._query.get_compiler(connection=connection).as_sql()
        except EmptyResultSet:
            return "0", []
        return f"(SELECT count(*) FROM ({sql}) AS counted)", list(values)


def counts(querysets: Sequence[QuerySet[Any]], most: int) -> list[int]:
    """How many rows each queryset has, `most` at the most, in one statement."""
    parts = [Count(queryset, most).as_sql(None, connection) for queryset in querysets]
    if not parts:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {', '.join(sql for sql, _ in parts)}", [value for _, values in parts for value in values]
        )
        return list(cursor.fetchone())
