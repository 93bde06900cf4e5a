"""The live page of orders by their links, as customers ask for it: at a steady rate that does not wait for
answers, so that a slow one delays nobody's question; against the bare statements of the same page.
"""

import json
import random
import subprocess
import sys
import threading
import time
from collections.abc import Callable

from bench.desks import Desk
from bench.http import Client
from bench.report import quantile, say

RATE = 150
"""Pages a second that must be served, with p95 below 100 ms, on two cores that also carry the load."""
CONNECTIONS = 16
WARM_SECONDS = 3.0
LEAD_SECONDS = 0.2


def measure(desk: Desk, seconds: float) -> None:
    """Print whole pages at the wanted rate, the page's changing part with the mark of what the browser has,
    and the most pages a second with the same connections.
    """
    facts = json.loads(
        subprocess.run(
            [sys.executable, "-m", "bench.floor_tracking"],
            env=desk.environment,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        ).stdout
    )
    links, floor = facts["links"], facts["floor"]
    for name, suffix in (("tracking", ""), ("tracking part", "/live/")):
        _steadily(desk, links, suffix, RATE, WARM_SECONDS)
        before = time.perf_counter()
        times, statuses, size, late = _steadily(desk, links, suffix, RATE, seconds)
        rate = len(times) / max(time.perf_counter() - before - LEAD_SECONDS, seconds)
        p50, p95 = quantile(times, 0.5) * 1000, quantile(times, 0.95) * 1000
        say(
            f"{name}: {rate:.0f}/s of {RATE}/s wanted, p50 {p50:.1f} ms, p95 {p95:.1f} ms, "
            f"{statuses}, {size / 1024:.1f} KB, the load itself late by {late * 1000:.0f} ms at most; "
            f"{floor['queries']} queries, floor {floor['ms']:.2f} ms, ratio {p50 / floor['ms']:.1f}"
        )
    say(f"tracking as fast as it goes: {_fastest(desk, links, seconds):.0f} pages/s")


def _steadily(
    desk: Desk, links: list[str], suffix: str, rate: float, seconds: float
) -> tuple[list[float], dict[int, int], float, float]:
    """Ask at `rate`; the time of an answer counts from the moment its question was due."""
    dice, started = random.Random(11), time.perf_counter() + LEAD_SECONDS
    due = [(started + place / rate, dice.choice(links)) for place in range(int(rate * seconds))]
    times: list[float] = []
    statuses: dict[int, int] = {}
    sizes: list[int] = []
    late = [0.0]
    lock = threading.Lock()
    waiting = iter(due)
    marks: dict[str, str] = {}

    def work(index: int) -> None:
        client = Client(desk.ports[index % len(desk.ports)])
        while True:
            with lock:
                at, link = next(waiting, (0.0, ""))
            if not link:
                return
            pause = at - time.perf_counter()
            if pause > 0:
                time.sleep(pause)
                late[0] = max(late[0], time.perf_counter() - at)
            answer = client.get(link + suffix, mark=marks.get(link, "") if suffix else "")
            if suffix and answer.mark:
                marks[link] = answer.mark
            took = time.perf_counter() - at
            with lock:
                times.append(took)
                sizes.append(len(answer.body))
                statuses[answer.status] = statuses.get(answer.status, 0) + 1

    _by_all(work)
    assert set(statuses) <= {200, 304}, statuses
    return times, statuses, sum(sizes) / len(sizes), late[0]


def _by_all(work: Callable[[int], None]) -> None:
    """Let every connection work until it is done."""
    threads = [threading.Thread(target=work, args=(index,)) for index in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _fastest(desk: Desk, links: list[str], seconds: float) -> float:
    """Pages a second when each connection asks again as soon as it has its answer."""
    until = time.perf_counter() + seconds
    counts = [0] * CONNECTIONS

    def work(index: int) -> None:
        client, dice = Client(desk.ports[index % len(desk.ports)]), random.Random(index)
        while time.perf_counter() < until:
            assert client.get(dice.choice(links)).status == 200
            counts[index] += 1

    _by_all(work)
    return sum(counts) / seconds
