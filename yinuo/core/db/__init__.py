"""Everything that differs between SQLite and PostgreSQL, and the one way to open a transaction.

`transaction()` is the only door to a change: on SQLite it queues fairly for the process's one write lock
before `BEGIN IMMEDIATE`; on both it runs the before-commit hooks (the reactions to events) exactly once, in
the outermost block.
"""

from yinuo.core.db.address import database_from_address
from yinuo.core.db.bulk import MOST_GROUPS, Statement, missing, newest, newest_of_each
from yinuo.core.db.counting import Count, counts
from yinuo.core.db.guards import guard_events, unguard_events
from yinuo.core.db.later import add, write
from yinuo.core.db.once import insert_once
from yinuo.core.db.pour import go_on_after, learn, moments, pour, pouring
from yinuo.core.db.prepared import Prepared
from yinuo.core.db.rows import change, count_up, insert, insert_if_free, insert_or_count, update
from yinuo.core.db.steps import each_alone, in_small_steps
from yinuo.core.db.trouble import Trouble, damage, is_made, is_there, patience, trouble
from yinuo.core.db.unit import before_commit, in_transaction, of_reading, of_unit, reading, transaction
from yinuo.core.db.whole import is_unfinished

__all__ = [
    "MOST_GROUPS",
    "Count",
    "Prepared",
    "Statement",
    "Trouble",
    "add",
    "before_commit",
    "change",
    "count_up",
    "counts",
    "damage",
    "database_from_address",
    "each_alone",
    "go_on_after",
    "guard_events",
    "in_small_steps",
    "in_transaction",
    "insert",
    "insert_if_free",
    "insert_once",
    "insert_or_count",
    "is_made",
    "is_there",
    "is_unfinished",
    "learn",
    "missing",
    "moments",
    "newest",
    "newest_of_each",
    "of_reading",
    "of_unit",
    "patience",
    "pour",
    "pouring",
    "reading",
    "transaction",
    "trouble",
    "unguard_events",
    "update",
    "write",
]
