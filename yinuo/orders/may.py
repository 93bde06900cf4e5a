"""Who may do what with orders: one predicate per verb. A page asks to show a button, the
action asks again.
"""

from typing import Final

from yinuo.customers.rules import Guest
from yinuo.orders.models import Order, Source
from yinuo.orders.rules import stages
from yinuo.staff.models import Person, Role
from yinuo.tickets.models import reach_of

_TAKING: Final = (Role.AGENT, Role.TEAM_LEADER, Role.MANAGER)
LEADING: Final = (Role.TEAM_LEADER, Role.MANAGER)
_SENDING: Final = (*_TAKING, Role.DISPATCHER)
_WATCHING: Final = (*_SENDING, Role.MARKET_DEVELOPER)
_COUNTING: Final = (Role.DISPATCHER, Role.TEAM_LEADER, Role.MANAGER)


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


def say_hand_in(person: Person, driver: Person) -> bool:
    """Say what a driver hands in: the driver, or who counts it."""
    is_own = person.is_active and person.role == Role.DRIVER and person.pk == driver.pk
    return is_own or take_hand_in(person, driver)


def see_hand_ins(person: Person) -> bool:
    """What drivers still have, and what was handed in: who counts it, and the auditor."""
    return person.is_active and person.role in (*_COUNTING, Role.AUDITOR)


def take_hand_in(person: Person, driver: Person) -> bool:
    """Count what a driver hands in: the dispatcher and the team leader of the branch, managers anywhere."""
    if driver.role != Role.DRIVER or not person.is_active or person.role not in _COUNTING:
        return False
    same_branch = person.branch_id is not None and person.branch_id == driver.branch_id
    return person.role == Role.MANAGER or same_branch


def collect_freight(person: Person, order: Order) -> bool:
    """Note freight that was paid."""
    return carry(person, order)


def review(person: Person, order: Order) -> bool:
    """Check a web order, call its customer, change, confirm or void it (R077–R085)."""
    return take(person, order)


def release_review(person: Person, order: Order) -> bool:
    """Take a review out of somebody's hands: whoever has it, and those who lead."""
    is_reviewer = person.pk == order.web.reviewer_id
    return review(person, order) and (is_reviewer or person.role in LEADING)


def guest_sees(guest: Guest, order: Order) -> bool:
    """Whether a customer may see the order: by its link or number, or as a party of it by their number."""
    if order.ticket.is_draft:
        return False
    if guest.ref and guest.ref == order.ticket.ref:
        return True
    return guest_orders(guest, order) or guest_receives(guest, order)


def guest_orders(guest: Guest, order: Order) -> bool:
    """Whether the number that was verified is the shipper's: may call the order off or change it."""
    return bool(guest.phone) and guest.phone in (order.pickup_phone, order.caller_phone)


def guest_receives(guest: Guest, order: Order) -> bool:
    """Whether it is the receiver's: may ask for another delivery time or receiver."""
    return bool(guest.phone) and guest.phone == order.consignee_phone


def ring_driver(guest: Guest, order: Order) -> bool:
    """Whether a customer may ring the driver: while the goods are that driver's job."""
    driver = order.driver
    if driver is None or order.ticket.stage not in stages.ON_JOB:
        return False
    return driver.is_active and bool(driver.phone) and guest_sees(guest, order)


def sees(person: Person, order: Order) -> bool:
    """Whether the order's ticket is within the person's reach."""
    ticket = order.ticket
    return reach_of(person).holds(
        owner_id=ticket.owner_id,
        given_to_id=ticket.given_to_id,
        team_id=ticket.team_id,
        region_id=ticket.region_id,
    )


_RUNNING: Final = (Role.DISPATCHER, Role.TEAM_LEADER, Role.MANAGER)
_CONNECTING: Final = (Role.DISPATCHER, Role.MANAGER, Role.ADMINISTRATOR)


def see_board(person: Person) -> bool:
    """The dispatcher's board: every vehicle, where it is, what it carries (R067, R090)."""
    return person.is_active and person.role in _RUNNING


def run_vehicles(person: Person) -> bool:
    """Say that a vehicle broke down or runs again; its orders are handed on (R069)."""
    return see_board(person)


def note_positions(person: Person, source: Source) -> bool:
    """Tell where vehicles are: an integration for the locators, a driver for their own phone (R090)."""
    wanted = (Role.DRIVER,) if source == Source.PHONE else _CONNECTING
    return person.is_active and person.role in wanted
