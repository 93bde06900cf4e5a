"""The musts of clarifying that the desk itself sees: everybody was heard, the checklist is answered.

They follow the facts in both directions while the stage lasts: a new request for a statement or another type
of complaint takes the tick back.
"""

from typing import Final

from yinuo.complaints.actions import holding
from yinuo.complaints.models import Complaint, Outcome, Statement
from yinuo.complaints.queries import asking, loading
from yinuo.complaints.queries.missing import is_about_somebody
from yinuo.complaints.rules.stages import Stage
from yinuo.core.events import Deed
from yinuo.staff.models import Person
from yinuo.tickets import actions as tickets
from yinuo.tickets import may as tickets_may
from yinuo.tickets import queries as tickets_queries

HEARD: Final = "heard"
QUESTIONS: Final = "questions"


def settle(complaint: Complaint, by: Person | None) -> None:
    """Tick what holds now and take back what does not; what a leader let go stays let go.

    Whoever is complained about may have brought it about without seeing the case: then the desk ticks. Does
    nothing after clarifying. The complaint must be held.
    """
    if complaint.ticket.stage not in (Stage.ACCEPT, Stage.CLARIFY):
        return
    seen_by = by if by is not None and tickets_may.work(by, complaint.ticket) else None
    for key, holds in ((HEARD, is_heard(complaint)), (QUESTIONS, not asking.unanswered(complaint))):
        if holds:
            holding.tick(complaint, key, by=seen_by)
        else:
            _untick(complaint, key, seen_by)


def follow(deed: Deed) -> None:
    """Wired to complaint.moved, classified and details_changed: another round, another type, another
    respondent.
    """
    settle(holding.hold(loading.fresh(deed.ticket.pk)), deed.by)


def is_heard(complaint: Complaint) -> bool:
    """Whether nobody is asked any more, and whoever is complained about was (R171).

    What only ended with a complaint that was withdrawn nobody has said or let go: opened again it is asked.
    """
    rows = list(Statement.objects.filter(complaint=complaint).exclude(waived_for=Outcome.WITHDRAWN.label))
    if any(row.state == Statement.State.ASKED for row in rows):
        return False
    if complaint.respondent_id is not None:
        return any(row.to_id == complaint.respondent_id for row in rows)
    return bool(rows) or not is_about_somebody(complaint)


def _untick(complaint: Complaint, key: str, by: Person | None) -> None:
    let_go = set(complaint.overrides.values_list("step", "key"))
    for step in tickets_queries.all_steps(complaint.ticket):
        is_ticked = tickets_queries.done_must(complaint.ticket, step.key, key) is not None
        if is_ticked and (step.key, key) not in let_go:
            tickets.undo_must(complaint.ticket, step=step.key, key=key, by=by, seen=True)
