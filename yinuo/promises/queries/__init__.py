"""Reads about promises.

`standing` what is due now, why then, and what the playbook says of it · `ledger` every promise there was,
page by page · `tallies` how many were kept, by whose they are · `story` what became of those of one ticket.
"""

from yinuo.promises.queries.ledger import Found, Wanted, counts, export, ledger
from yinuo.promises.queries.standing import (
    SPOKEN,
    TASK,
    WORD,
    Figures,
    chase_of,
    explain,
    figures,
    first_of,
    hours_of,
    lag,
    newest_event_at,
    next_of,
    next_wake_at,
    of_ticket,
    own_values,
    playbook_of,
    promise,
    reasons,
    rule_of,
    waiting_of,
    watch_of,
)
from yinuo.promises.queries.story import Chapter, story
from yinuo.promises.queries.tallies import FEWEST, Scope, Tally, tally

__all__ = [
    "FEWEST",
    "SPOKEN",
    "TASK",
    "WORD",
    "Chapter",
    "Figures",
    "Found",
    "Scope",
    "Tally",
    "Wanted",
    "chase_of",
    "counts",
    "explain",
    "export",
    "figures",
    "first_of",
    "hours_of",
    "lag",
    "ledger",
    "newest_event_at",
    "next_of",
    "next_wake_at",
    "of_ticket",
    "own_values",
    "playbook_of",
    "promise",
    "reasons",
    "rule_of",
    "story",
    "tally",
    "waiting_of",
    "watch_of",
]
