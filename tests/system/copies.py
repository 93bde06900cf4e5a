"""Databases and commands for tests of backup and restore."""

import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

from tests.processes import run_python

ADDRESS = os.environ.get("DATABASE_URL", "")
on_postgres = pytest.mark.skipif(
    not ADDRESS.startswith("postgres"), reason="needs PostgreSQL in DATABASE_URL"
)
ROWS = """
import json
from yinuo.core.db import snapshot
with snapshot.snapshot() as moment:
    for model in snapshot.tables():
        for row in moment.rows(model):
            print(json.dumps([model._meta.db_table, *row]))
"""


def rows(folder: Path, **more: str) -> dict[str, list[str]]:
    """Every row of every table, as JSON lines; what only the restore itself adds is left out."""
    found: dict[str, list[str]] = {}
    for line in run_python(folder, ROWS, **more).splitlines():
        if '"desk.backed_up"' not in line and '"desk.restored"' not in line:
            values = json.loads(line)
            found.setdefault(values[0], []).append(json.dumps(values, sort_keys=True))
    return found


def ok(done: "subprocess.CompletedProcess[str]") -> str:
    """What a command said that went well."""
    assert done.returncode == 0, done.stderr
    return done.stdout


@contextmanager
def empty_database() -> Iterator[str]:
    """The address of a PostgreSQL database that is there for a while."""
    name = f"yinuo_{token_hex(4)}"
    with psycopg.connect(ADDRESS, autocommit=True) as link:
        link.execute(f"CREATE DATABASE {name}".encode())
    yield urlunsplit(urlsplit(ADDRESS)._replace(path=f"/{name}"))
    with psycopg.connect(ADDRESS, autocommit=True) as link:
        link.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


@pytest.fixture
def database() -> Iterator[str]:
    """An empty PostgreSQL database for one test."""
    with empty_database() as address:
        yield address
