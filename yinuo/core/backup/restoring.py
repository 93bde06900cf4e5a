"""From one file to a desk, in an empty database and folder only."""

import os
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from yinuo.core import db
from yinuo.core.backup import archive, making
from yinuo.core.db import snapshot, whole

LAST: Final = "staff_company"
"""Poured last: without a company nobody takes the database for a desk."""


class Refused(Exception):
    """This backup is not restored here; says why in words. Nothing was changed."""


@dataclass(frozen=True)
class Report:
    """What was restored: the backup's manifest, the rows of each table now, whether the key came along."""

    manifest: archive.Manifest
    counts: Mapping[str, int]


def restore(
    path: Path, *, folder: Path, told: making.Told, settle: Callable[[archive.Manifest], None]
) -> Report:
    """Make a desk of the backup at `path` in an empty database and `folder`.

    Checks every checksum first, builds the tables as they were when it was made, fills them, compares the
    counts, and only then brings them to this version. `settle` has the last word, while nobody takes the
    database for a desk yet: it writes what must hold before anybody works there. Broken off, it leaves a
    database that says so (`db.is_unfinished`) and in which it can be begun anew. Raises Refused,
    archive.Broken, IntegrityError.
    """
    manifest = archive.verify(path)
    _refuse_newer(manifest)
    _refuse_occupied(folder, manifest)
    whole.begin_anew()
    _build(manifest)
    _unpack(path, folder, manifest)
    with whole.filling():
        whole.empty(list(manifest.tables))
        for table in sorted(manifest.tables, key=lambda name: name == LAST):
            for count in whole.fill(_shape(manifest, table), archive.chunks(path, manifest, table)):
                told(table, count)
    counts = {table: whole.count(table) for table in manifest.tables}
    if counts != dict(manifest.counts):
        wrong = [name for name in counts if counts[name] != manifest.counts[name]]
        raise archive.Broken(f"{', '.join(wrong)}: not as many rows as were written")
    call_command("migrate", interactive=False, verbosity=0)
    whole.go_on_after_all()
    settle(manifest)
    db.learn()
    whole.finish()
    return Report(manifest, counts)


def _shape(manifest: archive.Manifest, table: str) -> snapshot.Table:
    return snapshot.Table(table, manifest.tables[table])


def _refuse_newer(manifest: archive.Manifest) -> None:
    known = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    newer = [f"{app} {name}" for app, name in manifest.migrations if (app, name) not in known]
    if newer:
        raise Refused(
            f"the backup is of a newer version of the program (it knows {newer[-1]}); install that first"
        )


def _refuse_occupied(folder: Path, manifest: archive.Manifest) -> None:
    if db.is_there() and (strange := whole.foreign()):
        raise Refused(
            f"the database is not a desk's alone ({strange} is none of ours); restore into an empty database"
        )
    if whole.is_unfinished():
        return
    if db.is_there() and (table := whole.occupied()):
        raise Refused(
            f"there is a desk already ({table} is not empty); restore into an empty folder or database"
        )
    standing = next((name for name in manifest.files if (folder / name).exists()), None)
    if standing is not None:
        raise Refused(f"{folder / standing} is there already; restore into an empty folder")


def _build(manifest: archive.Manifest) -> None:
    """The tables as they were when the backup was made."""
    executor = MigrationExecutor(connection)
    executor.migrate(_leaves(executor, manifest))
    connection.close()


def _leaves(executor: MigrationExecutor, manifest: archive.Manifest) -> list[tuple[str, str]]:
    """Of each app the migration that was its last."""
    applied = set(manifest.migrations)
    graph = executor.loader.graph
    return [
        node
        for node in manifest.migrations
        if not any(
            child.key[0] == node[0] and child.key in applied for child in graph.node_map[node].children
        )
    ]


def _unpack(path: Path, folder: Path, manifest: archive.Manifest) -> None:
    """The desk's files to their places; the key if it is there."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, opened in archive.files(path, manifest):
        target = (folder / name).resolve()
        if not target.is_relative_to(folder.resolve()):
            raise archive.Broken(f"{name} leads out of the desk's folder")
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as made:
            shutil.copyfileobj(opened, made)
    if manifest.has_key:
        kept = folder / archive.KEY
        kept.unlink(missing_ok=True)
        with os.fdopen(os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as made_key:
            made_key.write(archive.key(path))
