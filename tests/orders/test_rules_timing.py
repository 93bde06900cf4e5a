"""When goods arrive, who collects them, how late they are (R065–R068, R087, R088, R097)."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from yinuo.core import calendar
from yinuo.core.calendar import DEFAULT_HOURS
from yinuo.orders.rules import chasing, receiving, transit, wording
from yinuo.orders.rules.receiving import Candidate, Hindrance
from yinuo.playbooks.rules.tables import WEEKDAYS, LaneRow

SHANGHAI = ZoneInfo("Asia/Shanghai")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def lane(hours: int, cutoff: time | None = None, **said: object) -> LaneRow:
    usual = {"from_zone": "a", "to_zone": "b", "km": 100, "label": "次日到"}
    return LaneRow.model_validate({**usual, "transit_hours": hours, "cutoff": cutoff, **said})


@pytest.mark.parametrize(
    ("now", "wished", "hours", "arrives"),
    [
        ("2026-11-20T10:00", None, 4, "2026-11-20T14:30"),
        ("2026-11-20T10:00", "2026-11-20T15:00", 4, "2026-11-23T08:30"),
        ("2026-11-20T17:20", None, 24, "2026-11-24T08:50"),
        ("2026-11-20T15:50", None, 4, "2026-11-23T12:30"),
        ("2026-11-20T13:00", None, 4, "2026-11-20T17:30"),
    ],
)
def test_when_goods_arrive(now: str, wished: str | None, hours: int, arrives: str) -> None:
    """R087 R088: collected in half a working hour or as wished, after the cut-off the next working day."""
    journey = transit.journey(lane(hours, time(16)), at(now), at(wished) if wished else None, DEFAULT_HOURS)
    assert journey.arrives_at.astimezone(SHANGHAI) == at(arrives)


lanes = st.builds(
    lane,
    st.integers(min_value=1, max_value=96),
    st.sampled_from((None, time(12), time(16))),
    departs=st.sampled_from(("workdays", "daily")),
    delivers=st.sampled_from(("workdays", "daily")),
    weekdays=st.sampled_from(("", "一三五", "六日", "二")),
)
moments = st.integers(0, 300 * 24 * 60).map(
    lambda minutes: at("2026-01-01T00:00") + timedelta(minutes=minutes)
)


@given(moments, lanes)
def test_arrival_is_after_collection_and_in_hours(now: datetime, by: LaneRow) -> None:
    """R088: nothing arrives before it was collected and carried, or when nobody is there; nothing leaves on a
    day without departure.
    """
    assume((by.weekdays, by.departs) != ("六日", "workdays"))
    journey = transit.journey(by, now, None, DEFAULT_HOURS)
    assert now <= journey.collected_at <= journey.starts_at
    assert journey.reached_at == journey.starts_at + timedelta(hours=by.transit_hours) <= journey.arrives_at
    local, left = journey.arrives_at.astimezone(SHANGHAI), journey.starts_at.astimezone(SHANGHAI)
    assert time(8, 30) <= local.time() <= time(17, 30)
    assert not by.weekdays or WEEKDAYS[left.weekday()] in by.weekdays
    for day, rule in ((left, by.departs), (local, by.delivers)):
        assert rule == "daily" or calendar.spells_on(day.date(), DEFAULT_HOURS)


@given(moments, lanes, st.integers(0, 20 * 24 * 60), st.integers(0, 48))
def test_who_orders_later_gets_it_no_earlier(now: datetime, by: LaneRow, minutes: int, hours: int) -> None:
    """R088: nor does a slower lane arrive earlier."""
    assume((by.weekdays, by.departs) != ("六日", "workdays"))
    first = transit.journey(by, now, None, DEFAULT_HOURS).arrives_at
    later = now + timedelta(minutes=minutes)
    slower = by.model_copy(update={"transit_hours": by.transit_hours + hours})
    assert first <= transit.journey(by, later, None, DEFAULT_HOURS).arrives_at
    assert first <= transit.journey(slower, now, None, DEFAULT_HOURS).arrives_at


@pytest.mark.parametrize(
    ("said", "now", "starts", "arrives"),
    [
        # Friday; the holiday of National Day runs from 2026-10-01 to 2026-10-07
        ({}, "2026-11-20T15:50", "2026-11-23T08:30", "2026-11-24T08:30"),
        ({"departs": "daily"}, "2026-11-20T15:50", "2026-11-21T08:30", "2026-11-23T08:30"),
        (
            {"departs": "daily", "delivers": "daily"},
            "2026-11-20T15:50",
            "2026-11-21T08:30",
            "2026-11-22T08:30",
        ),
        ({"delivers": "daily"}, "2026-11-20T10:00", "2026-11-20T10:30", "2026-11-21T10:30"),
        ({"weekdays": "二四"}, "2026-11-20T10:00", "2026-11-24T08:30", "2026-11-25T08:30"),
        ({"weekdays": "四"}, "2026-09-30T15:50", "2026-10-08T08:30", "2026-10-09T08:30"),
        ({"weekdays": "四", "departs": "daily"}, "2026-09-30T15:50", "2026-10-01T08:30", "2026-10-08T08:30"),
    ],
)
def test_departures_and_days_off(said: dict[str, str], now: str, starts: str, arrives: str) -> None:
    """R088: days of departure, weekends and holidays count on either side as the lane says."""
    journey = transit.journey(lane(24, time(16), **said), at(now), None, DEFAULT_HOURS)
    assert (journey.starts_at, journey.arrives_at) == (at(starts), at(arrives))


def test_what_the_goods_wait_for() -> None:
    """R088: collected on Friday afternoon they leave on Monday, there on Sunday they are handed over then."""
    waits = transit.journey(lane(4, time(16)), at("2026-11-20T15:50"), None, DEFAULT_HOURS)
    assert (waits.waits_for_departure, waits.waits_for_opening) == (True, False)
    closed = transit.journey(lane(48, time(16)), at("2026-11-20T10:00"), None, DEFAULT_HOURS)
    assert (closed.waits_for_departure, closed.waits_for_opening) == (False, True)


def test_the_lane_of_the_day() -> None:
    """R088: a lane that begins or ends is used only on its days; a day without departure is no journey."""
    rows = [lane(24), lane(12, valid_from=date(2026, 12, 1), valid_to=date(2026, 12, 31))]
    days = (date(2026, 11, 30), date(2026, 12, 1), date(2026, 12, 31), date(2027, 1, 1))
    found = [transit.lane_for(rows, "a", "b", day) for day in days]
    assert [one and one.transit_hours for one in found] == [24, 12, 12, 24]
    assert transit.lane_for(rows[1:], "a", "b", date(2027, 1, 1)) is None
    with pytest.raises(calendar.NoWorkingTime):
        transit.journey(lane(4, weekdays="日"), at("2026-11-20T10:00"), None, DEFAULT_HOURS)


def candidate(number: int, role: str, why: Hindrance = Hindrance.NONE) -> Candidate:
    return Candidate(number, f"员工{number}", str(number), "13900000000", role, hindrance=why)


@pytest.mark.parametrize(("rule", "first"), [("DRIVER", 1), ("DISPATCHER", 3)])
def test_whose_turn_it_is(rule: str, first: int) -> None:
    """R065 R067 R068: the place's own role first, in the order in which they serve; then the other."""
    turn = receiving.in_turn(
        [candidate(1, "DRIVER"), candidate(2, "DRIVER"), candidate(3, "DISPATCHER")], rule
    )
    chosen = receiving.first_free(turn)
    assert chosen is not None
    assert chosen.person_id == first


