"""Signals: who hears them, and what a page that was away hears when it comes back."""

from collections.abc import Iterator

import pytest

from tests.frozen import Frozen
from yinuo.core import live
from yinuo.core.live import hub


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    """A process that remembers nothing yet."""
    hub._recent.clear()
    hub._whole_from = None
    yield
    hub._recent.clear()
    hub._whole_from = None


def test_a_listener_hears_until_it_stops() -> None:
    heard: list[frozenset[str]] = []
    stop = live.subscribe(heard.append)
    live.publish(["queue", "ticket-4"])
    stop()
    live.publish(["queue"])
    assert heard == [frozenset({"queue", "ticket-4"})]


def test_what_was_missed_is_repeated_and_no_more(frozen: Frozen) -> None:
    live.publish(["ticket-1"])
    frozen.move(seconds=10)
    drawn = live.now_ms()
    live.publish(["ticket-2"])
    frozen.move(seconds=10)
    live.publish(["queue"])
    assert live.missed(drawn) == {"ticket-2", "queue"}
    assert live.missed(live.now_ms() + 1) == frozenset()


def test_a_process_does_not_vouch_for_the_time_before_it_started(frozen: Frozen) -> None:
    before = live.now_ms() - 3000
    assert live.missed(before) is None
    frozen.move(seconds=5)
    assert live.missed(live.now_ms() - 3000) == frozenset()


def test_what_fell_out_of_memory_is_not_vouched_for(frozen: Frozen) -> None:
    first = live.now_ms()
    for number in range(hub.REMEMBERED + 1):
        frozen.move(seconds=1)
        live.publish([f"ticket-{number}"])
    assert live.missed(first) is None
    assert live.missed(live.now_ms()) == {f"ticket-{hub.REMEMBERED}"}
