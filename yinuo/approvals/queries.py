"""Reads: what waits for an answer, and what was answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import QuerySet

from yinuo.approvals import rules
from yinuo.approvals.models import Approval
from yinuo.staff.models import Person
from yinuo.tickets.models import Ticket

PAGE_SIZE: Final = 50
COUNT_LIMIT: Final = 100


@dataclass(frozen=True)
class Page:
    """One page of approvals; `next_cursor` is None at the end."""

    rows: Sequence[Approval]
    next_cursor: int | None


def waiting_for(person: Person, cursor: int | None = None, *, size: int = PAGE_SIZE) -> Page:
    """What this person may answer now, oldest first; the cursor is the id of the last row shown."""
    waiting = _waiting(person).select_related("ticket", "asked_by").order_by("id")
    rows = list(waiting.filter(id__gt=cursor or 0)[: size + 1])
    return Page(rows[:size], rows[size - 1].pk if len(rows) > size else None)


def waiting_count(person: Person) -> int:
    """How many wait for this person; counting stops at 100 (shown as 99+)."""
    return _waiting(person)[:COUNT_LIMIT].count()


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
