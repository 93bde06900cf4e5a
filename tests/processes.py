"""Desks that are really served: folders, processes, and visitors of the plainest kind."""

import fcntl
import http.client
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any, Self
from urllib.parse import quote, urlencode

import pytest
from django.db import connection

from tests import forked
from yinuo.core import db, events
from yinuo.staff.models import Person

ROOT = Path(__file__).resolve().parents[1]
FRIDAY = "2026-11-20T10:00"
"""Where the clock of a demo starts: in working hours."""
PASSWORD = "yinuo-demo"
PATIENCE = 60.0
PYTHON_PATH = {"PYTHONPATH": str(ROOT)}


def environment(**more: str) -> dict[str, str]:
    """What a process may know: nothing of this test's settings."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ}
    return {**kept, **PYTHON_PATH, "LANG": "C.UTF-8", "YINUO_LOG": "WARNING", **more}


def command(*words: object) -> list[str]:
    """`yinuo …` as an argument list."""
    return [sys.executable, "-m", "yinuo.cli", *map(str, words)]


def say(
    folder: Path, *words: object, cwd: Path | None = None, **more: str
) -> "subprocess.CompletedProcess[str]":
    """Let `yinuo` do something with the desk in a folder; returns what it said."""
    return forked.run(command("--data", folder, *words)[1:], environment(**more), cwd or folder.parent)


def run_python(folder: Path, code: str, **more: str) -> str:
    """The output of some lines of Python inside the desk of a folder."""
    setup = f"import django; django.setup()\n{code}"
    known = environment(YINUO_DATA=str(folder), DJANGO_SETTINGS_MODULE="yinuo.settings", **more)
    done = forked.run(["-c", setup], known, Path.cwd())
    assert done.returncode == 0, done.stderr
    return done.stdout


def database_address() -> str:
    """DATABASE_URL of the test's own database, for another process."""
    known = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite://{known['NAME']}"
    who = f"{quote(known['USER'])}:{quote(known['PASSWORD'])}"
    return f"postgresql://{who}@{known['HOST']}:{known['PORT']}/{known['NAME']}"


def wait_for(is_so: Callable[[], Any], seconds: float = PATIENCE) -> Any:
    """Wait until it is so, and return what it is."""
    until = time.monotonic() + seconds
    while not (found := is_so()):
        assert time.monotonic() < until, "it never became so"
        time.sleep(0.05)
    return found


class Server:
    """A process of `yinuo` that says when it answers; ended with the block."""

    def __init__(self, folder: Path, *words: object, **more: str) -> None:
        self._out, self._log = folder.parent / f"{folder.name}.out", folder.parent / f"{folder.name}.log"
        line = command("--data", folder, *words)
        with self._out.open("w") as out, self._log.open("a") as log:
            self.process = subprocess.Popen(line, env=environment(**more), cwd=ROOT, stdout=out, stderr=log)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.process.kill()
        self.process.wait()

    @property
    def port(self) -> int:
        """Where it answers; waits until it says so."""
        ready = wait_for(
            lambda: re.search(r"^ready http://127\.0\.0\.1:(\d+)$", self.said(), re.M) or self._over()
        )
        return int(ready[1])

    def _over(self) -> None:
        assert self.process.poll() is None, f"the process ended: {self.log()}"

    def said(self) -> str:
        """What it printed."""
        return self._out.read_text()

    def log(self) -> str:
        """What it logged."""
        return self._log.read_text()

    def forget_log(self) -> None:
        """What it logged until now was to be expected."""
        self._log.write_text("")

    def end(self, how: signal.Signals = signal.SIGTERM) -> int:
        """End it, and say with which status it ended."""
        self.process.send_signal(how)
        return self.process.wait(PATIENCE)


