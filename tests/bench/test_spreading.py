"""The pure parts of the measurements."""

from datetime import UTC, datetime, timedelta
from itertools import islice

import pytest

from bench import report, spreading

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def test_moments_are_evenly_spread() -> None:
    found = list(islice(spreading.over(NOON, 0.005), 401))
    assert found[0] == NOON
    assert found[200] == NOON + timedelta(seconds=1)
    assert sum(NOON <= at < NOON + timedelta(seconds=1) for at in found) == 200


def test_the_first_arrival_counts_at_each_listener() -> None:
    heard = [[(10.2, ["queue", "ticket-7"]), (11.0, ["ticket-7"])], [(10.5, ["ticket-7"])]]
    found, missing = spreading.delays({"ticket-7": 10.0}, heard)
    assert found == pytest.approx([0.2, 0.5])
    assert missing == 0


def test_what_was_not_heard_is_counted() -> None:
    """A signal of somebody else is no answer."""
    heard = [[(10.2, ["ticket-7"])], [(10.2, ["queue", "ticket-8"])], []]
    found, missing = spreading.delays({"ticket-7": 10.0, "ticket-9": 11.0}, heard)
    assert found == pytest.approx([0.2])
    assert missing == 5


@pytest.mark.parametrize(("share", "wanted"), [(0.0, 1), (0.5, 51), (0.99, 100), (1.0, 100)])
def test_quantiles_are_values_that_were_seen(share: float, wanted: int) -> None:
    assert report.quantile(list(range(100, 0, -1)), share) == wanted
