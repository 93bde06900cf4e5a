"""From a running desk to one file."""

import json
from collections.abc import Callable, Iterator
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Final

from django.db import connection

from yinuo.core.backup import archive
from yinuo.core.db import snapshot

Told = Callable[[str, int], None]
LEFT_OUT: Final = frozenset({"static", "backups", archive.KEY})
"""What stands in the desk's folder and can be made again, is a backup itself, or goes apart."""
_DATABASE: Final = (".sqlite3", ".sqlite3-wal", ".sqlite3-shm", ".sqlite3-journal")
_OWN_ENDINGS: Final = (".tar", ".part", ".zip", ".log", ".out")


def make(path: Path, *, folder: Path, at: datetime, secret_key: str | None, told: Told) -> archive.Manifest:
    """Write the desk as it stands now to `path`, with the files of its `folder` and the key if given.

    Nobody who works at the desk waits for it. `told` hears the name of what is being copied and how many
    rows of it are done. The file appears under its name when it is whole. Raises OSError.
    """
    writer = archive.Writer(path)
    try:
        with snapshot.snapshot() as moment:
            writer.add(archive.ABOUT, _about(moment, at))
            for model in snapshot.tables():
                table = snapshot.shape(model).name
                for count in writer.add_rows(table, iter(moment.rows(model))):
                    told(table, count)
        for number, (name, found) in enumerate(files(folder, beside=path), start=1):
            writer.add_file(f"files/{name}", found)
            told("files", number)
        if secret_key is not None:
            writer.add(archive.KEY, secret_key.encode())
        writer.finish()
    except BaseException:
        writer.give_up()
        raise
    return archive.read(path)


def _about(moment: snapshot.Snapshot, at: datetime) -> bytes:
    shapes = [snapshot.shape(model) for model in snapshot.tables()]
    said = {
        "format": archive.FORMAT,
        "at": at.isoformat(),
        "program": version("yinuo"),
        "vendor": connection.vendor,
        "migrations": moment.migrations(),
        "tables": {table.name: table.columns for table in shapes},
    }
    return json.dumps(said, ensure_ascii=False, indent=1).encode()


def files(folder: Path, *, beside: Path | None = None) -> Iterator[tuple[str, Path]]:
    """The files of a desk's folder that belong to it, by their paths in it; `beside` is the backup's own."""
    kept = [path for path in sorted(folder.iterdir()) if path.name not in LEFT_OUT] if folder.is_dir() else []
    for top in kept:
        if top.is_dir():
            for path in sorted(top.rglob("*")):
                if path.is_file() and not path.is_symlink() and _is_ours(path, beside):
                    yield path.relative_to(folder).as_posix(), path
        elif not top.name.endswith((*_DATABASE, *_OWN_ENDINGS)) and _is_ours(top, beside):
            yield top.name, top


def _is_ours(path: Path, beside: Path | None) -> bool:
    if path.name.startswith("."):
        return False
    return beside is None or path.resolve() != beside.resolve()