def test_the_next_one_when_the_first_cannot() -> None:
    """R065 R067: absent, off duty, full or unwilling: the next; nobody left is nobody."""
    turn = receiving.in_turn(
        [
            candidate(1, "DRIVER", Hindrance.FULL),
            candidate(2, "DRIVER", Hindrance.ABSENT),
            candidate(3, "DISPATCHER"),
        ],
        "DRIVER",
    )
    chosen = receiving.first_free(turn)
    assert chosen is not None
    assert chosen.person_id == 3
    assert receiving.first_free(turn[:2]) is None


@pytest.mark.parametrize(
    ("absent", "available", "waiting", "declined", "why"),
    [
        (False, True, 0, False, Hindrance.NONE),
        (True, False, 0, False, Hindrance.ABSENT),
        (False, False, 0, False, Hindrance.OFF_DUTY),
        (False, True, 8, False, Hindrance.FULL),
        (True, False, 8, True, Hindrance.DECLINED),
    ],
)
def test_what_stands_in_the_way(
    absent: bool, available: bool, waiting: int, declined: bool, why: Hindrance
) -> None:
    """R065: the weightiest reason is the one that is told."""
    found = receiving.hindrance(
        is_absent=absent, is_available=available, open_orders=waiting, most_orders=8, has_declined=declined
    )
    assert found is why


@pytest.mark.parametrize(
    ("late", "shown"),
    [(timedelta(hours=2, minutes=50), "2"), (timedelta(minutes=30), "0.5"), (timedelta(0), "")],
)
def test_hours_overdue(late: timedelta, shown: str) -> None:
    """R096 R097: only the number, full hours; below one hour a decimal."""
    assert wording.hours(late) == shown


def test_overdue_is_counted_from_what_was_promised() -> None:
    """R097: from the promised time to now, or to the delivery; never before it."""
    promised, now = at("2026-11-20T15:00"), at("2026-11-20T17:30")
    assert chasing.overdue(promised, None, now) == timedelta(hours=2, minutes=30)
    assert chasing.overdue(promised, at("2026-11-20T16:00"), now) == timedelta(hours=1)
    assert (
        chasing.overdue(promised, None, at("2026-11-20T14:00"))
        == chasing.overdue(None, None, now)
        == timedelta(0)
    )


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ("2026-11-20T14:30", "14:30前"),
        ("2026-11-21T12:00", "明天12:00前"),
        ("2026-11-25T09:00", "11月25日09:00前"),
    ],
)
def test_wished_times_as_they_are_said(when: str, said: str) -> None:
    """R042: today without a day, tomorrow as 明天, later with its date."""
    assert wording.by_time(at(when), at("2026-11-20T10:00")) == said


def test_the_reminder_of_a_wished_delivery() -> None:
    """R042: 15点前送达, as in the manual's sample."""
    assert wording.deliver_by(at("2026-11-20T15:00"), at("2026-11-20T10:00")) == "15点前送达"
