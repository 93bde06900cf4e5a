"""What orders do when something happens elsewhere, and what they tell tickets about themselves."""

from yinuo.messaging import queries as messaging
from yinuo.orders import actions, queries
from yinuo.orders.actions import lanes, moving, positions
from yinuo.orders.rules import slip, stages
from yinuo.tickets import queries as tickets
from yinuo.tickets import rules as tickets_rules
from yinuo.tickets.models import Kind

TABLE = (
    ("notice.sent", actions.slip_went),
    ("notice.failed", actions.slip_waits),
    ("notice.given_up", actions.slip_gave_up),
    ("notice.lost", actions.slip_was_lost),
    ("staff.absent", moving.go_on_leave),
    ("order.delivered", lanes.note),
    ("driver.position_withdrawn", positions.hide),
    ("ticket.assigned", actions.web.follow_owner),
    ("ticket.taken", actions.web.follow_owner),
    ("ticket.released", actions.web.follow_owner),
    ("promise.broken", actions.web.void_unreached),
    ("approval.approved", actions.discount_decided),
    ("approval.refused", actions.discount_decided),
)


def provide() -> None:
    """Tell tickets the facts of an order and the moves of its stages, and messaging how a slip is
    read, which slips may be answered and which may be sent again.
    """
    tickets.provide(Kind.ORDER, queries.facts_of)
    messaging.provide_reader("slip", slip.reads_back)
    messaging.provide_slips(queries.answerable)
    messaging.provide_wanted(queries.is_wanted)
    moves = {str(stage): frozenset(map(str, after)) for stage, after in stages.MOVES.items()}
    tickets_rules.register_moves(Kind.ORDER, moves)
