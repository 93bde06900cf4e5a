"""What changes an order, or the promises of slip and pick-up, changes the facts that reports count."""

from typing import Final

from yinuo.reports import actions

KINDS: Final = (
    "order.confirmed",
    "order.origin_kept",
    "order.origin_forgotten",
    "order.changed",
    "order.dispatched",
    "order.slip_sent",
    "order.accepted",
    "order.declined",
    "order.picked_up",
    "order.cancelled",
    "order.voided",
    "order.exception_noted",
    "notice.sent",
    "ticket.forgotten",
    "ticket.taken",
    "ticket.released",
    "ticket.assigned",
    "ticket.handed_over",
    "promise.opened",
    "promise.kept",
    "promise.cancelled",
    "promise.broken",
    "promise.moved",
    "promise.paused",
    "promise.resumed",
    "promise.explained",
)
TABLE = tuple((kind, actions.note) for kind in KINDS)
