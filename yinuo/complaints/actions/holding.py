"""What every verb begins and ends with: the row held, the must ticked, the stage moved, the event written."""

from collections.abc import Mapping
from typing import Any

from yinuo.complaints import may
from yinuo.complaints.models import Complaint, Suggestion
from yinuo.complaints.queries import loading
from yinuo.complaints.rules.stages import AGAIN, Stage, can_move
from yinuo.core import events
from yinuo.core.errors import NotFound, NotNow
from yinuo.core.models import Event
from yinuo.staff.may import require
from yinuo.staff.models import Person
from yinuo.tickets import actions as tickets
from yinuo.tickets import queries as tickets_queries


def permit(complaint: Complaint, by: Person | None) -> None:
    """Raise NotPermitted unless `by` may lead it on."""
    require(by, may.handle, complaint)


def hold(complaint: Complaint) -> Complaint:
    """The complaint as it stands now, its ticket's row held until the transaction ends. Raises NotFound."""
    for ticket in tickets.hold(complaint.pk):
        held = loading.fresh(complaint.pk)
        held.ticket = ticket
        return held
    raise NotFound("not_found")


def hold_suggestion(suggestion: Suggestion) -> Suggestion:
    """The suggestion as it stands now, its ticket's row held. Raises NotFound."""
    for ticket in tickets.hold(suggestion.pk):
        held = loading.fresh_suggestion(suggestion.pk)
        held.ticket = ticket
        return held
    raise NotFound("not_found")


def tick(complaint: Complaint, *keys: str, by: Person | None) -> None:
    """The desk has seen these musts done: tick them wherever the playbook asks for them, in any stage."""
    for step in tickets_queries.all_steps(complaint.ticket):
        for must in step.must:
            if must.key in keys and must.by == "desk":
                tickets.do_must(complaint.ticket, step=step.key, key=must.key, by=by, seen=True)


def move(complaint: Complaint, to: Stage, by: Person | None, *, closes: bool = False) -> None:
    """Move on; every must of the stage that is left has to be done.

    Records complaint.moved {from, to}. Raises NotNow("complaint_not_in_stage"), NotNow("musts_missing").
    """
    before = complaint.ticket.stage
    if not can_move(before, to):
        raise not_now(complaint)
    tickets.leave_stage(complaint.ticket, to=to, by=by, closes=closes)
    _record_move(complaint, before, by)


def abandon(complaint: Complaint, by: Person | None) -> None:
    """Close without the musts: what was withdrawn, merged, or whose customer cannot be reached.

    Records complaint.moved {from, to}.
    """
    before = complaint.ticket.stage
    tickets.leave_stage(complaint.ticket, to=Stage.CLOSED, by=by, closes=True, abandons=True)
    _record_move(complaint, before, by)


def go_back(complaint: Complaint, to: Stage, by: Person | None) -> None:
    """Open another round at `to`: the musts from there on are to be done again.

    Records complaint.moved {from, to}. Raises NotNow("move_not_legal").
    """
    before, order = complaint.ticket.stage, list(Stage)
    again = order[order.index(to) :] if to not in AGAIN else list(AGAIN)
    tickets.begin_anew(complaint.ticket, to=to, stages=[str(stage) for stage in again], by=by)
    _record_move(complaint, before, by)


def step_back(complaint: Complaint, to: Stage, why: str, by: Person | None) -> None:
    """Back to the stage before in the same round: the musts of the stage that is left are to be done again.

    Records complaint.moved {from, to} with why. Raises NotNow("move_not_legal").
    """
    before = complaint.ticket.stage
    tickets.begin_anew(complaint.ticket, to=to, stages=[before], by=by)
    _record_move(complaint, before, by, why)


def require_stage(complaint: Complaint, *allowed: Stage) -> None:
    """Raises NotNow("complaint_not_in_stage") with the present stage."""
    if Stage(complaint.ticket.stage) not in allowed:
        raise not_now(complaint)


def last(complaint: Complaint, verb: str) -> int:
    """The newest event complaint.`verb` of a case; 0 where there is none. A form says with it what it was
    filled after.
    """
    events_ = Event.objects.filter(ticket_id=complaint.pk, kind=f"complaint.{verb}")
    return events_.order_by("-id").values_list("id", flat=True).first() or 0


def require_seen(complaint: Complaint, verb: str, seen: int | None) -> None:
    """Raises NotNow("stale") where somebody wrote the same since the form was filled; None does not ask."""
    if seen is not None and seen != (current := last(complaint, verb)):
        raise NotNow("stale", yours=seen, current=current)


def require_live(complaint: Complaint) -> None:
    """Raises NotNow("complaint_not_in_stage") for a closed one."""
    if complaint.ticket.closed_at is not None:
        raise not_now(complaint)


def not_now(complaint: Complaint) -> NotNow:
    """The refusal by state."""
    return NotNow("complaint_not_in_stage", stage=Stage(complaint.ticket.stage).label)


def put(complaint: Complaint, **columns: Any) -> None:
    """Write columns of a held complaint."""
    for name, value in columns.items():
        setattr(complaint, name, value)
    complaint.save(update_fields=list(columns))


def _record_move(complaint: Complaint, before: str, by: Person | None, why: str = "") -> None:
    data = {"from": before, "to": complaint.ticket.stage}
    detail = {"why": why} if why else None
    events.record(
        "complaint.moved", subject=complaint, ticket=complaint.ticket, by=by, data=data, detail=detail
    )


def record(
    verb: str,
    complaint: Complaint,
    *,
    by: Person | None,
    detail: Mapping[str, Any] | None = None,
    **data: Any,
) -> Event:
    """Write the event complaint.`verb`; what was said stands in `detail`, which erasure can empty."""
    return events.record(
        f"complaint.{verb}", subject=complaint, ticket=complaint.ticket, by=by, data=data, detail=detail
    )


def record_suggestion(
    verb: str,
    suggestion: Suggestion,
    *,
    by: Person | None,
    detail: Mapping[str, Any] | None = None,
    **data: Any,
) -> Event:
    """Write the event suggestion.`verb`."""
    return events.record(
        f"suggestion.{verb}", subject=suggestion, ticket=suggestion.ticket, by=by, data=data, detail=detail
    )
