"""What each figure of an order's facts counts, as conditions: a figure and its tickets are one condition."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db.models import Count, Q, QuerySet, Sum, Value

from yinuo.core.errors import NotFound
from yinuo.reports import may
from yinuo.reports.models import OrderFact, Outcome, Timing
from yinuo.reports.queries import naming
from yinuo.reports.rules.scopes import Scope
from yinuo.staff.models import Person, Region

Counted = dict[str, dict[str, int]]
"""By row key, what was counted by name."""


@dataclass(frozen=True)
class Source:
    """Where a report's figures come from: the day by which a fact counts, which facts belong, what each name
    counts, and the columns that are summed.
    """

    day: str
    counts: Mapping[str, Q]
    keeps: Q = field(default_factory=Q)
    sums: Mapping[str, str] = field(default_factory=dict)


def _timings(column: str) -> dict[str, Q]:
    """What reports about being in time have in common."""
    return {
        "due": Q(),
        "in_time": Q(**{column: Timing.IN_TIME}),
        "late": Q(**{f"{column}__in": (Timing.LATE, Timing.OBJECTIVE)}),
        "objective": Q(**{column: Timing.OBJECTIVE}),
        "answerable": Q(**{f"{column}__in": (Timing.IN_TIME, Timing.LATE)}),
    }


SOURCES: Final[Mapping[str, Source]] = {
    "origins": Source(
        "day",
        {
            "contacts": Q(),
            "shipped": Q(outcome=Outcome.SHIPPED),
            "cancelled": Q(outcome=Outcome.CANCELLED),
            "not_shipped": Q(outcome=Outcome.NOT_SHIPPED),
        },
    ),
    "pickups": Source(
        "pickup_on",
        {**_timings("pickup"), "collected": Q(wait_seconds__isnull=False)},
        keeps=~Q(pickup=""),
        sums={"wait_seconds": "wait_seconds"},
    ),
    "slips": Source(
        "confirmed_on",
        {**_timings("slip"), "sent": Q(slip_seconds__isnull=False)},
        keeps=~Q(slip=""),
        sums={"wait_seconds": "slip_seconds"},
    ),
}
_FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "area": ("area",),
    "reason": ("outcome", "reason"),
    "hour": ("confirmed_hour",),
    "channel": ("channel",),
    "region": ("region_id",),
    "team": ("team_id",),
    "person": ("person_id",),
    "driver": ("driver_id",),
}
"""By which columns a way to divide groups; `day` and `week` by the report's own day."""


def counted(report: str, parts: Sequence[str], scope: Scope, person: Person, grouping: str) -> Counted:
    """How many there are of each part, by row; in one row, with an empty key, without a grouping. One
    statement, one more where a branch narrows.
    """
    rows, source = facts(report, scope, person), SOURCES[report]
    asked = {f"n_{part}": _aggregate(source, part) for part in parts}
    if not grouping:
        found = rows.aggregate(**asked)
        return {"": {part: found[f"n_{part}"] or 0 for part in parts}}
    names, sums = _columns(source, grouping), Counted()
    for line in rows.order_by().values_list(*names).annotate(**asked):
        into = sums.setdefault(_key(grouping, line[: len(names)]), dict.fromkeys(parts, 0))
        for part, number in zip(parts, line[len(names) :], strict=True):
            into[part] += number or 0
    return sums


def facts(report: str, scope: Scope, person: Person) -> "QuerySet[OrderFact]":
    """The facts of a report within a scope, as far as this person may see."""
    source = SOURCES[report]
    within = Q(**{f"{source.day}__gte": scope.start, f"{source.day}__lte": scope.end})
    rows = OrderFact.objects.filter(within & source.keeps)
    for name in ("region", "team", "person", "driver"):
        if wanted := getattr(scope, name):
            rows = rows.filter(**{f"{name}_id": wanted})
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
        names, parts = _columns(source, grouping), naming.parts_of(key)
        return Q(**{name: _typed(name, part) for name, part in zip(names, parts, strict=True)})
    except (ValueError, ValidationError) as error:
        raise NotFound("not_found") from error


def _typed(name: str, part: str) -> Any:
    """What a part of a key is in its column. Raises ValidationError."""
    field: Any = OrderFact._meta.get_field(name)
    return field.to_python(part)


def _columns(source: Source, grouping: str) -> tuple[str, ...]:
    match grouping:
        case "day":
            return (source.day,)
        case "week":
            return (source.day, "hour")
    return _FIELDS[grouping]


def _key(grouping: str, values: Sequence[Any]) -> str:
    if grouping == "week":
        values = (values[0].isoweekday(), values[1])
    return naming.key_of(values)


def _days(scope: Scope, weekday: int) -> list[date]:
    days = (scope.start + timedelta(days=number) for number in range(scope.days))
    return [day for day in days if day.isoweekday() == weekday]


def _aggregate(source: Source, part: str) -> Any:
    if part in source.sums:
        return Sum(source.sums[part])
    condition = source.counts[part]
    return Count(Value(1), filter=condition) if condition else Count("*")
