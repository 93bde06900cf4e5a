"""What complaints do when something happens, and what they learn from orders, which they do not know."""

from collections.abc import Mapping

from yinuo.complaints import may
from yinuo.complaints.actions import approving, carrying, chores, ending, moving, settling
from yinuo.complaints.queries import facts, offers
from yinuo.complaints.rules import stages
from yinuo.customers.rules import Guest
from yinuo.orders import may as orders_may
from yinuo.orders.queries import told
from yinuo.tickets import queries as tickets
from yinuo.tickets import rules as tickets_rules
from yinuo.tickets.models import Kind, Ticket

TABLE = (
    ("complaint.moved", settling.follow),
    ("complaint.classified", settling.follow),
    ("complaint.details_changed", settling.follow),
    ("complaint.moved", carrying.give_on_move),
    ("complaint.offer_told", ending.keep_word_told),
    ("approval.approved", approving.offer_decided),
    ("approval.refused", approving.offer_decided),
    ("task.done", chores.guard_task),
    ("task.dropped", chores.guard_task),
    ("task.returned", chores.guard_task),
    ("ticket.assigned", chores.follow_owner),
    ("ticket.handed_over", moving.guard_forwarding),
)


def provide() -> None:
    """Tell tickets the facts of complaints and suggestions and their moves, and complaints what only orders
    know.
    """
    tickets.provide(Kind.COMPLAINT, facts.facts_of)
    tickets.provide(Kind.SUGGESTION, facts.facts_of_suggestion)
    tickets_rules.register_moves(Kind.COMPLAINT, stages.moves())
    tickets_rules.register_moves(Kind.SUGGESTION, stages.SUGGESTION_MOVES)
    may.provide_orders(_guest_sees)
    offers.provide_figures(_figures)


def _guest_sees(guest: Guest, ticket: Ticket) -> bool:
    order = told.of_ticket(ticket)
    return order is not None and orders_may.guest_sees(guest, order)


def _figures(ticket: Ticket) -> Mapping[str, int | None]:
    """The freight and the declared value of an order, in fen."""
    order = told.of_ticket(ticket)
    if order is None:
        return {}
    return {"freight": order.quote.get("freight"), "declared_value": order.insured_value}
