"""Live pages: from the answer to an act until every open stream heard of it, beside a bare server's time."""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from bench import orders, spreading
from bench.desks import AGENT, Desk
from bench.report import quantile, say

Told = dict[str, float]
Act = Callable[[int], tuple[str, float]]
ACTS = 20
APART = 0.7
LAST = 3.0


def measure(desk: Desk, listeners: int) -> None:
    """Print the middle and the slowest hundredth over all listeners and acts."""
    with _floor() as (port, tell):
        floor, _ = spreading.delays(*_heard(listeners, "/", "-", [port], tell))
    client = desk.client()

    def act(_: int) -> tuple[str, float]:
        answer = client.post("/api/v1/orders", orders.body())
        assert answer.status == 201, answer.body
        return answer.json()["ref"], time.monotonic()

    told, heard = _heard(listeners, "/live/stream", desk.sessions[AGENT], desk.ports, act)
    ids = desk.ticket_ids(told)
    named = {f"ticket-{ids[ref]}": at for ref, at in told.items()}
    times, missing = spreading.delays(named, heard)
    p50, p99 = quantile(times, 0.5) * 1000, quantile(times, 0.99) * 1000
    bare = quantile(floor, 0.99) * 1000
    say(
        f"live   {listeners} streams: p50 {p50:.0f} ms, p99 {p99:.0f} ms from the answer to the signal, "
        f"{missing} of {listeners * ACTS} not heard; floor p99 {bare:.0f} ms, ratio {p99 / bare:.1f}"
    )


def _heard(listeners: int, path: str, cookie: str, ports: list[int], act: Act) -> tuple[Told, Any]:
    """When each act was answered, and what every listener heard when."""
    words = [sys.executable, "-m", "bench.listening", str(listeners), path, cookie, *map(str, ports)]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
        told: Told = {}
        for index in range(ACTS):
            name, at = act(index)
            told[name] = at
            time.sleep(APART)
        time.sleep(LAST)
        output, _ = process.communicate("")
    return told, json.loads(output)


@contextmanager
def _floor() -> Iterator[tuple[int, Act]]:
    """A bare server: its port, and what tells its listeners something."""
    words = [sys.executable, "-m", "bench.floor_streams"]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        stdin: Any = process.stdin
        stdout: Any = process.stdout

        def tell(index: int) -> tuple[str, float]:
            stdin.write(f"act-{index}\n")
            stdin.flush()
            return f"act-{index}", float(stdout.readline())

        yield int(stdout.readline()), tell
        stdin.close()
