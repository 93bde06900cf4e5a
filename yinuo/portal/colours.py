"""The company's colour, made readable: dark enough under white, light enough on a dark page (WCAG 1.4.3)."""

from dataclasses import dataclass
from typing import Final

Rgb = tuple[int, int, int]
ENOUGH: Final = 4.5
WHITE: Final[Rgb] = (255, 255, 255)
BLACK: Final[Rgb] = (0, 0, 0)
PAPER: Final[Rgb] = (244, 246, 249)
NIGHT: Final[Rgb] = (31, 37, 48)
"""The darkest surface of the light pages that text stands on, and the lightest of the dark ones."""


@dataclass(frozen=True)
class Palette:
    """One theme: the fill under white words, the same under the pointer, words in colour, a soft ground."""

    brand: str
    hover: str
    text: str
    soft: str
    line: str


def light(colour: str) -> Palette:
    """For light pages; `colour` is six hexadecimal digits."""
    own = _rgb(colour)
    soft = _mixed(WHITE, own, 0.1)
    brand = _until(own, BLACK, WHITE)
    text = _until(_until(own, BLACK, PAPER), BLACK, soft)
    return Palette(
        _hex(brand), _hex(_mixed(brand, BLACK, 0.15)), _hex(text), _hex(soft), _hex(_mixed(WHITE, own, 0.35))
    )


def dark(colour: str) -> Palette:
    """For dark pages."""
    own = _rgb(colour)
    soft = _mixed((22, 26, 33), own, 0.22)
    brand = _until(own, BLACK, WHITE)
    text = _until(_until(own, WHITE, NIGHT), WHITE, soft)
    return Palette(
        _hex(brand), _hex(_mixed(brand, BLACK, 0.12)), _hex(text), _hex(soft), _hex(_mixed(soft, WHITE, 0.2))
    )


def contrast(one: Rgb, other: Rgb) -> float:
    """How far apart two colours are: 1 to 21, as WCAG counts."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _until(colour: Rgb, towards: Rgb, ground: Rgb) -> Rgb:
    """The colour moved `towards` black or white just as far as words on `ground` can be read."""
    for step in range(51):
        moved = _mixed(colour, towards, step / 50)
        if contrast(moved, ground) >= ENOUGH:
            return moved
    return towards


def _luminance(colour: Rgb) -> float:
    red, green, blue = (_linear(part / 255) for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def _mixed(one: Rgb, other: Rgb, share: float) -> Rgb:
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def _rgb(colour: str) -> Rgb:
    red, green, blue = bytes.fromhex(colour)
    return red, green, blue


def _hex(colour: Rgb) -> str:
    return f"#{bytes(colour).hex()}"
