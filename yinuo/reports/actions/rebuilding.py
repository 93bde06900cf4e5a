"""Making the facts anew from the rows they tell of: after an import, a restore, or a change of formula."""

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Final

from yinuo.core import clock, db
from yinuo.orders.models import Stage
from yinuo.reports.actions import asking, keeping
from yinuo.tickets import actions as tickets
from yinuo.tickets.models import Kind, Ticket

REST_SECONDS: Final = 0.05
_STEP: Final = 25
_READ: Final = 1000


def rebuild(since: date | None = None, *, rest: float = REST_SECONDS) -> int:
    """Make the facts of all orders and inquiries what their rows say, or of those opened since a local day.

    In small steps, beside the running desk; what is right already is only read. Months that are frozen stay
    as they are. Returns how many tickets were looked at. `rest` in seconds between two steps.
    """
    steps = _steps(since)
    looked = 0

    def write(ids: list[int]) -> None:
        nonlocal looked
        tickets.hold(*ids)
        keeping.keep(*ids)
        asking.keep(*ids)
        looked += len(ids)

    db.in_small_steps(steps, write, rest=rest)
    return looked


def _steps(since: date | None) -> Iterator[list[int]]:
    last = 0
    rows = Ticket.objects.filter(kind__in=(Kind.ORDER, Kind.INQUIRY)).exclude(stage=Stage.DRAFT)
    if since:
        rows = rows.filter(opened_at__gte=datetime.combine(since, time(), clock.zone()))
    while ids := list(rows.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:_READ]):
        last = ids[-1]
        yield from (ids[start : start + _STEP] for start in range(0, len(ids), _STEP))
