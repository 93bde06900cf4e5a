"""Backup and restore, rehearsed: the desk at work while it is copied, the copy compared row by row."""

import json
import signal
import sqlite3
import subprocess
import sys
import tarfile
from pathlib import Path
from typing import Self

from tests.processes import Server, Visitor, command, environment, run_python, say, wait_for
from tests.system.copies import ok, on_postgres, rows
from yinuo.core.backup import archive

FAULTS = "from tests import invariants; print(invariants.faults())"
WORK = """
import os
from tests.factories import orders as make
from yinuo.orders import actions
from yinuo.staff.models import Person
agent = Person.objects.get(staff_number="8011")
for _ in range({count}):
    if os.path.exists("{stop}"): break
    order = actions.dispatch(order=make.confirmed(agent), by=agent)
    print(order.pk, flush=True)
"""
SEARCH = """
from yinuo.orders.models import Order
from yinuo.staff.models import Person
from yinuo.tickets import queries
goods = Order.objects.filter(confirmed_at__isnull=False).values_list("goods_name", flat=True)[0]
print(len(queries.search(Person.objects.get(staff_number="9001"), goods).rows))
"""
PHOTO = """
from django.conf import settings
from tests.factories import pictures
from yinuo.core import uploads
from yinuo.tickets import actions
from yinuo.tickets.models import Ticket
row = actions.attach(Ticket.objects.order_by("-pk")[0], purpose="delivery", file=pictures.picture(), by=None)
print(uploads.path_of(row.sha256).relative_to(settings.DATA_DIR))
"""
MISSING = "from yinuo.cli import doctor; print(list(doctor.photos(0)))"
CONFIRMED = """
from yinuo.orders.models import Order
for pk in Order.objects.filter(confirmed_at__isnull=False).values_list("pk", flat=True): print(pk)
"""


class Worker:
    """Somebody who confirms and dispatches orders in a process of their own, through the actions."""

    def __init__(self, folder: Path, **more: str) -> None:
        known = environment(YINUO_DATA=str(folder), DJANGO_SETTINGS_MODULE="yinuo.settings", **more)
        self.stop = folder.parent / f"{folder.name}-stop"
        self.out = folder.parent / f"{folder.name}-work.out"
        code = f"import django; django.setup()\n{WORK.format(count=10_000, stop=self.stop)}"
        with self.out.open("w") as out:
            self.process = subprocess.Popen([sys.executable, "-c", code], env=known, stdout=out)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.process.kill()
        self.process.wait()

    def done(self) -> set[int]:
        """The orders that were committed until now."""
        return {int(line) for line in self.out.read_text().splitlines()}


def copy_at_work(folder: Path, file: Path, **more: str) -> tuple[set[int], set[int]]:
    """Back up while somebody confirms orders; which were committed before it began, and in all."""
    with Worker(folder, **more) as worker:
        wait_for(lambda: len(worker.done()) >= 3)
        before = worker.done()
        ok(say(folder, "backup", file, "--verify", **more))
        so_far = len(worker.done())
        wait_for(lambda: len(worker.done()) > so_far)
        worker.stop.touch()
        assert worker.process.wait(120) == 0
        return before, worker.done()


def test_a_desk_at_work_is_copied_whole(folder: Path, tmp_path: Path) -> None:
    """What was committed before is there, nothing is there by half, and the copy answers and works."""
    (folder / "uploads").mkdir()
    (folder / "uploads" / "paper.txt").write_text("运单")
    file, copy = tmp_path / "desk.tar", tmp_path / "copy"
    before, after = copy_at_work(folder, file)
    said = ok(say(copy, "restore", file))
    assert "every table has the rows it had" in said
    assert run_python(copy, FAULTS) == "[]\n"
    copied = {int(line) for line in run_python(copy, CONFIRMED).splitlines()}
    assert before <= copied
    assert copied & after < after
    mine, theirs = rows(folder)["core_event"], rows(copy)["core_event"]
    assert mine[: len(theirs)] == theirs
    assert (copy / "secret.key").read_text() == (folder / "secret.key").read_text()
    assert (copy / "uploads" / "paper.txt").read_text() == "运单"
    with Server(copy, "demo", "--port", 0) as server:
        visitor = Visitor(server.port).sign_in()
        status, page = visitor.get("/orders/")
        assert status == 200
        assert "汽车配件" in page
    assert run_python(copy, WORK.format(count=1, stop="")).strip()
    assert run_python(copy, FAULTS) == "[]\n"


