"""What stands beside a report's counts: the orders they are measured by, and medians and quantiles."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.db.models import Case, CharField, Count, F, Q, QuerySet, Value, When, Window
from django.db.models.functions import RowNumber

from yinuo.reports import may
from yinuo.reports.models import OrderFact
from yinuo.reports.queries import counting
from yinuo.reports.queries.counting import Counted
from yinuo.reports.queries.sources import ORDERS, SOURCES, Source
from yinuo.reports.rules import scopes
from yinuo.reports.rules.scopes import Scope
from yinuo.staff.models import Person

_SHARED: Final[Mapping[str, str]] = {
    "region": "region_id",
    "team": "team_id",
    "driver": "driver_id",
    "day": "confirmed_on",
    "month": "confirmed_on",
}
"""What orders are divided by as their complaints are; by anything else each row has all of them."""
_HANDLED: Final = "person"
"""Whose a complaint is says nothing of orders, so there are none to measure it by."""


def added(
    report: str, parts: Sequence[str], found: Counted, scope: Scope, person: Person, grouping: str
) -> Counted:
    """The counts of a report with what stands beside them, by the same rows. One statement for the orders,
    one for the quantiles of a column.
    """
    source = SOURCES[report]
    if ORDERS in parts:
        orders = _orders(scope, person, grouping)
        for key, counts in found.items():
            counts[ORDERS] = orders.get(key if grouping in _SHARED else "", 0)
    wanted = [part for part in parts if part in source.quantiles]
    for column in {source.quantiles[part][0] for part in wanted}:
        asked = {part: source.quantiles[part][1] for part in wanted if source.quantiles[part][0] == column}
        ranked = _quantiles(report, column, asked, scope, person, grouping)
        for key, counts in found.items():
            counts |= ranked.get(key, dict.fromkeys(asked, 0))
    return found


def _orders(scope: Scope, person: Person, grouping: str) -> dict[str, int]:
    """The orders confirmed within the scope, by row; under an empty key where they are not divided."""
    if grouping == _HANDLED or scope.person:
        return {}
    rows = OrderFact.objects.filter(confirmed_on__gte=scope.start, confirmed_on__lte=scope.end)
    wanted = {f"{name}_id": getattr(scope, name) for name in ("region", "team", "driver")}
    rows = rows.filter(**{name: number for name, number in wanted.items() if number})
    if scope.branch:
        rows = rows.filter(region_id__in=counting.regions_of(scope.branch))
    if not may.see_all(person):
        rows = rows.filter(team_id=person.team_id or -1)
    if grouping not in _SHARED:
        return {"": rows.count()}
    sums: dict[str, int] = {}
    for value, number in rows.order_by().values_list(_SHARED[grouping]).annotate(n=Count("*")):
        key = counting.key_of(grouping, (value,))
        sums[key] = sums.get(key, 0) + number
    return sums


def _quantiles(
    report: str, column: str, asked: Mapping[str, int], scope: Scope, person: Person, grouping: str
) -> Counted:
    """By row and part the seconds within which so many per cent are done, times the cases: so that a span is
    always `over` ÷ `under`. The nearest rank: of n in order the one at n × per cent, rounded up.
    """
    source = SOURCES[report]
    rows, names = _parted(counting.facts(report, scope, person), source, scope, grouping)
    by = [F(name) for name in names] or None
    rows = rows.filter(**{f"{column}__isnull": False}).annotate(
        place=Window(RowNumber(), partition_by=by, order_by=F(column).asc()),
        cases=Window(Count("*"), partition_by=by),
    )
    places = Q()
    for percent in asked.values():
        places |= Q(place=_rank(F("cases"), percent))
    sums = Counted()
    for *key, seconds, place, cases in rows.filter(places).values_list(*names, column, "place", "cases"):
        into = sums.setdefault(_key(grouping, key), dict.fromkeys(asked, 0))
        for part, percent in asked.items():
            if place == _rank(cases, percent):
                into[part] = seconds * cases
    return sums


def _rank(cases: Any, percent: int) -> Any:
    """Which of so many cases in order it is: whole numbers, of Python and of both databases."""
    if isinstance(cases, int):
        return (cases * percent + 99) // 100
    return (cases * percent + 99) / 100


def _parted(
    rows: "QuerySet[Any]", source: Source, scope: Scope, grouping: str
) -> tuple["QuerySet[Any]", tuple[str, ...]]:
    """The facts with the columns by which they are divided; a month is the days that it has."""
    if grouping != "month":
        return rows, counting.columns(source, grouping) if grouping else ()
    months, month = [], scopes.month_of(scope.start)
    while month.start <= scope.end:
        within = {f"{source.day}__gte": month.start, f"{source.day}__lte": month.end}
        months.append(When(**within, then=Value(f"{month.start:%Y-%m}")))
        month = month.after()
    return rows.annotate(month=Case(*months, output_field=CharField())), ("month",)


def _key(grouping: str, values: Sequence[Any]) -> str:
    return str(values[0]) if grouping == "month" else counting.key_of(grouping, values)
