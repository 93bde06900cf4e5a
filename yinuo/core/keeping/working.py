"""Letting go of what is over its time, a little at a time, once a day for each class."""

import time
from datetime import datetime, timedelta
from typing import Final

from yinuo.core import db, events
from yinuo.core.keeping import periods
from yinuo.core.keeping.classes import DataClass, before, classes
from yinuo.core.models import Retention

AGAIN: Final = timedelta(hours=24)
STEP: Final = 20
SECONDS: Final = 0.4
"""How long one beat works at it: others of its lane wait that long."""


def work(now: datetime, seconds: float = SECONDS) -> int:
    """One beat: let go of some rows of the classes whose turn it is, for about so many seconds; returns how
    much was done.

    What is due says the database itself, so it can end at any instant and goes on where it was. A row that
    cannot be let go is logged, left as it is, and looked at again a day later.
    """
    until, did = time.monotonic() + seconds, 0
    rows = {row.key: row for row in Retention.objects.all()}
    for kept in classes():
        noted = rows.get(kept.key) or Retention(key=kept.key)
        while (noted.next_at is None or noted.next_at <= now) and not (did and time.monotonic() >= until):
            noted, done = _step(kept, noted, now)
            did += done
    return did


def _step(kept: DataClass, noted: Retention, now: datetime) -> tuple[Retention, int]:
    """Let go of the next rows of a class; the class as it is noted then, and how much was done."""
    due = kept.due(before(now, periods.months(kept, noted)))
    ids = list(due.values_list("pk", flat=True)[: STEP * kept.at_once])
    groups = [ids[first : first + kept.at_once] for first in range(0, len(ids), kept.at_once)]
    gone = db.each_alone(groups, kept.forget)
    rows = sum(len(group) for group in groups) if gone == len(groups) else gone * kept.at_once
    is_last = len(ids) < STEP * kept.at_once or not gone
    return _write_down(kept, noted, rows, now if is_last else None), len(groups)


def _write_down(kept: DataClass, noted: Retention, gone: int, ended_at: datetime | None) -> Retention:
    """Note that rows of a class went, and when there were no more, that it is done for today.

    The row may have changed since it was read: a period that somebody set meanwhile stays, with the day from
    which it holds, and a round that another worker ended stays ended.
    """
    with db.transaction():
        row = periods.held(kept.key)
        if row.ran_at != noted.ran_at:
            row.went += gone
        else:
            row.going += gone
            if ended_at is not None:
                _end(row, noted, ended_at)
        row.save(update_fields=["ran_at", "went", "going", "next_at"])
    return row


def _end(row: Retention, noted: Retention, at: datetime) -> None:
    row.ran_at, row.went, row.going = at, row.going, 0
    if row.months == noted.months:
        row.next_at = at + AGAIN
    if row.went:
        data = {"key": row.key, "count": row.went}
        events.record("retention.applied", subject=row, by=None, data=data)
