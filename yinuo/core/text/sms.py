"""How long a text is as an SMS, counted as the networks count it (R070)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Encoding = Literal["GSM-7", "UCS-2"]

_GSM_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_GSM_EXTENDED = frozenset("\f^{}\\[~]|€")
_GSM = _GSM_BASIC | _GSM_EXTENDED
_LIMITS: dict[Encoding, tuple[int, int]] = {"GSM-7": (160, 153), "UCS-2": (70, 67)}


@dataclass(frozen=True, slots=True)
class SmsMeasure:
    """`units` are septets (GSM-7) or 16-bit units (UCS-2); `limit_one` is how many fit into one message.

    `left` is how many units more fit without another part. An empty text has no part.
    """

    units: int
    parts: int
    encoding: Encoding
    limit_one: int
    left: int


def measure(text: str) -> SmsMeasure:
    """Units, parts and encoding of `text`: 70 UCS-2 units or 160 septets alone, 67 or 153 a part (R070)."""
    encoding = encoding_of(text)
    limit_one, limit_part = _LIMITS[encoding]
    units = _size(text, encoding)
    filled = [_size(part, encoding) for part in _parts(text, encoding)]
    room = limit_one if len(filled) < 2 else limit_part
    return SmsMeasure(units, len(filled), encoding, limit_one, room - (filled[-1] if filled else 0))


def units(text: str) -> int:
    """How many 16-bit units a text takes inside a Chinese message, where nothing is counted in septets."""
    return _size(text, "UCS-2")


def split(text: str) -> list[str]:
    """The parts in which `text` is sent; no character is ever cut in two."""
    return list(_parts(text, encoding_of(text)))


def encoding_of(text: str) -> Encoding:
    """GSM-7 when every character is in its alphabet, else UCS-2."""
    return "GSM-7" if _GSM.issuperset(text) else "UCS-2"


def _size(text: str, encoding: Encoding) -> int:
    """The units of a whole text."""
    if encoding == "GSM-7":
        return len(text) + sum(map(text.count, _GSM_EXTENDED))
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _units(character: str, encoding: Encoding) -> int:
    wide = character in _GSM_EXTENDED if encoding == "GSM-7" else ord(character) > 0xFFFF
    return 2 if wide else 1


def _parts(text: str, encoding: Encoding) -> Iterator[str]:
    limit_one, limit_part = _LIMITS[encoding]
    if _size(text, encoding) <= limit_one:
        if text:
            yield text
        return
    begin = units = 0
    for position, character in enumerate(text):
        size = _units(character, encoding)
        if units + size > limit_part:
            yield text[begin:position]
            begin, units = position, 0
        units += size
    yield text[begin:]
