"""Who may do what with a question: one predicate per verb (R117, R122, R327–R340)."""

from collections.abc import Callable
from typing import Final

from yinuo.customers.rules import Guest
from yinuo.inquiries.models import Inquiry
from yinuo.staff.models import Person, Role
from yinuo.tickets import may as tickets
from yinuo.tickets.models import Channel, Ticket

_ANSWERING: Final = (Role.AGENT, Role.TEAM_LEADER, Role.DISPATCHER, Role.MANAGER)
_CHECKING: Final = (Role.TEAM_LEADER, Role.MANAGER)
_LEADING: Final = (*_CHECKING, Role.ADMINISTRATOR, Role.AUDITOR)
_LISTING: Final = (*_ANSWERING, Role.MARKET_DEVELOPER, Role.ADMINISTRATOR, Role.AUDITOR)
_orders: list[Callable[[Guest, Ticket], bool]] = []


def ask(person: Person) -> bool:
    """Write down what a customer asks (R021)."""
    return person.is_active and person.role in _ANSWERING


def answer(person: Person, inquiry: Inquiry) -> bool:
    """Answer, promise an answer, ask the leader, correct, close: whoever answers at all and sees it."""
    return ask(person) and tickets.see(person, inquiry.ticket)


def check(person: Person, inquiry: Inquiry) -> bool:
    """Find out the right answer for an agent who does not know it: their leader (R117)."""
    return person.is_active and person.role in _CHECKING and tickets.see(person, inquiry.ticket)


def see_list(person: Person) -> bool:
    """The list of questions; the rows follow the tickets that the person may see."""
    return person.is_active and person.role in _LISTING


def see_answers_of(person: Person, other: Person) -> bool:
    """What somebody answered (R122): one's own; those of one's people as their leader."""
    if not see_list(person):
        return False
    if person.pk == other.pk:
        return True
    is_of_team = person.role != Role.TEAM_LEADER or (
        person.team_id is not None and person.team_id == other.team_id
    )
    return person.role in _LEADING and is_of_team


def provide_orders(guest_sees: Callable[[Guest, Ticket], bool]) -> None:
    """Let it say whether a customer may see an order: only the orders know (the wiring, at start-up)."""
    _orders[:] = [guest_sees]


def guest_asks_about(guest: Guest, ticket: Ticket) -> bool:
    """Ask about an order through the pages: whoever has its link or number, or may see it by their phone.

    In doubt not.
    """
    if guest.ref:
        return guest.ref == ticket.ref
    return bool(guest.phone) and any(sees(guest, ticket) for sees in _orders)


def guest_sees(guest: Guest, inquiry: Inquiry) -> bool:
    """Read a question and its answer: by the phone that asked; by an order's link what was asked by it."""
    if guest.ref:
        about = inquiry.about
        is_here = inquiry.by_ref and inquiry.ticket.channel == Channel.WEB
        return is_here and about is not None and about.ref == guest.ref
    return bool(guest.phone) and not inquiry.by_ref and inquiry.contact_phone == guest.phone
