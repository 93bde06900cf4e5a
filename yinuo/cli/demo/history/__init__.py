"""Generated tickets of the past two years, so that the desk can be tried and measured at a real size.

A few dozen pattern orders are played by the same actions that people use; all others are copies of their
rows, moved in time and told of somebody else. So they are what the actions leave behind, whatever that is.
"""

from collections.abc import Callable, Sequence
from random import Random
from typing import Any, Final

from yinuo.cli.demo.history import copying, patterns, people, placing
from yinuo.core import db
from yinuo.tickets.models import Ticket

MOST_OPEN: Final = 400
OPEN_OF: Final = 50
BATCH: Final = 500
TOLD_EVERY: Final = 10_000


def generate(count: int, *, tell: Callable[[str], Any]) -> None:
    """Bring the generated tickets up to `count`; called again with the same number it adds nothing."""
    there = Ticket.objects.filter(form_key__startswith=patterns.FORM_KEY).count()
    missing = count - there
    if missing <= 0:
        return
    dice = Random(count)
    unfinished = 0 if there else min(MOST_OPEN, missing // OPEN_OF)
    known = people.customers(dice, missing)
    finished = missing - unfinished - patterns.play_closed(dice, known, missing - unfinished)
    _copy(placing.over_years(dice, copying.read(patterns.closed()), finished), dice, known, tell)
    unfinished -= patterns.play_open(dice, known, unfinished)
    _copy(placing.just_now(dice, copying.read(patterns.unfinished()), unfinished), dice, known, tell)
    db.learn()


def _copy(
    placed: Sequence[placing.Placed],
    dice: Random,
    known: Sequence[people.Known],
    tell: Callable[[str], Any],
) -> None:
    for start in range(0, len(placed), BATCH):
        batch = placed[start : start + BATCH]
        with db.transaction():
            copying.write([(one, people.pair(dice, known)) for one in batch])
        done = start + len(batch)
        if done % TOLD_EVERY == 0:
            tell(f"{done} of {len(placed)} tickets")
