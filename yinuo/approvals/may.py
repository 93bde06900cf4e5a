"""Who may ask, answer and withdraw. A page asks to show a button, the action asks again."""

from yinuo.approvals import rules
from yinuo.approvals.models import Approval
from yinuo.staff.models import Person, Role
from yinuo.tickets.models import Ticket

_ASKING = (Role.AGENT, Role.TEAM_LEADER, Role.DISPATCHER, Role.MANAGER)


def ask(person: Person, ticket: Ticket) -> bool:
    """Those who work on tickets, about a ticket they may see."""
    return person.role in _ASKING and _sees(person, ticket)


def decide(person: Person, approval: Approval) -> bool:
    """The role asked or one above it, about a ticket they may see; never who asked, nor whom it is about."""
    return (
        person.pk not in (approval.asked_by_id, approval.ticket.barred_id)
        and person.role in rules.deciders(approval.role)
        and _sees(person, approval.ticket)
    )


def withdraw(person: Person, approval: Approval) -> bool:
    """Only the person who asked."""
    return person.is_active and person.role != Role.AUDITOR and person.pk == approval.asked_by_id


def _sees(person: Person, ticket: Ticket) -> bool:
    return Ticket.objects.visible_to(person).filter(pk=ticket.pk).exists()
