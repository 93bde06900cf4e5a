"""The links that are followed, and the floor of their page: its statements, sent by hand through the bare
driver. Prints JSON.

Run in a process of its own with the desk's environment: `python -m bench.floor_tracking`.
"""

import json
import statistics
import time

import django

django.setup()

from django.db import connection  # noqa: E402  (Django has to be set up first)
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from yinuo.orders.rules.stages import UNDER_WAY, Stage  # noqa: E402
from yinuo.tickets.models import Kind, Ticket  # noqa: E402
from yinuo.tickets.rules import links  # noqa: E402

ROUNDS = 30
LINKS = 400
FOLLOWED = (*UNDER_WAY, Stage.DISPATCHED, Stage.ACCEPTED, Stage.DELIVERED)


def followed() -> list[str]:
    """Links of orders on their way, the newest first; where these are few, of closed ones that still show."""
    rows = Ticket.objects.filter(kind=Kind.ORDER, is_draft=False).order_by("-id")
    found = list(rows.filter(stage__in=FOLLOWED).values_list("ref", flat=True)[:LINKS])
    if len(found) < LINKS:
        found += rows.filter(stage=Stage.CLOSED).values_list("ref", flat=True)[: LINKS - len(found)]
    paths = [links.track_path(ref) for ref in found]
    client = Client()
    return [path for path in paths if client.get(path).status_code == 200]


def floor(path: str) -> dict[str, float]:
    """Milliseconds of the page's statements alone (middle of 30 rounds), and how many there are."""
    client = Client()
    client.get(path)
    with CaptureQueriesContext(connection) as seen:
        client.get(path)
    statements = [query["sql"] for query in seen.captured_queries if query["sql"].startswith("SELECT")]
    rounds: list[float] = []
    with (
        connection.connection.cursor() if connection.vendor == "postgresql" else connection.cursor() as cursor
    ):
        for _ in range(ROUNDS):
            started = time.perf_counter()
            for statement in statements:
                cursor.execute(statement)
                cursor.fetchall()
            rounds.append(time.perf_counter() - started)
    return {"ms": statistics.median(rounds) * 1000, "queries": len(statements)}


def main() -> None:
    """Find the links and measure the floor on the first."""
    found = followed()
    print(json.dumps({"links": found, "floor": floor(found[0])}))


main()
