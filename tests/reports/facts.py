"""Facts as they may be: tickets of any day, outcome and timing, without the deeds that led there."""

from datetime import UTC, date, datetime, timedelta
from itertools import count

from hypothesis import strategies as st

from yinuo.complaints.models import Cause
from yinuo.complaints.models import Type as ComplaintType
from yinuo.core import clock
from yinuo.inquiries.models import Type
from yinuo.reports.models import ComplaintFact, LinkUse, OrderFact, Outcome, QuestionFact, ReviewFact, Timing
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
        "delivery": st.sampled_from(["", *Timing.values]),
        "asked": st.fixed_dictionaries(
            {
                "is_self": st.booleans(),
                "type": st.sampled_from(Type.values),
                "is_first": st.booleans(),
                "is_repeat": st.booleans(),
                "callback": st.sampled_from(["", *Timing.values]),
                "link": st.sampled_from(["", *LinkUse.values]),
            }
        ),
        "reviewed": st.fixed_dictionaries(
            {
                "rule": st.sampled_from(ReviewFact.Rule.values),
                "review": st.sampled_from(["", *Timing.values]),
                "review_seconds": st.none() | st.integers(0, 9000),
                "outcome": st.sampled_from(ReviewFact.Outcome.values),
            }
        ),
        "voiced": st.fixed_dictionaries(
            {
                "sort": st.sampled_from(ComplaintFact.Sort.values),
                "type": st.sampled_from(ComplaintType.values),
                "cause": st.sampled_from(["", *Cause.values]),
                "severity": st.integers(1, 4),
                "ack": st.sampled_from(["", *Timing.values]),
                "ack_seconds": st.none() | st.integers(0, 9000),
                "is_repeat": st.booleans(),
                "is_escalated": st.booleans(),
                "is_taken_up": st.booleans(),
                "compensation": st.sampled_from([0, 0, 4400, 12050]),
                "close_seconds": st.none() | st.integers(0, 900_000),
                "is_in_time": st.booleans(),
                "is_reopened": st.booleans(),
                "overall": st.none() | st.integers(1, 5),
                "result": st.none() | st.integers(1, 5),
                "process": st.none() | st.integers(1, 5),
                "treatment": st.none() | st.integers(1, 5),
            }
        ),
    }
)


def make(*wanted: dict[str, object]) -> list[OrderFact]:
    """These facts, each of a ticket of its own; confirmed and due on the day of the contact. A fact with
    `asked`, `reviewed` or `voiced` has a question, a review or a complaint of the same ticket beside it; the
    complaint is due, and its customer asked, on the same day.
    """
    now = clock.now()
    tickets = Ticket.objects.bulk_create(
        Ticket(
            ref=f"f{next(_refs):09}", kind=Kind.ORDER, stage="CLOSED", channel="PHONE", changed_at=now,
            opened_at=_noon(one), team_id=one.get("team_id") or None, region_id=one.get("region_id") or None,
        )
        for one in wanted
    )  # fmt: skip
    for model, name in ((QuestionFact, "asked"), (ReviewFact, "reviewed"), (ComplaintFact, "voiced")):
        model._default_manager.bulk_create(
            model(ticket=ticket, **_beside(model, one), **one[name])  # type: ignore[arg-type]
            for ticket, one in zip(tickets, wanted, strict=True)
            if name in one
        )
    return OrderFact.objects.bulk_create(
        OrderFact(**{**_PLAIN, **_plain(one), **_days(one), "ticket": ticket})
        for ticket, one in zip(tickets, wanted, strict=True)
    )


def _plain(one: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in one.items() if name not in ("asked", "reviewed", "voiced")}


def _beside(model: type, one: dict[str, object]) -> dict[str, object]:
    """When and whose: the same as the order's fact."""
    names = ["day", "region_id", "team_id", "person_id"]
    if model is ComplaintFact:
        return {**_voiced(one), **{name: one[name] for name in (*names, "driver_id") if name in one}}
    names += ["hour", "channel"] if model is QuestionFact else ["hour"]
    return {name: value for name, value in {**_PLAIN, **one}.items() if name in names}


def _voiced(one: dict[str, object]) -> dict[str, object]:
    """Of a complaint: its days, and whether it ended."""
    said = one["voiced"]
    assert isinstance(said, dict)
    is_closed = said.get("close_seconds") is not None
    return {
        "channel": one.get("channel", "PHONE"),
        "due_on": one["day"] if said["sort"] == "COMPLAINT" else None,
        "asked_on": one["day"] if said["sort"] == "COMPLAINT" else None,
        "closed_on": one["day"] if is_closed else None,
        "was_closed": is_closed or said.get("is_reopened", False),
    }


_PLAIN = {"hour": 9, "outcome": "SHIPPED", "channel": "PHONE"}


def _days(one: dict[str, object]) -> dict[str, object]:
    days = dict.fromkeys(("confirmed_on", "pickup_on", "delivery_on"), one["day"])
    return {**days, "confirmed_hour": one.get("hour", 9)}


def _noon(one: dict[str, object]) -> datetime:
    day = one["day"]
    assert isinstance(day, date)
    return datetime(day.year, day.month, day.day, 4, tzinfo=UTC)
