"""Where a backup is restored and where not, and a restore that is only tried out."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from tests.processes import environment, run_python, say
from tests.system.copies import ok, on_postgres, rows

GATEWAYS = """
from yinuo.messaging.models import Gateway, MailServer, Robot
{do}
print(Gateway.objects.filter(is_active=True).count(), Robot.objects.filter(is_active=True).count(),
      MailServer.objects.count())
"""
MAKE = """
Gateway.objects.create(name="甲", kind="http", is_active=True)
Robot.objects.create(name="群", kind="wecom", is_active=True)
MailServer.objects.create(host="mail.example.com", sender="desk@example.com")
"""


def test_a_rehearsal_tells_nobody(folder: Path, tmp_path: Path) -> None:
    """A copy that is tried out sends no message to any customer; the one that is needed does."""
    file = tmp_path / "desk.tar"
    assert run_python(folder, GATEWAYS.format(do=MAKE)) == "1 1 1\n"
    ok(say(folder, "backup", file))
    ok(say(tmp_path / "tried", "restore", file, "--rehearsal"))
    ok(say(tmp_path / "real", "restore", file))
    assert run_python(tmp_path / "tried", GATEWAYS.format(do="")) == "0 0 0\n"
    assert run_python(tmp_path / "real", GATEWAYS.format(do="")) == "1 1 1\n"


KILLED_AT_THE_END = """
import os, sys
from yinuo.core.db import whole
from yinuo.cli import main
whole.finish = lambda: os._exit(9)
sys.argv = ["yinuo", "--data", "{copy}", "restore", "{file}", "--rehearsal"]
main()
"""


def test_a_rehearsal_is_silent_before_it_is_a_desk(folder: Path, tmp_path: Path) -> None:
    """Killed in the last instant, it either says that it is not whole, or tells nobody anything."""
    file, copy = tmp_path / "desk.tar", tmp_path / "copy"
    run_python(folder, GATEWAYS.format(do=MAKE))
    ok(say(folder, "backup", file))
    code = KILLED_AT_THE_END.format(copy=copy, file=file)
    done = subprocess.run([sys.executable, "-c", code], env=environment(), check=False, capture_output=True)
    assert done.returncode == 9, done.stderr
    assert "a restore did not come to its end here" in say(copy, "doctor").stdout
    assert run_python(copy, GATEWAYS.format(do="")) == "0 0 0\n"


def test_a_file_that_something_else_is_kept_in_is_refused(folder: Path, tmp_path: Path) -> None:
    file, copy = tmp_path / "desk.tar", tmp_path / "copy"
    ok(say(folder, "backup", file))
    copy.mkdir()
    with sqlite3.connect(copy / "yinuo.sqlite3") as link:
        link.execute("CREATE TABLE orders_invoice (total int)")
        link.execute("INSERT INTO orders_invoice VALUES (12)")
    link.close()
    refused = say(copy, "restore", file)
    assert refused.returncode == 1
    assert "not a desk's alone (the table orders_invoice" in refused.stderr
    with sqlite3.connect(copy / "yinuo.sqlite3") as link:
        assert link.execute("SELECT total FROM orders_invoice").fetchall() == [(12,)]
    link.close()


def test_only_an_empty_folder_takes_a_backup(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "desk.tar"
    ok(say(folder, "backup", file))
    before = rows(folder)
    refused = say(folder, "restore", file)
    assert refused.returncode == 1
    assert "there is a desk already" in refused.stderr
    assert rows(folder) == before
    again = say(folder, "backup", file)
    assert again.returncode == 1
    assert "is there already" in again.stderr


@on_postgres
@pytest.mark.parametrize(
    ("table", "app", "why"),
    [("orders_invoice", "orders", "the table"), ("orders_order", "shop", "the app shop")],
)
def test_a_database_of_another_project_is_left_alone(
    folder: Path, database: str, tmp_path: Path, table: str, app: str, why: str
) -> None:
    """It may call its apps as we do, and its tables."""
    file, copy = tmp_path / "desk.tar", tmp_path / "copy"
    ok(say(folder, "backup", file))
    with psycopg.connect(database, autocommit=True) as link:
        link.execute(f"CREATE TABLE {table} (id bigint)".encode())
        link.execute("CREATE TABLE django_migrations (id bigint, app text, name text, applied timestamptz)")
        link.execute("INSERT INTO django_migrations VALUES (1, %s, '0001_initial', now())", [app])
    refused = say(copy, "restore", file, DATABASE_URL=database)
    assert refused.returncode == 1
    assert f"not a desk's alone ({why}" in refused.stderr
    with psycopg.connect(database) as link:
        found = link.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
        assert found.fetchall() == [("django_migrations",), (table,)]
