"""Reads: what waits for an answer, and what was answered."""

from django.db.models import QuerySet

from yinuo.approvals import rules
from yinuo.approvals.models import Approval
from yinuo.staff.models import Person
from yinuo.tickets.models import Ticket
from yinuo.tickets.queries import paging


def waiting_for(
    person: Person, cursor: str | None = None, *, size: int = paging.PAGE_SIZE
) -> paging.Page[Approval]:
    """What this person may answer now, oldest first; the cursor is the id of the last row shown.

    Raises Invalid("cursor_wrong").
    """
    last, size = paging.read_id(cursor) or 0, paging.sized(size)
    waiting = _waiting(person).select_related("ticket", "asked_by").order_by("id")
    found = list(waiting.filter(id__gt=last)[: size + 1])
    return paging.Page(found[:size], str(found[size - 1].pk) if len(found) > size else None)


def of_ticket(ticket: Ticket) -> list[Approval]:
    """Every approval of a ticket, newest first."""
    return list(ticket.approvals.select_related("asked_by", "decided_by").order_by("-id"))


def latest(ticket: Ticket, key: str) -> Approval | None:
    """The newest approval of this key on a ticket, whatever its state."""
    return ticket.approvals.select_related("asked_by", "decided_by").filter(key=key).order_by("-id").first()


def approval(person: Person, pk: int) -> Approval | None:
    """One approval on a ticket that this person may see; None when there is none."""
    rows = Approval.objects.select_related("ticket", "asked_by", "decided_by")
    return rows.filter(pk=pk, ticket__in=Ticket.objects.visible_to(person)).first()


def _waiting(person: Person) -> QuerySet[Approval]:
    asked = Approval.objects.filter(state=Approval.State.ASKED, role__in=rules.decided_for(person.role))
    return asked.exclude(asked_by=person).filter(ticket__in=Ticket.objects.visible_to(person))
