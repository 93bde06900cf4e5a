"""Complaints written in bulk into a desk, whose orders and customers are there. Prints JSON.

The demo's complaints, played by the actions that people use from the call to the end, are copied as the
demo's orders are (`cli/demo/history`): moved in time, of other customers, about other orders, in other words.
The newest `WHOLE` have every row of theirs; of the older ones there is what lists, searches, reports and
similar cases read, not their timeline, musts, promises, messages and tasks.

Run in a process of its own with the desk's environment: `python -m bench.filling COUNT`.
"""

import json
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice
from random import Random
from typing import Any

import django

django.setup()

from bench import accounts  # noqa: E402  (Django has to be set up first)
from yinuo.cli.demo import complaining, day, playing  # noqa: E402
from yinuo.cli.demo.history import copying, counting, people, placing, reading  # noqa: E402
from yinuo.complaints.models import (  # noqa: E402
    CallBack,
    Chore,
    Complaint,
    Mood,
    Offer,
    OfferItem,
    Payment,
    Rating,
    Statement,
)
from yinuo.complaints.rules.likeness import WORD  # noqa: E402
from yinuo.complaints.rules.stages import LETTER  # noqa: E402
from yinuo.core import clock, db  # noqa: E402
from yinuo.reports.models import ComplaintFact  # noqa: E402
from yinuo.tickets.models import Kind, Link, Ticket  # noqa: E402

FORM_KEY = "bench-complaint-"
WHOLE = 100_000
BATCH = 2_000
OPEN_OF, MOST_OPEN = 500, 2_000
WEEKS = 100
RECENT = 1.3
ABOUT = 0.4
"""How many of the closed ones are about an order."""
LATER_SECONDS = 7_200
CHORE_LETTER = "T"
READ = (Ticket, Complaint, ComplaintFact, Statement, Mood, Offer, OfferItem, Payment, CallBack, Rating)


@dataclass(frozen=True)
class Whose:
    """Whose complaint, in which words, about which order."""

    shipper: people.Known
    account: str
    order_id: int
    about_id: int | None
    later: int
    """By how many seconds everything took longer, as the reports count it."""

    @property
    def told(self) -> list[str]:
        """At the places of a pattern's people."""
        return [self.shipper.display, self.shipper.address_as, self.shipper.phone, self.account]


@dataclass(frozen=True)
class Kept:
    """A complaint that was played: of its rows all, and only those that are read beside its own page."""

    type: str
    whole: reading.Pattern
    narrow: reading.Pattern


