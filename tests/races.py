"""Several people doing something at the same moment."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import connection


@dataclass
class Outcome:
    """What one of them got: a value, or the error that was raised."""

    value: Any = None
    error: BaseException | None = None


def together(*calls: Callable[[], Any]) -> list[Outcome]:
    """Start all calls at once, each in its own thread with its own connection; outcomes in their order."""
    start = threading.Barrier(len(calls))
    outcomes = [Outcome() for _ in calls]

    def run(call: Callable[[], Any], outcome: Outcome) -> None:
        start.wait()
        try:
            outcome.value = call()
        except BaseException as error:  # handed to the test, whatever it is
            outcome.error = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in zip(calls, outcomes, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not any(thread.is_alive() for thread in threads), "somebody is still waiting"
    return outcomes
