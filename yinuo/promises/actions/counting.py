"""Counting, day by day, how the promises stand that were due: so that a month is read as quickly as a day.

Only days that are over are counted. A promise due on such a day that still changes leaves a row in
`ChangedDay`, and the day is counted again; until then `queries.tally` reads the promises themselves.
"""

from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Final

from yinuo.core import clock, db, events
from yinuo.promises import may
from yinuo.promises.models import ChangedDay, CountedDay, Promise, PromiseCount
from yinuo.promises.queries import listing, tallies
from yinuo.staff import may as staff_may
from yinuo.staff.models import Person

GRACE: Final = timedelta(minutes=10)
"""What began before midnight is in the database by then."""
_DAY: Final = timedelta(days=1)
_SIDES: Final = {
    PromiseCount.Side.PERSON: ("key", "team_ref", "person_ref"),
    PromiseCount.Side.PLACE: ("key", "team_ref", "region_ref", "driver_ref"),
}


def note_change(*dues: datetime) -> None:
    """A promise that is or was due then has changed: if that day is over, it is counted again."""
    today = clock.today()
    days = {day for due in dues if (day := clock.local(due).date()) < today}
    db.insert(*(ChangedDay(day=day) for day in sorted(days)))


def count_days(now: datetime, most: int = 5) -> int:
    """One step of the loop: count up to `most` days that changed or were never counted; returns how many."""
    changed: dict[date, list[int]] = {}
    for pk, day in ChangedDay.objects.order_by("pk").values_list("pk", "day")[:5000]:
        changed.setdefault(day, []).append(pk)
    days = [*changed, *(day for day in _uncounted(now) if day not in changed)][:most]
    for day in days:
        _count(day, changed.get(day, []))
    return len(days)


def recount(since: date | None = None) -> None:
    """Let the loop count again what was due since that day, or all; for rows written past the actions."""
    days = CountedDay.objects.filter(day__gte=since) if since else CountedDay.objects.all()
    with db.transaction():
        days.delete()


def note_export(wanted: listing.Wanted, *, rows: int, by: Person) -> None:
    """Write down that somebody took the ledger along as a file: how many rows, narrowed how.

    Records ledger.exported {rows, wanted} on the person; `wanted` is what narrows, days as 2026-11-20. Raises
    NotPermitted.
    """
    staff_may.require(by, may.export_ledger)
    narrowed = {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in asdict(wanted).items()
        if value
    }
    with db.transaction():
        events.record("ledger.exported", subject=by, by=by, data={"rows": rows, "wanted": narrowed})


def _uncounted(now: datetime) -> list[date]:
    """The days that are over and have not been counted, the first first."""
    first = Promise.objects.order_by("due_at").values_list("due_at", flat=True).first()
    if first is None:
        return []
    day, after = clock.local(first).date(), clock.local(now - GRACE).date()
    known = set(CountedDay.objects.filter(day__gte=day).values_list("day", flat=True))
    return [one for number in range((after - day).days) if (one := day + number * _DAY) not in known]


def _count(day: date, marks: list[int]) -> None:
    """Count one day anew; of two workers the second waits, and counts what is true then."""
    with db.transaction():
        db.insert_once(CountedDay(day=day, counted_at=clock.now()), "day")
        CountedDay.objects.select_for_update().get(day=day)
        PromiseCount.objects.filter(day=day).delete()
        due = Promise.objects.filter(due_at__gte=listing.since(day), due_at__lt=listing.since(day + _DAY))
        found = [
            PromiseCount(
                day=day, side=side, **dict(zip(columns, subject, strict=True)), **tallies.columns_of(counts)
            )
            for side, columns in _SIDES.items()
            for subject, counts in tallies.of_rows(due, columns)
        ]
        PromiseCount.objects.bulk_create(found, batch_size=500)
        ChangedDay.objects.filter(pk__in=marks).delete()
