"""The pages that are measured, and the floor of each: its own queries, sent again by hand through the bare
driver. Prints JSON.

Run in a process of its own with the desk's environment: `python -m bench.floor AGENT MANAGER`.
"""

import json
import statistics
import sys
import time
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import django

django.setup()

from django.db import connection  # noqa: E402  (Django has to be set up first)
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from yinuo.core import clock  # noqa: E402
from yinuo.staff.models import Person  # noqa: E402
from yinuo.tickets.models import Ticket  # noqa: E402

ROUNDS = 30
LONGEST_SECONDS = 20.0
TICKETS = 300
MONTH = timedelta(days=30)
"""Of days that are no calendar month, so that nothing frozen is shown."""
WORDS = ("汽配", "苏州", "江宁区", "建材市场", "轴承", "水泵")
REPORTS = ("origins", "pickups", "slips", "promises")


def floor(person: Person, path: str, token: str = "") -> dict[str, Any]:
    """Milliseconds of the page's statements alone (middle of 30 rounds), and how many there are; of an
    operation of the API with its `token`.
    """
    client = Client(headers={"authorization": f"Bearer {token}"})
    client.force_login(person)
    assert client.get(path).status_code == 200, path
    with CaptureQueriesContext(connection) as seen:
        client.get(path)
    statements = [query["sql"] for query in seen.captured_queries if query["sql"].startswith("SELECT")]
    rounds: list[float] = []
    until = time.monotonic() + LONGEST_SECONDS
    with (
        connection.connection.cursor() if connection.vendor == "postgresql" else connection.cursor() as cursor
    ):
        while len(rounds) < ROUNDS and time.monotonic() < until:
            started = time.perf_counter()
            for statement in statements:
                cursor.execute(statement)
                cursor.fetchall()
            rounds.append(time.perf_counter() - started)
    return {"ms": statistics.median(rounds) * 1000, "queries": len(statements)}


def paths(agent: Person) -> dict[str, tuple[int, list[str]]]:
    """By page who looks (0 the agent, 1 the manager) and at which addresses."""
    some = _spread(agent)
    last = clock.today()
    month = f"start={last - MONTH}&end={last}"
    return {
        "queue": (0, ["/desk/"]),
        "ticket": (0, [f"/desk/{ref}/" for ref in some]),
        "search": (0, [f"/search/?q={quote(word)}" for word in WORDS]),
        "ledger": (1, ["/promises/"]),
        **{name: (1, [f"/reports/{name}/?{month}"]) for name in REPORTS},
    }


def _spread(agent: Person) -> list[str]:
    """Tickets of the agent's team all over the years, without reading them all."""
    step = max(Ticket.objects.latest("id").pk // (TICKETS * 5), 1)
    ids = [step * part for part in range(1, TICKETS * 5)]
    found = Ticket.objects.filter(pk__in=ids, team=agent.team, is_draft=False)
    return list(found.values_list("ref", flat=True)[:TICKETS])


def main() -> None:
    """Measure every page."""
    people = [Person.objects.get(staff_number=number) for number in sys.argv[1:3]]
    pages = {
        name: {"person": people[who].staff_number, "paths": found, "floor": floor(people[who], found[0])}
        for name, (who, found) in paths(people[0]).items()
    }
    print(json.dumps({"pages": pages}))


if __name__ == "__main__":
    main()
