"""Papers that people hand in beside pictures: a PDF that does nothing by itself, kept as it came.

A picture is made anew (`uploads`). A PDF cannot be without another library, so what could act when it is
opened is refused: scripts, programs to start, files inside, forms that send, and what is locked, because
nobody can look into it. Names may be written with `#xx`, and stand in compressed object streams as well.
"""

import hashlib
import io
import re
import zlib
from dataclasses import dataclass, field
from typing import Final

from yinuo.core import uploads
from yinuo.core.errors import Invalid, fault

PDF: Final = "application/pdf"
HEAD: Final = b"%PDF-"
MOST_UNPACKED: Final = 32 * 1024 * 1024
"""Bytes of object streams that are looked into; a PDF with more is refused."""
_ACTIVE: Final = re.compile(
    rb"/(JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA|SubmitForm|ImportData|Rendition|Movie|Encrypt)"
    rb"(?![A-Za-z0-9])"
)
_STREAM: Final = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
_PACKED: Final = re.compile(rb"/Type\s*/ObjStm")
_FLATE: Final = re.compile(rb"/Filter\s*(\[\s*)?/FlateDecode")
_CODED: Final = re.compile(rb"#([0-9A-Fa-f]{2})")
_DICTIONARY: Final = 2000
"""How many bytes in front of a stream its dictionary is looked for."""


@dataclass(frozen=True)
class Paper:
    """A PDF that was looked through: its bytes, their type, the hash it lies under."""

    content: bytes = field(repr=False)
    kind: str
    sha256: str
    width: None = None
    height: None = None


def document(file: uploads.Upload) -> uploads.Picture | Paper:
    """The picture or the PDF in an uploaded file, told by its content.

    Raises Invalid with a fault of the field `photo`: what `uploads.picture` raises, but document_unreadable
    for what is neither; pdf_active for a PDF that could do something, pdf_unreadable for one that is broken
    off or cannot be looked into.
    """
    raw = file.read(uploads.MOST_BYTES + 1)
    if not raw.startswith(HEAD) or len(raw) > uploads.MOST_BYTES:
        return _picture(raw)
    if b"%%EOF" not in raw[-1024:]:
        raise Invalid(fault("photo", "pdf_unreadable"))
    if _ACTIVE.search(_plain(raw)):
        raise Invalid(fault("photo", "pdf_active"))
    return Paper(raw, PDF, hashlib.sha256(raw).hexdigest())


def _picture(raw: bytes) -> uploads.Picture:
    try:
        return uploads.picture(io.BytesIO(raw))
    except Invalid as error:
        if error.code != "photo_unreadable":
            raise
        raise Invalid(fault("photo", "document_unreadable")) from error


def _plain(raw: bytes) -> bytes:
    """The PDF's objects without the contents of its streams; packed objects unpacked, names decoded."""
    parts, at, left = [], 0, MOST_UNPACKED
    for found in _STREAM.finditer(raw):
        parts.append(raw[at : found.start()])
        at = found.end()
        about = _decoded(raw[max(found.start() - _DICTIONARY, 0) : found.start()].rpartition(b" obj")[2])
        if _PACKED.search(about):
            objects = _unpacked(about, found.group(1), left)
            left -= len(objects)
            parts.append(objects)
    return _decoded(b"\n".join([*parts, raw[at:]]))


def _unpacked(about: bytes, packed: bytes, most: int) -> bytes:
    if b"/Filter" not in about:
        return packed
    if not _FLATE.search(about) or b"/DecodeParms" in about:
        raise Invalid(fault("photo", "pdf_unreadable"))
    try:
        opener = zlib.decompressobj()
        objects = opener.decompress(packed, max(most, 1))
    except zlib.error as error:
        raise Invalid(fault("photo", "pdf_unreadable")) from error
    if opener.unconsumed_tail:
        raise Invalid(fault("photo", "pdf_unreadable"))
    return objects


def _decoded(text: bytes) -> bytes:
    return _CODED.sub(lambda found: bytes([int(found.group(1), 16)]), text)
