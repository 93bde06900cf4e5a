"""What changes an order, a question or a complaint, or their promises, changes the facts that reports
count. What becomes of a job or an e-mail becomes of the report that was to be sent.
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
    "order.released",
    "order.taken_over",
    "order.picked_up",
    "order.delivered",
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
PROMISED: Final = ("promise.kept", "promise.broken", "promise.cancelled", "promise.explained")
QUESTIONS: Final = (
    "inquiry.asked",
    "inquiry.reopened",
    "inquiry.promised",
    "inquiry.answered",
    "inquiry.corrected",
    "inquiry.link_sent",
    "ticket.taken",
    "ticket.assigned",
    "ticket.released",
    "promise.moved",
    *PROMISED,
)
REVIEWS: Final = (
    "order.placed",
    "order.review_taken",
    "order.review_called",
    "order.confirmed",
    "order.cancelled",
    "order.voided",
    *PROMISED,
)
VOICES: Final = (
    "complaint.registered",
    "complaint.acknowledged",
    "complaint.classified",
    "complaint.details_changed",
    "complaint.told_wait",
    "complaint.leader_called",
    "complaint.offer_told",
    "complaint.moved",
    "complaint.paid",
    "complaint.called_back",
    "complaint.rated",
    "complaint.closed",
    "complaint.reopened",
    "complaint.merged",
    "complaint.unmerged",
    "suggestion.made",
    "suggestion.answered",
    "suggestion.closed",
    "ticket.taken",
    "ticket.released",
    "ticket.assigned",
    "ticket.handed_over",
    "promise.moved",
    *PROMISED,
)
GRUMBLES: Final = ("grumble.noted", "grumble.became")
TABLE = (
    *((kind, actions.note) for kind in KINDS),
    *((kind, actions.note_question) for kind in QUESTIONS),
    ("order.looked_up", actions.note_look),
    *((kind, actions.note_review) for kind in REVIEWS),
    *((kind, actions.note_voice) for kind in VOICES),
    *((kind, actions.note_grumble) for kind in GRUMBLES),
    ("job.done", actions.note_job),
    ("job.failed", actions.note_job),
    ("mail.sent", actions.note_mail),
    ("mail.given_up", actions.note_mail),
)


def provide() -> None:
    """Tell the worker how a report is made as a file."""
    jobs.register(actions.FILE, actions.make_file, seconds=actions.FILE_SECONDS, label=actions.file_label)
