"""Facts as they may be: tickets of any day, outcome and timing, without the deeds that led there."""

from datetime import UTC, date, datetime, timedelta
from itertools import count

from hypothesis import strategies as st

from yinuo.core import clock
from yinuo.inquiries.models import Type
from yinuo.reports.models import LinkUse, OrderFact, Outcome, QuestionFact, ReviewFact, Timing
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
    }
)


def make(*wanted: dict[str, object]) -> list[OrderFact]:
    """These facts, each of a ticket of its own; confirmed and due on the day of the contact. A fact with
    `asked` or `reviewed` has a question or a review of the same ticket beside it.
    """
    now = clock.now()
    tickets = Ticket.objects.bulk_create(
        Ticket(
            ref=f"f{next(_refs):09}", kind=Kind.ORDER, stage="CLOSED", channel="PHONE", changed_at=now,
            opened_at=_noon(one), team_id=one.get("team_id") or None, region_id=one.get("region_id") or None,
        )
        for one in wanted
    )  # fmt: skip
    for model, name in ((QuestionFact, "asked"), (ReviewFact, "reviewed")):
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
    return {name: value for name, value in one.items() if name not in ("asked", "reviewed")}


def _beside(model: type, one: dict[str, object]) -> dict[str, object]:
    """When and whose: the same as the order's fact."""
    names = ["day", "hour", "region_id", "team_id", "person_id"]
    names += ["channel"] if model is QuestionFact else []
    return {name: value for name, value in {**_PLAIN, **one}.items() if name in names}


_PLAIN = {"hour": 9, "outcome": "SHIPPED", "channel": "PHONE"}


def _days(one: dict[str, object]) -> dict[str, object]:
    days = dict.fromkeys(("confirmed_on", "pickup_on", "delivery_on"), one["day"])
    return {**days, "confirmed_hour": one.get("hour", 9)}


def _noon(one: dict[str, object]) -> datetime:
    day = one["day"]
    assert isinstance(day, date)
    return datetime(day.year, day.month, day.day, 4, tzinfo=UTC)
