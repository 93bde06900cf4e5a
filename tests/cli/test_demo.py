"""`yinuo demo`: from nothing to a desk that answers, ended as fast as it was begun."""

import os
import shutil
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.processes import FRIDAY, Server, Visitor, command, environment, run_python, say, wait_for

COUNT = "from yinuo.tickets.models import Ticket; print(Ticket.objects.count())"
FAULTS = "from tests import invariants; print('\\n'.join(invariants.faults()))"
BUSY = """
from datetime import timedelta
from yinuo.core import clock, db
from yinuo.promises.models import Promise
with db.transaction():
    Promise.objects.filter(state="OPEN").update(wake_at=clock.now())
"""


def test_it_says_ready_and_answers(served: Server, folder: Path) -> None:
    """The line `ready http://127.0.0.1:N` comes when the desk answers; agent 8011 can come in."""
    visitor = Visitor(served.port)
    assert visitor.get("/healthz") == (200, "ok")
    assert visitor.sign_in("8011").get("/desk/")[0] == 200
    assert served.said() == f"ready http://127.0.0.1:{served.port}\n"


def test_it_is_reused(folder: Path) -> None:
    """The second start finds what the first made, and adds nothing."""
    before = run_python(folder, COUNT)
    with Server(folder, "demo", "--port", 0) as server:
        assert Visitor(server.port).get("/readyz")[0] == 200
        assert server.end() == 0
    assert run_python(folder, COUNT) == before
    assert int(before) > 10


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_in_the_middle_of_work(how: signal.Signals, folder: Path) -> None:
    """With streams open, a page asked for and the worker busy: status 0, and the rows are whole."""
    say(folder, "clock", "+3h")
    run_python(folder, BUSY)
    with Server(folder, "demo", "--port", 0) as server:
        visitor = Visitor(server.port).sign_in()
        streams = [visitor.stream() for _ in range(3)]
        wait_for(lambda: all(stream.messages for stream in streams))
        visitor.get("/desk/")
        assert server.end(how) == 0
        assert all(stream.ended.wait(10) for stream in streams)
        assert "Traceback" not in server.log()
        assert "let go" not in server.log()
    assert run_python(folder, FAULTS).strip() == ""


def test_a_signal_ends_it_before_it_serves(tmp_path: Path) -> None:
    """While the company is being made: status 0, and the next start makes it."""
    folder = tmp_path / "desk"
    with Server(folder, "demo", "--port", 0) as server:
        wait_for((folder / "yinuo.sqlite3").exists)
        assert server.end() == 0
    assert say(folder, "demo", "--prepare", "--at", FRIDAY).returncode == 0
    assert int(run_python(folder, COUNT)) > 10


def test_a_taken_port(folder: Path) -> None:
    """Said in one line, before anything is made."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = say(folder.parent / "new", "demo", "--port", port)
    assert done.returncode == 1
    assert done.stderr == (
        f"Error: port {port} of 127.0.0.1 is taken by another program; choose another with --port\n"
    )
    assert not (folder.parent / "new" / "yinuo.sqlite3").exists()


@pytest.mark.parametrize("port", ["99999", "-1", "x"])
def test_no_port(port: str, tmp_path: Path) -> None:
    done = say(tmp_path / "new", "demo", "--port", port)
    assert done.returncode in (1, 2)
    assert "Traceback" not in done.stderr
    assert port in done.stderr


@contextmanager
def unwritable(folder: Path) -> Iterator[list[str]]:
    """A folder that nobody may write, not even root without its capability."""
    bare = "-dac_override,-dac_read_search"
    root = ["setpriv", "--bounding-set", bare, "--inh-caps", bare]
    if os.geteuid() == 0 and not shutil.which("setpriv"):
        pytest.skip("needs setpriv when run as root")
    folder.chmod(0o555)
    try:
        yield root if os.geteuid() == 0 else []
    finally:
        folder.chmod(0o755)


@pytest.mark.parametrize("place", ["new", "."])
def test_a_folder_that_cannot_be_written(place: str, tmp_path: Path) -> None:
    """Nothing but a sentence: the folder, and what is wrong with it."""
    home = tmp_path / "home"
    home.mkdir()
    with unwritable(home) as prefix:
        line = [*prefix, *command("--data", home / place, "demo", "--port", 0)]
        done = subprocess.run(line, env=environment(), capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "Permission denied" in done.stderr
    assert str(home) in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_demo_that_cannot_be_written_any_more(folder: Path) -> None:
    """Its folder was made by somebody else."""
    (folder / "yinuo.sqlite3").chmod(0o444)
    with unwritable(folder) as prefix:
        line = [*prefix, *command("--data", folder, "demo", "--port", 0)]
        done = subprocess.run(line, env=environment(), capture_output=True, text=True, check=False)
    (folder / "yinuo.sqlite3").chmod(0o644)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_the_folder_of_a_real_desk(tmp_path: Path) -> None:
    """A demo is never put over a real desk."""
    real = tmp_path / "real"
    made = say(
        real, "init", "--name", "真货运", "--short-name", "真", "--hotline", "", "--area-code", "",
        "--pack", "freight", "--staff-number", "9000", "--admin-name", "甲", "--yes",
        YINUO_INIT_PASSWORD="a-Long-0ne-indeed",
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    done = say(real, "demo", "--port", 0)
    assert (done.returncode, done.stderr) == (
        1,
        f"yinuo: {real} holds a real desk, not a demo; choose another --data folder\n",
    )
    assert not (real / "demo").exists()


def test_a_file_in_the_place_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "desk").write_text("")
    done = say(tmp_path / "desk", "demo", "--port", 0)
    assert (done.returncode, done.stderr) == (1, f"yinuo: File exists: {tmp_path / 'desk'}\n")


def test_the_clock_starts_where_it_is_told(folder: Path) -> None:
    """`--at` without an offset is the company's time; said again it does not go back."""
    assert "2026-11-20 10:00" <= say(folder, "clock").stdout < "2026-11-20 15:59"
    later = say(folder, "demo", "--prepare", "--at", "2026-11-20T16:00")
    assert (later.returncode, later.stderr) == (0, "")
    assert "2026-11-20 16:00" <= say(folder, "clock").stdout < "2026-11-20 17:00"
    run_python(folder, "from tests import processes; processes.make_something_happen()")
    again = say(folder, "demo", "--prepare", "--at", FRIDAY)
    assert again.returncode == 0
    assert "its clock stays at 2026-11-20 16:" in again.stderr
    assert "2026-11-20 16:00" <= say(folder, "clock").stdout < "2026-11-20 17:00"


@pytest.mark.parametrize("at", ["yesterday", "2026-13-01", ""])
def test_no_moment(at: str, folder: Path) -> None:
    done = say(folder, "demo", "--prepare", "--at", at or " ")
    assert done.returncode == 1
    assert "2026-11-20T17:20" in done.stderr
    assert "Traceback" not in done.stderr
