"""The slip before it leaves: who gets it, in which words, whether it fits (R065–R071)."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from yinuo.core import clock
from yinuo.core.errors import NotFound
from yinuo.messaging import queries as messaging
from yinuo.messaging.models import Notice
from yinuo.messaging.rules import Composed
from yinuo.orders.models import Order
from yinuo.orders.queries import asking, facts, receivers
from yinuo.orders.rules import receiving, stages
from yinuo.orders.rules.receiving import Candidate
from yinuo.playbooks.rules import vocabulary
from yinuo.staff.models import Role
from yinuo.tickets import queries as tickets
from yinuo.tickets.models import Kind, Ticket

SLIP = "slip"
_UNKNOWN = dict.fromkeys(vocabulary.fields("notice"))


@dataclass(frozen=True)
class Preview:
    """What would be sent now, and to whom; `receiver` is None when nobody can take it."""

    composed: Composed
    receiver: Candidate | None
    turn: tuple[Candidate, ...]
    copy_to: str = ""


def slip_preview(order: Order, *, in_parts: bool = False, leave_out: Collection[str] = ()) -> Preview:
    """The slip as it would leave now, with the agent's decisions; a draft's number is shown as zeroes of its
    length. Raises NotFound.
    """
    known = tickets.facts(order.ticket)
    now, serving = clock.now(), receivers.serving(order.ticket.region)
    turn = receivers.in_turn(order, serving, now)
    receiver = receiving.first_free(turn)
    words = {} if order.ticket.number else {"serial": f"{clock.today():%y%m%d}000"}
    over: Literal["parts"] | None = "parts" if in_parts else None
    composed = messaging.compose(
        asking.playbook_of(order.ticket), SLIP, known, variables=words, over_limit=over, leave_out=leave_out
    )
    is_copied = receiver is not None and receiver.role == Role.DRIVER
    developer = receivers.developer_of(serving, now) if is_copied else None
    return Preview(composed, receiver, turn, developer.name if developer else "")


def keys(ticket: Ticket) -> frozenset[str]:
    """The keys of the slip and of every notice that may go along with it by the ticket's playbook."""
    playbook = messaging.playbook_of(ticket)
    found = (one for one in playbook.notices if one.key == SLIP) if playbook else ()
    return frozenset({SLIP, *(copy.notice or SLIP for one in found for copy in one.copy_to)})


def is_current(order: Order, notice: Notice) -> bool:
    """Whether the order still goes by this slip or copy, and to this person."""
    reader = order.receiver_id if notice.to_role == "receiver" else order.copied_to_id
    is_newest = notice.pk >= (order.slip_id or 0)
    return order.ticket.stage not in stages.ENDED and is_newest and notice.to_person_id == reader


def is_wanted(notice: Notice) -> bool:
    """Whether a message may be sent again: any but a slip, or its copy, by which its order no longer goes."""
    ticket = notice.ticket
    if ticket is None or ticket.kind != Kind.ORDER or notice.key not in keys(ticket):
        return True
    order = Order.objects.select_related("ticket").filter(pk=ticket.pk).first()
    return order is None or is_current(order, notice)


def copies(order: Order) -> tuple[str, ...]:
    """The keys of the notices that go to the market developer beside the slip, for the receiver it has
    (R066).
    """
    try:
        notice = asking.playbook_of(order.ticket).notice(SLIP)
    except KeyError:
        raise NotFound("notice_unknown", key=SLIP) from None
    values = tickets.Layers(facts.facts_of(order.ticket).values, _UNKNOWN)
    wanted = (copy for copy in notice.copy_to if copy.to == "market_developer" and order.copied_to_id)
    return tuple(copy.notice or SLIP for copy in wanted if copy.when is None or copy.when.holds(values))
