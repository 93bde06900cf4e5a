"""How long each class is kept here."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from yinuo.core import clock, db, events
from yinuo.core.errors import Invalid, NotPermitted, fault
from yinuo.core.keeping import may
from yinuo.core.keeping.classes import DataClass, before, classes, of
from yinuo.core.keeping.may import Actor
from yinuo.core.models import Retention

LONGEST = 600


@dataclass(frozen=True)
class State:
    """A class as it stands here: its period, how many rows would go now, the last run."""

    kept: DataClass
    months: int
    row: Retention
    due: int


def row(key: str) -> Retention:
    """What is noted of a class; a new row, not stored yet, when nothing is."""
    return Retention.objects.filter(key=key).first() or Retention(key=key)


def held(key: str) -> Retention:
    """What is noted of a class, held until the transaction ends; whoever comes first makes the row."""
    found = Retention.objects.select_for_update().filter(key=key)
    return found.first() or _begun(key, found)


def _begun(key: str, found: QuerySet[Retention]) -> Retention:
    db.insert_once(Retention(key=key), "key")
    return found.get()


def months_of(key: str) -> int:
    """For how many months a class is kept here. Raises KeyError."""
    return months(of(key), row(key))


def states(most: int) -> list[State]:
    """Every class as it stands; two reads."""
    rows = {one.key: one for one in Retention.objects.all()}
    now = clock.now()
    found = [(kept, rows.get(kept.key) or Retention(key=kept.key)) for kept in classes()]
    counts = db.counts([kept.due(before(now, months(kept, one))) for kept, one in found], most)
    return [
        State(kept, months(kept, one), one, count) for (kept, one), count in zip(found, counts, strict=True)
    ]


def months(kept: DataClass, noted: Retention) -> int:
    """How long a class is kept: as the company says, but never less than law asks for."""
    return max(kept.least, kept.months if noted.months is None else noted.months)


def change_period(key: str, *, months: int, by: Actor | None) -> Retention:
    """Keep a class of data for so many months; what is over that time goes from the next day on, so that a
    slip of the hand can be put right.

    Records retention.changed {key, months, before}. Raises NotPermitted; Invalid at `months`:
    keeping_too_short with the least that law asks for, keeping_too_long.
    """
    if by is not None and not may.change_period(by):
        raise NotPermitted("not_permitted")
    kept = of(key)
    if months < max(kept.least, 1):
        raise Invalid(fault("months", "keeping_too_short", least=max(kept.least, 1)))
    if months > LONGEST:
        raise Invalid(fault("months", "keeping_too_long", limit=LONGEST))
    with db.transaction():
        noted = held(key)
        if (last := kept.months if noted.months is None else noted.months) != months:
            noted.months, noted.next_at = months, _tomorrow()
            noted.save(update_fields=["months", "next_at"])
            data = {"key": key, "months": months, "before": last}
            events.record("retention.changed", subject=noted, by=by, data=data)
    return noted


def _tomorrow() -> datetime:
    """When the company's next day begins, in UTC."""
    now = clock.now()
    begins = clock.local(now).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    return begins.astimezone(now.tzinfo)
