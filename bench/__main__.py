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

from bench import complaints, desks, lateness, opening, orders, pages, positions, postgres, streams, tracking
from bench.report import heading, load, say

PARTS = ("pages", "tracking", "opening", "orders", "live", "loop", "positions", "complaints")


def main() -> None:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--tickets", default="10000,100000", help="sizes, ascending")
    parser.add_argument("--databases", default="sqlite,postgresql")
    parser.add_argument("--parts", default=",".join(PARTS), help=f"of {', '.join(PARTS)}")
    parser.add_argument("--seconds", type=float, default=10.0, help="of each write measurement")
    parser.add_argument("--complaints", default="10000,100000", help="how many, ascending")
    parser.add_argument("--requests", type=int, default=300, help="of each page measurement")
    parser.add_argument("--streams", type=int, default=500, help="live pages open at once")
    parser.add_argument("--due", type=int, default=200, help="promises that come due each second")
    parser.add_argument("--desk", help="a desk that is there already (SQLite); it is written into")
    parser.add_argument("--language", action="store_true", help="only how well orders are understood")
    parser.add_argument(
        "--part",
        choices=["texts", "goods", "places", "slips", "complaints"],
        help="of the language, only this",
    )
    parser.add_argument(
        "--wrong", choices=["tune", "held"], help="list what the language gets wrong in a half"
    )
    options = parser.parse_args()
    _language(options)
    if options.language:
        return
    parts = options.parts.split(",")
    if unknown := set(parts) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    say(f"Python {platform.python_version()}, {os.cpu_count()} cores, shared by servers and load")
    for database in ["sqlite"] if options.desk else options.databases.split(","):
        with (
            tempfile.TemporaryDirectory(prefix="yinuo-bench-") as folder,
            postgres.maybe(database) as address,
        ):
            heading(database)
            _measure(Path(options.desk or Path(folder) / "desk"), address, options, parts)


def _measure(folder: Path, address: str, options: argparse.Namespace, parts: list[str]) -> None:
    """Every part at every size; what writes comes after the pages, and orders at the largest size only."""
    sizes = [int(size) for size in options.tickets.split(",")]
    first: dict[str, float] = {}
    for size in sizes:
        with desks.open_desk(folder, address, size) as desk:
            say(f"{size} tickets: made in {desk.made_in:.0f} s, served by {desk.processes}; {load()}")
            if "pages" in parts:
                pages.measure(desk, options.requests, first)
            if "tracking" in parts:
                tracking.measure(desk, options.seconds)
            if "opening" in parts and size == sizes[-1]:
                opening.measure(desk)
            if "orders" in parts and size == sizes[-1]:
                orders.measure(desk, options.seconds)
            if "live" in parts and size == sizes[-1]:
                streams.measure(desk, options.streams)
            if "loop" in parts:
                lateness.measure(desk, size, options.due)
            if "positions" in parts and size == sizes[-1]:
                positions.measure(desk, options.seconds, options.requests)
            if "complaints" in parts and size == sizes[-1]:
                least: dict[str, float] = {}
                for count in options.complaints.split(","):
                    complaints.measure(desk, int(count), options.seconds, options.requests, least)
            say(f"resident in use: {desk.resident_mb():.0f} MB; {load()}")


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
