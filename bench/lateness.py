"""How late the loop is: promises come due over a minute, and each one's event is compared with its time."""

import json
import subprocess
import sys
import time
from typing import Any

from bench.desks import Desk
from bench.report import quantile, say

AFTER = 60.0
SECONDS = 50
LOOK = 2.0


def measure(desk: Desk, open_promises: int, rate: int) -> None:
    """Print by how much the events of the worker's loop are later than the due times, and a bare loop's."""
    floor = json.loads(_run(desk, "bench.floor_due", str(rate)))["late"]
    written = _told(desk, "write", open_promises, rate, SECONDS)
    time.sleep(max(written["ahead"], 0))
    late: list[float] = []
    until = time.monotonic() + AFTER
    while len(late) < written["due"] and time.monotonic() < until:
        time.sleep(LOOK)
        late = _told(desk, "read", written["first"])["late"]
    _told(desk, "clear", written["first"])
    if not late:
        say(f"loop   {written['open']} open: none of {written['due']} was broken in {AFTER:.0f} s")
        return
    p50, p99, bare = quantile(late, 0.5), quantile(late, 0.99), quantile(floor, 0.99)
    say(
        f"loop   {written['open']} open, {rate} due a second: p50 {p50:.2f} s, p99 {p99:.2f} s late, "
        f"{written['due'] - len(late)} of {written['due']} not done; "
        f"floor p99 {bare * 1000:.0f} ms, ratio {p99 / bare:.1f}"
    )


def _told(desk: Desk, *words: object) -> Any:
    return json.loads(_run(desk, "bench.promising", *map(str, words)))


def _run(desk: Desk, module: str, *words: str) -> str:
    return subprocess.run(
        [sys.executable, "-m", module, *words],
        env=desk.environment,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    ).stdout
