"""What changes an order, or the promises of slip and pick-up, changes the facts that reports count. What
becomes of a job or an e-mail becomes of the report that was to be sent.
"""

from typing import Final

from yinuo.core import jobs
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
TABLE = (
    *((kind, actions.note) for kind in KINDS),
    ("job.done", actions.note_job),
    ("job.failed", actions.note_job),
    ("mail.sent", actions.note_mail),
    ("mail.given_up", actions.note_mail),
)


def provide() -> None:
    """Tell the worker how a report is made as a file."""
    jobs.register(actions.FILE, actions.make_file, seconds=actions.FILE_SECONDS, label=actions.file_label)
