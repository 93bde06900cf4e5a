"""Reminders to our own people, gathered so that nobody is told thirty things in thirty boxes.

What one unit of work has to say is written at its end, person by person in the order of their ids, whatever
the order it was said in: two workers that remind the same people never hold each other up crosswise.
"""

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from yinuo.core import clock, db, events
from yinuo.core.errors import NotPermitted
from yinuo.messaging import may, rules
from yinuo.messaging.models import Reminder
from yinuo.staff.models import Person


@dataclass
class _Words:
    """What one person is told by one unit of work."""

    lines: list[dict[str, str]] = field(default_factory=list)
    is_urgent: bool = False


class _Said(threading.local):
    def __init__(self) -> None:
        self.words: dict[int, _Words] = {}


_said = _Said()


def remind(person: Person, line: Mapping[str, str], urgent: bool = False) -> None:
    """Tell one of our own people; what comes within a minute of an unread reminder joins it.

    `line` has the keys code, ticket, number, label, task and due, perhaps together (see `Reminder`). Past 50
    lines only the count grows. Records reminder.added on the person, once per unit of work: it tells their
    live screens.
    """
    with db.transaction():
        if db.before_commit(_begin):
            _said.words.clear()  # left over from a unit of work that failed
        if person.pk not in _said.words:
            events.record("reminder.added", subject=person, data={"person": person.pk})
            _said.words[person.pk] = _Words()
        db.before_commit(_write)  # after the event, whose reactions may have more to say
        words = _said.words[person.pk]
        words.lines.append(dict(line))
        words.is_urgent = words.is_urgent or urgent


def mark_read(reminder: Reminder | None = None, *, by: Person) -> int:
    """The person has seen this reminder, or all of theirs; returns how many were unread till now.

    Raises NotPermitted for somebody else's.
    """
    if reminder is not None and not may.read(by, reminder):
        raise NotPermitted("not_permitted")
    unread = Reminder.objects.filter(person=by, read_at__isnull=True)
    with db.transaction():
        return (unread.filter(pk=reminder.pk) if reminder else unread).update(read_at=clock.now())


def _begin() -> None:
    """Marks a unit of work that has something to say."""


def _write() -> None:
    """At the end of the unit of work: one row for each person, the open one of this minute or a new one."""
    for person_id in sorted(_said.words):
        words = _said.words[person_id]
        row = _open(person_id)
        room = max(rules.MOST_LINES - len(row.lines), 0)
        row.lines += words.lines[:room]
        row.more += len(words.lines[room:])
        row.is_urgent = row.is_urgent or words.is_urgent
        row.read_at = None
        row.save()
    _said.words.clear()


def _open(person_id: int) -> Reminder:
    """The person's unread reminder of the last minute, else a new one, held until the unit of work ends.

    Two workers that both find none agree on one by the unique minute.
    """
    now = clock.now()
    rows = Reminder.objects.select_for_update().filter(person_id=person_id)
    since = now - timedelta(seconds=rules.GATHER_SECONDS)
    if recent := rows.filter(read_at__isnull=True, at__gt=since).order_by("-id").first():
        return recent
    minute = int(now.timestamp()) // rules.GATHER_SECONDS
    Reminder.objects.bulk_create(
        [Reminder(person_id=person_id, minute=minute, at=now)], ignore_conflicts=True
    )
    return rows.get(minute=minute)
