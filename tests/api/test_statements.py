"""How many statements an integration's acts cost: a read or write that slips in twice is seen here."""

from collections.abc import Callable, Iterable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.api.test_walk import POSTED
from tests.factories import orders as make
from tests.factories.api import Caller
from tests.frozen import Frozen

pytestmark = pytest.mark.django_db
VERBS = ("SELECT", "INSERT", "UPDATE", "DELETE")


def statements(act: Callable[[], Any]) -> int:
    """Those that read or write rows."""
    with CaptureQueriesContext(connection) as seen:
        act()
    return sum(query["sql"].startswith(VERBS) for query in seen.captured_queries)


def one_order(caller: Caller, number: int) -> list[int]:
    """Draft, confirmation, dispatch, and the worker's step that sends slip and copy."""
    said = {name: value for name, value in POSTED.items() if name != "caller"}
    told: list[dict[str, Any]] = []
    counted = [
        statements(
            lambda: told.append(
                caller.post("/orders", {**said, "pickup_phone": f"1380000{number:04d}"}).json()
            )
        )
    ]
    path, total = f"/orders/{told[0]['ref']}", told[0]["quoted_total"]
    agreed = {"read_back": True, "accepted_total": total}
    counted.append(statements(lambda: caller.post(f"{path}/confirmation", agreed)))
    counted.append(statements(lambda: caller.post(f"{path}/dispatch")))
    counted.append(statements(make.send))
    assert caller.get(path).json()["ordered_at"]
    return counted


def fewest(counts: Iterable[list[int]]) -> list[int]:
    """On a slow machine what is kept for some seconds is read anew in between: not what an order costs."""
    return [min(column) for column in zip(*counts, strict=True)]


def test_a_whole_order_costs_no_more_statements_than_it_did(desk: Frozen, caller: Caller) -> None:
    one_order(caller, 1)
    draft, confirmation, dispatch, sending = fewest(one_order(caller, number) for number in (2, 3, 4))
    assert draft <= 6
    # The fact that reports count: one read, and a write where it changed. Sending also looks for gateways.
    assert confirmation <= 25
    assert dispatch <= 18  # PostgreSQL; one less on SQLite
    assert sending <= 26  # PostgreSQL; two less on SQLite
