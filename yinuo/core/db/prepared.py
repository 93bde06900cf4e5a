"""Reads whose SQL is made once.

To make the SQL of a queryset costs Django up to ten times what the database needs to answer it. The few
questions that every act asks are therefore written once, as a queryset with gaps, and only filled in later.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import QuerySet
from django.db.models import query as django_query
from django.db.models.expressions import Expression
from django.db.models.query import FlatValuesListIterable, ModelIterable, ValuesListIterable

from yinuo.core.db import cursors

_internals: Any = django_query
Row = TypeVar("Row")
_Convert = Callable[[Any, Any, BaseDatabaseWrapper], Any]


class Gap(Expression):
    """Where a value will stand."""

    def __init__(self, index: int) -> None:
        super().__init__()
        self.index = index

    def as_sql(self, compiler: Any, connection: BaseDatabaseWrapper) -> tuple[str, list[Any]]:  # type: ignore[override]
        """A placeholder; the gap itself marks its place among the parameters."""
        return "%s", [self]


class Prepared(Generic[Row]):
    """A read that is asked again and again with other values.

    `build` gets one gap for each value and returns the queryset: of models (with what it joins), or of
    `values_list`. What it would prefetch is left out. A gap takes numbers, texts and moments, and never None.
    """

    def __init__(self, build: Callable[..., "QuerySet[Any, Any]"]) -> None:
        self._build = build
        self._plans: dict[tuple[str, int], _Plan] = {}

    def all(self, *values: Any) -> list[Row]:
        """The rows for these values."""
        key = (connection.vendor, len(values))
        plan = self._plans.get(key)
        if plan is None:
            plan = self._plans[key] = _Plan(self._build(*map(Gap, range(len(values)))))
        return plan.run(values)

    def first(self, *values: Any) -> Row | None:
        """The first row for these values; None when there is none."""
        return next(iter(self.all(*values)), None)


class _Plan:
    """The SQL of one queryset for one kind of database, and how its rows become objects."""

    def __init__(self, queryset: "QuerySet[Any, Any]") -> None:
        compiler = queryset.query.get_compiler(DEFAULT_DB_ALIAS)
        self._sql, self._params = _constants_written(*compiler.as_sql())
        fields = [column[0] for column in compiler.select[: compiler.col_count]]
        self._converters = list(compiler.get_converters(fields).items())
        self._shape = self._shape_of(queryset, compiler)

    def run(self, values: Sequence[Any]) -> list[Any]:
        filled = [values[part.index] if isinstance(part, Gap) else part for part in self._params]
        cursor = cursors.repeating()
        cursor.execute(self._sql, [_adapted(value) for value in filled])
        rows = cursor.fetchall()
        if self._converters:
            rows = [self._converted(row) for row in rows]
        return [self._shape(row) for row in rows]

    def _converted(self, row: Sequence[Any]) -> list[Any]:
        cells = list(row)
        for at, (converters, expression) in self._converters:
            value = cells[at]
            for convert in converters:
                value = convert(value, expression, connection)
            cells[at] = value
        return cells

    @staticmethod
    def _shape_of(queryset: "QuerySet[Any, Any]", compiler: Any) -> Callable[[Sequence[Any]], Any]:
        kind = queryset._iterable_class
        if kind is FlatValuesListIterable:
            return lambda row: row[0]
        if kind is ValuesListIterable:
            return tuple
        if kind is not ModelIterable:
            raise TypeError(f"{kind.__name__} cannot be prepared")
        return _model(compiler)


def _model(compiler: Any) -> Callable[[Sequence[Any]], models.Model]:
    """How a row becomes a model with what was joined to it."""
    info, select = compiler.klass_info, compiler.select
    model, places = info["model"], info["select_fields"]
    first, last = places[0], places[-1] + 1
    names = [column[0].target.attname for column in select[first:last]]
    related = _internals.get_related_populators(info, select, DEFAULT_DB_ALIAS)

    def make(row: Sequence[Any]) -> models.Model:
        found: models.Model = model.from_db(DEFAULT_DB_ALIAS, names, row[first:last])
        for populator in related:
            populator.populate(row, found)
        return found

    return make


def _constants_written(sql: str, params: Sequence[Any]) -> tuple[str, list[Any]]:
    """Write what is always the same into the text: only then a plan made once can use a partial index."""
    pieces, kept, text = sql.split("%s"), [], ""
    for piece, param in zip(pieces, params, strict=False):
        written = None if isinstance(param, Gap) else cursors.literal(param)
        kept += [param] if written is None else []
        text += piece + ("%s" if written is None else written)
    return text + pieces[-1], kept


def _adapted(value: Any) -> Any:
    """A value as the driver takes it."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return connection.ops.adapt_datefield_value(value)
    return value