def test_a_quiet_desk_is_the_same_row_by_row(folder: Path, tmp_path: Path) -> None:
    file, copy = tmp_path / "desk.tar", tmp_path / "copy"
    ok(say(folder, "backup", file))
    ok(say(copy, "restore", file))
    assert rows(copy) == rows(folder)
    assert run_python(copy, SEARCH) == run_python(folder, SEARCH) != "0\n"


def test_photos_of_tickets_go_along(folder: Path, tmp_path: Path) -> None:
    """The files under their hashes, and the rows that name them; the copy's doctor misses none."""
    file, copy = tmp_path / "desk.tar", tmp_path / "copy"
    lies = run_python(folder, PHOTO).strip()
    ok(say(folder, "backup", file, "--verify"))
    ok(say(copy, "restore", file))
    assert (copy / lies).read_bytes() == (folder / lies).read_bytes()
    assert run_python(copy, MISSING) == "[]\n"
    (copy / lies).unlink()
    assert "1 of the newest photos are missing" in run_python(copy, MISSING)


def test_a_damaged_or_cut_file_is_refused_before_anything_is_made(folder: Path, tmp_path: Path) -> None:
    file, copy = tmp_path / "desk.tar", tmp_path / "copy"
    ok(say(folder, "backup", file, "--without-key"))
    with tarfile.open(file) as tar:
        assert "secret.key" not in tar.getnames()
        entry = next(one for one in tar.getmembers() if one.name.startswith("tables/tickets_ticket/"))
    raw = bytearray(file.read_bytes())
    (tmp_path / "cut.tar").write_bytes(raw[: entry.offset_data + 100])
    raw[entry.offset_data + 40] ^= 1
    (tmp_path / "changed.tar").write_bytes(raw)
    for name, why in (("cut.tar", "cannot be read"), ("changed.tar", "not what was written")):
        done = say(copy, "restore", tmp_path / name)
        assert done.returncode == 1
        assert why in done.stderr
        assert not (copy / "yinuo.sqlite3").exists()
    (tmp_path / "other.tar").write_text("no tar")
    assert "no backup of a desk" in say(copy, "restore", tmp_path / "other.tar").stderr


def test_a_backup_of_a_newer_version_is_refused(folder: Path, tmp_path: Path) -> None:
    run_python(
        folder,
        "from django.db.migrations.recorder import MigrationRecorder as R; from django.db import connection\n"
        "R(connection).record_applied('orders', '9999_from_the_future')",
    )
    file, copy = tmp_path / "desk.tar", tmp_path / "copy"
    ok(say(folder, "backup", file))
    done = say(copy, "restore", file)
    assert done.returncode == 1
    assert "newer version" in done.stderr


def test_a_backup_of_an_older_version_is_brought_to_this_one(folder: Path, tmp_path: Path) -> None:
    """As a desk kept it before phones were proved by codes and announcements knew their form."""
    file, older, copy = tmp_path / "desk.tar", tmp_path / "older.tar", tmp_path / "copy"
    ok(say(folder, "backup", file))
    _make_older(file, older)
    ok(say(copy, "restore", older))
    assert rows(copy) == rows(folder)
    assert run_python(copy, FAULTS) == "[]\n"


def _without(row: list[object], place: int) -> list[object]:
    """A row as it was before it had the column at this place."""
    return [*row[:place], *row[place + 1 :]]


