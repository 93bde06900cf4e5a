"""Reads about inquiries.

`loading` one of them · `listing` what waits, and what somebody answered · `guests` what customers may read ·
`filling` answers from the tables and the timeline · `facts` what texts may say.
"""

from yinuo.inquiries.queries.facts import called, facts_of, found_out, promised
from yinuo.inquiries.queries.filling import (
    Answerer,
    Filled,
    Told,
    filled,
    filled_for,
    provide_answers,
    provide_values,
    said,
    values_about,
)
from yinuo.inquiries.queries.guests import for_guest, of_ref
from yinuo.inquiries.queries.listing import View, about, answered_by, listed
from yinuo.inquiries.queries.loading import inquiry, join, of_ticket

__all__ = [
    "Answerer",
    "Filled",
    "Told",
    "View",
    "about",
    "answered_by",
    "called",
    "facts_of",
    "filled",
    "filled_for",
    "for_guest",
    "found_out",
    "inquiry",
    "join",
    "listed",
    "of_ref",
    "of_ticket",
    "promised",
    "provide_answers",
    "provide_values",
    "said",
    "values_about",
]
