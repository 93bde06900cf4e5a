"""The floor of a page: its own queries, sent again by hand through the bare driver. Prints JSON.

Run in a process of its own with the desk's environment.
"""

import json
import statistics
import time
from typing import Any
from urllib.parse import quote

import django

django.setup()

from django.db import connection  # noqa: E402  (Django has to be set up first)
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from yinuo.staff.models import Person  # noqa: E402
from yinuo.tickets.models import Ticket  # noqa: E402

ROUNDS = 30
WORDS = ("汽配", "苏州", "江宁区", "建材市场", "轴承", "水泵")


def floor(client: Client, path: str) -> dict[str, Any]:
    """Milliseconds of the page's statements alone (middle of 30 rounds), and how many there are."""
    client.get(path)
    with CaptureQueriesContext(connection) as seen:
        client.get(path)
    statements = [query["sql"] for query in seen.captured_queries if query["sql"].startswith("SELECT")]
    rounds = []
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
    """Measure the three pages as agent 8011."""
    client = Client()
    person = Person.objects.get(staff_number="8011")
    client.force_login(person)
    refs = list(
        Ticket.objects.filter(team=person.team, is_draft=False)
        .order_by("?")[:300]
        .values_list("ref", flat=True)
    )
    words = [quote(word) for word in WORDS]
    floors = {
        "queue": floor(client, "/desk/"),
        "ticket": floor(client, f"/desk/{refs[0]}/"),
        "search": floor(client, f"/search/?q={words[0]}"),
    }
    print(json.dumps({"refs": refs, "words": words, "floors": floors}))


main()