def fill(count: int) -> int:
    """Bring the complaints up to `count`; returns how many were written."""
    missing = count - Ticket.objects.filter(kind=Kind.COMPLAINT).count()
    if missing <= 0:
        return 0
    if not day.is_played():
        now = clock.now()
        playing.play((moment for one in (complaining, day) for moment in one.moments(now)), now)
    known = people.customers(Random(count), count)
    played = Ticket.objects.filter(kind=Kind.COMPLAINT, form_key__startswith="demo-").order_by("id")
    closed = [_kept(one) for one in played.filter(closed_at__isnull=False)]
    opened = [_kept(one) for one in played.filter(closed_at__isnull=True)]
    dice, unfinished = Random(count), min(missing // OPEN_OF, MOST_OPEN)
    with db.pouring():
        _pour(_over_years(dice, closed, missing - unfinished), dice, known)
        _pour(_just_now(dice, opened, unfinished), dice, known)
    db.learn()
    counting.anew(lambda _words: None)
    return missing


def _kept(ticket: Ticket) -> Kept:
    complaint = Complaint.objects.get(pk=ticket.pk)
    chores = [one.ticket for one in Chore.objects.filter(complaint=complaint).select_related("ticket")]
    texts = (
        ticket.headline, ticket.customer_name, WORD, complaint.account, complaint.wanted,
        complaint.contact_name,
    )  # fmt: skip
    found_by: dict[int, Any] = {ticket.pk: (texts, (complaint.contact_phone,))}
    said = (ticket.customer_name, complaint.contact_name, complaint.contact_phone, complaint.account)
    also: dict[Any, reading.Edit] = {
        (Complaint, "about_id"): lambda copy: copy.pair.about_id,
        **_spans(ComplaintFact.objects.get(ticket=ticket)),
    }
    number = (ticket.number or "", LETTER, complaint.recorded_at)
    rows = reading.rows_of(ticket)
    narrow = reading.pattern({model: rows[model] for model in READ}, said, (number,), found_by, also)
    if complaint.about_id:
        also[Link, "other_id"] = lambda copy: copy.pair.order_id
        rows[Link] = [one for one in rows[Link] if one.other_id == complaint.about_id]
    found_by |= {one.pk: ((one.headline, one.customer_name), ()) for one in chores}
    numbers = (number, *((one.number or "", CHORE_LETTER, one.opened_at) for one in chores))
    rows = reading.rows_of(ticket, *chores) if chores and not complaint.about_id else rows
    return Kept(complaint.type, reading.pattern(rows, said, numbers, found_by, also), narrow)


def _spans(fact: ComplaintFact) -> dict[Any, reading.Edit]:
    """What of a fact took how long: never twice the same, or medians would be found too easily."""
    found: dict[Any, reading.Edit] = {}
    for name in ("ack_seconds", "close_seconds"):
        if (taken := getattr(fact, name)) is not None:
            found[ComplaintFact, name] = _later(taken)
    return found


def _later(taken: int) -> reading.Edit:
    return lambda copy: taken + copy.pair.later


def _over_years(dice: Random, kept: Sequence[Kept], count: int) -> Iterator[tuple[str, placing.Placed, bool]]:
    """Copies of closed ones in the order of time, more of late, each on its pattern's weekday."""
    chosen: list[tuple[Any, int, Kept, timedelta]] = []
    for _ in range(count):
        one, weeks = dice.choice(kept), int(WEEKS * dice.random() ** RECENT)
        by = timedelta(weeks=-weeks, seconds=dice.randrange(placing.JITTER_SECONDS))
        chosen.append((one.whole.opened_at + by, len(chosen), one, by))
    chosen.sort(key=lambda row: row[:2])
    for place, (_at, _, one, by) in enumerate(chosen):
        pattern = one.whole if place >= count - WHOLE else one.narrow
        yield one.type, placing.Placed(pattern, by), dice.random() < ABOUT


def _just_now(dice: Random, kept: Sequence[Kept], count: int) -> Iterator[tuple[str, placing.Placed, bool]]:
    """Copies of those that are under way, each begun a little earlier."""
    for _ in range(count):
        one = dice.choice(kept)
        by = timedelta(seconds=-dice.randrange(placing.JUST_NOW_SECONDS))
        yield one.type, placing.Placed(one.whole, by), True


def _pour(wanted: Iterable[tuple[str, placing.Placed, bool]], dice: Random, known: people.Many) -> None:
    """Write copies, a batch in a transaction of its own, while a thread prepares the next."""
    orders = list(Ticket.objects.filter(kind=Kind.ORDER, is_draft=False).values_list("pk", flat=True))
    pairs = (_pair(dice, known, orders, *one) for one in wanted)
    batches = iter(lambda: list(islice(pairs, BATCH)), [])
    places = copying.places((LETTER, CHORE_LETTER))
    with ThreadPoolExecutor(1) as ahead:
        coming = ahead.submit(copying.prepare, next(batches, []), FORM_KEY, places)
        while (batch := coming.result()).size:
            coming = ahead.submit(copying.prepare, next(batches, []), FORM_KEY, places)
            copying.write(batch, places)


def _pair(
    dice: Random, known: people.Many, orders: Sequence[int], kind: str, placed: placing.Placed, is_about: bool
) -> copying.Pair:
    order = dice.choice(orders)
    told = accounts.account(dice, kind)
    later = dice.randrange(LATER_SECONDS)
    return placed, Whose(dice.choice(known), told, order, order if is_about else None, later)


def main() -> None:
    """Fill, and say how long it took."""
    started = time.monotonic()
    made = fill(int(sys.argv[1]))
    print(json.dumps({"made": made, "seconds": time.monotonic() - started}))


if __name__ == "__main__":
    main()
