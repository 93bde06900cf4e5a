"""A desk to measure: its data made, its processes started, somebody signed in."""

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bench.http import Client

KEEP = """
from yinuo.core import keeping
for kept in keeping.classes():
    keeping.change_period(kept.key, months=120, by=None)
"""
"""What two invented years should have let go of day by day is not let go of while something is measured."""
YINUO = [sys.executable, "-m", "yinuo.cli"]
PASSWORD = "yinuo-demo"
AGENT, MANAGER = "8011", "9001"
WORKERS = WEBS = 2
SCOPES = ("orders:read", "orders:write", "tickets:read", "tickets:write")


@dataclass
class Desk:
    """A served desk, in one process or in `several`; `ports` of its web processes, `sessions` by staff number
    the signed-in cookies, `token` of the API.
    """

    environment: dict[str, str]
    made_in: float
    several: bool
    ports: list[int] = field(default_factory=list)
    running: list["subprocess.Popen[str]"] = field(default_factory=list)
    sessions: dict[str, str] = field(default_factory=dict)
    token: str = ""

    @property
    def processes(self) -> str:
        """What serves it, in words."""
        return f"{WEBS} web processes and {WORKERS} workers" if self.several else "1 process"

    def start(self) -> None:
        """Serve."""
        words = [["web", "--port", "0"]] * WEBS if self.several else [["serve", "--port", "0"]]
        for word in words:
            line = self._spawned(word)
            self.ports.append(int(line.strip().rsplit(":", 1)[1]))
        for _ in range(WORKERS if self.several else 0):
            self._spawned(["worker"])

    def stop(self) -> None:
        """Serve no more."""
        for process in self.running:
            process.terminate()
        for process in self.running:
            process.wait(20)
        self.running.clear()
        self.ports.clear()

    @contextmanager
    def stopped(self) -> Iterator[None]:
        """Something else has the database alone."""
        self.stop()
        yield
        self.start()

    def _spawned(self, words: list[str]) -> str:
        """The first line that a new process of it says."""
        process = subprocess.Popen([*YINUO, *words], env=self.environment, stdout=subprocess.PIPE, text=True)
        self.running.append(process)
        assert process.stdout
        return process.stdout.readline()

    def client(self, index: int = 0, person: str = AGENT) -> Client:
        """A connection of its own to one of the web processes."""
        return Client(self.ports[index % len(self.ports)], cookie=self.sessions[person], token=self.token)

    def ticket_ids(self, refs: Iterable[str]) -> dict[str, int]:
        """The ids of tickets by their refs."""
        asked = f"Ticket.objects.filter(ref__in={list(refs)!r}).values_list('ref', 'pk')"
        return dict(
            json.loads(
                self.run_python(
                    f"import json; from yinuo.tickets.models import Ticket; print(json.dumps(list({asked})))"
                )
            )
        )

    def run(self, *words: str) -> str:
        """The output of a `yinuo` command on this desk."""
        return subprocess.run(
            [*YINUO, *words], env=self.environment, check=True, capture_output=True, text=True
        ).stdout

    def run_python(self, code: str) -> str:
        """The output of some lines of Python inside this desk."""
        setup = "import django; django.setup()\n"
        words = [sys.executable, "-c", setup + code]
        done = subprocess.run(words, env=self.environment, check=True, capture_output=True, text=True)
        return done.stdout

    def resident_mb(self) -> float:
        """Memory of all processes of the desk together."""
        total = 0
        for process in self.running:
            status = Path(f"/proc/{process.pid}/status").read_text()
            total += int(re.search(r"VmRSS:\s+(\d+)", status).group(1))  # type: ignore[union-attr]
        return total / 1024


@contextmanager
def open_desk(folder: Path, database: str, tickets: int) -> Iterator[Desk]:
    """Make (or enlarge) the desk in `folder` to `tickets` generated tickets and serve it.

    SQLite: web and worker in one process. PostgreSQL: two web processes and two workers.
    """
    environment = {
        **os.environ,
        "YINUO_DATA": str(folder),
        "DATABASE_URL": database,
        "YINUO_API_RATE": "1000000",
        "YINUO_LOG": "warning",
        "DJANGO_SETTINGS_MODULE": "yinuo.settings",
    }
    started = time.monotonic()
    prepare = [*YINUO, "demo", "--prepare", "--quiet-day", "--tickets", str(tickets)]
    subprocess.run(prepare, env=environment, check=True, stdout=subprocess.DEVNULL)
    desk = Desk(environment, time.monotonic() - started, bool(database))
    desk.run_python(KEEP)
    try:
        desk.start()
        for person in (AGENT, MANAGER):
            _sign_in(desk, person)
        scopes = [part for scope in SCOPES for part in ("--scope", scope)]
        desk.token = desk.run("token", "create", "--user", AGENT, *scopes).strip()
        yield desk
    finally:
        desk.stop()


def _sign_in(desk: Desk, person: str) -> None:
    client = Client(desk.ports[0])
    page = client.get("/sign-in/")
    csrf = re.search(rb'name="csrfmiddlewaretoken" value="([^"]+)"', page.body)
    assert csrf
    answer = client.post_form(
        "/sign-in/",
        {"staff_number": person, "password": PASSWORD, "csrfmiddlewaretoken": csrf.group(1).decode()},
    )
    assert answer.status == 302, answer.status
    desk.sessions[person] = client.cookie
