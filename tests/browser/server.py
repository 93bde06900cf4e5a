"""A demo desk in a process of its own, with a folder of its own, on a free port."""

import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
FRIDAY = "2026-11-20T15:20"
"""The demo's clock starts here, so that pages and pictures show a working day whenever they are made."""

PASSWORD = "yinuo-demo"
PATIENCE_SECONDS = 60
READY = re.compile(r"^ready http://[^:]+:(\d+)$", re.MULTILINE)


def prepare(folder: Path) -> Path:
    """A folder with the demo company, its day and something in every setting, not served."""
    _run(folder, "demo", "--prepare", "--at", FRIDAY)
    _python(folder, "-m", "tests.browser.filling")
    return folder


def _run(folder: Path, *words: str) -> None:
    _python(folder, "-m", "yinuo.cli", *words)


def _python(folder: Path, *words: str) -> None:
    there = environment(YINUO_DATA=str(folder), DJANGO_SETTINGS_MODULE="yinuo.settings")
    command = [sys.executable, *words]
    done = subprocess.run(command, env=there, cwd=ROOT, capture_output=True, text=True, timeout=180)
    if done.returncode:
        raise RuntimeError(f"{' '.join(words)} failed:\n{(done.stdout + done.stderr)[-2000:]}")


def environment(**more: str) -> dict[str, str]:
    """The environment of a desk: nothing of this process's settings."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("YINUO_", "DATABASE_URL"))
    }
    return {**kept, "YINUO_LOG": "WARNING", "PYTHONUNBUFFERED": "1", **more}


class Desk:
    """A served desk; `start` again after `stop` answers at the same address."""

    def __init__(self, template: Path, folder: Path, *, debug: bool = False) -> None:
        self.folder, self.debug, self.port = folder, debug, 0
        self._process: subprocess.Popen[bytes] | None = None
        shutil.copytree(template, folder)

    def start(self) -> "Desk":
        """Serve until `stop`; raises RuntimeError when the desk does not say that it is ready."""
        more = {"YINUO_DEBUG": "1"} if self.debug else {}
        command = [
            sys.executable,
            "-m",
            "yinuo.cli",
            "--data",
            str(self.folder),
            "demo",
            "--port",
            str(self.port),
        ]
        said = self.folder / "said"
        with said.open("w") as out, (self.folder / "log").open("a") as log:
            self._process = subprocess.Popen(
                command, env=environment(**more), cwd=ROOT, stdout=out, stderr=log
            )
        until = time.monotonic() + PATIENCE_SECONDS
        while self._process.poll() is None and time.monotonic() < until:
            if ready := READY.search(said.read_text()):
                self.port = int(ready[1])
                return self
            time.sleep(0.05)
        raise RuntimeError(f"the desk did not start:\n{self.log()}")

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        """End the process and wait for it."""
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait(PATIENCE_SECONDS)
            self._process = None

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    def log(self) -> str:
        """What it wrote to its log, the last lines."""
        return "\n".join((self.folder / "log").read_text().splitlines()[-20:])

    def ask(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        """Read from its database."""
        with closing(
            sqlite3.connect(f"file:{self.folder}/yinuo.sqlite3?mode=ro", uri=True, timeout=20)
        ) as rows:
            return rows.execute(statement, values).fetchall()

    def one(self, statement: str, *values: Any) -> Any:
        """The first column of the first row."""
        return self.ask(statement, *values)[0][0]

    def move_clock(self, by: str) -> None:
        """Let the demo's clock jump forward, as `yinuo clock +30m` does."""
        _run(self.folder, "clock", f"+{by}")
