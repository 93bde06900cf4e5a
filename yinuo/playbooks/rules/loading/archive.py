"""A playbook as it travels: one zip, or its chapter files."""

import io
import zipfile
import zlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Final

from yinuo.core.errors import Invalid, fault
from yinuo.playbooks.rules.loading.files import BYTES_MOST, FILES_MOST, decoded

ENTRIES_MOST: Final = 500
_SUFFIXES: Final = (".yaml", ".yml")
_STAMP: Final = (2020, 1, 1, 0, 0, 0)
_BROKEN: Final = (
    zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, ValueError, OSError,
)  # fmt: skip
_COVER: Final = "playbook.yaml"


def read_uploads(uploads: Sequence[tuple[str, bytes]]) -> Mapping[str, str | bytes]:
    """The chapters in uploaded files (name, content): one zip, or the YAML files themselves.

    Raises Invalid at the field `upload`: playbook_archive_unreadable, playbook_archive_too_large,
    playbook_no_chapters.
    """
    if len(uploads) == 1 and not uploads[0][0].lower().endswith(_SUFFIXES):
        return read_zip(uploads[0][1])
    return _listed((_base(name), content) for name, content in uploads)


def read_zip(content: bytes) -> Mapping[str, str | bytes]:
    """The chapters in a zip: those beside the cover, in whichever folder it lies. Raises Invalid as above."""
    try:
        with zipfile.ZipFile(io.BytesIO(content), metadata_encoding="gbk") as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            if len(entries) > ENTRIES_MOST:
                raise _invalid("playbook_archive_too_large")
            home = _home(entry.filename for entry in entries)
            chapters = [entry for entry in entries if str(PurePosixPath(entry.filename).parent) == home]
            return _listed((_base(entry.filename), _content(archive, entry)) for entry in chapters)
    except _BROKEN as error:
        raise _invalid("playbook_archive_unreadable") from error


def write_zip(files: Mapping[str, str]) -> bytes:
    """The chapters as a zip; the same chapters are the same bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            archive.writestr(zipfile.ZipInfo(name, _STAMP), files[name].encode(), zipfile.ZIP_DEFLATED)
    return made.getvalue()


def _home(names: Iterable[str]) -> str:
    """The folder of the cover that lies highest; the top where there is none."""
    covers = [path.parent for path in map(PurePosixPath, names) if path.name == _COVER]
    return str(min(covers, key=lambda folder: len(folder.parts), default=PurePosixPath(".")))


def _content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    with archive.open(entry) as opened:
        return opened.read(BYTES_MOST + 1)


def _listed(found: Iterable[tuple[str, bytes]]) -> Mapping[str, str | bytes]:
    chapters: dict[str, str | bytes] = {}
    for name, content in found:
        if name.lower().endswith(_SUFFIXES) and not name.startswith("."):
            chapters[name] = decoded(content[: BYTES_MOST + 1])
        if len(chapters) > FILES_MOST:
            raise _invalid("playbook_archive_too_large")
    if not chapters:
        raise _invalid("playbook_no_chapters")
    return chapters


def _base(name: str) -> str:
    return PurePosixPath(name.replace("\\", "/")).name


def _invalid(code: str) -> Invalid:
    return Invalid(fault("upload", code, most=FILES_MOST))
