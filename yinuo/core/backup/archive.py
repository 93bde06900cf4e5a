"""The file: a plain tar, written from front to back and never held in memory.

First `about.json`: what stands in it. Then the rows, `tables/<table>/<number>.jsonl.gz`, each row a list in
the order of the table's columns; `files/<path>`; `secret.key` if wanted. Last `manifest.json`: every member
with its size and checksum, every table with its count of rows. A file without it was never finished.
"""

import gzip
import hashlib
import io
import json
import os
import tarfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Final

FORMAT: Final = 1
ABOUT, MANIFEST, KEY = "about.json", "manifest.json", "secret.key"
CHUNK_BYTES: Final = 4_000_000
_LEVEL: Final = 4
_AT_ONCE: Final = 1 << 20


class Broken(Exception):
    """The file is not what it was when it was written, or never was whole; says why in words."""


@dataclass(frozen=True)
class Manifest:
    """What stands in a backup: of which moment and version, its tables with their columns and counts."""

    at: str
    program: str
    vendor: str
    migrations: tuple[tuple[str, str], ...]
    tables: Mapping[str, tuple[str, ...]]
    counts: Mapping[str, int]
    members: Mapping[str, tuple[int, str]]

    @property
    def rows(self) -> int:
        """How many rows all tables have together."""
        return sum(self.counts.values())

    @property
    def has_key(self) -> bool:
        """Whether the signing key is in it."""
        return KEY in self.members

    @property
    def files(self) -> list[str]:
        """The desk's files in it, by their paths in the desk's folder."""
        return [name.removeprefix("files/") for name in self.members if name.startswith("files/")]


