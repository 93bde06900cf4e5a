"""What inquiries learn from orders, which they do not know: answers come filled, questions stand there."""

from collections.abc import Callable, Mapping

from yinuo.customers.rules import Guest
from yinuo.inquiries import may, queries, rules
from yinuo.inquiries.models import Type
from yinuo.orders import may as orders_may
from yinuo.orders.models import Order
from yinuo.orders.queries import told
from yinuo.tickets import queries as tickets
from yinuo.tickets import rules as tickets_rules
from yinuo.tickets.models import Kind, Ticket


def provide() -> None:
    """Tell tickets the facts of an inquiry and its moves, and inquiries what only orders know."""
    tickets.provide(Kind.INQUIRY, queries.facts_of)
    tickets_rules.register_moves(Kind.INQUIRY, rules.moves())
    may.provide_orders(_guest_sees)
    queries.provide_values(_values)
    queries.provide_answers(Type.TRANSIT_TIME, _answerer(told.transit_time))
    queries.provide_answers(Type.PRICE, _answerer(told.price))
    queries.provide_answers(Type.ARRIVAL, _of_order)
    queries.provide_answers(Type.STATE, _of_order)


def _guest_sees(guest: Guest, ticket: Ticket) -> bool:
    order = told.of_ticket(ticket)
    return order is not None and orders_may.guest_sees(guest, order)


def _values(ticket: Ticket) -> Mapping[str, str]:
    order = told.of_ticket(ticket)
    return told.values(order) if order else {}


def _of_order(ticket: Ticket | None, typed: Mapping[str, str]) -> queries.Told:
    """Where goods are and when they arrive; without an order there is nothing to say."""
    order = told.of_ticket(ticket)
    return _as_told(told.state(order)) if order else queries.Told(missing=("about",))


def _answerer(tell: Callable[[Order | None, Mapping[str, str]], told.Told]) -> queries.Answerer:
    """The same answer in the words of the inquiries."""

    def answer(ticket: Ticket | None, typed: Mapping[str, str]) -> queries.Told:
        return _as_told(tell(told.of_ticket(ticket), typed))

    return answer


def _as_told(found: told.Told) -> queries.Told:
    return queries.Told(found.situation, found.values, found.figures, found.missing)
