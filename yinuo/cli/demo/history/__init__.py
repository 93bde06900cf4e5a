"""Generated tickets of the past two years, so that the desk can be tried and measured at a real size.

A few dozen pattern orders are played by the same actions that people use; all others are copies of their
rows, moved in time and told of somebody else. So they are what the actions leave behind, whatever that is.
Each batch of copies is one transaction: after an interruption the same command adds what is missing.
"""

import time
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date
from itertools import islice
from random import Random
from typing import Any, Final

from django.db.models import Count
from django.db.models.functions import TruncDate

from yinuo.cli.demo.history import copying, counting, patterns, people, placing, reading
from yinuo.core import clock, db
from yinuo.tickets.models import Ticket

MOST_OPEN: Final = 400
OPEN_OF: Final = 50
BATCH: Final = 2_000
TOLD_EVERY: Final = 10_000
OF_TODAY: Final = patterns.FORM_KEY + "now-"
OF_THE_YEARS: Final = patterns.FORM_KEY + "then-"


def generate(count: int, *, tell: Callable[[str], Any]) -> None:
    """Bring the generated tickets up to `count`; called again with the same number it adds nothing."""
    missing = count - _there(patterns.FORM_KEY)
    if missing <= 0:
        return
    dice = Random(count)
    told = _Told(missing, tell)
    known = people.customers(dice, count)
    of_today = min(MOST_OPEN, count // OPEN_OF)
    unfinished = min(max(of_today - _there(patterns.OPEN, OF_TODAY), 0), missing)
    finished = missing - unfinished
    finished -= patterns.play_closed(dice, known, finished)
    with db.pouring():
        closed = reading.read(patterns.closed()) if finished else []
        if closed:
            placed = placing.over_years(dice, closed, count - of_today, finished, _by_day(OF_THE_YEARS))
            _copy(placed, dice, known, OF_THE_YEARS, told)
    unfinished -= patterns.play_open(dice, known, unfinished)
    with db.pouring():
        opened = reading.read(patterns.unfinished()) if unfinished else []
        _copy(placing.just_now(dice, opened, unfinished), dice, known, OF_TODAY, told)
    db.learn()
    counting.anew(tell)


def _there(*beginnings: str) -> int:
    return sum(Ticket.objects.filter(form_key__startswith=beginning).count() for beginning in beginnings)


def _by_day(beginning: str) -> dict[date, int]:
    """How many there are of each day."""
    rows = Ticket.objects.filter(form_key__startswith=beginning)
    days = rows.annotate(day=TruncDate("opened_at", tzinfo=clock.zone())).values_list("day")
    return dict(days.annotate(many=Count("pk")))


class _Told:
    """Says how far it is, every ten thousand tickets."""

    def __init__(self, missing: int, tell: Callable[[str], Any]) -> None:
        self._missing, self._tell = missing, tell
        self._done, self._begun = 0, time.monotonic()

    def more(self, count: int) -> None:
        """So many more are there."""
        before, self._done = self._done, self._done + count
        if self._done // TOLD_EVERY > before // TOLD_EVERY:
            spent = time.monotonic() - self._begun
            left = spent / self._done * (self._missing - self._done)
            self._tell(f"{self._done} of {self._missing} tickets, {left / 60:.0f} min to go")


def _copy(
    placed: Iterable[placing.Placed], dice: Random, known: people.Many, form_key: str, told: _Told
) -> None:
    """Write copies, a batch in a transaction of its own, while a thread prepares the next."""
    pairs = ((one, people.pair(dice, known)) for one in placed)
    places = copying.places()

    def prepare(ahead: ThreadPoolExecutor) -> "Future[copying.Batch] | None":
        some = list(islice(pairs, BATCH))
        return ahead.submit(copying.prepare, some, form_key, places) if some else None

    with ThreadPoolExecutor(1) as ahead:
        coming = prepare(ahead)
        while coming:
            batch = coming.result()
            coming = prepare(ahead)
            copying.write(batch, places)
            told.more(batch.size)
