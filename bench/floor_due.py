"""The floor of the loop: a row updated and a row inserted by hand, one commit each, at times that come
`RATE` a second. Prints JSON: by how many seconds each commit was late.
"""

import json
import sys
import time

import django

django.setup()

from django.db import connection  # noqa: E402  (Django has to be set up first)

SECONDS = 5


def main() -> None:
    """Wait for each time and write."""
    rate, late = int(sys.argv[1]), list[float]()
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE IF NOT EXISTS bench_due (id bigint PRIMARY KEY, body text)")
        cursor.execute("INSERT INTO bench_due VALUES (0, '')")
        begin = time.monotonic()
        for count in range(1, rate * SECONDS):
            due = begin + count / rate
            time.sleep(max(due - time.monotonic(), 0))
            cursor.execute("BEGIN IMMEDIATE" if connection.vendor == "sqlite" else "BEGIN")
            cursor.execute("UPDATE bench_due SET body = %s WHERE id = 0", [str(count)])
            cursor.execute("INSERT INTO bench_due VALUES (%s, %s)", [count, "x" * 400])
            cursor.execute("COMMIT")
            late.append(time.monotonic() - due)
        cursor.execute("DROP TABLE bench_due")
    print(json.dumps({"late": late}))


main()
