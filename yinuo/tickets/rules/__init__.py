"""The business of tickets in its plainest form: who sees what, which moves are legal, how a queue is cut."""

from yinuo.tickets.rules.reach import NO_REACH, Reach, reach
from yinuo.tickets.rules.searching import SEARCH, Wanted, phone_tails, scope_marks, search_terms, understand
from yinuo.tickets.rules.stages import (
    DONE,
    DROPPED,
    OPEN,
    Moves,
    StepState,
    legal_moves,
    missing,
    register_moves,
)
from yinuo.tickets.rules.texts import (
    LONGEST_FILTER_NAME,
    LONGEST_LINK_KIND,
    LONGEST_NOTE,
    LONGEST_PHONE,
    LONGEST_REASON,
    LONGEST_SHOWN,
    MOST_FILTERS,
    PARTED,
    check_text,
    clean,
)
from yinuo.tickets.rules.views import SOON, Filters, View, read_cursor, write_cursor

__all__ = [
    "DONE",
    "DROPPED",
    "LONGEST_FILTER_NAME",
    "LONGEST_LINK_KIND",
    "LONGEST_NOTE",
    "LONGEST_PHONE",
    "LONGEST_REASON",
    "LONGEST_SHOWN",
    "MOST_FILTERS",
    "NO_REACH",
    "OPEN",
    "PARTED",
    "SEARCH",
    "SOON",
    "Filters",
    "Moves",
    "Reach",
    "StepState",
    "View",
    "Wanted",
    "check_text",
    "clean",
    "legal_moves",
    "missing",
    "phone_tails",
    "reach",
    "read_cursor",
    "register_moves",
    "scope_marks",
    "search_terms",
    "understand",
    "write_cursor",
]
