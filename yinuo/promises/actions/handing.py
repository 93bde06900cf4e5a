"""When somebody's shift ends or they are absent: what they had to keep goes to the next in line.

The event only notes that somebody left; the loop hands on ticket by ticket, so going off duty is quick, waits
for no ticket that somebody holds, and is finished also after a kill.
"""

import logging

from django.db import Error

from yinuo.core import clock, db
from yinuo.core.events import Deed
from yinuo.promises import queries
from yinuo.promises.actions import standing
from yinuo.promises.models import HandOver, Promise
from yinuo.staff import queries as staff
from yinuo.staff.models import Person
from yinuo.tickets import actions as tickets
from yinuo.tickets.models import Kind, Ticket

LEAVING = "handed_on"
"""The reason that stands in the record of a ticket which changed its owner in this way."""

log = logging.getLogger("yinuo.promises")


def note_leaving(deed: Deed) -> None:
    """Wired to staff.went_off_duty, staff.absent and staff.person_deactivated (they may have been given more
    since they went off duty): let the loop hand on what this person has to keep.
    """
    HandOver.objects.create(person=deed.subject, by=deed.by, noted_at=clock.now())


def hand_on_due(limit: int = 10) -> int:
    """One step of the loop: hand on for those who left, the first first; returns how many promises went on.

    Somebody who is back at their place by now keeps what is theirs. One that fails is logged, keeps its row
    and is in nobody's way.
    """
    handed = 0
    for row in HandOver.objects.select_related("person", "by").order_by("pk")[:limit]:
        try:
            handed += _hand_on_row(row)
        except Error:
            raise
        except Exception:
            log.exception("handing on for person %s failed", row.person_id)
    return handed


def _hand_on_row(row: HandOver) -> int:
    """Do what one leaving asks for, then forget it; returns how many promises went on."""
    gone = not staff.is_available(row.person, clock.now())
    handed = hand_on(row.person, row.by) if gone else 0
    with db.transaction():
        HandOver.objects.filter(pk=row.pk).delete()
    return handed


def hand_on(person: Person, by: Person | None) -> int:
    """Give every open promise of `person`, and the tickets they own with them, to their next owner.

    The next owner is the first available of the chain of stand-ins, else an available team leader. Where
    there is nobody, promise and ticket stay in sight without one, and the team leaders are reminded. Records
    promise.handed_on for each; the one due first reminds, once for its ticket. Each ticket is a transaction
    of its own. What is theirs by name goes on only when they have left the company. Returns how many promises
    went on.
    """
    heir = staff.next_owner(person, clock.now())
    theirs = Promise.objects.filter(assignee=person, state=Promise.State.OPEN)
    if person.is_active:
        theirs = theirs.exclude(key=queries.NAMED)
    ids = dict.fromkeys(theirs.order_by("due_at", "pk").values_list("ticket_id", flat=True))
    return sum(_hand_on(ticket_id, person, heir, by) for ticket_id in ids)


def _hand_on(ticket_id: int, person: Person, heir: Person | None, by: Person | None) -> int:
    with db.transaction():
        ticket = standing.lock(ticket_id)
        if heir is not None and heir.pk == ticket.barred_id:
            heir = None  # nobody is given what is about themselves
        found = _pass_on(ticket, person, heir, by, ["assignee"] if heir else ["team_leader"])
        if found and ticket.owner_id == person.pk:
            _pass_ticket(ticket, heir)
    return found


def pass_on(ticket: Ticket, person: Person, to: Person, by: Person | None) -> int:
    """The ticket changed hands: what `person` had to keep on it, by rule or by word, is `to`'s from now on.

    Part of the transaction of whoever gave the ticket away, asked whether they may and tells the new owner.
    Records promise.handed_on for each. Returns how many went on.
    """
    return _pass_on(standing.lock(ticket.pk), person, to, by, [])


def _pass_on(
    ticket: Ticket, person: Person, heir: Person | None, by: Person | None, notify: list[str]
) -> int:
    """Give the open promises of one held ticket to the heir; the one due first reminds, once for all."""
    rows = Promise.objects.filter(ticket=ticket, assignee=person, state=Promise.State.OPEN)
    found = list(rows.order_by("due_at", "pk"))
    for promise in found:
        promise.ticket, promise.assignee = ticket, heir
        promise.save(update_fields=["assignee"])
        standing.record(
            "handed_on",
            promise,
            by=by,
            from_person=person.pk,
            to_person=heir.pk if heir else None,
            notify=notify if promise is found[0] else [],
            together=len(found),
        )
    return len(found)


def _pass_ticket(ticket: Ticket, heir: Person | None) -> None:
    if ticket.closed_at is not None:
        return
    if heir is not None:
        tickets.assign(ticket=ticket, to=heir, reason=LEAVING, by=None)
    elif ticket.kind != Kind.COMPLAINT:  # which is somebody's at every moment (R141)
        tickets.release(ticket=ticket, reason=LEAVING, by=None)
