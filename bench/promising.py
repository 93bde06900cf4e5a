"""Open promises written in bulk into a desk, how late the loop came, and their removal. Prints JSON.

Run in a process of its own with the desk's environment: `write OPEN RATE SECONDS`, `read FIRST`,
`clear FIRST`.
"""

import json
import sys
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

import django

django.setup()

from django.db import connection  # noqa: E402  (Django has to be set up first)
from django.db.models import Max, QuerySet  # noqa: E402

from bench import spreading  # noqa: E402
from yinuo.core import clock, db  # noqa: E402
from yinuo.core.models import Event  # noqa: E402
from yinuo.promises.models import Promise  # noqa: E402
from yinuo.tickets.models import Ticket  # noqa: E402

BATCH = 5_000
WORD = "bench"
NOTICE = 8.0
"""Seconds between the last row written and the first one due."""


def write(most: int, rate: int, seconds: int) -> dict[str, Any]:
    """One open promise each on the newest tickets, `most` at the most; those that come due soon last."""
    tickets = _tickets(most)
    soon = list(islice(tickets, min(rate * seconds, most)))
    first = (Promise.objects.aggregate(highest=Max("id"))["highest"] or 0) + 1
    later = clock.now() + timedelta(days=1)
    count = _pour(first, tickets, spreading.over(later, 0.5))
    begin = clock.now() + timedelta(seconds=NOTICE)
    _pour(first + count, iter(soon), spreading.over(begin, 1 / rate))
    db.learn()
    until = begin + timedelta(seconds=len(soon) / rate)
    ahead = (until - clock.now()).total_seconds()
    return {"first": first, "open": count + len(soon), "due": len(soon), "ahead": ahead}


def _tickets(most: int) -> Iterator[Any]:
    """The newest tickets and whose they are, read a few at a time, so that nothing is read while we write."""
    below, left = Ticket.objects.latest("id").pk + 1, most
    while left > 0:
        rows = Ticket.objects.filter(is_draft=False, pk__lt=below).order_by("-id")
        found = list(rows.values_list("id", "owner_id", "team_id", "region_id")[: min(BATCH, left)])
        if not found:
            return
        yield from found
        below, left = found[-1][0], left - len(found)


def _pour(first: int, tickets: Iterator[Any], due: Iterator[datetime]) -> int:
    count, now = 0, clock.now()
    while batch := list(islice(tickets, BATCH)):
        rows = [_row(first + count + index, *one, next(due), now) for index, one in enumerate(batch)]
        with db.transaction():
            db.pour(Promise, rows)
            db.go_on_after(Promise)
        count += len(batch)
    return count


def _row(pk: int, ticket: int, owner: int, team: int, region: int, due: datetime, now: datetime) -> list[Any]:
    promise = Promise(
        id=pk,
        ticket_id=ticket,
        key=WORD,
        label="回电告知结果",
        is_spoken=True,
        opened_at=now,
        starts_at=min(now, due),
        due_at=due,
        wake_at=due + timedelta(microseconds=1),
        assignee_id=owner,
        team_id=team,
        region_id=region,
    )
    fields = Promise._meta.concrete_fields
    return [field.get_db_prep_save(getattr(promise, field.attname), connection) for field in fields]


def _broken(first: int) -> QuerySet[Event]:
    return Event.objects.filter(subject_kind="promise", subject_id__gte=first, kind="promise.broken")


def read(first: int) -> dict[str, Any]:
    """By how many seconds each event is later than what it speaks of was due."""
    due = dict(
        Promise.objects.filter(pk__gte=first, key=WORD, broken_at__isnull=False).values_list("pk", "due_at")
    )
    told = _broken(first).values_list("subject_id", "at")
    return {"late": [(at - due[pk]).total_seconds() for pk, at in told if pk in due]}


def clear(first: int) -> dict[str, Any]:
    """Take the promises away; what was told of them stays, as all events do."""
    with db.transaction():
        highest = Promise.objects.aggregate(highest=Max("id"))["highest"] or 0
    for start in range(first, highest + 1, BATCH):
        with db.transaction():
            asked = Promise.objects.filter(pk__gte=start, pk__lt=start + BATCH, key=WORD)
            asked._raw_delete(asked.db)
    return {}


def main() -> None:
    """Do one of the three."""
    verbs: dict[str, Callable[..., dict[str, Any]]] = {"write": write, "read": read, "clear": clear}
    print(json.dumps(verbs[sys.argv[1]](*map(int, sys.argv[2:]))))


main()
