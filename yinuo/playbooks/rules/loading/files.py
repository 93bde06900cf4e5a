"""Reading the chapters of a folder."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

BYTES_MOST: Final = 256 * 1024
FILES_MOST: Final = 60


def read_folder(folder: Path) -> Mapping[str, str | bytes]:
    """Name → text of every YAML file directly in `folder`; bytes that are no UTF-8 are handed on as they are.

    Raises OSError when the folder cannot be read.
    """
    paths = sorted(path for path in folder.iterdir() if path.suffix in (".yaml", ".yml") and path.is_file())
    return {path.name: _content(path) for path in paths[:FILES_MOST]}


def _content(path: Path) -> str | bytes:
    raw = path.read_bytes()[: BYTES_MOST + 1]
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw
