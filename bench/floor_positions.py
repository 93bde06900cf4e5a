"""The floors of positions: rows of the same shape by hand, 500 a commit, and the board's own queries.

Prints JSON. Run with the desk's environment: `python -m bench.floor_positions MANAGER`.
"""

import json
import sys
import time

from django.db import connection

from bench import floor
from yinuo.staff.models import Person

SECONDS = 4.0
BATCH = 500
TABLE = (
    "CREATE TABLE bench_position (id bigint PRIMARY KEY, vehicle bigint, driver bigint, at bigint, "
    "lat int, lon int, speed int, source varchar(6), UNIQUE (vehicle, at))"
)


def rate() -> float:
    """Rows a second."""
    count, at = 0, time.monotonic()
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS bench_position")
        cursor.execute(TABLE)
        cursor.execute("CREATE INDEX bench_position_age ON bench_position (at)")
        places = ", ".join(["(%s, %s, %s, %s, %s, %s, %s, %s)"] * BATCH)
        while time.monotonic() - at < SECONDS:
            rows = [
                value
                for n in range(count, count + BATCH)
                for value in (n, n % 200, n % 200, n, 31950000, 118840000, 40, "DEVICE")
            ]
            cursor.execute("BEGIN IMMEDIATE" if connection.vendor == "sqlite" else "BEGIN")
            cursor.execute(f"INSERT INTO bench_position VALUES {places}", rows)
            cursor.execute("COMMIT")
            count += BATCH
        gone = time.monotonic() - at
        cursor.execute("DROP TABLE bench_position")
    return count / gone


def main() -> None:
    """Measure both."""
    manager = Person.objects.get(staff_number=sys.argv[1])
    print(json.dumps({"rate": rate(), "pages": {"board": floor.floor(manager, "/dispatch/")}}))


if __name__ == "__main__":
    main()