@dataclass
class Writer:
    """A backup in the making, under another name beside the wanted one until `finish`."""

    path: Path
    members: dict[str, tuple[int, str]] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.part = self.path.with_name(f".{self.path.name}.part")
        self.part.unlink(missing_ok=True)
        self._raw = os.fdopen(os.open(self.part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")
        self._tar = tarfile.TarFile(fileobj=self._raw, mode="w", format=tarfile.PAX_FORMAT)

    def add(self, name: str, content: bytes) -> None:
        """One member from memory."""
        self._take(name, io.BytesIO(content), len(content))

    def add_file(self, name: str, path: Path) -> bool:
        """One file of the disk; one that is gone or shrinks meanwhile is left out and said so."""
        try:
            with path.open("rb") as opened:
                self._take(name, opened, os.fstat(opened.fileno()).st_size)
        except FileNotFoundError:
            return False
        return True

    def add_rows(self, table: str, rows: Iterator[Sequence[Any]]) -> Iterator[int]:
        """The rows of a table, in members of a few megabytes; says after each how many there are so far."""
        count, number, waiting, size = 0, 0, list[bytes](), 0
        for row in rows:
            line = json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode()
            waiting.append(line)
            count, size = count + 1, size + len(line)
            if size >= CHUNK_BYTES:
                self._add_chunk(table, (number := number + 1), waiting)
                waiting, size = [], 0
                yield count
        if waiting:
            self._add_chunk(table, number + 1, waiting)
        self.counts[table] = count
        yield count

    def _add_chunk(self, table: str, number: int, lines: list[bytes]) -> None:
        packed = gzip.compress(b"\n".join(lines), _LEVEL, mtime=0)
        self.add(f"tables/{table}/{number:06}.jsonl.gz", packed)

    def _take(self, name: str, source: IO[bytes], size: int) -> None:
        entry = tarfile.TarInfo(name)
        entry.size, entry.mode = size, 0o600
        reading = _Hashing(source)
        self._tar.addfile(entry, reading)
        self.members[name] = (size, reading.digest())

    def finish(self) -> None:
        """Write the manifest, see that all of it is on the disk, and give the file its name."""
        said = {"members": self.members, "counts": self.counts}
        self.add(MANIFEST, json.dumps(said, ensure_ascii=False, indent=1).encode())
        self._tar.close()
        self._raw.flush()
        os.fsync(self._raw.fileno())
        self._raw.close()
        self.part.replace(self.path)

    def give_up(self) -> None:
        """Leave nothing behind."""
        self._raw.close()
        self.part.unlink(missing_ok=True)


class _Hashing(io.RawIOBase):
    """Reads from a file and knows the checksum of what was read."""

    def __init__(self, source: IO[bytes]) -> None:
        super().__init__()
        self._source, self._hash = source, hashlib.sha256()

    def read(self, size: int | None = -1) -> bytes:
        """The next bytes."""
        found = self._source.read(-1 if size is None else size)
        self._hash.update(found)
        return found

    def digest(self) -> str:
        """Of everything read so far."""
        return self._hash.hexdigest()


def read(path: Path) -> Manifest:
    """What stands in a backup. Raises Broken, OSError."""
    with _opened(path) as tar:
        about, manifest = _json(tar, ABOUT), _json(tar, MANIFEST)
        if about.get("format") != FORMAT:
            raise Broken(f"its format is {about.get('format')}; this program reads {FORMAT}")
        return Manifest(
            at=about["at"],
            program=about["program"],
            vendor=about["vendor"],
            migrations=tuple((app, name) for app, name in about["migrations"]),
            tables={name: tuple(columns) for name, columns in about["tables"].items()},
            counts=manifest["counts"],
            members={name: (size, digest) for name, (size, digest) in manifest["members"].items()},
        )


def verify(path: Path) -> Manifest:
    """Read all of a backup and compare sizes and checksums with its manifest. Raises Broken, OSError."""
    manifest = read(path)
    seen = set()
    with _opened(path) as tar:
        try:
            for entry in tar:
                if entry.name == MANIFEST:
                    continue
                if manifest.members.get(entry.name) != (entry.size, _digest(tar, entry)):
                    raise Broken(f"{entry.name} is not what was written")
                seen.add(entry.name)
        except (tarfile.TarError, EOFError) as error:
            raise Broken(f"it cannot be read to its end ({error})") from error
    if missing := set(manifest.members) - seen:
        raise Broken(f"{min(missing)} is missing")
    return manifest


def chunks(path: Path, manifest: Manifest, table: str) -> Iterator[list[list[Any]]]:
    """The rows of a table, a member at a time."""
    beginning = f"tables/{table}/"
    with _opened(path) as tar:
        for name in (name for name in manifest.members if name.startswith(beginning)):
            lines = gzip.decompress(_bytes(tar, name)).split(b"\n")
            yield [json.loads(line) for line in lines]


def files(path: Path, manifest: Manifest) -> Iterator[tuple[str, IO[bytes]]]:
    """The desk's files, each with its path in the folder and open for reading."""
    with _opened(path) as tar:
        for name in manifest.files:
            opened = tar.extractfile(f"files/{name}")
            if opened is not None:
                yield name, opened


def key(path: Path) -> str:
    """The signing key in a backup."""
    with _opened(path) as tar:
        return _bytes(tar, KEY).decode()


def _opened(path: Path) -> tarfile.TarFile:
    try:
        return tarfile.open(path, "r:")
    except tarfile.TarError as error:
        raise Broken(f"it is no backup of a desk ({error})") from error


def _json(tar: tarfile.TarFile, name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(_bytes(tar, name))
    return found


def _bytes(tar: tarfile.TarFile, name: str) -> bytes:
    try:
        opened = tar.extractfile(name)
    except KeyError:
        raise Broken(f"{name} is missing: it was never finished, or is no backup of a desk") from None
    except tarfile.TarError as error:
        raise Broken(f"it cannot be read ({error})") from error
    if opened is None:
        raise Broken(f"{name} is not a file")
    return opened.read()


def _digest(tar: tarfile.TarFile, entry: tarfile.TarInfo) -> str:
    opened, found = tar.extractfile(entry), hashlib.sha256()
    while opened is not None and (some := opened.read(_AT_ONCE)):
        found.update(some)
    return found.hexdigest()
