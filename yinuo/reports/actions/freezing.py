"""Freezing the figures of closed months, step by step (domain B10)."""

from datetime import date, datetime, timedelta
from typing import Any, Final

from yinuo.core import clock, db
from yinuo.reports.models import ComplaintFact, Frozen, OrderFact, QuestionFact, ReviewFact
from yinuo.reports.queries import closing, promised, running
from yinuo.reports.rules import measures, scopes
from yinuo.reports.rules.measures import Report
from yinuo.reports.rules.scopes import Scope
from yinuo.reports.rules.values import Value
from yinuo.staff.models import Person, Region, Role, Team

MOST_MONTHS: Final = 36
_SYSTEM: Final = Person(role=Role.MANAGER, is_active=True)
"""Whose figures they are: everybody's who sees all."""
_FACTS: Final = (OrderFact, ComplaintFact, QuestionFact, ReviewFact)
Kept = tuple[str, int]


def freeze_due(now: datetime) -> int:
    """One step of the loop: freeze one report of one closed month, for the company, one region or one team.

    The newest month comes first, the company last: its row says that the report's month is done. Of two
    workers that do the same the first is right. Returns how many were frozen: 0 when there is nothing to do.
    """
    found = _next(now)
    if found is None:
        return 0
    month, report, (of, of_id) = found
    narrowed = {of.lower(): of_id} if of_id else {}
    scope = scopes.month_of(month, Scope(month, month, **narrowed))
    values = _values(report, scope)
    row = Frozen(
        report=report.key, month=month, of=of, of_id=of_id, formulas=measures.VERSION, values=values,
        frozen_at=now,
    )  # fmt: skip
    with db.transaction():
        db.insert_once(row, "month", "report", "of", "of_id")
    return 1


def _next(now: datetime) -> tuple[date, Report, Kept] | None:
    """What is to be frozen next."""
    done = set(Frozen.objects.filter(of=Frozen.Of.COMPANY).values_list("month", "report"))
    for month in _closed(now):
        for key, report in measures.REPORTS.items():
            if (month, key) not in done:
                return month, report, _missing(month, key)
    return None


def _closed(now: datetime) -> list[date]:
    """The months that are closed and have something to count, the newest first."""
    firsts = (model.objects.order_by("day").values_list("day", flat=True).first() for model in _FACTS)
    first = min((day for day in firsts if day is not None), default=None)
    if first is None:
        return []
    month, found = clock.local(now).date().replace(day=1), list[date]()
    for _ in range(MOST_MONTHS):
        month = (month - timedelta(days=1)).replace(day=1)
        if month < first.replace(day=1):
            break
        if closing.closes_at(month) <= now:
            found.append(month)
    return found


def _missing(month: date, report: str) -> Kept:
    """Of whom the month is not frozen yet."""
    done = set(Frozen.objects.filter(month=month, report=report).values_list("of", "of_id"))
    parts = [
        (Frozen.Of.REGION.value, pk) for pk in Region.objects.order_by("pk").values_list("pk", flat=True)
    ]
    parts += [(Frozen.Of.TEAM.value, pk) for pk in Team.objects.order_by("pk").values_list("pk", flat=True)]
    return next((one for one in parts if one not in done), (Frozen.Of.COMPANY.value, 0))


def _values(report: Report, scope: Scope) -> closing.Figures:
    """Every figure, in total and by every way to divide it that is counted for this scope."""
    groupings = [one.key for one in report.groupings]
    if report.key == promised.KEY:
        groupings = [one for one in groupings if promised.is_counted_together(scope, one)]
    found = {"": {"": _kept(running.totals_now(report.key, scope, _SYSTEM))}}
    for by in groupings:
        table = running.run_now(report.key, scope, _SYSTEM, by=by)
        found[by] = {row.key: _kept(row.cells) for row in table.rows}
    return found


def _kept(cells: Any) -> dict[str, list[int | None]]:
    return {name: _halves(value) for name, value in cells.items()}


def _halves(value: Value) -> list[int | None]:
    return [value.over] if value.under is None else [value.over, value.under]
