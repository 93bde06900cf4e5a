"""`yinuo serve`, `web` and `worker`: the processes of a desk."""

import json
import signal
import socket
import threading
from pathlib import Path

import pytest

from tests.processes import Server, Visitor, run_python, say, wait_for
from yinuo import serve

WOKEN = "from yinuo.core import housekeeping; print(housekeeping.silence() is not None)"


def test_a_real_desk_is_served(tmp_path: Path) -> None:
    """From `init` to the sign-in page, without demo data."""
    folder = tmp_path / "real"
    made = say(
        folder, "init", "--name", "真货运", "--short-name", "真", "--hotline", "", "--area-code", "",
        "--pack", "freight", "--staff-number", "9000", "--admin-name", "甲", "--yes",
        YINUO_INIT_PASSWORD="a-Long-0ne-indeed",
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    with Server(folder, "serve", "--port", 0) as server:
        visitor = Visitor(server.port)
        assert visitor.get("/readyz")[0] == 200
        status, page = visitor.get("/sign-in/")
        assert status == 200
        assert "yinuo-demo" not in page
        assert server.end() == 0


@pytest.mark.parametrize("word", ["serve", "web", "worker", "migrate"])
def test_no_desk(word: str, tmp_path: Path) -> None:
    """Nothing is made for a mistyped folder."""
    done = say(tmp_path / "none", word)
    assert done.returncode == 1
    assert done.stderr == (
        f"yinuo: there is no desk in {tmp_path / 'none'}; say --data DIR, or begin one with `yinuo init`\n"
    )
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("word", ["serve", "web"])
def test_a_taken_port(word: str, folder: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        done = say(folder, word, "--port", other.getsockname()[1])
    assert done.returncode == 1
    assert "is taken by another program; choose another with --port" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_host_that_is_not_ours(folder: Path) -> None:
    done = say(folder, "web", "--host", "192.0.2.1", "--port", 0)
    assert done.returncode == 1
    assert "192.0.2.1" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_a_worker_ends_on_a_signal(how: signal.Signals, folder: Path) -> None:
    """It says that it works, and leaves with status 0."""
    with Server(folder, "worker") as server:
        wait_for(lambda: server.said() == "worker ready\n")
        wait_for(lambda: run_python(folder, WOKEN) == "True\n")
        assert server.end(how) == 0
        assert "Traceback" not in server.log()


def test_small_answers_leave_at_once() -> None:
    """asyncio turns Nagle's waiting off only for a socket that names its protocol."""
    with serve.take_port("127.0.0.1", 0) as held:
        assert held.proto == socket.IPPROTO_TCP


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("DATABASE_URL", "mysql://a/b", "DATABASE_URL must start with postgresql:// or sqlite://"),
        ("YINUO_DEBUG", "perhaps", "YINUO_DEBUG must be yes or no"),
        ("YINUO_API_RATE", "many", "YINUO_API_RATE"),
        ("YINUO_BUSY_SECONDS", "long", "YINUO_BUSY_SECONDS"),
        ("YINUO_ZONE", "Asia/Nanking", "YINUO_ZONE"),
        ("YINUO_LOG", "LOUD", "YINUO_LOG"),
        ("YINUO_SMS", "pigeon", "pigeon"),
        ("YINUO_SECRET_KEY_FILE", "/nowhere/key", "/nowhere/key"),
    ],
)
def test_a_setting_that_cannot_be_read(name: str, value: str, told: str, folder: Path) -> None:
    """Named in one line, before anything is done."""
    done = say(folder, "web", "--port", 0, **{name: value})
    assert done.returncode == 1
    assert told in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_one_key_for_processes_that_begin_together(folder: Path) -> None:
    """Of several that find no signing key, one makes it for all."""
    (folder / "secret.key").unlink()
    keys: list[str] = []
    ask = "from django.conf import settings; print(settings.SECRET_KEY)"
    threads = [threading.Thread(target=lambda: keys.append(run_python(folder, ask))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(keys) == {(folder / "secret.key").read_text() + "\n"}
    assert (folder / "secret.key").stat().st_mode & 0o777 == 0o600
    assert {path.name for path in folder.iterdir() if path.name.startswith(".secret")} == set()


def test_the_log_is_json(folder: Path) -> None:
    """Whatever the server itself says, too."""
    with Server(folder, "web", "--port", 0, YINUO_LOG="INFO") as server:
        assert Visitor(server.port).get("/healthz")[0] == 200
        assert server.end() == 0
        lines = [json.loads(line) for line in server.log().splitlines()]
    assert {"at", "level", "logger", "text"} <= set(lines[0])
    assert any(line["text"] == "answered" and line["path"] == "/healthz" for line in lines)
