"""What each figure counts, as conditions on the facts: a figure and the tickets behind it are one condition."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.db import models
from django.db.models import Q, QuerySet

from yinuo.reports import may
from yinuo.reports.models import OrderFact, Outcome, PromiseFact, Timing
from yinuo.reports.rules.scopes import Scope
from yinuo.staff.models import Person


@dataclass(frozen=True)
class Source:
    """Where a report's figures come from: the facts, the column of the day by which they count, which of
    them belong, what each key counts, and the columns that are summed.
    """

    model: type[models.Model]
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
        OrderFact,
        "day",
        {
            "contacts": Q(),
            "shipped": Q(outcome=Outcome.SHIPPED),
            "cancelled": Q(outcome=Outcome.CANCELLED),
            "not_shipped": Q(outcome=Outcome.NOT_SHIPPED),
        },
    ),
    "pickups": Source(
        OrderFact,
        "pickup_on",
        {**_timings("pickup"), "collected": Q(wait_seconds__isnull=False)},
        keeps=~Q(pickup=""),
        sums={"wait_seconds": "wait_seconds"},
    ),
    "slips": Source(
        OrderFact,
        "confirmed_on",
        {**_timings("slip"), "sent": Q(slip_seconds__isnull=False)},
        keeps=~Q(slip=""),
        sums={"wait_seconds": "slip_seconds"},
    ),
    "promises": Source(PromiseFact, "day", _timings("timing")),
}

FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "area": ("province", "city", "district"),
    "reason": ("outcome", "reason"),
    "week": ("weekday", "hour"),
    "hour": ("confirmed_hour",),
    "channel": ("channel",),
    "region": ("region_id",),
    "team": ("team_id",),
    "person": ("person_id",),
    "driver": ("driver_id",),
    "rule": ("key",),
}
"""By which columns a way to divide groups; `day` by the report's own."""


def fields(report: str, grouping: str) -> tuple[str, ...]:
    """The columns that make the key of a row."""
    return (SOURCES[report].day,) if grouping == "day" else FIELDS[grouping]


def facts(report: str, scope: Scope, person: Person) -> QuerySet[Any]:
    """The facts of a report within a scope, as far as this person may see."""
    source = SOURCES[report]
    within = Q(**{f"{source.day}__gte": scope.start, f"{source.day}__lte": scope.end})
    rows = source.model._default_manager.filter(within & source.keeps)
    for name in ("branch", "region", "team", "person", "driver"):
        if wanted := getattr(scope, name):
            rows = rows.filter(**{f"{name}_id": wanted})
    return rows if may.see_all(person) else rows.filter(team_id=person.team_id or -1)
