"""Reminders to our own people, gathered so that nobody is told thirty things in thirty boxes."""

from collections.abc import Mapping
from datetime import timedelta

from yinuo.core import clock, db, events
from yinuo.core.errors import NotPermitted
from yinuo.messaging import may, rules
from yinuo.messaging.models import Reminder
from yinuo.staff.models import Person


def remind(person: Person, line: Mapping[str, str], urgent: bool = False) -> Reminder:
    """Tell one of our own people; what comes within a minute of an unread reminder joins it.

    `line` has the keys code, ticket, number, label, task and due (see `Reminder`). Past 50 lines only the
    count grows. A new reminder records reminder.added (data `{"person"}`), which tells the live screens.
    """
    with db.transaction():
        Person.objects.select_for_update(no_key=True).get(pk=person.pk)
        since = clock.now() - timedelta(seconds=rules.GATHER_SECONDS)
        gathered = (
            Reminder.objects.filter(person=person, read_at__isnull=True, at__gt=since).order_by("-id").first()
        )
        if gathered is None:
            gathered = Reminder(person=person, at=clock.now())
        if len(gathered.lines) < rules.MOST_LINES:
            gathered.lines.append(dict(line))
        else:
            gathered.more += 1
        gathered.is_urgent = gathered.is_urgent or urgent
        gathered.save()
        events.record("reminder.added", subject=gathered, data={"person": person.pk})
    return gathered


def mark_read(reminder: Reminder, *, by: Person) -> Reminder:
    """The person has seen it; a second time changes nothing. Raises NotPermitted for somebody else's."""
    if not may.read(by, reminder):
        raise NotPermitted("not_permitted")
    with db.transaction():
        if Reminder.objects.filter(pk=reminder.pk, read_at__isnull=True).update(read_at=clock.now()):
            reminder.refresh_from_db()
    return reminder


def mark_all_read(*, by: Person) -> int:
    """Everything that waits for this person is seen; returns how many reminders."""
    with db.transaction():
        return Reminder.objects.filter(person=by, read_at__isnull=True).update(read_at=clock.now())
