"""Where an export goes: a new folder, or a zip file that appears when it is whole."""

import io
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import IO, Protocol


class Place(Protocol):
    """Takes files by their paths inside it, one after the other."""

    def text(self, name: str, encoding: str) -> AbstractContextManager[IO[str]]:
        """A file of text to write, closed by the end of the block."""

    def add(self, name: str, content: bytes) -> None:
        """A small file."""

    def copy(self, name: str, path: Path) -> None:
        """A file of the disk."""


class Folder:
    """A folder that was not there or empty; named anew when all is written."""

    def __init__(self, root: Path) -> None:
        self._root = root

    @contextmanager
    def text(self, name: str, encoding: str) -> Iterator[IO[str]]:
        """A file of text."""
        with self._file(name).open("w", encoding=encoding, newline="") as opened:
            yield opened

    def add(self, name: str, content: bytes) -> None:
        """A small file."""
        self._file(name).write_bytes(content)

    def copy(self, name: str, path: Path) -> None:
        """A file of the disk."""
        shutil.copyfile(path, self._file(name))

    def _file(self, name: str) -> Path:
        found = self._root / name
        found.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        return found


class Zip:
    """A zip file; streams, so its size does not matter."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive

    @contextmanager
    def text(self, name: str, encoding: str) -> Iterator[IO[str]]:
        """A file of text."""
        with (
            self._archive.open(name, "w", force_zip64=True) as raw,
            io.TextIOWrapper(raw, encoding=encoding, newline="") as opened,
        ):
            yield opened

    def add(self, name: str, content: bytes) -> None:
        """A small file."""
        self._archive.writestr(name, content)

    def copy(self, name: str, path: Path) -> None:
        """A file of the disk."""
        self._archive.write(path, name)


@contextmanager
def place(target: Path) -> Iterator[Place]:
    """A zip file when the name ends so, else a folder; it has its name when the block ended well.

    Raises FileExistsError where something stands already.
    """
    if target.exists() and not (target.is_dir() and not any(target.iterdir())):
        raise FileExistsError(17, "there is something already", str(target))
    part = target.with_name(f".{target.name}.part")
    _drop(part)
    try:
        if target.suffix == ".zip":
            part.touch(mode=0o600)
            with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
                yield Zip(archive)
        else:
            part.mkdir(mode=0o700)
            yield Folder(part)
            if target.is_dir():
                target.rmdir()
        part.replace(target)
    except BaseException:
        _drop(part)
        raise


def _drop(part: Path) -> None:
    if part.is_dir():
        shutil.rmtree(part)
    else:
        part.unlink(missing_ok=True)
