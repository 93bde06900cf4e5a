"""Queue, ticket, search, ledger and a month's reports: p50 and p95 with one and four clients, against the
bare queries of the same page.
"""

import json
import random
import subprocess
import sys
import threading
import time
from collections.abc import Callable

from bench.desks import AGENT, MANAGER, Desk
from bench.report import quantile, say

CLIENTS = (1, 4)
WARM = 20
FREEZE = """
from yinuo.core import clock
from yinuo.reports import actions
while actions.freeze_due(clock.now()):
    pass
"""
"""What the loop does little by little, done before anything is measured."""


def measure(desk: Desk, requests: int, first: dict[str, float]) -> None:
    """Print a line per page and number of clients; `first` remembers the smallest size for the growth."""
    desk.run_python(FREEZE)
    facts = json.loads(
        subprocess.run(
            [sys.executable, "-m", "bench.floor", AGENT, MANAGER],
            env=desk.environment,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        ).stdout
    )
    dice = random.Random(7)
    for name, page in facts["pages"].items():
        paths, floor = page["paths"], page["floor"]
        for clients in CLIENTS:
            times, size = ask(desk, page["person"], lambda paths=paths: dice.choice(paths), clients, requests)
            p50, p95 = quantile(times, 0.5) * 1000, quantile(times, 0.95) * 1000
            grown = f", growth {p50 / first.setdefault(f'{name} {clients}', p50):.2f}"
            say(
                f"{name:8} {clients} client(s): p50 {p50:6.1f} ms, p95 {p95:6.1f} ms, "
                f"{floor['queries']} queries, {size / 1024:.0f} KB; floor {floor['ms']:.2f} ms, "
                f"ratio {p50 / floor['ms']:.1f}{grown}"
            )


def ask(
    desk: Desk, person: str, address: Callable[[], str], clients: int, requests: int
) -> tuple[list[float], float]:
    """How long each request took, and how long the middle answer is."""
    times: list[float] = []
    sizes: list[int] = []
    paths = [address() for _ in range(requests)]

    def work(index: int) -> None:
        client = desk.client(index, person)
        for path in paths[index::clients]:
            started = time.perf_counter()
            answer = client.get(path)
            times.append(time.perf_counter() - started)
            sizes.append(len(answer.body))
            assert answer.status == 200, (path, answer.status)

    for path in paths[:WARM]:
        desk.client(0, person).get(path)
    threads = [threading.Thread(target=work, args=(index,)) for index in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return times, sum(sizes) / len(sizes)
