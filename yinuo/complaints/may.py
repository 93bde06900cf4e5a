"""Who may do what with a complaint: one predicate per verb (R141, R334–R338, R349).

Whoever is complained about does nothing with the case: they do not even see its ticket (`Ticket.barred`).
Only their own statement is theirs to give.
"""

from collections.abc import Callable
from typing import Final

from yinuo.complaints.models import Chore, Complaint, Corrective, Statement, Suggestion
from yinuo.customers.rules import Guest
from yinuo.staff.models import Person, Role
from yinuo.tickets import may as tickets
from yinuo.tickets.models import Ticket

_HANDLING: Final = (Role.AGENT, Role.TEAM_LEADER, Role.DISPATCHER, Role.MANAGER)
_LEADING: Final = (Role.TEAM_LEADER, Role.MANAGER)
_EXPORTING: Final = (Role.TEAM_LEADER, Role.MANAGER, Role.ADMINISTRATOR)
_LISTING: Final = (*_HANDLING, Role.MARKET_DEVELOPER, Role.ADMINISTRATOR, Role.AUDITOR)
_orders: list[Callable[[Guest, Ticket], bool]] = []


def register(person: Person) -> bool:
    """Record a complaint or suggestion: everybody but auditors (R334, R349)."""
    return tickets.open_ticket(person)


def report(person: Person) -> bool:
    """Pass one on at the desk or by the API, and learn whose it is; drivers do it on their own pages."""
    return register(person) and person.role != Role.DRIVER


def see(person: Person, complaint: Complaint) -> bool:
    """Read the whole case: whoever sees its ticket."""
    return tickets.see(person, complaint.ticket)


def see_list(person: Person) -> bool:
    """The list and the register; rows follow the tickets that the person may see."""
    return person.is_active and person.role in _LISTING


def export(person: Person) -> bool:
    """Take the register out of the desk as a file, with telephone numbers: who leads, manages or administers
    (R133, R399).
    """
    return person.is_active and person.role in _EXPORTING


def handle(person: Person, complaint: Complaint) -> bool:
    """Lead it on: those who handle complaints and see it (R335)."""
    return person.is_active and person.role in _HANDLING and tickets.work(person, complaint.ticket)


def lead(person: Person, complaint: Complaint) -> bool:
    """Let a must go, waive a statement, take a case up: a leader who sees it (R212, R336)."""
    return person.role in _LEADING and handle(person, complaint)


def hand_over(person: Person, complaint: Complaint) -> bool:
    """Give it to another owner: who owns it, or leads."""
    return lead(person, complaint) or (handle(person, complaint) and complaint.ticket.owner_id == person.pk)


def own(person: Person) -> bool:
    """Be the one who handles a complaint from now on."""
    return tickets.own(person) and person.role in _HANDLING


def state(person: Person, statement: Statement) -> bool:
    """Give a statement: only whom it was asked of."""
    return person.is_active and statement.to_id is not None and statement.to_id == person.pk


def do_chore(person: Person, chore: Chore) -> bool:
    """Receive and do what was given to a department: whoever the task is given to or works on it (R337)."""
    return person.is_active and tickets.work(person, chore.ticket)


def see_correctives(person: Person) -> bool:
    """The lessons and what is done about causes that come again."""
    return person.is_active and person.role in (*_LEADING, Role.ADMINISTRATOR, Role.AUDITOR)


def list_correctives(person: Person) -> bool:
    """The list of what is done about causes: all of it for who may see it, else what is one's own to do."""
    return see_correctives(person) or tickets.own(person)


def correct(person: Person, corrective: Corrective) -> bool:
    """Say what is done about a cause: who leads, or whom it was given to; an auditor only reads."""
    return tickets.own(person) and (person.role in _LEADING or corrective.owner_id == person.pk)


def handle_suggestion(person: Person, suggestion: Suggestion) -> bool:
    """Thank, pass on, answer."""
    return person.is_active and person.role in _HANDLING and tickets.work(person, suggestion.ticket)


def note_grumble(person: Person) -> bool:
    """Note a displeasure that was no complaint (R148)."""
    return tickets.note_interaction(person)


def guest_sees(guest: Guest, of: Complaint | Suggestion) -> bool:
    """Follow one's own case: by its link, or by the verified phone that complained."""
    if guest.ref:
        return guest.ref == of.ticket.ref
    return bool(guest.phone) and not of.by_ref and of.contact_phone == guest.phone


def guest_complains_about(guest: Guest, ticket: Ticket) -> bool:
    """Name an order in a complaint: who has its link; by phone the orders say (the wiring provides it)."""
    return guest.ref == ticket.ref or (bool(guest.phone) and any(sees(guest, ticket) for sees in _orders))


def provide_orders(guest_sees_order: Callable[[Guest, Ticket], bool]) -> None:
    """Let it say whether a customer may see an order: only the orders know (the wiring, at start-up)."""
    _orders[:] = [guest_sees_order]
