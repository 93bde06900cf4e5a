"""What stands beside a report's counts: the orders they are measured by, and medians and quantiles."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.db.models import Case, CharField, Count, F, QuerySet, Value, When

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
_WHOLE: Final = "*"
"""The key of what is not divided; no row has it."""
_SPAN: Final = 900
"""Seconds that are first counted together."""


def add(
    report: str,
    parts: Sequence[str],
    found: Counted,
    whole: dict[str, int],
    scope: Scope,
    person: Person,
    grouping: str,
) -> None:
    """Put beside the counts of a report, by row and undivided, what they are measured by. One statement for
    the orders, two for the quantiles of a column.
    """
    source = SOURCES[report]
    if ORDERS in parts:
        orders = _orders(scope, person, grouping)
        whole[ORDERS] = sum(orders.values())
        for key, counts in found.items():
            counts[ORDERS] = _beside(orders, grouping, key)
    wanted = [part for part in parts if part in source.quantiles]
    for column in {source.quantiles[part][0] for part in wanted}:
        asked = {part: source.quantiles[part][1] for part in wanted if source.quantiles[part][0] == column}
        ranked, none = _quantiles(report, column, asked, scope, person, grouping), dict.fromkeys(asked, 0)
        whole |= ranked.get(_WHOLE, none)
        for key, counts in found.items():
            counts |= ranked.get(key, none)


def _beside(orders: Mapping[str, int], grouping: str, key: str) -> int:
    """The orders by which a row is measured."""
    if grouping == _HANDLED:
        return 0
    return orders.get(key if grouping in _SHARED else "", 0)


def _orders(scope: Scope, person: Person, grouping: str) -> dict[str, int]:
    """The orders confirmed within the scope, by row; under an empty key where they are not divided."""
    if scope.person:
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
    """By row (undivided as `_WHOLE`) and part the seconds within which so many per cent are done, times the
    cases: so that a span is always `over` ÷ `under`. The nearest rank: of n in order the one at n × per cent,
    rounded up.

    Two statements: how many there are in each span of time, then the seconds in the spans that have a wanted
    rank; to number every row would take twice as long.
    """
    rows, names = _parted(counting.facts(report, scope, person), SOURCES[report], scope, grouping)
    rows = rows.filter(**{f"{column}__isnull": False}).annotate(span=F(column) / _SPAN)
    spans = _with_whole(_tallied(rows, names, "span", grouping))
    wanted = {
        (key, part): _ranked(found, _rank(found.total(), percent))
        for key, found in spans.items()
        for part, percent in asked.items()
    }
    near = rows.filter(span__in={span for span, _rest in wanted.values()})
    exact = _with_whole(_tallied(near, names, column, grouping)) if wanted else {}
    sums = Counted()
    for (key, part), (span, rest) in wanted.items():
        within = Counter({at: many for at, many in exact[key].items() if at // _SPAN == span})
        sums.setdefault(key, {})[part] = _ranked(within, rest)[0] * spans[key].total()
    return sums


def _tallied(rows: "QuerySet[Any]", names: Sequence[str], of: str, grouping: str) -> dict[str, Counter[int]]:
    """By row how many there are of each value."""
    found: dict[str, Counter[int]] = {}
    for *key, value, many in rows.order_by().values_list(*names, of).annotate(many=Count("*")):
        found.setdefault(_key(grouping, key), Counter())[value] += many
    return found


def _with_whole(found: dict[str, Counter[int]]) -> dict[str, Counter[int]]:
    """The rows and all of them together; nothing where there are none."""
    whole = Counter[int]()
    for tallied in found.values():
        whole.update(tallied)
    return {**found, _WHOLE: whole} if found else {}


def _ranked(found: Counter[int], rank: int) -> tuple[int, int]:
    """The value with this rank in order, and its rank among those of the same value."""
    for value in sorted(found):
        if rank <= found[value]:
            return value, rank
        rank -= found[value]
    raise ValueError(f"there is no rank {rank} more")


def _rank(cases: int, percent: int) -> int:
    """Which of so many cases in order it is."""
    return (cases * percent + 99) // 100


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
