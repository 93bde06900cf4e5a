"""Reads about orders, shaped for a page: one order, its form, who rings, the slip, tracking."""

from yinuo.orders.queries.agreements import agreement, agreements
from yinuo.orders.queries.answering import answerable
from yinuo.orders.queries.asking import playbook_of
from yinuo.orders.queries.callers import Caller, caller, known, last_order
from yinuo.orders.queries.counting import figure, is_waiting
from yinuo.orders.queries.discounting import limit_of
from yinuo.orders.queries.facts import facts_of
from yinuo.orders.queries.filling import Asked, Form, State, form, learnt_place, place_choices
from yinuo.orders.queries.judging import Judgement, judge, questions_about, quote_of
from yinuo.orders.queries.loading import join, of_ticket, order
from yinuo.orders.queries.naming import place_names
from yinuo.orders.queries.readying import Readiness, readiness, readiness_of, to_read_back
from yinuo.orders.queries.receivers import candidates
from yinuo.orders.queries.slips import Preview, is_wanted, slip_preview
from yinuo.orders.queries.texts import examples, record
from yinuo.orders.queries.tracking import (
    DELIVERIES,
    PICKUPS,
    Followed,
    Page,
    exceptions,
    overdue,
    to_track,
    tracking_record,
)

__all__ = [
    "DELIVERIES",
    "PICKUPS",
    "Asked",
    "Caller",
    "Followed",
    "Form",
    "Judgement",
    "Page",
    "Preview",
    "Readiness",
    "State",
    "agreement",
    "agreements",
    "answerable",
    "caller",
    "candidates",
    "examples",
    "exceptions",
    "facts_of",
    "figure",
    "form",
    "is_waiting",
    "is_wanted",
    "join",
    "judge",
    "known",
    "last_order",
    "learnt_place",
    "limit_of",
    "of_ticket",
    "order",
    "overdue",
    "place_choices",
    "place_names",
    "playbook_of",
    "questions_about",
    "quote_of",
    "readiness",
    "readiness_of",
    "record",
    "slip_preview",
    "to_read_back",
    "to_track",
    "tracking_record",
]
