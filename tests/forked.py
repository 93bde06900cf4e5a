"""Commands in processes of their own that need not import everything anew; see `tests.nursery`."""

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import IO

from tests.nursery import LENGTH

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 300.0
_held: list["subprocess.Popen[bytes]"] = []
"""The nursery: it reads the end of its standard input when this process has gone."""


def run(words: list[str], known: dict[str, str], cwd: Path) -> "subprocess.CompletedProcess[str]":
    """`words` as they would follow `python`: `-m yinuo.cli …` or `-c code`; what it said and its status."""
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
        with closing(socket.socket(socket.AF_UNIX)) as line:
            line.settimeout(PATIENCE)
            line.connect(_nursery())
            asked = json.dumps([words, known, str(cwd)]).encode()
            size = len(asked).to_bytes(LENGTH, "big")
            socket.send_fds(line, [size], [out.fileno(), err.fileno()])
            line.sendall(asked)
            status = line.recv(8)
        said = _all_of(out), _all_of(err)
    assert status, f"{words} ended without a status: {said}"
    return subprocess.CompletedProcess(words, int(status), *said)


def _all_of(file: IO[str]) -> str:
    file.seek(0)
    return file.read()


@cache
def _nursery() -> str:
    """The address of this process's nursery, which is opened once."""
    home = tempfile.mkdtemp(prefix="yinuo-nursery-")
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ}
    known = {**kept, "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8", "YINUO_DATA": home}
    line = [sys.executable, "-m", "tests.nursery", home]
    process = subprocess.Popen(line, env=known, cwd=ROOT, stdin=subprocess.PIPE, start_new_session=True)
    _held.append(process)
    until = time.monotonic() + PATIENCE
    while not os.path.exists(f"{home}/line"):
        assert process.poll() is None, "the nursery ended"
        assert time.monotonic() < until, "the nursery did not open"
        time.sleep(0.02)
    return f"{home}/line"
