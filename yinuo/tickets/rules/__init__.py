"""The business of tickets in its plainest form: who sees what, which moves are legal, how a queue is cut."""

from yinuo.tickets.rules.reach import NO_REACH, Reach, reach
from yinuo.tickets.rules.searching import SEARCH, Wanted, scope_marks, understand
from yinuo.tickets.rules.stages import Moves, StepState, legal_moves, missing, register_moves
from yinuo.tickets.rules.views import SOON, Filters, View, read_cursor, write_cursor

__all__ = [
    "NO_REACH",
    "SEARCH",
    "SOON",
    "Filters",
    "Moves",
    "Reach",
    "StepState",
    "View",
    "Wanted",
    "legal_moves",
    "missing",
    "reach",
    "read_cursor",
    "register_moves",
    "scope_marks",
    "understand",
    "write_cursor",
]
