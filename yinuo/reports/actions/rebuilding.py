"""Making the facts anew from the rows they tell of: after an import, a restore, or a change of formula."""

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any, Final

from django.db.models import QuerySet

from yinuo.complaints.models import Grumble
from yinuo.core import clock, db
from yinuo.orders.models import Stage
from yinuo.reports.actions import asking, keeping, voicing
from yinuo.tickets import actions as tickets
from yinuo.tickets.models import Kind, Ticket

REST_SECONDS: Final = 0.05
_STEP: Final = 25
_READ: Final = 1000


def rebuild(since: date | None = None, *, rest: float = REST_SECONDS) -> int:
    """Make the facts of all tickets what their rows say, or of those opened since a local day.

    The displeasure that was noted goes with them. In small steps, beside the running desk; what is right
    already is only read. Months that are frozen stay as they are. Returns how many tickets were looked at.
    `rest` in seconds between two steps.
    """
    steps = _steps(since)
    looked = 0

    def write(ids: list[int]) -> None:
        nonlocal looked
        tickets.hold(*ids)
        keeping.keep(*ids)
        asking.keep(*ids)
        voicing.keep_voices(*ids)
        looked += len(ids)

    db.in_small_steps(steps, write, rest=rest)
    db.in_small_steps(_grumbles(since), lambda ids: voicing.keep_grumbles(*ids), rest=rest)
    return looked


def _steps(since: date | None) -> Iterator[list[int]]:
    rows = Ticket.objects.filter(kind__in=(Kind.ORDER, Kind.INQUIRY, *voicing.KINDS))
    rows = rows.exclude(stage=Stage.DRAFT)
    return _in_steps(rows.filter(opened_at__gte=_began(since)) if since else rows)


def _grumbles(since: date | None) -> Iterator[list[int]]:
    rows = Grumble.objects.all()
    return _in_steps(rows.filter(at__gte=_began(since)) if since else rows)


def _in_steps(rows: QuerySet[Any]) -> Iterator[list[int]]:
    last = 0
    while ids := list(rows.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:_READ]):
        last = ids[-1]
        yield from (ids[start : start + _STEP] for start in range(0, len(ids), _STEP))


def _began(day: date) -> datetime:
    return datetime.combine(day, time(), clock.zone())
