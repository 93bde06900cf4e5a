"""When generated tickets happened."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinuo.cli.demo.history import placing


@given(count=st.integers(0, 2_000_000), days=st.integers(1, 900))
def test_shares_of_the_days_make_up_the_count(count: int, days: int) -> None:
    shares = placing.shares(count, days)
    assert len(shares) == days
    assert sum(shares) == count
    assert min(shares) >= 0


def test_there_is_more_of_late() -> None:
    shares = placing.shares(100_000, 500)
    assert sum(shares[-100:]) > sum(shares[:100])
    assert shares[-1] == max(shares)


@pytest.mark.parametrize("count", [1, 7])
def test_a_few_fall_on_some_days(count: int) -> None:
    assert sum(placing.shares(count, 500)) == count