def _make_older(file: Path, older: Path) -> None:
    """The same backup without what the last migrations of three modules brought."""
    known, writer = archive.read(file), archive.Writer(older)
    with tarfile.open(file) as tar:
        about = json.load(tar.extractfile(archive.ABOUT))  # type: ignore[arg-type]
    later = (
        ["messaging", "0007_codes"],
        ["orders", "0011_receipts_handed_in"],
        ["knowledge", "0002_form_key"],
    )
    gone = {"knowledge_announcement": "form_key", "orders_order": "receipt_hand_in_id"}
    about["migrations"] = [one for one in about["migrations"] if one not in later]
    del about["tables"]["messaging_code"]
    places = {table: about["tables"][table].index(column) for table, column in gone.items()}
    for table, place in places.items():
        del about["tables"][table][place]
    writer.add(archive.ABOUT, json.dumps(about).encode())
    for table in about["tables"]:
        found = (row for chunk in archive.chunks(file, known, table) for row in chunk)
        if table in places:
            found = (_without(row, places[table]) for row in found)
        for _ in writer.add_rows(table, found):
            pass
    writer.add(archive.KEY, archive.key(file).encode())
    writer.finish()


def test_a_restore_that_was_killed_says_so_and_is_begun_anew(folder: Path, tmp_path: Path) -> None:
    file, copy = tmp_path / "desk.tar", tmp_path / "copy"
    ok(say(folder, "backup", file))
    process = subprocess.Popen(
        command("--data", copy, "restore", file), env=environment(), stderr=subprocess.PIPE
    )
    assert process.stderr is not None
    for line in process.stderr:  # the rows go in, table by table
        if line.startswith(b"tickets_ticket"):
            break
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stderr.close()
    with sqlite3.connect(copy / "yinuo.sqlite3") as link:
        assert link.execute("SELECT count(*) FROM yinuo_unfinished").fetchone() == (0,)
    link.close()
    for words in (("serve", "--port", 0), ("worker",), ("migrate",), ("backup", tmp_path / "half.tar")):
        done = say(copy, *words)
        assert done.returncode != 0
        assert "a restore did not come to its end here" in done.stderr
    assert "a restore did not come to its end here" in say(copy, "doctor").stdout
    ok(say(copy, "restore", file))
    assert rows(copy) == rows(folder)


@on_postgres
def test_a_desk_moves_to_postgresql_works_there_and_moves_back(
    folder: Path, database: str, tmp_path: Path
) -> None:
    file, moved, back = tmp_path / "desk.tar", tmp_path / "moved", tmp_path / "back"
    ok(say(folder, "backup", file))
    ok(say(moved, "restore", file, DATABASE_URL=database))
    assert run_python(moved, FAULTS, DATABASE_URL=database) == "[]\n"
    before, after = copy_at_work(moved, tmp_path / "second.tar", DATABASE_URL=database)
    ok(say(back, "restore", tmp_path / "second.tar"))
    assert run_python(back, FAULTS) == "[]\n"
    copied = {int(line) for line in run_python(back, CONFIRMED).splitlines()}
    assert before <= copied
    assert copied & after < after
    assert set(rows(back)["core_event"]) <= set(rows(moved, DATABASE_URL=database)["core_event"])
    run_python(back, WORK.format(count=1, stop=""))
    assert run_python(back, FAULTS) == "[]\n"


@on_postgres
def test_a_killed_restore_to_postgresql_is_begun_anew(folder: Path, database: str, tmp_path: Path) -> None:
    file, copy = tmp_path / "desk.tar", tmp_path / "copy"
    ok(say(folder, "backup", file))
    line = command("--data", copy, "restore", file)
    process = subprocess.Popen(line, env=environment(DATABASE_URL=database), stderr=subprocess.PIPE)
    assert process.stderr is not None
    for said in process.stderr:
        if said.startswith(b"tickets_ticket"):
            break
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stderr.close()
    assert "did not come to its end" in say(copy, "doctor", DATABASE_URL=database).stdout
    ok(say(copy, "restore", file, DATABASE_URL=database))
    assert run_python(copy, FAULTS, DATABASE_URL=database) == "[]\n"
