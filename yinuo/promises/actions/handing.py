"""When somebody's shift ends or they are absent: what they had to keep goes to the next in line."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

from django.db.models import Q

from yinuo.core import clock, db
from yinuo.core.events import Deed
from yinuo.promises.actions import standing
from yinuo.promises.models import Promise
from yinuo.staff import queries as staff
from yinuo.staff.models import Person
from yinuo.tickets import actions as tickets
from yinuo.tickets.models import Ticket

LEAVING = "handed_on"
"""The reason that stands in the record of a ticket which changed its owner in this way."""


def hand_on(person: Person, by: Person | None) -> int:
    """Give every open promise of `person`, and the tickets they own with them, to their next owner.

    The next owner is the first available of the chain of stand-ins, else an available team leader. Where
    there is nobody, promise and ticket stay in sight without one, and the team leaders are reminded. Records
    promise.handed_on for each. Returns how many promises went on.
    """
    with db.transaction():
        heir = staff.next_owner(person, clock.now())
        theirs = Promise.objects.filter(assignee=person, state=Promise.State.OPEN).order_by(
            "ticket", "due_at", "id"
        )
        groups = [list(group) for _, group in groupby(theirs, key=lambda promise: promise.ticket_id)]
        return sum(_hand_on(group, person, heir, by) for group in groups)


def hand_on_when_gone(deed: Deed) -> None:
    """Wired to staff.went_off_duty and staff.absent; a later absence waits for `hand_on_absent`."""
    person, now = deed.subject, clock.now()
    if deed.kind == "staff.went_off_duty" or person.is_absent(now):
        hand_on(person, deed.by)


def hand_on_absent(now: datetime) -> int:
    """Hand on what lies with people whose absence has begun by `now`; one narrow read when there is none."""
    absent = Q(assignee__absent_from__lte=now) & (
        Q(assignee__absent_to__isnull=True) | Q(assignee__absent_to__gt=now)
    )
    rows = Promise.objects.filter(absent, state=Promise.State.OPEN)
    gone = Person.objects.filter(pk__in=rows.values("assignee")).order_by("pk")
    return sum(hand_on(person, None) for person in gone)


def _hand_on(promises: Sequence[Promise], person: Person, heir: Person | None, by: Person | None) -> int:
    """The promises of one ticket, its row held; those that ended or moved meanwhile are left out."""
    ticket = standing.lock(promises[0].ticket_id)
    rows = Promise.objects.filter(
        pk__in=[promise.pk for promise in promises], assignee=person, state=Promise.State.OPEN
    )
    found = list(rows.order_by("due_at", "id"))
    for promise in found:
        promise.ticket, promise.assignee = ticket, heir
        promise.save(update_fields=["assignee"])
        standing.record(
            "handed_on",
            promise,
            by=by,
            from_person=person.pk,
            to_person=heir.pk if heir else None,
            notify=["assignee"] if heir else ["team_leader"],
        )
    if found and ticket.owner_id == person.pk:
        _pass_ticket(ticket, heir)
    return len(found)


def _pass_ticket(ticket: Ticket, heir: Person | None) -> None:
    if ticket.closed_at is not None:
        return
    if heir is None:
        tickets.release(ticket=ticket, reason=LEAVING, by=None)
    else:
        tickets.assign(ticket=ticket, to=heir, reason=LEAVING, by=None)
