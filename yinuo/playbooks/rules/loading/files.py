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
    return {path.name: decoded(path.read_bytes()[: BYTES_MOST + 1]) for path in paths[:FILES_MOST]}


def decoded(raw: bytes) -> str | bytes:
    """The text of a file; bytes that are no UTF-8 as they are."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw
