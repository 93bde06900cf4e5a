"""Every event may open, keep, cancel, pause or resume a promise; the playbook says which.

What gives an order another driver or region takes its open promises along.
"""

from yinuo.core import events
from yinuo.promises import actions

TABLE = (
    ("order.dispatched", actions.follow),
    ("order.accepted", actions.follow),
    ("order.declined", actions.follow),
    ("order.released", actions.follow),
    ("order.taken_over", actions.follow),
    ("order.changed", actions.follow),
    (events.ANY, actions.react),
)
