"""Pictures that people hand in: told by their content, made anew, kept under their hash.

Nothing of what was sent is kept as it came: a picture is decoded and written again as a plain JPEG, so that
no place of the camera, no second frame and no page in disguise comes through. Files lie in
`MEDIA_ROOT/attachments/aa/<sha256>`, a part of the desk's folder that backups take along.
"""

import hashlib
import io
import os
import secrets
import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, NamedTuple, Protocol

from django.conf import settings
from PIL import Image, ImageDraw, ImageOps
from PIL.GifImagePlugin import GifImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.WebPImagePlugin import WebPImageFile

from yinuo.core.errors import Invalid, fault

MOST_BYTES: Final = 10 * 1024 * 1024
MOST_PIXELS: Final = 40_000_000
LONGEST_SIDE: Final = 2000
QUALITY: Final = 85
JPEG: Final = "image/jpeg"
FORMATS: Final = tuple(
    str(known.format) for known in (JpegImageFile, PngImageFile, WebPImageFile, GifImageFile)
)
"""What phones and drawing pages send; of several pictures in one file the first counts."""
Image.MAX_IMAGE_PIXELS = None  # our own bound is asked before a pixel is decoded
_one_at_a_time = threading.Lock()
"""A picture of the most pixels takes some 160 MB while it is open; two at once are never needed."""


class Kept(Protocol):
    """What can be put in its place: the bytes and the hash they lie under."""

    @property
    def content(self) -> bytes:
        """The bytes."""

    @property
    def sha256(self) -> str:
        """Their hash."""


class Upload(Protocol):
    """Anything that was uploaded."""

    def read(self, size: int, /) -> bytes:
        """At most so many bytes."""


@dataclass(frozen=True)
class Picture:
    """A picture made anew: its bytes, their type, width and height in pixels, and the hash it lies under."""

    content: bytes = field(repr=False)
    kind: str
    width: int
    height: int
    sha256: str


def picture(file: Upload) -> Picture:
    """The picture in an uploaded file, upright, flat on white, at most 2000 pixels long, as a JPEG.

    Raises Invalid with a fault of the field `photo`: photo_empty, photo_too_big {most} (10 MB),
    photo_too_many_pixels {most} (40 million), photo_unreadable (no JPEG, PNG, WEBP or GIF whatever its name
    says, or broken off).
    """
    raw = file.read(MOST_BYTES + 1)
    if not raw:
        raise Invalid(fault("photo", "photo_empty"))
    if len(raw) > MOST_BYTES:
        raise Invalid(fault("photo", "photo_too_big", most=MOST_BYTES // 1024 // 1024))
    with _one_at_a_time:
        return _made_anew(raw)


class Box(NamedTuple):
    """A part of a picture, in pixels from its upper left corner."""

    left: int
    top: int
    width: int
    height: int


def covered(content: bytes, boxes: Iterable[Box]) -> Picture:
    """A picture that was made anew before, with these parts black: nothing of what stood there is left."""
    with _one_at_a_time, Image.open(io.BytesIO(content), formats=FORMATS) as opened:
        flat = opened.convert("RGB")
        drawing = ImageDraw.Draw(flat)
        for box in boxes:
            right, bottom = box.left + box.width - 1, box.top + box.height - 1
            drawing.rectangle((box.left, box.top, right, bottom), fill="black")
        flat.info = {}
        return _written(flat)


def keep(made: Kept) -> Path:
    """Put a file in its place, whole or not at all; one that lies there already is the same."""
    path = path_of(made.sha256)
    if path.exists():
        return path
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as opened:
        opened.write(made.content)
        opened.flush()
        os.fsync(opened.fileno())
    part.replace(path)
    return path


def discard(sha256: str) -> None:
    """Delete the file of a hash; one that is gone already is no fault."""
    path_of(sha256).unlink(missing_ok=True)


def path_of(sha256: str) -> Path:
    """Where the file of a hash lies. Raises ValueError for what is no hash."""
    if len(sha256) != 64 or not set(sha256) <= set("0123456789abcdef"):
        raise ValueError("not a hash")
    return Path(settings.MEDIA_ROOT) / "attachments" / sha256[:2] / sha256


def _made_anew(raw: bytes) -> Picture:
    try:
        with Image.open(io.BytesIO(raw), formats=FORMATS) as opened:
            width, height = opened.size
            if width * height > MOST_PIXELS:
                raise Invalid(fault("photo", "photo_too_many_pixels", most=MOST_PIXELS // 1_000_000))
            opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a JPEG is decoded near its final size
            flat = _flat(opened)
    except Invalid:
        raise
    except Exception as error:  # decoders meet hostile bytes with errors of every kind
        raise Invalid(fault("photo", "photo_unreadable")) from error
    return _written(flat)


def _flat(opened: Image.Image) -> Image.Image:
    """Its first frame upright, small enough and without what was written beside it, on white."""
    opened.load()
    image: Image.Image = ImageOps.exif_transpose(opened)
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    if image.mode in ("RGB", "L"):
        flat = image.convert("RGB")
    else:
        clear = image.convert("RGBA")
        flat = Image.new("RGB", clear.size, "white")
        flat.paste(clear, mask=clear.getchannel("A"))
    flat.info = {}
    return flat


def _written(flat: Image.Image) -> Picture:
    out = io.BytesIO()
    flat.save(out, "JPEG", quality=QUALITY, optimize=True)
    content = out.getvalue()
    return Picture(content, JPEG, flat.width, flat.height, hashlib.sha256(content).hexdigest())
