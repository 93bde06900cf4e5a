"""A PostgreSQL of our own for one run."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

START = """
set -e; cd "$(git rev-parse --show-toplevel)"; . .ci/postgres.sh; postgres_start >&2
echo "$POSTGRES_URL"; read -r _ || true; postgres_stop
"""


@contextmanager
def maybe(database: str) -> Iterator[str]:
    """The address of a fresh server for `postgresql`; empty, which means SQLite, for anything else."""
    if database != "postgresql":
        yield ""
        return
    shell = subprocess.Popen(
        ["bash", "-c", START],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        stderr=subprocess.DEVNULL,
    )
    assert shell.stdout
    assert shell.stdin
    try:
        yield shell.stdout.readline().strip()
    finally:
        shell.stdin.close()
        shell.wait(30)
