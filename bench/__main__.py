"""`python -m bench` (or `make bench`): prints the figures of docs/performance.md.

Each database gets a desk of its own in a temporary folder; servers and load share this machine's cores. A
floor is the same rows read or written by hand through the bare driver, one after the other, in the same run.
"""

import argparse
import os
import platform
import subprocess
import sys
import tempfile
from pathlib import Path

from bench import desks, orders, pages, postgres
from bench.report import heading, say


def main() -> None:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--tickets", default="10000,100000", help="sizes, ascending")
    parser.add_argument("--databases", default="sqlite,postgresql")
    parser.add_argument("--seconds", type=float, default=10.0, help="of each write measurement")
    parser.add_argument("--requests", type=int, default=300, help="of each page measurement")
    parser.add_argument("--language", action="store_true", help="only how well orders are understood")
    parser.add_argument(
        "--part", choices=["texts", "goods", "places", "slips"], help="of the language, only this"
    )
    parser.add_argument(
        "--wrong", choices=["tune", "held"], help="list what the language gets wrong in a half"
    )
    options = parser.parse_args()
    _language(options)
    if options.language:
        return
    sizes = [int(size) for size in options.tickets.split(",")]
    say(f"Python {platform.python_version()}, {os.cpu_count()} cores, shared by servers and load")
    for database in options.databases.split(","):
        with (
            tempfile.TemporaryDirectory(prefix="yinuo-bench-") as folder,
            postgres.maybe(database) as address,
        ):
            heading(database)
            first: dict[str, float] = {}
            for size in sizes:
                with desks.open_desk(Path(folder), address, size) as desk:
                    say(f"{size} tickets: made in {desk.made_in:.0f} s, served by {desk.processes}")
                    pages.measure(desk, options.requests, first)
                    if size == sizes[-1]:  # what it leaves in the queue must not be measured with the pages
                        orders.measure(desk, options.seconds)
                    say(f"resident in use: {desk.resident_mb():.0f} MB")


def _language(options: argparse.Namespace) -> None:
    """How well orders are understood, in a process that knows no desk."""
    chosen = [f"--{name}={value}" for name in ("part", "wrong") if (value := getattr(options, name))]
    with tempfile.TemporaryDirectory(prefix="yinuo-bench-") as folder:
        environment = {**os.environ, "YINUO_DATA": folder, "DJANGO_SETTINGS_MODULE": "yinuo.settings"}
        done = subprocess.run([sys.executable, "-m", "bench.language", *chosen], env=environment, check=False)
    if done.returncode:
        sys.exit(done.returncode)


if __name__ == "__main__":
    main()
