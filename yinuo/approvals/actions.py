"""Ask, answer, withdraw: the only doors to an approval.

Events: approval.asked, approval.approved, approval.refused, approval.withdrawn; subject the approval, data
`{"key", "role", "asked_by"}`; the reason and the answer stand in the detail.
"""

from collections.abc import Mapping
from typing import Any, Final

from yinuo.approvals import may, rules
from yinuo.approvals.models import Approval
from yinuo.core import clock, db, events
from yinuo.core.errors import Invalid, NotNow, NotPermitted, fault
from yinuo.core.events import Deed
from yinuo.staff.models import Person
from yinuo.tickets.actions import locking
from yinuo.tickets.models import Ticket

_TOO_LATE: Final[Mapping[str, str]] = {
    Approval.State.APPROVED: "approval_was_approved",
    Approval.State.REFUSED: "approval_was_refused",
    Approval.State.WITHDRAWN: "approval_was_withdrawn",
}


def ask(
    *, ticket: Ticket, key: str, label: str, role: str, figures: Mapping[str, Any], reason: str, by: Person
) -> Approval:
    """Ask a role for agreement; `role` as the playbook writes it (`team_leader`).

    Asking the same again returns the open approval. Raises NotPermitted; Invalid for a text that is too long;
    NotNow("approval_open") while another question of this key waits on the ticket,
    NotNow("approval_ticket_closed") when there is nothing left to agree to.
    """
    if not may.ask(by, ticket):
        raise NotPermitted("not_permitted")
    _check_length("reason", reason)
    wanted = rules.role_of(role)
    with db.transaction():
        locking.lock(ticket)
        if ticket.closed_at:
            raise NotNow("approval_ticket_closed")
        if waiting := ticket.approvals.filter(key=key, state=Approval.State.ASKED).first():
            if (waiting.asked_by_id, waiting.role, waiting.figures) == (by.pk, wanted, dict(figures)):
                return waiting
            raise NotNow("approval_open", label=waiting.label)
        approval = Approval.objects.create(
            ticket=ticket,
            key=key,
            label=label[: rules.LONGEST_LABEL],
            role=wanted,
            figures=dict(figures),
            reason=reason,
            asked_by=by,
            asked_at=clock.now(),
        )
        _record("asked", approval, by, {"reason": reason, "figures": approval.figures})
    return approval


def approve(approval: Approval, *, by: Person, answer: str = "") -> Approval:
    """Agree. Raises NotPermitted, Invalid, NotNow("approval_was_…") when another was first, and who."""
    return _decide(approval, Approval.State.APPROVED, by, answer)


def refuse(approval: Approval, *, by: Person, answer: str) -> Approval:
    """Send it back, with the reason. Raises NotPermitted, Invalid, NotNow("approval_was_…")."""
    if not answer.strip():
        raise Invalid(fault("answer", "required"))
    return _decide(approval, Approval.State.REFUSED, by, answer)


def withdraw(approval: Approval, *, by: Person | None) -> Approval:
    """Take the question back; the system (no `by`) does so when the ticket no longer needs it.

    Raises NotPermitted, NotNow("approval_was_…").
    """
    if by is not None and not may.withdraw(by, approval):
        raise NotPermitted("approval_not_asker")
    return _end(approval, Approval.State.WITHDRAWN, by, "")


def _decide(approval: Approval, state: Approval.State, by: Person, answer: str) -> Approval:
    if by.pk == approval.asked_by_id:
        raise NotPermitted("approval_own")
    if not may.decide(by, approval):
        raise NotPermitted("approval_not_yours")
    _check_length("answer", answer)
    return _end(approval, state, by, answer.strip())


def _end(approval: Approval, state: Approval.State, by: Person | None, answer: str) -> Approval:
    """Move it out of ASKED, once: whoever comes second is told who was first.

    The ticket is held first, as in every verb that reaches both.
    """
    with db.transaction():
        locking.lock(approval.ticket)
        is_first = Approval.objects.filter(pk=approval.pk, state=Approval.State.ASKED).update(
            state=state, decided_by=by, decided_at=clock.now(), answer=answer
        )
        ended = Approval.objects.select_related("ticket", "asked_by", "decided_by").get(pk=approval.pk)
        if is_first:
            _record(state.lower(), ended, by, {"answer": answer})
    if not is_first and (ended.state, ended.decided_by) != (state, by):
        raise NotNow(_TOO_LATE[ended.state], by=ended.decided_by.name if ended.decided_by else "")
    return ended


def _record(verb: str, approval: Approval, by: Person | None, detail: Mapping[str, Any]) -> None:
    events.record(
        f"approval.{verb}",
        subject=approval,
        ticket=approval.ticket,
        by=by,
        data={"key": approval.key, "role": approval.role, "asked_by": approval.asked_by_id},
        detail=detail,
    )


def _check_length(field: str, text: str) -> None:
    if len(text) > rules.LONGEST_REASON:
        raise Invalid(fault(field, "too_long", limit=rules.LONGEST_REASON, length=len(text)))


def forget_ticket(deed: Deed) -> None:
    """Wired to ticket.forgotten: reasons and answers go; that it was asked and decided stays."""
    Approval.objects.filter(ticket_id=deed.ticket.pk).update(reason="", answer="")
