"""What each figure counts of the facts, as conditions: a figure and its tickets are one condition."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Count, Q, QuerySet, Sum, Value

from yinuo.core import clock
from yinuo.core.errors import NotFound
from yinuo.reports import may
from yinuo.reports.queries import naming
from yinuo.reports.queries.sources import FIELDS, SOURCES, Source
from yinuo.reports.rules import scopes
from yinuo.reports.rules.scopes import Scope
from yinuo.staff.models import Person, Region

Counted = dict[str, dict[str, int]]
"""By row key, what was counted by name."""


def counted(report: str, parts: Sequence[str], scope: Scope, person: Person, grouping: str) -> Counted:
    """How many there are of each part, by row; in one row, with an empty key, without a grouping. One
    statement, one more where a branch narrows.
    """
    rows, source = facts(report, scope, person), SOURCES[report]
    asked = {f"n_{part}": _aggregate(source, part) for part in parts}
    if not grouping:
        found = rows.aggregate(**asked)
        return {"": {part: found[f"n_{part}"] or 0 for part in parts}}
    names, sums = columns(source, grouping), Counted()
    for line in rows.order_by().values_list(*names).annotate(**asked):
        into = sums.setdefault(key_of(grouping, line[: len(names)]), dict.fromkeys(parts, 0))
        for part, number in zip(parts, line[len(names) :], strict=True):
            into[part] += number or 0
    return sums


def of_facts(report: str, parts: Sequence[str]) -> list[str]:
    """The parts that are counted or summed of the report's own facts."""
    source = SOURCES[report]
    return [part for part in parts if part in source.counts or part in source.sums]


def facts(report: str, scope: Scope, person: Person) -> "QuerySet[Any]":
    """The facts of a report within a scope, as far as this person may see."""
    source = SOURCES[report]
    within = Q(**{f"{source.day}__gte": scope.start, f"{source.day}__lte": scope.end})
    rows = source.model._default_manager.filter(within & source.keeps)
    if source.ends:
        rows = rows.filter(Q(**{f"{source.day}__lt": clock.today()}) | Q(**{f"{source.ends}__isnull": False}))
    for name in ("region", "team", "person", "driver"):
        if wanted := getattr(scope, name):
            has_it = any(one.name == f"{name}_id" for one in source.model._meta.concrete_fields)
            rows = rows.filter(**{f"{name}_id": wanted}) if has_it else rows.none()
    if scope.branch:
        rows = rows.filter(region_id__in=regions_of(scope.branch))
    return rows if may.see_all(person) else rows.filter(team_id=person.team_id or -1)


def regions_of(branch: int) -> list[int]:
    """The regions of a branch; one that does not exist where it has none."""
    return list(Region.objects.filter(branch=branch).values_list("pk", flat=True)) or [-1]


def of_row(report: str, grouping: str, key: str, scope: Scope) -> Q:
    """The facts of one row. Raises NotFound for a key that is none."""
    source = SOURCES[report]
    try:
        if grouping == "week":
            weekday, hour = map(int, naming.parts_of(key))
            return Q(**{f"{source.day}__in": _days(scope, weekday)}, hour=hour)
        if grouping == "month":
            month = scopes.month_of(date.fromisoformat(f"{key}-01"))
            return Q(**{f"{source.day}__gte": month.start, f"{source.day}__lte": month.end})
        names, parts = columns(source, grouping), naming.parts_of(key)
        return Q(**{name: _typed(source, name, part) for name, part in zip(names, parts, strict=True)})
    except (ValueError, ValidationError) as error:
        raise NotFound("not_found") from error


def _typed(source: Source, name: str, part: str) -> Any:
    """What a part of a key is in its column. Raises ValidationError."""
    field: Any = source.model._meta.get_field(name)
    return field.to_python(part)


def columns(source: Source, grouping: str) -> tuple[str, ...]:
    """By which columns of the facts a way to divide groups."""
    match grouping:
        case "day" | "month":
            return (source.day,)
        case "week":
            return (source.day, "hour")
    return source.fields.get(grouping) or FIELDS[grouping]


def key_of(grouping: str, values: Sequence[Any]) -> str:
    """The key of the row to which these values of its columns belong."""
    if grouping == "week":
        values = (values[0].isoweekday(), values[1])
    if grouping == "month":
        values = (f"{values[0]:%Y-%m}",)
    return naming.key_of(values)


def _days(scope: Scope, weekday: int) -> list[date]:
    days = (scope.start + timedelta(days=number) for number in range(scope.days))
    return [day for day in days if day.isoweekday() == weekday]


def _aggregate(source: Source, part: str) -> Any:
    if part in source.sums:
        return Sum(source.sums[part])
    condition = source.counts[part]
    return Count(Value(1), filter=condition) if condition else Count("*")
