"""What every verb begins and ends with: the row held, the stage moved, the event written."""

from collections.abc import Mapping
from typing import Any

from yinuo.core import events
from yinuo.core.errors import NotFound, NotNow
from yinuo.core.models import Event
from yinuo.inquiries import may
from yinuo.inquiries.models import Inquiry
from yinuo.inquiries.queries import loading
from yinuo.inquiries.rules import Stage, can_move
from yinuo.staff.may import require
from yinuo.staff.models import Person
from yinuo.tickets import actions as tickets
from yinuo.tickets import may as tickets_may


def permit(inquiry: Inquiry, by: Person | None) -> None:
    """Raise NotPermitted unless `by` may answer it."""
    require(by, may.answer, inquiry)


def hold(inquiry: Inquiry) -> Inquiry:
    """The inquiry as it stands now, its ticket's row held until the transaction ends. Raises NotFound."""
    for ticket in tickets.hold(inquiry.pk):
        held = loading.fresh(inquiry.pk)
        held.ticket = ticket
        return held
    raise NotFound("not_found")


def take(inquiry: Inquiry, by: Person | None) -> None:
    """A question that is nobody's belongs to whoever looks after it first."""
    ticket = inquiry.ticket
    if (
        by is not None
        and ticket.owner_id is None
        and ticket.closed_at is None
        and tickets_may.take(by, ticket)
    ):
        tickets.take(ticket, by=by)


def move(inquiry: Inquiry, to: Stage, by: Person | None, *, closes: bool = False) -> None:
    """Move to another stage. Raises NotNow("inquiry_not_in_stage"), NotNow("musts_missing")."""
    if not can_move(inquiry.ticket.stage, to):
        raise not_now(inquiry)
    tickets.leave_stage(inquiry.ticket, to=to, by=by, closes=closes, abandons=to == Stage.CLOSED)


def require_stage(inquiry: Inquiry, *allowed: Stage) -> None:
    """Raises NotNow("inquiry_not_in_stage") with the present stage."""
    if Stage(inquiry.ticket.stage) not in allowed:
        raise not_now(inquiry)


def not_now(inquiry: Inquiry) -> NotNow:
    """The refusal by state."""
    return NotNow("inquiry_not_in_stage", stage=Stage(inquiry.ticket.stage).label)


def record(
    verb: str,
    inquiry: Inquiry,
    *,
    by: Person | None,
    detail: Mapping[str, Any] | None = None,
    **data: Any,
) -> Event:
    """Write the event inquiry.`verb`; what was said stands in `detail`, which erasure can empty."""
    return events.record(
        f"inquiry.{verb}", subject=inquiry, ticket=inquiry.ticket, by=by, data=data, detail=detail
    )
