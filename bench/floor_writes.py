"""The floor of a draft: rows of the same tables and sizes inserted by hand, one commit each. Prints JSON."""

import json
import time

import django

django.setup()

from django.db import connection  # noqa: E402  (Django has to be set up first)

SECONDS = 5.0
TABLES = ("ticket", "order", "event", "search", "customer", "phone", "request")
ROW = "x" * 400


def main() -> None:
    """Insert into shadow tables for five seconds."""
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"CREATE TABLE IF NOT EXISTS bench_{table} (id bigint PRIMARY KEY, body text)")
        count, until = 0, time.monotonic() + SECONDS
        while time.monotonic() < until:
            cursor.execute("BEGIN IMMEDIATE" if connection.vendor == "sqlite" else "BEGIN")
            for table in TABLES:
                cursor.execute(f"INSERT INTO bench_{table} VALUES (%s, %s)", [count, ROW])
            cursor.execute("COMMIT")
            count += 1
        for table in TABLES:
            cursor.execute(f"DROP TABLE bench_{table}")
    print(json.dumps({"rate": count / SECONDS}))


main()
