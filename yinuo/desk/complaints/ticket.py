"""What a complaint, a suggestion or a department's task of a complaint adds to its ticket's page."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from yinuo.complaints import may
from yinuo.complaints.models import Chore
from yinuo.complaints.queries import carrying, loading
from yinuo.desk.access import DeskRequest
from yinuo.desk.complaints import rows
from yinuo.tickets.models import Kind, Ticket
from yinuo.ui import links


@dataclass(frozen=True)
class Move:
    """A button above the ticket."""

    label: str
    url: str
    icon: str
    tone: str = ""
    key: str = ""
    page: bool = False


def context(ticket: Ticket) -> dict[str, Any]:
    """The way to the page where it is worked on, and what it is about."""
    is_complaint = ticket.kind == Kind.COMPLAINT
    url = links.to("complaint" if is_complaint else "suggestion", ticket.ref)
    label = _("处理投诉") if is_complaint else _("处理建议")
    row = (
        rows.row(loading.of_ticket(ticket))
        if is_complaint
        else rows.suggestion_row(loading.suggestion_of(ticket))
    )
    return {
        "case_row": row,
        "moves": [Move(label, url, "message-square-warning", "primary", "e", page=True)],
        "more_moves": [],
    }


def chore_of(ticket: Ticket) -> Chore | None:
    """The department's task that this ticket stands for; None for any other task."""
    rows_ = Chore.objects.select_related("complaint__ticket", "item", "ticket")
    return rows_.filter(ticket=ticket).first() if ticket.kind == Kind.TASK else None


def _done(chore: Chore, tone: str) -> Move:
    """How it is done: money by paying it, all else by saying so."""
    item, ref = chore.item, chore.ticket.ref
    if item is not None and carrying.is_money(chore.complaint, item):
        return Move(_("记付款"), links.to("chore-payment", ref), "banknote", tone, "r")
    return Move(_("办完了"), links.to("chore-done", ref), "check", tone, "r")


def chore_context(request: DeskRequest, chore: Chore) -> dict[str, Any]:
    """What may be done with a department's task: receive it, do it."""
    state, ref = Chore.State(chore.state), chore.ticket.ref
    moves: list[Move] = []
    if may.do_chore(request.user, chore):
        if state == Chore.State.GIVEN:
            moves.append(Move(_("签收"), links.to("chore-received", ref), "hand", "primary", "e"))
        if state in (Chore.State.GIVEN, Chore.State.RECEIVED):
            tone = "" if moves else "primary"
            moves.append(_done(chore, tone))
    return {
        "task": None,
        "chore": chore,
        "chore_state": _(str(state.label)),
        "moves": moves,
        "more_moves": [],
    }
