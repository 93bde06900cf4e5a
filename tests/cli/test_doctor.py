"""`yinuo doctor`: each thing that can be wrong has its cause and its remedy named."""

import json
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import Result

from tests.factories import promises as make_promises
from tests.factories import staff as make
from tests.factories import tickets as make_tickets
from tests.processes import Server, Visitor, command, environment, run_python, say, wait_for
from yinuo.cli import doctor
from yinuo.core import clock, db, events, housekeeping
from yinuo.core.models import Pulse
from yinuo.staff.models import Person

Say = Callable[..., Result]


def wrong(folder: Path, *words: object, **more: str) -> dict[str, tuple[str, str]]:
    """What the doctor finds wrong with a folder: cause and remedy by name; the status says whether it did."""
    done = say(folder, "doctor", "--json", *words, **more)
    assert "Traceback" not in done.stderr, done.stderr
    found = [row for row in json.loads(done.stdout) if not row["well"]]
    assert done.returncode == bool(found)
    assert all(row["cause"] and row["remedy"] for row in found)
    return {row["name"]: (row["cause"], row["remedy"]) for row in found}


def test_a_served_desk_is_well(served: Server, folder: Path) -> None:
    """Once its worker has shown itself."""
    assert Visitor(served.port).get("/healthz")[0] == 200
    wait_for(lambda: wrong(folder) == {})
    lines = say(folder, "doctor").stdout.splitlines()
    assert lines == [
        "well  folder",
        "well  database",
        "well  company",
        "well  time",
        "well  worker",
        "well  gateways",
        "well  backups",
        "well  photos",
    ]


def test_no_folder(tmp_path: Path) -> None:
    """Nothing else is looked at, and nothing is made."""
    found = wrong(tmp_path / "none")
    assert found == {
        "folder": (
            f"there is no desk in {tmp_path / 'none'}",
            "say --data DIR, or begin a desk with `yinuo init`",
        )
    }
    assert not (tmp_path / "none").exists()


def test_no_database(tmp_path: Path) -> None:
    cause, remedy = wrong(tmp_path)["database"]
    assert cause.startswith("there is no database")
    assert "yinuo init" in remedy


