"""What a complaint, a suggestion or a department's task of a complaint adds to its ticket's page."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from yinuo.complaints import may
from yinuo.complaints.models import Chore
from yinuo.complaints.queries import carrying, loading
from yinuo.desk.access import DeskRequest
from yinuo.desk.complaints import rows
from yinuo.desk.complaints.case import cards
from yinuo.tickets import may as tickets_may
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


def chore_context(request: DeskRequest, chore: Chore, *, in_full: bool) -> dict[str, Any]:
    """What may be done with a department's task: receive it, do it. The numbers in it stand there `in_full`
    for whoever it was given to or follows it; others of the desk may ask for them, on record.
    """
    state, ref = Chore.State(chore.state), chore.ticket.ref
    moves: list[Move] = []
    is_to_pay = carrying.is_to_pay(chore)
    is_theirs = may.do_chore(request.user, chore)
    if is_theirs and (not is_to_pay or carrying.may_pay(request.user, chore.complaint, chore)):
        if state == Chore.State.GIVEN:
            moves.append(Move(_("签收"), links.to("chore-received", ref), "hand", "primary", "e"))
        if state in (Chore.State.GIVEN, Chore.State.RECEIVED):
            tone = "" if moves else "primary"
            paid = Move(_("记付款"), links.to("chore-payment", ref), "banknote", tone, "r")
            done = Move(_("办完了"), links.to("chore-done", ref), "check", tone, "r")
            moves.append(paid if is_to_pay else done)
    return {
        "task": None,
        "chore": cards.Hide(in_full)(chore, "text", "proof"),
        "may_reveal": not in_full and tickets_may.reveal(request.user, chore.ticket),
        "chore_state": _(str(state.label)),
        "moves": moves,
        "more_moves": [],
    }
