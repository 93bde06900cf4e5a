"""When to try again, which gateway rests, when advertising may leave."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from yinuo.messaging import rules
from yinuo.messaging.rules import trying

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
SHANGHAI = ZoneInfo("Asia/Shanghai")
SECONDS = timedelta(seconds=1)


def test_waits_grow_and_end() -> None:
    """R063: more than an hour of trying, then it is given up in public."""
    waits = [rules.next_attempt(number, NOW) for number in range(1, rules.MOST_ATTEMPTS + 1)]
    assert waits == [*(NOW + wait for wait in rules.BACK_OFF), None]


@given(st.integers(1, 600), st.integers(1, 8))
@example(11, 1)
def test_while_there_is_time_a_try_falls_into_it(left: int, attempts: int) -> None:
    """R062: with more than ten seconds left the next attempt falls before the due time."""
    due = NOW + left * SECONDS
    planned = rules.next_attempt(attempts, NOW, due_at=due)
    assert planned is not None
    assert planned > NOW
    if due - NOW > trying.LAST_CALL:
        assert planned < due
    assert planned <= NOW + rules.BACK_OFF[attempts - 1]


def test_a_wait_that_was_asked_for_is_kept() -> None:
    """R063: who comes back too early is only refused again."""
    due = NOW + 20 * SECONDS
    assert rules.next_attempt(1, NOW, due_at=due, wait=60) == NOW + 60 * SECONDS
    assert rules.next_attempt(3, NOW, wait=1) == NOW + 45 * SECONDS


def test_rests_grow() -> None:
    assert rules.rest_after(trying.RESTS_AFTER - 1, NOW) is None
    ends = [rules.rest_after(trying.RESTS_AFTER + number, NOW) for number in range(5)]
    assert ends == [NOW + seconds * SECONDS for seconds in (30, 60, 120, 300, 300)]


@given(st.integers(1, 100), st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 30)), max_size=20))
def test_never_more_than_the_allowance(per_second: int, steps: list[tuple[int, int]]) -> None:
    """However it is asked, no second sees more than its allowance, and one second's worth in store."""
    bucket, now, taken = rules.Allowance(0, None, per_second), NOW, 0
    for later, wanted in steps:
        now += timedelta(milliseconds=later)
        bucket = bucket.at(now)
        got = bucket.granted(wanted)
        bucket, taken = bucket.less(got), taken + got
    assert taken <= per_second * (1 + (now - NOW).total_seconds()) + 1e-6


@pytest.mark.parametrize(
    ("clock", "leaves"),
    [("07:59", "20 08:00"), ("08:00", ""), ("20:59", ""), ("21:00", "21 08:00"), ("00:10", "20 08:00")],
)
def test_advertising_leaves_by_day(clock: str, leaves: str) -> None:
    """Between eight and nine in the evening, local time; what is late goes tomorrow."""
    local = datetime.fromisoformat(f"2026-11-20T{clock}").replace(tzinfo=SHANGHAI)
    at = rules.leaves_at(local, is_commercial=True)
    assert (f"{at:%d %H:%M}" if at else "") == leaves
    assert rules.leaves_at(local, is_commercial=False) is None
