"""Reading a PDF file that this desk wrote: its words, as a reader who copies them would get them."""

import re
import zlib
from pathlib import Path

OBJECT = re.compile(rb"\n(\d+) 0 obj\n(.*?)\nendobj", re.S)
STREAM = re.compile(rb"stream\n(.*)\nendstream", re.S)
SHOWN = re.compile(rb"\(((?:\\.|[^\\()])*)\) ?Tj", re.S)
NAMED = re.compile(rb"<([0-9A-Fa-f]{4})> <([0-9A-Fa-f]+)>\n")
ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def pages(path: Path) -> list[str]:
    """The words of each page, one line for each piece of text."""
    streams = [_plain(body) for _, body in OBJECT.findall(path.read_bytes())]
    letters: dict[int, str] = {}
    for stream in streams:
        if b"beginbfchar" in stream or b"beginbfrange" in stream:
            for code, name in NAMED.findall(stream):
                letters[int(code, 16)] = bytes.fromhex(name.decode()).decode("utf-16-be")
    shown = [stream for stream in streams if b" Tj" in stream or b")Tj" in stream]
    return ["\n".join(_words(piece, letters) for piece in SHOWN.findall(stream)) for stream in shown]


def _plain(body: bytes) -> bytes:
    found = STREAM.search(body)
    if found is None:
        return b""
    return zlib.decompress(found[1]) if b"FlateDecode" in body[: found.start()] else found[1]


def _words(piece: bytes, letters: dict[int, str]) -> str:
    codes = re.sub(rb"\\(.)", lambda one: ESCAPED.get(one[1], one[1]), piece, flags=re.S)
    pairs = zip(codes[::2], codes[1::2], strict=True)
    return "".join(letters.get(high << 8 | low, "?") for high, low in pairs)
