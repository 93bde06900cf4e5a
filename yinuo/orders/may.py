"""Who may do what with orders: one predicate per verb. A page asks to show a button, the
action asks again.
"""

from typing import Final

from yinuo.orders.models import Order
from yinuo.staff.models import Person, Role
from yinuo.tickets.models import reach_of

_TAKING: Final = (Role.AGENT, Role.TEAM_LEADER, Role.MANAGER)
_SENDING: Final = (*_TAKING, Role.DISPATCHER)
_WATCHING: Final = (*_SENDING, Role.MARKET_DEVELOPER)


def take_orders(person: Person) -> bool:
    """Open a draft at all."""
    return person.is_active and person.role in _TAKING


def take(person: Person, order: Order) -> bool:
    """Fill, screen, read back, quote, confirm; keep what did not become an order."""
    return take_orders(person) and sees(person, order)


def change(person: Person, order: Order) -> bool:
    """Change a confirmed order, cancel or void it, hand it to a department."""
    return take(person, order)


def dispatch(person: Person, order: Order) -> bool:
    """Send the slip, choose another receiver, note the call to the driver."""
    return person.is_active and person.role in _SENDING and sees(person, order)


def carry(person: Person, order: Order) -> bool:
    """Say how far the goods are: the desk and the dispatcher for the driver, the driver
    for their own orders.
    """
    if person.is_active and person.role == Role.DRIVER:
        return person.pk in (order.driver_id, order.receiver_id)
    return dispatch(person, order)


def track(person: Person, order: Order) -> bool:
    """Write into the tracking record: also the market developer, who supervises the pick-up (R066)."""
    return person.is_active and person.role in _WATCHING and sees(person, order)


def collect_freight(person: Person, order: Order) -> bool:
    """Note freight that was paid."""
    return carry(person, order)


def sees(person: Person, order: Order) -> bool:
    """Whether the order's ticket is within the person's reach."""
    ticket = order.ticket
    return reach_of(person).holds(
        owner_id=ticket.owner_id,
        given_to_id=ticket.given_to_id,
        team_id=ticket.team_id,
        region_id=ticket.region_id,
    )
