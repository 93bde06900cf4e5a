"""Whose ticket it is: take, assign, hand over to a department."""

from yinuo.core import clock, db, events
from yinuo.core.errors import Invalid, NotNow, fault
from yinuo.playbooks import queries as playbooks
from yinuo.playbooks.rules import reasons
from yinuo.playbooks.rules.reasons import Reason
from yinuo.staff.may import require
from yinuo.staff.models import Person
from yinuo.tickets import may, queries
from yinuo.tickets.actions import locking, searching
from yinuo.tickets.models import Kind, Ticket
from yinuo.tickets.rules import LONGEST_REASON, check_text


def take(ticket: Ticket, *, by: Person) -> Ticket:
    """Become the owner of a ticket that has none: of two at the same moment one does, the other is told who.

    Taking again what is one's own changes nothing. Records ticket.taken. Raises NotPermitted,
    NotNow("ticket_is_draft"), NotNow("ticket_closed"), NotNow("already_taken", by=name).
    """
    require(by, may.take, ticket)
    with db.transaction():
        locking.lock(ticket)
        if ticket.owner_id is None and not (ticket.is_draft or ticket.closed_at):
            locking.put(ticket, owner=by, team_id=by.team_id or ticket.team_id, changed_at=clock.now())
            searching.follow_scope(ticket)
            events.record("ticket.taken", subject=ticket, ticket=ticket, by=by)
    if ticket.owner_id != by.pk:
        _check_live(ticket)
        raise NotNow("already_taken", by=ticket.owner.name if ticket.owner else "")
    return ticket


def assign(ticket: Ticket, *, to: Person, reason: str | Reason, by: Person | None, note: str = "") -> Ticket:
    """Give the ticket to another owner; taking it from somebody needs a reason.

    A person's `reason` is one of the playbook's `reassign`, or words where it has no such list; what another
    verb has decided already is taken as it is, and a complaint changes hands by such a verb alone, which
    counts how often (R157). It moves to the new owner's team, so a team sees all that its people own.
    Assigning to whoever owns it changes nothing. Records ticket.assigned {from, to, reason}. Raises
    NotPermitted, Invalid("required", "not_a_choice", "too_long"), NotNow("cannot_own", name=…),
    NotNow("ticket_closed"), NotNow("complaint_transfer_only").
    """
    require(by, may.assign, ticket)
    if ticket.kind == Kind.COMPLAINT and by is not None and not isinstance(reason, Reason):
        raise NotNow("complaint_transfer_only")
    with db.transaction():
        locking.lock(ticket)
        if ticket.owner_id == to.pk:
            return ticket
        _check_open(ticket)
        why = reason if isinstance(reason, Reason) else _why_given(ticket, reason, note, by)
        if not may.own(to) or to.pk == ticket.barred_id:
            raise NotNow("cannot_own", name=to.name)
        before = ticket.owner_id
        locking.put(ticket, owner=to, team_id=to.team_id or ticket.team_id, changed_at=clock.now())
        searching.follow_scope(ticket)
        events.record(
            "ticket.assigned",
            subject=ticket,
            ticket=ticket,
            by=by,
            data={"from": before, "to": to.pk, **why.data},
            detail=why.detail,
        )
    return ticket


def release(*, ticket: Ticket, reason: str, by: Person | None) -> Ticket:
    """Leave the ticket without an owner, in its team's sight, until somebody takes it.

    A ticket without an owner stays as it is. Records ticket.released {from}. Raises NotPermitted,
    Invalid("required", "too_long"), NotNow("ticket_closed"), NotNow("owner_needed") for a complaint (R141).
    """
    require(by, may.assign, ticket)
    reason = check_text("reason", reason, LONGEST_REASON)
    with db.transaction():
        locking.lock(ticket)
        if ticket.owner_id is None:
            return ticket
        _check_open(ticket)
        if ticket.kind == Kind.COMPLAINT:
            raise NotNow("owner_needed")
        before = ticket.owner_id
        locking.put(ticket, owner=None, changed_at=clock.now())
        searching.follow_scope(ticket)
        data, detail = {"from": before}, {"reason": reason}
        events.record("ticket.released", subject=ticket, ticket=ticket, by=by, data=data, detail=detail)
    return ticket


def bar(ticket: Ticket, person: Person | None) -> None:
    """Keep the person whom it is about away from it, or nobody any more; no event, the kind's action has one.

    Must be called in a transaction. Raises NotNow("cannot_bar_owner") while they own it and it is open: it
    changes hands first.
    """
    locking.lock(ticket)
    if person is not None and ticket.owner_id == person.pk and ticket.closed_at is None:
        raise NotNow("cannot_bar_owner", name=person.name)
    locking.put(ticket, barred=person, changed_at=clock.now())


def hand_to_department(
    ticket: Ticket, *, department: str, reason: str, by: Person | None, note: str = ""
) -> Ticket:
    """Hand over to a department of the playbook what the desk cannot operate itself, and follow it (R069).

    `reason` is one of the playbook's `hand_over`. Handing it over again to the same department changes
    nothing. Records ticket.handed_over {department, reason}. Raises NotPermitted, Invalid("not_a_choice",
    "required", "too_long"), NotNow("ticket_closed").
    """
    require(by, may.hand_to_department, ticket)
    with db.transaction():
        locking.lock(ticket)
        if ticket.department == department and department:
            return ticket
        _check_open(ticket)
        why = _why_handed_over(ticket, department, reason, note)
        locking.put(ticket, department=department, changed_at=clock.now())
        events.record(
            "ticket.handed_over",
            subject=ticket,
            ticket=ticket,
            by=by,
            data={"department": department, **why.data},
            detail=why.detail,
        )
    return ticket


def _why_given(ticket: Ticket, reason: str, note: str, by: Person | None) -> Reason:
    """Why it changes hands; nothing need be said where it was nobody's. Raises Invalid."""
    is_needed, playbook = ticket.owner_id is not None, queries.playbook_of(ticket)
    if by is None or playbook is None or not playbook.reasons.get("reassign"):
        return Reason("", check_text("reason", reason, LONGEST_REASON, required=is_needed))
    if not (is_needed or reason.strip()):
        return Reason("", "")
    return reasons.reason_of(playbook, "reassign", reason, note)


def _why_handed_over(ticket: Ticket, department: str, reason: str, note: str) -> Reason:
    """The reason, for one of the playbook's departments. Raises Invalid."""
    if ticket.playbook_version_id is None:
        raise Invalid(fault("department", "not_a_choice"))
    playbook = playbooks.version(ticket.playbook_version_id)
    if all(one.key != department for one in playbook.departments):
        raise Invalid(fault("department", "not_a_choice"))
    return reasons.reason_of(playbook, "hand_over", reason, note)


def _check_live(ticket: Ticket) -> None:
    if ticket.is_draft:
        raise NotNow("ticket_is_draft")
    _check_open(ticket)


def _check_open(ticket: Ticket) -> None:
    if ticket.closed_at:
        raise NotNow("ticket_closed")
