"""Whoever is named for an improvement has it as a task of their own (R220, ISO 10002 8.7).

They are told at once, warned before its day and reminded after it, as of every task; another name or day
takes the place of the task before.
"""

from datetime import date, datetime, time
from typing import Final

from yinuo.complaints.models import Complaint, Corrective
from yinuo.core import clock
from yinuo.core.models import Event
from yinuo.promises import actions as promises
from yinuo.promises import may as promises_may
from yinuo.staff.models import Person
from yinuo.tickets.models import Ticket

EVENING: Final = time(18, 0)
"""By when on the day; where that is past on the day itself, by its end."""
LONGEST_TITLE: Final = 80
_REPLACED: Final = "另有安排"
_CORRECTIVE: Final = ("corrective.set", "corrective")


def give(of: Complaint | Corrective, title: str, owner: Person, due_on: date, by: Person | None) -> None:
    """Give the owner the task of what was just written down, in place of the one before."""
    end(of, _REPLACED)
    promises.open_task(
        title=title[:LONGEST_TITLE],
        due_at=_due(due_on),
        assignee=owner,
        by=by if by is not None and promises_may.give_task(by, owner) else None,
        form_key=_keys(of)[-1],
        by_name=True,
    )


def end(of: Complaint | Corrective, why: str, *, is_done: bool = False) -> None:
    """Nobody has the task of this any more: it is done, or another takes its place."""
    for ticket in Ticket.objects.filter(form_key__in=_keys(of), closed_at=None).order_by("id"):
        close = promises.finish_task if is_done else promises.drop_task
        close(ticket, why, None)


def _keys(of: Complaint | Corrective) -> list[str]:
    """By what its tasks are found, the next one last: as many as named somebody before."""
    kind, subject = ("complaint.learned", "complaint") if isinstance(of, Complaint) else _CORRECTIVE
    before = Event.objects.filter(subject_kind=subject, subject_id=of.pk, kind=kind).count()
    return [f"improve-{subject}-{of.pk}-{number}" for number in range(before + 1)]


def _due(day: date) -> datetime:
    evening = datetime.combine(day, EVENING, clock.zone())
    return evening if evening > clock.now() else datetime.combine(day, time.max, clock.zone())
