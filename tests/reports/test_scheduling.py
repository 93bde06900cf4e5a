"""Which days a scheduled report covers, and when it is made: every day once, none left out."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as any_of

from yinuo.reports.rules import scheduling
from yinuo.reports.rules.scheduling import Cadence, Plan

DAILY, WEEKLY, MONTHLY = (Cadence(kind) for kind in (scheduling.DAILY, scheduling.WEEKLY, scheduling.MONTHLY))
CADENCES = any_of.builds(
    Cadence,
    any_of.sampled_from([scheduling.DAILY, scheduling.WEEKLY, scheduling.MONTHLY]),
    any_of.integers(1, 7),
    any_of.integers(1, 28),
)
DAYS = any_of.dates(date(2025, 1, 1), date(2027, 12, 31))


def weekdays(day: date) -> bool:
    """Monday to Friday."""
    return day.isoweekday() < 6


def plan(cadence: Cadence, today: date) -> Plan:
    """The first plan of a schedule that begins today."""
    return scheduling.next_plan(cadence, scheduling.first_after(cadence, today), weekdays)


def test_each_working_day_has_the_days_since() -> None:
    """R402: Thursday's is made on Friday; Friday's and the weekend's on Monday."""
    thursday = date(2026, 11, 19)
    first = plan(DAILY, thursday)
    assert first == Plan(thursday, thursday, date(2026, 11, 20))
    second = scheduling.next_plan(DAILY, first.end, weekdays)
    assert second == Plan(date(2026, 11, 20), date(2026, 11, 22), date(2026, 11, 23))


def test_each_week_has_monday_to_sunday() -> None:
    """Begun on a Wednesday, the week that runs is the first; made on the weekday that was chosen."""
    assert plan(WEEKLY, date(2026, 11, 18)) == Plan(
        date(2026, 11, 16), date(2026, 11, 22), date(2026, 11, 23)
    )
    tuesday = Cadence(scheduling.WEEKLY, weekday=2)
    assert plan(tuesday, date(2026, 11, 18)).made_on == date(2026, 11, 24)


def test_each_month_is_closed_when_it_is_reported() -> None:
    """R401: the closed month, on the day that was chosen or the next working day."""
    assert plan(MONTHLY, date(2026, 11, 18)) == Plan(date(2026, 11, 1), date(2026, 11, 30), date(2026, 12, 1))
    fifth = Cadence(scheduling.MONTHLY, monthday=5)
    assert plan(fifth, date(2026, 11, 18)).made_on == date(2026, 12, 7)
    assert plan(MONTHLY, date(2028, 2, 1)).end == date(2028, 2, 29)


def test_where_nobody_ever_works_it_is_made_all_the_same() -> None:
    """A calendar without a working day holds up nothing."""
    found = scheduling.next_plan(MONTHLY, date(2026, 10, 31), lambda day: False)
    assert found.made_on == date(2026, 12, 1)


def test_the_newest_closed_days() -> None:
    """What a run at once covers."""
    friday = date(2026, 11, 20)
    assert scheduling.last_closed(DAILY, friday) == (date(2026, 11, 19), date(2026, 11, 19))
    assert scheduling.last_closed(WEEKLY, friday) == (date(2026, 11, 9), date(2026, 11, 15))
    assert scheduling.last_closed(MONTHLY, friday) == (date(2026, 10, 1), date(2026, 10, 31))


@given(CADENCES, DAYS, any_of.sets(any_of.integers(0, 400), max_size=120))
def test_every_day_is_in_exactly_one_report(cadence: Cadence, today: date, closed: set[int]) -> None:
    """Whatever days are closed: periods lie end to end, each is over when it is made, on a working day, in
    order.
    """

    def works(day: date) -> bool:
        return (day - today).days not in closed

    covered, made_on = scheduling.first_after(cadence, today), today
    for _ in range(25):
        found = scheduling.next_plan(cadence, covered, works)
        assert found.start == covered + timedelta(days=1)
        assert found.start <= found.end < found.made_on
        assert found.made_on >= made_on
        assert works(found.made_on) or (found.made_on - today).days > 340
        covered, made_on = found.end, found.made_on


@pytest.mark.parametrize("kind", [scheduling.DAILY, scheduling.WEEKLY, scheduling.MONTHLY])
@given(today=DAYS)
def test_a_schedule_begins_with_the_days_that_run(kind: str, today: date) -> None:
    """Its first report covers today, and nothing is reported that was over before."""
    found = plan(Cadence(kind), today)
    assert found.start <= today <= found.end
    start, end = scheduling.last_closed(Cadence(kind), today)
    assert start <= end < found.start
