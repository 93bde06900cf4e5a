"""What each figure counts of the facts, as conditions: a figure and its tickets are one condition."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db.models import Count, Model, Q, QuerySet, Sum, Value

from yinuo.core.errors import NotFound
from yinuo.inquiries.models import Type
from yinuo.reports import may
from yinuo.reports.models import LinkUse, OrderFact, Outcome, QuestionFact, ReviewFact, Timing
from yinuo.reports.queries import naming
from yinuo.reports.rules import scopes
from yinuo.reports.rules.scopes import Scope
from yinuo.staff.models import Person, Region

Counted = dict[str, dict[str, int]]
"""By row key, what was counted by name."""


@dataclass(frozen=True)
class Source:
    """Where a report's figures come from: the day by which a fact counts, which facts belong, what each name
    counts, and the columns that are summed. `fields` are the columns of ways to divide that are called
    otherwise here.
    """

    day: str
    counts: Mapping[str, Q]
    keeps: Q = field(default_factory=Q)
    sums: Mapping[str, str] = field(default_factory=dict)
    model: type[Model] = OrderFact
    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def _timings(column: str) -> dict[str, Q]:
    """What reports about being in time have in common."""
    return {
        "due": Q(),
        "in_time": Q(**{column: Timing.IN_TIME}),
        "late": Q(**{f"{column}__in": (Timing.LATE, Timing.OBJECTIVE)}),
        "objective": Q(**{column: Timing.OBJECTIVE}),
        "answerable": Q(**{f"{column}__in": (Timing.IN_TIME, Timing.LATE)}),
    }


_PROGRESS: Final = Q(is_self=False, type__in=(Type.ARRIVAL, Type.STATE))
"""Asked about goods that are on their way."""
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
    "deliveries": Source("delivery_on", _timings("delivery"), keeps=~Q(delivery="")),
    "reviews": Source(
        "day",
        {
            **_timings("review"),
            "placed": Q(),
            "reviewed": Q(review_seconds__isnull=False),
            "confirmed": Q(outcome=ReviewFact.Outcome.CONFIRMED),
            "voided": Q(outcome=ReviewFact.Outcome.VOIDED),
        },
        sums={"review_seconds": "review_seconds"},
        model=ReviewFact,
        fields={"shift": ("rule",), "hour": ("hour",)},
    ),
    "inquiries": Source(
        "day",
        {
            "asked": Q(),
            "solved": Q(is_first=True, is_repeat=False),
            "promised": ~Q(callback=""),
            "kept": Q(callback=Timing.IN_TIME),
            "answerable": Q(callback__in=(Timing.IN_TIME, Timing.LATE)),
        },
        keeps=Q(is_self=False),
        model=QuestionFact,
        fields={"hour": ("hour",)},
    ),
    "selfservice": Source(
        "day",
        {
            "all": Q(is_self=True) | _PROGRESS,
            "looked": Q(is_self=True),
            "asked": _PROGRESS,
            "linked": ~Q(link=""),
            "saved": Q(link=LinkUse.USED, is_repeat=False),
        },
        model=QuestionFact,
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
    "type": ("type",),
}
"""By which columns a way to divide groups; `day`, `month` and `week` by the report's own day."""


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


def facts(report: str, scope: Scope, person: Person) -> "QuerySet[Any]":
    """The facts of a report within a scope, as far as this person may see."""
    source = SOURCES[report]
    within = Q(**{f"{source.day}__gte": scope.start, f"{source.day}__lte": scope.end})
    rows = source.model._default_manager.filter(within & source.keeps)
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
        names, parts = _columns(source, grouping), naming.parts_of(key)
        return Q(**{name: _typed(source, name, part) for name, part in zip(names, parts, strict=True)})
    except (ValueError, ValidationError) as error:
        raise NotFound("not_found") from error


def _typed(source: Source, name: str, part: str) -> Any:
    """What a part of a key is in its column. Raises ValidationError."""
    field: Any = source.model._meta.get_field(name)
    return field.to_python(part)


def _columns(source: Source, grouping: str) -> tuple[str, ...]:
    match grouping:
        case "day" | "month":
            return (source.day,)
        case "week":
            return (source.day, "hour")
    return source.fields.get(grouping) or _FIELDS[grouping]


def _key(grouping: str, values: Sequence[Any]) -> str:
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