class Visitor:
    """A browser without pages: cookies, forms, the stream."""

    def __init__(self, port: int) -> None:
        self.port, self.cookies = port, dict[str, str]()

    def ask(
        self, method: str, path: str, body: str = "", **headers: str
    ) -> tuple[http.client.HTTPResponse, str]:
        """One request on a connection of its own: the answer and its text."""
        link, answer = self.begin(method, path, body, **headers)
        with closing(link), closing(answer):
            return answer, answer.read().decode()

    def begin(
        self, method: str, path: str, body: str = "", **headers: str
    ) -> tuple[http.client.HTTPConnection, http.client.HTTPResponse]:
        """The same, its body not read yet."""
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        jar = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        try:
            link.request(method, path, body.encode() or None, {"Cookie": jar, **given})
            answer = link.getresponse()
        except BaseException:
            link.close()
            raise
        for line in answer.msg.get_all("Set-Cookie") or ():
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
        return link, answer

    def get(self, path: str, **headers: str) -> tuple[int, str]:
        """Status and text of a page."""
        answer, text = self.ask("GET", path, **headers)
        return answer.status, text

    def post(self, path: str, fields: dict[str, str], **headers: str) -> tuple[int, str]:
        """Send a form."""
        body = urlencode({**fields, "csrfmiddlewaretoken": self.cookies.get("yinuo_csrf", "")})
        answer, text = self.ask(
            "POST", path, body, Content_Type="application/x-www-form-urlencoded", **headers
        )
        return answer.status, text

    def sign_in(self, number: str = "8011") -> Self:
        """Come in as somebody of the demo company."""
        self.get("/sign-in/")
        status, page = self.post("/sign-in/", {"staff_number": number, "password": PASSWORD})
        assert status == 302, page
        return self

    def call(self, method: str, path: str, token: str, body: Any = None, **headers: str) -> tuple[int, Any]:
        """A call of the API; status and what was answered."""
        said = "" if body is None else json.dumps(body)
        given = {"Authorization": f"Bearer {token}", "Content_Type": "application/json", **headers}
        answer, text = self.ask(method, f"/api/v1{path}", said, **given)
        return answer.status, json.loads(text or "null")

    def stream(self) -> "Stream":
        """The live stream."""
        return Stream(*self.begin("GET", "/live/stream", Accept="text/event-stream"))


class Stream:
    """What a live stream said so far, read in a thread."""

    def __init__(self, link: http.client.HTTPConnection, answer: http.client.HTTPResponse) -> None:
        self.status, self.messages = answer.status, list[dict[str, Any]]()
        self.ended = threading.Event()
        threading.Thread(target=self._read, args=(link, answer), daemon=True).start()

    def _read(self, link: http.client.HTTPConnection, answer: http.client.HTTPResponse) -> None:
        with suppress(OSError, http.client.HTTPException), closing(link), closing(answer):
            for line in answer:
                if line.startswith(b"data: "):
                    self.messages.append(json.loads(line[6:]))
        self.ended.set()

    def signals(self) -> set[str]:
        """Every name heard until now."""
        return {name for message in self.messages for name in message["signals"]}


def ref_in(page: str) -> str:
    """The first ticket that a page leads to."""
    return str(re.findall(r'href="/desk/([a-z0-9]{10})/', page)[0])


def make_something_happen() -> None:
    """An event now, in the desk of this process."""
    person = Person.objects.get(staff_number="8011")
    with db.transaction():
        events.record("staff.signed_in", subject=person, by=person)


def _shared(factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers of pytest-xdist share."""
    base = factory.getbasetemp()
    return base.parent if base.name.startswith("popen-gw") else base


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo company with its day, made once: a folder to copy."""
    folder = _shared(tmp_path_factory) / "demo-of-processes"
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "made").exists():
            done = say(folder, "demo", "--prepare", "--at", FRIDAY)
            assert done.returncode == 0, done.stderr
            (folder / "made").touch()
    return folder


@pytest.fixture
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A demo desk for one test alone, not served yet.

    It is on SQLite, whatever database the tests are asked to use: where that is PostgreSQL, what needs no
    `database` of it was proved already.
    """
    if connection.vendor != "sqlite" and "database" not in request.fixturenames:
        pytest.skip("this desk is on SQLite")
    shutil.copytree(request.getfixturevalue("template"), tmp_path / "desk")
    return tmp_path / "desk"


@pytest.fixture
def served(folder: Path) -> Iterator[Server]:
    """That desk, served."""
    with Server(folder, "demo", "--port", 0) as server:
        yield server


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 16 MB; needs root."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", str(place)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("a small disk can only be mounted by root")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)
