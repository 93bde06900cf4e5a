"""The floor of a draft: rows of the same tables and sizes inserted by hand, one commit each. Prints JSON.

Of something else as many rows as are said: `python -m bench.floor_writes ROWS`.
"""

import json
import sys
import time

import django

django.setup()

from django.db import connection  # noqa: E402  (Django has to be set up first)

SECONDS = 5.0
TABLES = ("ticket", "order", "event", "search", "customer", "phone", "request")
ROW = "x" * 400


def main() -> None:
    """Insert into shadow tables for five seconds."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else len(TABLES)
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"CREATE TABLE IF NOT EXISTS bench_{table} (id bigint PRIMARY KEY, body text)")
        count, until = 0, time.monotonic() + SECONDS
        while time.monotonic() < until:
            cursor.execute("BEGIN IMMEDIATE" if connection.vendor == "sqlite" else "BEGIN")
            for place in range(rows):
                table, again = TABLES[place % len(TABLES)], place // len(TABLES)
                cursor.execute(f"INSERT INTO bench_{table} VALUES (%s, %s)", [count * rows + again, ROW])
            cursor.execute("COMMIT")
            count += 1
        for table in TABLES:
            cursor.execute(f"DROP TABLE bench_{table}")
    print(json.dumps({"rate": count / SECONDS}))


main()
