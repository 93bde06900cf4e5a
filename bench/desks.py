"""A desk to measure: its data made, its processes started, somebody signed in."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bench.http import Client

YINUO = [sys.executable, "-m", "yinuo.cli"]
PASSWORD = "yinuo-demo"
SCOPES = ("orders:read", "orders:write", "tickets:read", "tickets:write")


@dataclass
class Desk:
    """A served desk; `ports` of its web processes, `session` a signed-in cookie, `token` of the API."""

    environment: dict[str, str]
    made_in: float
    processes: str
    ports: list[int] = field(default_factory=list)
    running: list["subprocess.Popen[str]"] = field(default_factory=list)
    session: str = ""
    token: str = ""

    def client(self, index: int = 0) -> Client:
        """A connection of its own to one of the web processes."""
        return Client(self.ports[index % len(self.ports)], cookie=self.session, token=self.token)

    def run(self, *words: str) -> str:
        """The output of a `yinuo` command on this desk."""
        return subprocess.run(
            [*YINUO, *words], env=self.environment, check=True, capture_output=True, text=True
        ).stdout

    def run_python(self, code: str) -> str:
        """The output of a line of Python inside this desk."""
        setup = "import django; django.setup(); "
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

    SQLite: web and worker in one process. PostgreSQL: two web processes and one worker.
    """
    environment = {
        **os.environ,
        "YINUO_DATA": str(folder / "desk"),
        "DATABASE_URL": database,
        "YINUO_API_RATE": "1000000",
        "YINUO_LOG": "warning",
        "DJANGO_SETTINGS_MODULE": "yinuo.settings",
    }
    started = time.monotonic()
    prepare = [*YINUO, "demo", "--prepare", "--quiet-day", "--tickets", str(tickets)]
    subprocess.run(prepare, env=environment, check=True, stdout=subprocess.DEVNULL)
    desk = Desk(environment, time.monotonic() - started, "")
    try:
        _start(desk, several=bool(database))
        _sign_in(desk)
        yield desk
    finally:
        for process in desk.running:
            process.terminate()
        for process in desk.running:
            process.wait(20)


def _start(desk: Desk, *, several: bool) -> None:
    words = [["web", "--port", "0"]] * 2 if several else [["serve", "--port", "0"]]
    for word in words:
        process = _spawn(desk, word)
        line = process.stdout.readline() if process.stdout else ""
        desk.ports.append(int(line.strip().rsplit(":", 1)[1]))
    if several:
        worker = _spawn(desk, ["worker"])
        assert worker.stdout
        worker.stdout.readline()
    desk.processes = "2 web processes and 1 worker" if several else "1 process"


def _spawn(desk: Desk, words: list[str]) -> "subprocess.Popen[str]":
    process = subprocess.Popen([*YINUO, *words], env=desk.environment, stdout=subprocess.PIPE, text=True)
    desk.running.append(process)
    return process


def _sign_in(desk: Desk) -> None:
    client = Client(desk.ports[0])
    page = client.get("/sign-in/")
    csrf = re.search(rb'name="csrfmiddlewaretoken" value="([^"]+)"', page.body)
    assert csrf
    answer = client.post_form(
        "/sign-in/",
        {"staff_number": "8011", "password": PASSWORD, "csrfmiddlewaretoken": csrf.group(1).decode()},
    )
    assert answer.status == 302, answer.status
    desk.session = client.cookie
    scopes = [part for scope in SCOPES for part in ("--scope", scope)]
    desk.token = desk.run("token", "create", "--user", "8011", *scopes).strip()
