"""How many promises were kept, by whose they are: from the counts of the days that were counted, and from the
rows of those that were not (today, and days in which something changed since).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Final, Literal

from django.db.models import Count, Q, Sum, Value
from django.db.models.functions import Coalesce

from yinuo.core import clock
from yinuo.core.errors import Invalid, fault
from yinuo.promises.models import ChangedDay, CountedDay, Promise, PromiseCount
from yinuo.promises.queries import listing
from yinuo.promises.rules import outcomes
from yinuo.promises.rules.outcomes import Counts
from yinuo.staff.models import Person
from yinuo.tickets.models import reach_of

FEWEST: Final = outcomes.FEWEST
MOST_DAYS: Final = 400
By = Literal["person", "team", "driver", "region", "key", "day"]
_DAY: Final = timedelta(days=1)
_NAMES: Final = ("kept", "late", "lapsed", "objective", "broken", "waiting", "cancelled")
PARTS: Final = {"team_ref": "team", "region_ref": "region", "driver_ref": "driver", "person_ref": "assignee"}
"""The columns of the counts that name somebody, and those of a promise they are taken from."""


@dataclass(frozen=True)
class Scope:
    """Which promises are counted: due from `first` to `last`, both included; None narrows nothing.

    People are counted apart from regions and drivers, so only one of the two sides can be narrowed at once.
    """

    first: date
    last: date
    keys: tuple[str, ...] | None = None
    teams: tuple[int, ...] | None = None
    people: tuple[int, ...] | None = None
    regions: tuple[int, ...] | None = None
    drivers: tuple[int, ...] | None = None

    @property
    def narrowed(self) -> Iterator[tuple[str, tuple[Any, ...]]]:
        """By which column of the counts, to which values."""
        wanted = {
            "key": self.keys,
            "team_ref": self.teams,
            "person_ref": self.people,
            "region_ref": self.regions,
            "driver_ref": self.drivers,
        }
        return ((name, values) for name, values in wanted.items() if values is not None)


@dataclass(frozen=True)
class Tally:
    """How the promises of one person, team, driver or region (its id, 0 for none), of one clause (its key) or
    day stand.
    """

    subject: Any
    counts: Counts


BYS: Final[tuple[By, ...]] = ("person", "team", "driver", "region", "key")
_OF_PLACES: Final[tuple[By, ...]] = ("driver", "region", "key")


def groupings(person: Person) -> tuple[By, ...]:
    """By whose they are this person may have promises counted: who serves regions by place, not by people."""
    reach = reach_of(person)
    if reach.is_everything or reach.team_id:
        return BYS
    return _OF_PLACES if reach.region_ids else ("person", "key")


def within(person: Person, scope: Scope) -> Scope:
    """The scope narrowed to what this person may see: the team's, the regions', or their own promises."""
    reach = reach_of(person)
    if reach.is_everything:
        return scope
    if reach.team_id:
        return replace(scope, teams=_both(scope.teams, (reach.team_id,)))
    if reach.region_ids:
        return replace(scope, regions=_both(scope.regions, reach.region_ids))
    return replace(scope, people=_both(scope.people, (reach.person_id,)))


def _both(asked: tuple[int, ...] | None, allowed: tuple[int, ...]) -> tuple[int, ...]:
    return allowed if asked is None else tuple(number for number in asked if number in allowed)


def tally(scope: Scope, by: By) -> list[Tally]:
    """How the promises due in these days stand, in the order of the subjects; at most four statements.

    Raises Invalid("not_a_choice") where people and places are asked for at once, Invalid("too_long") for more
    than `MOST_DAYS`.
    """
    side = _side(scope, by)
    if (scope.last - scope.first).days >= MOST_DAYS:
        raise Invalid(fault("last", "too_long", limit=MOST_DAYS, length=(scope.last - scope.first).days + 1))
    column = by if by in ("key", "day") else f"{by}_ref"
    counted = _counted(scope.first, scope.last)
    found: dict[Any, Counts] = {}
    for subject, counts in (*_from_counts(scope, side, column, counted), *_live(scope, column, counted)):
        found[subject] = found.get(subject, Counts()) + counts
    return [Tally(subject, found[subject]) for subject in sorted(found)]


def _side(scope: Scope, by: By) -> PromiseCount.Side:
    of_people = by == "person" or scope.people is not None
    of_places = by in ("driver", "region") or scope.regions is not None or scope.drivers is not None
    if of_people and of_places:
        raise Invalid(fault("by", "not_a_choice"))
    return PromiseCount.Side.PERSON if of_people else PromiseCount.Side.PLACE


def _counted(first: date, last: date) -> set[date]:
    """The days whose counts hold."""
    days = CountedDay.objects.filter(day__gte=first, day__lte=last)
    changed = ChangedDay.objects.filter(day__gte=first, day__lte=last)
    return set(days.values_list("day", flat=True)) - set(changed.values_list("day", flat=True))


def _from_counts(
    scope: Scope, side: PromiseCount.Side, column: str, days: set[date]
) -> Iterable[tuple[Any, Counts]]:
    if not days:
        return
    rows = PromiseCount.objects.filter(side=side).filter(_spans("day", _runs(days)))
    rows = rows.filter(**{f"{name}__in": values for name, values in scope.narrowed})
    sums = rows.values_list(column).annotate(*(Sum(name) for name in _NAMES))
    for subject, *numbers in sums.order_by():
        yield subject, Counts(*numbers)


def _live(scope: Scope, column: str, counted: set[date]) -> Iterable[tuple[Any, Counts]]:
    days = {scope.first + number * _DAY for number in range((scope.last - scope.first).days + 1)} - counted
    if not days:
        return
    if column == "day":
        for day in sorted(days):
            for _, counts in of_rows(_promises(scope, [(day, day)]), ("is_all",)):
                yield day, counts
        return
    for (subject,), counts in of_rows(_promises(scope, _runs(days)), (column,)):
        yield subject, counts


def of_rows(rows: Any, columns: Sequence[str]) -> Iterator[tuple[tuple[Any, ...], Counts]]:
    """The counts of promises, by columns of `PromiseCount`; in one statement."""
    spoken: dict[str, Any] = {name: Coalesce(PARTS[name], 0) for name in columns if name in PARTS}
    spoken |= {"is_all": Value(1)} if "is_all" in columns else {}
    was_late, kept = Q(broken_at__isnull=False), Q(state=Promise.State.KEPT)
    cancelled = Q(state=Promise.State.CANCELLED)
    past = Q(broken_at__isnull=False) | Q(due_at__lt=clock.now(), paused_at__isnull=True)
    open_ = Q(state=Promise.State.OPEN)
    grouped = rows.annotate(**spoken).values_list(*columns)
    for line in grouped.annotate(
        kept=Count("pk", filter=kept & ~was_late),
        late=Count("pk", filter=kept & was_late),
        lapsed=Count("pk", filter=cancelled & was_late),
        objective=Count("pk", filter=Q(late_is_objective=True) & (was_late | open_ & past)),
        broken=Count("pk", filter=open_ & past),
        waiting=Count("pk", filter=open_ & ~past),
        cancelled=Count("pk", filter=cancelled & ~was_late),
    ).order_by():
        yield tuple(line[: len(columns)]), Counts(*line[len(columns) :])


def columns_of(counts: Counts) -> dict[str, int]:
    """The columns of `PromiseCount` that hold them."""
    return {name: getattr(counts, name) for name in _NAMES}


def _promises(scope: Scope, runs: Sequence[tuple[date, date]]) -> Any:
    moments = [(listing.since(first), listing.since(last + _DAY)) for first, last in runs]
    due = Q()
    for start, end in moments:
        due |= Q(due_at__gte=start, due_at__lt=end)
    rows = Promise.objects.filter(due)
    for name, values in scope.narrowed:
        part = PARTS.get(name, name)
        some = Q(**{f"{part}__in": [value for value in values if value]})
        rows = rows.filter(some | Q(**{f"{part}__isnull": True}) if 0 in values else some)
    return rows


def _runs(days: Iterable[date]) -> list[tuple[date, date]]:
    """The days as spans of days that follow each other."""
    runs: list[tuple[date, date]] = []
    for day in sorted(days):
        if runs and day - runs[-1][1] == _DAY:
            runs[-1] = runs[-1][0], day
        else:
            runs.append((day, day))
    return runs


def _spans(column: str, runs: Sequence[tuple[date, date]]) -> Q:
    found = Q()
    for first, last in runs:
        found |= Q(**{f"{column}__gte": first, f"{column}__lte": last})
    return found