def test_a_folder_that_cannot_be_written(folder: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    folder.chmod(0o555)
    cause, _ = wrong(folder)["folder"]
    folder.chmod(0o755)
    assert "cannot write" in cause


def test_a_file_that_is_no_database(folder: Path) -> None:
    (folder / "yinuo.sqlite3").write_text("once there was a desk" * 500)
    cause, remedy = wrong(folder)["database"]
    assert "damaged" in cause
    assert "restore the last backup" in remedy


def test_a_damaged_page(folder: Path) -> None:
    """Somewhere in the middle, where no page of the desk may ever look."""
    file = folder / "yinuo.sqlite3"
    with closing(sqlite3.connect(file)) as link:
        root, size = (
            link.execute("SELECT rootpage FROM sqlite_master WHERE name = 'core_event'").fetchone()[0],
            4096,
        )
        link.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with file.open("r+b") as raw:
        raw.seek((root - 1) * size)
        raw.write(b"\x00" * size)
    cause, remedy = wrong(folder)["database"]
    assert "damaged" in cause
    assert "restore the last backup" in remedy


def test_an_older_database(folder: Path) -> None:
    """Before `yinuo migrate` was run."""
    with closing(sqlite3.connect(folder / "yinuo.sqlite3")) as link, link:
        link.execute("DELETE FROM django_migrations WHERE app = 'orders'")
    assert wrong(folder)["database"] == ("the database is older than the program", "run `yinuo migrate`")


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Another program holds the write lock of the database."""
    with closing(sqlite3.connect(folder / "yinuo.sqlite3", isolation_level=None)) as link:
        link.execute("BEGIN IMMEDIATE")
        yield
        link.execute("ROLLBACK")


def test_a_lock_held_by_another(folder: Path) -> None:
    with locked(folder):
        cause, remedy = wrong(folder)["database"]
    assert "another program holds the database's lock" in cause
    assert str(folder / "yinuo.sqlite3") in remedy


def test_other_words_say_that_it_is_locked(folder: Path) -> None:
    """One line, in time, and nothing done."""
    with locked(folder):
        done = say(folder, "clock", "+30m", YINUO_BUSY_SECONDS="0.2")
    assert done.returncode == 1
    assert done.stderr.startswith("Error: ")
    assert "database is locked" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_little_room(folder: Path) -> None:
    """The disk is nearly full, by a measure that can be said."""
    free = shutil.disk_usage(folder).free // 1_000_000
    cause, remedy = wrong(folder, "--least-free-mb", free * 2)["folder"]
    assert "nearly full" in cause
    assert remedy == "free space on that disk"
    assert "folder" not in wrong(folder, "--least-free-mb", 1)


def test_a_database_that_does_not_answer(folder: Path) -> None:
    cause, remedy = wrong(folder, DATABASE_URL="postgresql://nobody@127.0.0.1:1/none")["database"]
    assert "does not answer" in cause
    assert "DATABASE_URL" in remedy


def test_no_worker(folder: Path) -> None:
    """None was ever seen: the demo was only prepared."""
    cause, remedy = wrong(folder)["worker"]
    assert cause == "no worker runs: none has been seen yet"
    assert "yinuo worker" in remedy


@pytest.mark.django_db
class TestInside:
    """What the doctor sees in the rows."""

    @pytest.fixture(autouse=True)
    def _at_work(self, company: object) -> None:
        """A worker was here a moment ago."""
        housekeeping.show_life(clock.now())

    def found(self) -> dict[str, str]:
        return {row.name: row.cause for row in doctor.examine(0) if not row.well}

    def test_a_worker_that_fell_silent(self) -> None:
        Pulse.objects.update(at=clock.real_now() - timedelta(minutes=5))
        assert "none has been seen for 0:05:0" in self.found()["worker"]

    def test_a_worker_that_is_behind(self, agent: Person) -> None:
        """R062: a promise came due two minutes ago and nobody has raised it."""
        ticket = make_tickets.ticket(owner=agent, playbook_version=make_promises.playbook())
        at = clock.now() - timedelta(minutes=2)
        make_promises.promise(ticket, at - timedelta(minutes=3), at)
        assert self.found()["worker"] == "promises wait for 0:02:00"

    def test_a_clock_that_was_moved_back(self, agent: Person) -> None:
        """Even when something has happened since."""
        for hours in (3, 0):
            with clock.fixed(clock.now() + timedelta(hours=hours)), db.transaction():
                events.record("staff.signed_in", subject=agent, by=agent)
        assert self.found()["time"].startswith("the clock was moved back: it says ")

    def test_nobody_administers(self) -> None:
        assert self.found()["company"] in ("nobody administers the desk", "no manual is published")
        make.person("ADMINISTRATOR", staff_number="9000")
        assert self.found()["company"] == "no manual is published"

    @pytest.mark.parametrize(("day", "is_missing"), [("2026-11-30", False), ("2026-12-01", True)])
    def test_the_holidays_of_next_year(self, day: str, is_missing: bool) -> None:
        """A month before the year begins."""
        with clock.fixed(clock.datetime.fromisoformat(f"{day}T10:00:00+08:00")):
            assert ("time" in self.found()) == is_missing


@pytest.mark.django_db
def test_no_company() -> None:
    """A database without a desk."""
    assert [row.cause for row in doctor.examine(0) if not row.well] == ["no company is set up"]


@pytest.mark.skipif(not shutil.which("prlimit"), reason="needs prlimit")
def test_a_file_that_cannot_grow(folder: Path) -> None:
    """Generating breaks off with one line; what was there is whole."""
    most = (folder / "yinuo.sqlite3").stat().st_size // 8
    line = ["prlimit", f"--fsize={most}", *command("--data", folder, "demo", "--prepare", "--tickets", 30)]
    done = subprocess.run(line, env=environment(), capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "disk I/O error" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert run_python(folder, "from tests import invariants; print(invariants.faults())") == "[]\n"


def test_a_full_disk(folder: Path, small_disk: Path) -> None:
    """The doctor says so, other words too, and what was there is whole."""
    desk = small_disk / "desk"
    shutil.copytree(folder, desk)
    done = say(desk, "demo", "--prepare", "--tickets", 300)
    assert done.returncode == 1
    assert "database or disk is full" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert "No space left on device" in wrong(desk)["folder"][0]
    assert run_python(desk, "from tests import invariants; print(invariants.faults())") == "[]\n"
