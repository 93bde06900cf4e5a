"""The promises' own figures, in the words of reports: from their counts by day (domain B10)."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import Any, Final

from django.db.models import Q, QuerySet

from yinuo.core import clock
from yinuo.core.errors import NotFound
from yinuo.promises import queries as promises
from yinuo.promises.models import Promise
from yinuo.promises.queries import tallies
from yinuo.promises.rules.outcomes import Counts
from yinuo.reports import may
from yinuo.reports.queries import counting
from yinuo.reports.queries.counting import Counted
from yinuo.reports.rules.scopes import Scope
from yinuo.staff.models import Person

KEY: Final = "promises"
BY: Final[Mapping[str, tallies.By]] = {
    "rule": "key",
    "person": "person",
    "team": "team",
    "driver": "driver",
    "region": "region",
    "day": "day",
}
"""Ways to divide, in the words of `promises`."""
_COLUMNS: Final = {
    "person": "assignee_id",
    "team": "team_id",
    "driver": "driver_id",
    "region": "region_id",
    "rule": "key",
}


def counted(parts: Sequence[str], scope: Scope, person: Person, grouping: str) -> Counted:
    """How many there are of each part, by row. Raises Invalid("not_a_choice") where people and places narrow
    at once: they are counted apart.
    """
    lines = promises.tally(_asked(scope, person), BY[grouping or "rule"])
    if not grouping:
        total = sum((line.counts for line in lines), Counts())
        return {"": {part: _part(total, part) for part in parts}}
    return {str(line.subject): {part: _part(line.counts, part) for part in parts} for line in lines}


def is_counted_together(scope: Scope, grouping: str) -> bool:
    """Whether the figures are kept for this: people apart from places."""
    people = bool(scope.person) or grouping == "person"
    places = bool(scope.region or scope.branch or scope.driver) or grouping in ("region", "driver")
    return not (people and places)


def behind(column: str, scope: Scope, person: Person, grouping: str, row: str | None) -> QuerySet[Promise]:
    """The promises that a figure counts. Raises NotFound for a row that is none."""
    start = datetime.combine(scope.start, time(), clock.zone())
    end = datetime.combine(scope.end + timedelta(days=1), time(), clock.zone())
    rows = Promise.objects.filter(due_at__gte=start, due_at__lt=end).filter(_of_column(column))
    wanted = {"assignee": scope.person, "team": scope.team, "driver": scope.driver, "region": scope.region}
    rows = rows.filter(**{f"{name}_id": number for name, number in wanted.items() if number})
    if scope.branch:
        rows = rows.filter(region__in=counting.regions_of(scope.branch))
    if row is not None:
        rows = rows.filter(_of_row(grouping, row))
    return rows if may.see_all(person) else rows.filter(team=person.team_id or -1)


def _asked(scope: Scope, person: Person) -> tallies.Scope:
    teams = (scope.team,) if scope.team else None
    if not may.see_all(person):
        own = person.team_id or -1
        teams = (own,) if scope.team in (0, own) else (-1,)
    regions: tuple[int, ...] | None = (scope.region,) if scope.region else None
    if scope.branch:
        within = counting.regions_of(scope.branch)
        regions = tuple(one for one in within if scope.region in (0, one)) or (-1,)
    return tallies.Scope(
        scope.start,
        scope.end,
        teams=teams,
        people=(scope.person,) if scope.person else None,
        regions=regions,
        drivers=(scope.driver,) if scope.driver else None,
    )


def _part(counts: Counts, part: str) -> int:
    names = {"in_time": "kept", "due": "due", "answerable": "answerable", "objective": "objective"}
    return counts.late + counts.lapsed + counts.broken if part == "late" else getattr(counts, names[part])


def _of_column(column: str) -> Q:
    open_late = Q(state=Promise.State.OPEN, due_at__lt=clock.now(), paused_at__isnull=True)
    late = Q(broken_at__isnull=False) | open_late
    in_time = Q(state=Promise.State.KEPT, broken_at__isnull=True)
    found = {
        "due": late | in_time,
        "in_time": in_time,
        "late": late,
        "objective": late & Q(late_is_objective=True),
        "answerable": in_time | (late & Q(late_is_objective=False)),
    }
    return found[column]


def _of_row(grouping: str, row: str) -> Q:
    try:
        if grouping == "day":
            start = datetime.combine(datetime.fromisoformat(row).date(), time(), clock.zone())
            return Q(due_at__gte=start, due_at__lt=start + timedelta(days=1))
        value: Any = row if grouping == "rule" else int(row)
    except ValueError as error:
        raise NotFound("not_found") from error
    column = _COLUMNS[grouping]
    return Q(**{column: value}) if value else Q(**{f"{column}__isnull": True})
