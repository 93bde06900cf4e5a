"""Facts as they may be: tickets of any day, outcome and timing, without the deeds that led there."""

from datetime import UTC, date, datetime, timedelta
from itertools import count

from hypothesis import strategies as st

from yinuo.core import clock
from yinuo.reports.models import OrderFact, Outcome, Timing
from yinuo.tickets.models import Channel, Kind, Ticket

FIRST = date(2026, 10, 26)
DAYS = 40
AREAS = (0, 320115, 320111, 310104)
_refs = count()

SOME = st.fixed_dictionaries(
    {
        "day": st.integers(0, DAYS - 1).map(lambda number: FIRST + timedelta(days=number)),
        "hour": st.integers(0, 23),
        "outcome": st.sampled_from(Outcome.values),
        "reason": st.sampled_from(["", "price", "twice"]),
        "area": st.sampled_from(AREAS),
        "channel": st.sampled_from(Channel.values),
        "region_id": st.integers(0, 2),
        "team_id": st.integers(0, 2),
        "person_id": st.integers(0, 3),
        "driver_id": st.integers(0, 3),
        "slip": st.sampled_from(["", *Timing.values]),
        "slip_seconds": st.none() | st.integers(0, 600),
        "pickup": st.sampled_from(["", *Timing.values]),
        "wait_seconds": st.none() | st.integers(0, 9000),
    }
)


def make(*wanted: dict[str, object]) -> list[OrderFact]:
    """These facts, each of a ticket of its own; confirmed and due on the day of the contact."""
    now = clock.now()
    tickets = Ticket.objects.bulk_create(
        Ticket(
            ref=f"f{next(_refs):09}", kind=Kind.ORDER, stage="CLOSED", channel="PHONE", changed_at=now,
            opened_at=_noon(one), team_id=one.get("team_id") or None, region_id=one.get("region_id") or None,
        )
        for one in wanted
    )  # fmt: skip
    return OrderFact.objects.bulk_create(
        OrderFact(**{**_PLAIN, **one, **_days(one), "ticket": ticket})
        for ticket, one in zip(tickets, wanted, strict=True)
    )


_PLAIN = {"hour": 9, "outcome": "SHIPPED", "channel": "PHONE"}


def _days(one: dict[str, object]) -> dict[str, object]:
    return {"confirmed_on": one["day"], "pickup_on": one["day"], "confirmed_hour": one.get("hour", 9)}


def _noon(one: dict[str, object]) -> datetime:
    day = one["day"]
    assert isinstance(day, date)
    return datetime(day.year, day.month, day.day, 4, tzinfo=UTC)
