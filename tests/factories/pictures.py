"""Pictures as phones, drawing pages and hostile people send them."""

import io
import struct
import zlib
from typing import Any

from PIL import Image


def picture(
    width: int = 60,
    height: int = 40,
    *,
    kind: str = "JPEG",
    mode: str = "RGB",
    colour: Any = "red",
    **more: Any,
) -> io.BytesIO:
    """A picture of one colour."""
    out = io.BytesIO()
    Image.new(mode, (width, height), colour).save(out, kind, **more)
    out.seek(0)
    return out


def with_place(width: int = 60, height: int = 40) -> io.BytesIO:
    """A photo with the camera's place and device, lying on its side, and a comment."""
    exif = Image.Exif()
    exif[0x010F] = "SecretPhoneMaker"
    exif[0x0112] = 6  # turned by 90 degrees
    exif.get_ifd(0x8825).update({1: "N", 2: (33.0, 57.0, 12.0), 3: "E", 4: (118.0, 16.0, 30.0)})
    return picture(width, height, exif=exif, comment=b"SecretComment")


def moving() -> io.BytesIO:
    """A GIF of three frames, the first of them green."""
    out = io.BytesIO()
    frames = [Image.new("RGB", (30, 30), colour) for colour in ("green", "red", "blue")]
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:], duration=50, loop=0)
    out.seek(0)
    return out


def bomb(width: int = 60_000, height: int = 60_000) -> io.BytesIO:
    """A PNG of a few kilobytes that says it has that many pixels."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 100_000)), (b"IEND", b""))
    return io.BytesIO(b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*chunk) for chunk in chunks))


def pdf(more: bytes = b"", packed: bytes = b"") -> bytes:
    """A PDF of one empty page with something more in its catalogue, and objects in a compressed stream."""
    out = io.BytesIO(b"%PDF-1.5\n1 0 obj << /Type /Catalog /Pages 2 0 R " + more + b" >> endobj\n")
    out.seek(0, io.SEEK_END)
    out.write(b"2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj\n")
    out.write(b"3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >> endobj\n")
    if packed:
        content = zlib.compress(packed)
        out.write(b"4 0 obj << /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d >>" % len(content))
        out.write(b" stream\n" + content + b"\nendstream endobj\n")
    out.write(b"trailer << /Root 1 0 R /Size 5 >>\nstartxref\n0\n%%EOF\n")
    return out.getvalue()


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
