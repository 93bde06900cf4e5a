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
            did += _step(kept, noted, now)
    return did


def _step(kept: DataClass, noted: Retention, now: datetime) -> int:
    """Let go of the next rows of a class; when there were no more, note that it is done for today."""
    due = kept.due(before(now, periods.months(kept, noted)))
    ids = list(due.values_list("pk", flat=True)[: STEP * kept.at_once])
    groups = [ids[first : first + kept.at_once] for first in range(0, len(ids), kept.at_once)]
    gone = db.each_alone(groups, kept.forget)
    noted.going += sum(len(group) for group in groups) if gone == len(groups) else gone * kept.at_once
    with db.transaction():
        if len(ids) < STEP * kept.at_once or not gone:
            _end(kept, noted, now)
        else:
            noted.save()
    return len(groups)


def _end(kept: DataClass, noted: Retention, now: datetime) -> None:
    noted.ran_at, noted.went, noted.going, noted.next_at = now, noted.going, 0, now + AGAIN
    noted.save()
    if noted.went:
        data = {"key": kept.key, "count": noted.went}
        events.record("retention.applied", subject=noted, by=None, data=data)
