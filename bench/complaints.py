"""Complaints, as many as are said: the register and how it is narrowed, single cases, what is alike, reports,
the register as a file, and how many are registered a second; against the bare queries or rows of the same.
"""

import json
import random
import re
import subprocess
import sys
import threading
import time
from typing import Any

from bench import accounts
from bench.desks import AGENT, MANAGER, Desk
from bench.pages import ask
from bench.report import load, quantile, say

REGISTER_MS, CASE_MS, REPORT_MS, ALIKE_P95_MS = 12.0, 10.0, 200.0, 150.0
"""Aims: the queue's for the register, a ticket's for a case, a report's; of what is alike p95, else p50."""
AIMS = {
    **dict.fromkeys(("register", "deep", "crisis", "official", "closed", "closed deep"), REGISTER_MS),
    **dict.fromkeys(("case", "case closed"), CASE_MS),
    **dict.fromkeys(("complaints", "closures", "satisfaction", "voices"), REPORT_MS),
}
GROWTH = 1.3
ALIKE = ("alike", "alike typing")
FILES = 3
CLIENTS = 4
ROWS = """
import json
from django.db import connection
from django.test.utils import CaptureQueriesContext
from yinuo.complaints.actions import registering
from yinuo.core import db
from yinuo.staff.models import Person
by = Person.objects.get(staff_number="{agent}")
with CaptureQueriesContext(connection) as seen, db.transaction():
    said = dict(account="{account}", type="TIME", channel="PHONE", contact_phone="19900000001")
    registering.register(**said, by=by)
print(json.dumps(sum(one["sql"].startswith("INSERT") for one in seen.captured_queries)))
"""
"""How many rows the registering of one inserts."""


def measure(desk: Desk, count: int, seconds: float, requests: int, first: dict[str, float]) -> None:
    """Bring the desk up to `count` complaints and print a line for each page; `first` remembers the smallest
    size for the growth.
    """
    with desk.stopped():
        made = json.loads(_run(desk, "bench.filling", str(count)))
    say(f"{count} complaints: {made['made']} made in {made['seconds']:.0f} s; {load()}")
    facts = json.loads(_run(desk, "bench.floor_complaints", AGENT, MANAGER, desk.token))
    for name, page in facts["pages"].items():
        _page(desk, name, page, requests, first)
    _file(desk)
    _registering(desk, seconds)


def _run(desk: Desk, module: str, *words: str) -> str:
    return subprocess.run(
        [sys.executable, "-m", module, *words],
        env=desk.environment, check=True, stdout=subprocess.PIPE, text=True,
    ).stdout  # fmt: skip


def _page(desk: Desk, name: str, page: Any, requests: int, first: dict[str, float]) -> None:
    paths, floor, dice = page["paths"], page["floor"], random.Random(7)
    times, size = ask(desk, page["person"], lambda: dice.choice(paths), 1, requests)
    p50, p95 = quantile(times, 0.5) * 1000, quantile(times, 0.95) * 1000
    growth = p50 / first.setdefault(name, p50)
    say(
        f"{name:12} p50 {p50:6.1f} ms, p95 {p95:6.1f} ms, {floor['queries']} queries, {size / 1024:.0f} KB; "
        f"floor {floor['ms']:.2f} ms, ratio {p50 / floor['ms']:.1f}, growth {growth:.2f}"
        f"{_against(name, p50, p95, growth)}"
    )


def _against(name: str, p50: float, p95: float, growth: float) -> str:
    """What is aimed at, and whether it was reached."""
    if name in ALIKE:
        return f"; p95 ≤ {ALIKE_P95_MS:.0f} ms: {_said(p95 <= ALIKE_P95_MS)}"
    if name not in AIMS:
        return ""
    reached = f"; ≤ {AIMS[name]:.0f} ms: {_said(p50 <= AIMS[name])}"
    if AIMS[name] == REPORT_MS:
        return reached
    return f"{reached}, growth ≤ {GROWTH}: {_said(growth <= GROWTH)}"


def _said(is_reached: bool) -> str:
    return "reached" if is_reached else "missed"


def _file(desk: Desk) -> None:
    """The register as an Excel file, as many rows as go into one."""
    client, times, size = desk.client(0, MANAGER), list[float](), 0
    page = client.get("/complaints/?view=closed")
    csrf = re.search(rb'name="csrfmiddlewaretoken" value="([^"]+)"', page.body)
    assert csrf
    for _ in range(FILES):
        started = time.perf_counter()
        form = {"csrfmiddlewaretoken": csrf.group(1).decode()}
        answer = client.post_form("/complaints/export/?view=closed", form)
        times.append(time.perf_counter() - started)
        assert answer.status == 200, answer.status
        size = len(answer.body)
    say(f"register as a file: {quantile(times, 0.5):.1f} s, {size / 1024:.0f} KB")


def _registering(desk: Desk, seconds: float) -> None:
    """Complaints a second, and how long one takes, beside as many rows by hand, one commit each."""
    account = accounts.account(random.Random(3), "TIME")
    rows = int(desk.run_python(ROWS.format(agent=AGENT, account=account)))
    floor = json.loads(_run(desk, "bench.floor_writes", str(rows)))["rate"]
    alone = _register(desk, 1, seconds)
    many = _register(desk, CLIENTS, seconds)
    p50, p95 = quantile(alone, 0.5) * 1000, quantile(alone, 0.95) * 1000
    rate = len(many) / seconds
    say(
        f"registering: p50 {p50:.1f} ms, p95 {p95:.1f} ms alone; {rate:.0f}/s, {CLIENTS} clients; "
        f"floor {floor:.0f}/s of {rows} rows, ratio {floor / rate:.1f}"
    )


def _register(desk: Desk, clients: int, seconds: float) -> list[float]:
    """How long each took."""
    times: list[float] = []
    until = time.monotonic() + seconds

    def work(index: int) -> None:
        client, dice = desk.client(index), random.Random(f"{clients} {index}")
        while time.monotonic() < until:
            kind = dice.choice(list(accounts.HAPPENED))
            said = {"account": accounts.account(dice, kind), "type": kind, "channel": "PHONE"}
            said |= {"contact_name": "王先生", "contact_phone": f"1990{dice.randrange(10**7):07d}"}
            started = time.perf_counter()
            answer = client.post("/api/v1/complaints", said)
            times.append(time.perf_counter() - started)
            assert answer.status == 201, answer.body[:300]

    threads = [threading.Thread(target=work, args=(index,)) for index in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return times
