"""The ledger: every promise there was, the one due last first, narrowed as a person looks for it.

Each way of looking is one scan of an index that begins with what narrows most; `SHOWN_DAYS` bounds it where
nobody said from when.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from django.db.models import Q, QuerySet

from yinuo.core import clock, db
from yinuo.core.errors import Invalid, fault
from yinuo.promises.models import Promise
from yinuo.promises.rules.outcomes import Outcome
from yinuo.staff.models import Person
from yinuo.tickets.models import reach_of
from yinuo.tickets.queries import paging
from yinuo.tickets.rules.reach import Reach

SHOWN_DAYS: Final = 30
COUNT_LIMIT: Final = 100
EXPORT_STEP: Final = 1000
RULE, SPOKEN_WORD = "rule", "spoken"
_STATES: Final[Mapping[str, Q]] = {
    Outcome.OPEN: Q(state=Promise.State.OPEN, broken_at__isnull=True),
    Outcome.BROKEN: Q(state=Promise.State.OPEN, broken_at__isnull=False),
    Outcome.KEPT: Q(state=Promise.State.KEPT, broken_at__isnull=True),
    Outcome.LATE: Q(state=Promise.State.KEPT, broken_at__isnull=False),
    Outcome.CANCELLED: Q(state=Promise.State.CANCELLED),
}
_MICROSECOND: Final = timedelta(microseconds=1)
_SINCE: Final = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Wanted:
    """How the ledger is narrowed: by outcome, clause (the key), `rule` or `spoken`, ids, days it was due on.

    Without a first day it begins `SHOWN_DAYS` ago.
    """

    state: str = ""
    key: str = ""
    way: str = ""
    person: int = 0
    team: int = 0
    driver: int = 0
    region: int = 0
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True)
class Found:
    """Some promises and where the next page begins (None at the end)."""

    rows: Sequence[Promise]
    next_cursor: str | None


def ledger(
    person: Person, wanted: Wanted, cursor: str | None = None, *, size: int = paging.PAGE_SIZE
) -> Found:
    """One page of what this person may see, by the time it was due, in one statement; of who serves several
    regions in one for each, unless one region is asked for.

    Whoever sees a team's tickets sees the team's promises, who serves regions theirs, and everybody their
    own. Raises Invalid("cursor_wrong").
    """
    return _page(person, wanted, cursor, paging.sized(size))


def _page(person: Person, wanted: Wanted, cursor: str | None, size: int) -> Found:
    found = [
        one for rows in _scans(reach_of(person), wanted) for one in _first(_behind(rows, cursor), size + 1)
    ]
    found.sort(key=lambda one: (one.due_at, one.pk), reverse=True)
    return Found(found[:size], _cursor(found[size - 1]) if len(found) > size else None)


def _first(rows: QuerySet[Promise], most: int) -> QuerySet[Promise]:
    joined = rows.select_related("ticket", "assignee", "driver", "region", "team")
    return joined.defer("ticket__answers").order_by("-due_at", "-id")[:most]


def counts(person: Person, wanted: Wanted) -> dict[str, int]:
    """How many there are of each outcome, in one statement; counting stops at `COUNT_LIMIT`."""
    reach = reach_of(person)
    every = [_rows(reach, replace(wanted, state=state)) for state in _STATES]
    return dict(zip(_STATES, db.counts(every, COUNT_LIMIT), strict=True))


def export(person: Person, wanted: Wanted, most: int) -> Iterator[Promise]:
    """The same rows for a file, at most so many, read a thousand at a time."""
    cursor: str | None = None
    while most > 0:
        page = _page(person, wanted, cursor, min(most, EXPORT_STEP))
        yield from page.rows
        most -= len(page.rows)
        cursor = page.next_cursor
        if cursor is None:
            return


def first_day(wanted: Wanted) -> date:
    """The day from which the ledger shows what was due."""
    return wanted.first or clock.today() - timedelta(days=SHOWN_DAYS)


def since(day: date) -> datetime:
    """The moment at which a day begins in the company's zone."""
    return datetime.combine(day, time(), clock.zone())


def _scans(reach: Reach, wanted: Wanted) -> list[QuerySet[Promise]]:
    """The rows in scans of an index, each in order: several regions at once would have to be sorted."""
    if _is_by_region(reach, wanted) and not wanted.region:
        return [_rows(reach, replace(wanted, region=region)) for region in reach.region_ids]
    return [_rows(reach, wanted)]


def _rows(reach: Reach, wanted: Wanted) -> QuerySet[Promise]:
    theirs = _within(reach, wanted).exclude(ticket__barred=reach.person_id)
    rows = theirs.filter(due_at__gte=since(first_day(wanted)))
    if wanted.last:
        rows = rows.filter(due_at__lt=since(wanted.last + timedelta(days=1)))
    if wanted.state in _STATES:
        rows = rows.filter(_STATES[wanted.state])
    if wanted.way:
        rows = rows.filter(is_spoken=wanted.way == SPOKEN_WORD)
    if wanted.key:
        rows = rows.filter(key=wanted.key)
    ids = {"assignee": wanted.person, "team": wanted.team, "driver": wanted.driver, "region": wanted.region}
    return rows.filter(**{name: number for name, number in ids.items() if number})


def _within(reach: Reach, wanted: Wanted) -> QuerySet[Promise]:
    """What is within this reach; their own where they ask for it or reach no further."""
    if reach.is_everything:
        return Promise.objects.all()
    if reach.is_nothing:
        return Promise.objects.none()
    if _is_by_region(reach, wanted):
        asked = wanted.region in reach.region_ids
        return Promise.objects.filter(region__in=(wanted.region,) if asked else reach.region_ids)
    if reach.team_id and wanted.person != reach.person_id:
        return Promise.objects.filter(team=reach.team_id)
    return Promise.objects.filter(assignee=reach.person_id)


def _is_by_region(reach: Reach, wanted: Wanted) -> bool:
    """Whether it is their regions that bound what they see: not where they ask for their own."""
    is_own = wanted.person == reach.person_id
    return bool(reach.region_ids) and not (reach.is_everything or reach.team_id or is_own)


def _behind(rows: QuerySet[Promise], cursor: str | None) -> QuerySet[Promise]:
    """What comes behind the last row shown: a moment and an id."""
    if not cursor:
        return rows
    at, _, pk = cursor.partition("-")
    if not (cursor.isascii() and at.isdigit() and pk.isdigit() and len(cursor) <= 40):
        raise Invalid(fault("cursor", "cursor_wrong"))
    try:
        due = _SINCE + int(at) * _MICROSECOND
    except OverflowError as error:
        raise Invalid(fault("cursor", "cursor_wrong")) from error
    number = paging.read_id(pk)
    return rows.filter(due_at__lte=due).exclude(due_at=due, pk__gte=number)


def _cursor(last: Promise) -> str:
    return f"{(last.due_at - _SINCE) // _MICROSECOND}-{last.pk}"
