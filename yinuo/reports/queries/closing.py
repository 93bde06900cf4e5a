"""Closed months: when a month closes, and its figures as they were frozen (domain B10)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from yinuo.core import calendar, clock
from yinuo.core.calendar import queries as hours
from yinuo.reports import may
from yinuo.reports.models import Frozen
from yinuo.reports.queries import running
from yinuo.reports.rules import measures, scopes
from yinuo.reports.rules.scopes import Scope
from yinuo.reports.rules.tables import Closing, Table
from yinuo.reports.rules.values import Value
from yinuo.staff.models import Person

WORKING_DAYS: Final = 3
HOUR: Final = time(6)
_LONGEST_REST: Final = 31
Figures = dict[str, dict[str, dict[str, list[int | None]]]]
"""By grouping (empty: in total), row and column: the two halves of a value."""


def run(key: str, scope: Scope, person: Person, *, by: str = "") -> Table:
    """A report for a scope, divided by one of its groupings (the first without `by`).

    A closed month of the company, a region or a team is shown as it was frozen (`Table.closing`), with what
    is counted otherwise by now. A fixed number of statements. Raises NotFound for a report or a grouping that
    there is not, Invalid("not_a_choice") where promises are narrowed by people and places at once.
    """
    report = measures.report(key)
    grouping = measures.grouping(report, by)
    row = frozen(key, scope, person)
    if row is None or grouping.key not in row.values:
        return running.run_now(key, scope, person, by=by)
    cells = {name: values_of(kept) for name, kept in row.values[grouping.key].items()}
    sums = None if report.adds_up else values_of(row.values[""][""])
    found = running.table(report, grouping.key, scope, cells, sums)
    now = running.totals_now(key, scope, person)
    differs = {name: value for name, value in now.items() if value != found.totals[name]}
    return replace(found, closing=Closing(row.frozen_at, row.formulas, differs))


def totals(key: str, scope: Scope, person: Person) -> Mapping[str, Value]:
    """The figures of a report undivided, as frozen where the month is closed. Raises as `run`."""
    row = frozen(key, scope, person)
    return values_of(row.values[""][""]) if row else running.totals_now(key, scope, person)


def frozen(key: str, scope: Scope, person: Person) -> Frozen | None:
    """The frozen figures of exactly this scope; None where it is none that is frozen, or not yet."""
    of = _kept_of(scope, person) if scope.is_month and scope.end < clock.today() else None
    if of is None:
        return None
    return Frozen.objects.filter(report=key, month=scope.start, of=of[0], of_id=of[1]).first()


def closes_at(month: date) -> datetime:
    """When the figures of a month are frozen: at 6:00 on the third working day of the next one."""
    day = scopes.month_of(month).end
    left, kept = WORKING_DAYS, hours.hours_of()
    for _ in range(_LONGEST_REST):
        day += timedelta(days=1)
        left -= bool(calendar.spells_on(day, kept))
        if not left:
            break
    return datetime.combine(day, HOUR, clock.zone())


def values_of(kept: Mapping[str, Any]) -> dict[str, Value]:
    """The figures of one row, as they were kept."""
    return {name: Value(*halves) for name, halves in kept.items()}


def _kept_of(scope: Scope, person: Person) -> tuple[str, int] | None:
    narrowed = {name: number for name in scopes.NARROWED if (number := getattr(scope, name))}
    if not may.see_all(person):
        own = {"team": person.team_id or -1}
        return (Frozen.Of.TEAM, own["team"]) if narrowed in ({}, own) else None
    if not narrowed:
        return Frozen.Of.COMPANY, 0
    name, number = next(iter(narrowed.items()))
    known = {"region": Frozen.Of.REGION, "team": Frozen.Of.TEAM}
    return (known[name], number) if len(narrowed) == 1 and name in known else None
