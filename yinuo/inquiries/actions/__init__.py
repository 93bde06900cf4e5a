"""The only door to a change of an inquiry, by its life.

`asking` a question and a further one · `promising` by when it is answered · `checking` up to the leader and
back · `answering` · `correcting` an answer that was wrong · `ending` the link, the end · `forgetting`.

Events, subject the inquiry: inquiry.asked {type} · inquiry.reopened · inquiry.promised {promise} ·
inquiry.passed_up · inquiry.checked · inquiry.answered {way, first} · inquiry.corrected {by} (the inquiry that
corrects it) · inquiry.link_sent · inquiry.closed {answered}; on the order that was asked about:
ticket.queried {inquiry}.
"""

from yinuo.inquiries.actions.answering import answer
from yinuo.inquiries.actions.asking import ask, ask_further
from yinuo.inquiries.actions.checking import check_answer, pass_up
from yinuo.inquiries.actions.correcting import correct
from yinuo.inquiries.actions.ending import close, send_link
from yinuo.inquiries.actions.forgetting import forget_ticket
from yinuo.inquiries.actions.promising import promise_answer

__all__ = [
    "answer",
    "ask",
    "ask_further",
    "check_answer",
    "close",
    "correct",
    "forget_ticket",
    "pass_up",
    "promise_answer",
    "send_link",
]
