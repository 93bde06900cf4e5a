"""What an order adds to its ticket's page: the steps, the menu, whom to write to, its details."""

from typing import Any

from django.utils.translation import gettext as _

from yinuo.core import db, money
from yinuo.desk.access import DeskRequest
from yinuo.desk.orders import details, moves
from yinuo.desk.orders.reviewing import wishes
from yinuo.inquiries import may as inquiries_may
from yinuo.orders import may as orders_may
from yinuo.orders import queries as orders
from yinuo.orders.models import Order, Stage, TrackingEntry
from yinuo.orders.rules import stages
from yinuo.tickets import may, queries
from yinuo.tickets.models import Ticket
from yinuo.ui import links


def context(request: DeskRequest, ticket: Ticket, facts: queries.Facts) -> dict[str, Any]:
    """What the templates of the workbench need for an order; two statements, the details five more."""
    order, person = orders.of_ticket(ticket), request.user
    was_called = was_driver_called(order)
    in_full = is_in_full(request, ticket)
    found: dict[str, Any] = {
        "order": order,
        "moves": moves.steps(order, person, was_called=was_called),
        "more_moves": moves.others(order, person, was_called=was_called),
        "write_to": moves.write_to(order, person),
        "freight_to_collect": freight_to_collect(order),
        "may_hand_over": orders_may.change(person, order) and ticket.stage in stages.BEFORE_PICKUP,
    }
    if order.asked_changes:
        found["wishes"] = wishes.open_wishes(order, person, in_full=in_full)
    if inquiries_may.ask(person) and not ticket.is_draft:
        asking = f"{links.to('inquiry-new')}?about={ticket.ref}"
        asked = moves.Move(_("客户来问"), asking, "message-circle-question", key="q", page=True)
        found["moves"] = [*found["moves"], asked]
    if request.GET.get("tab") == "details":
        found["pictures"] = queries.attachments(ticket)
        found["details"] = details.of(order, facts, person, in_full=in_full)
    return found


def is_in_full(request: DeskRequest, ticket: Ticket) -> bool:
    """Whether personal data stand here unmasked: one's own ticket, or revealed in this sign-in."""
    return may.see_in_full(request.user, ticket) or request.session.get("revealed") == ticket.ref


def was_driver_called(order: Order) -> bool:
    """Whether somebody was told of the slip by telephone since it was sent (R064)."""
    if order.ticket.stage != Stage.DISPATCHED or order.dispatched_at is None:
        return False
    return bool(_CALLS.all(order.pk, order.dispatched_at))


_CALLS = db.Prepared[int](
    lambda order, since: TrackingEntry.objects.filter(
        order_id=order, what=TrackingEntry.What.CALL_REMINDER, outcome="reached", at__gte=since
    ).values_list("pk", flat=True)[:1]
)


def freight_to_collect(order: Order) -> str:
    """待收运费 320 元; empty when nothing is left, or the order has ended."""
    if not order.freight_left or order.ticket.closed_at:
        return ""
    return _("待收运费 %(amount)s 元") % {"amount": money.format_yuan(order.freight_left)}
