"""What several tags need: attributes, classes, the address of the sprite."""

import re
import warnings
from functools import cache, lru_cache
from pathlib import Path

from django.forms.utils import flatatt
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

NOTHING: SafeString = mark_safe("")


def attributes(**values: object) -> SafeString:
    """HTML attributes with a space before each; None, False and "" are left out, True stands alone.

    Underscores become hyphens (`aria_label`), a final one is dropped (`for_`).
    """
    named = {name.rstrip("_").replace("_", "-"): value for name, value in values.items()}
    return flatatt({name: value for name, value in named.items() if value not in (None, False, "")})


def classes(*names: str) -> str:
    """Class names that are not empty, in one string."""
    return " ".join(name for name in names if name)


def toned(base: str, tone: str) -> str:
    """`chip`, or `chip chip--warn`."""
    return f"{base} {base}--{tone}" if tone else base


@cache
def sprite() -> str:
    """Where the icons are; asked once, because the answer cannot change while the process runs."""
    return static("build/icons.svg")


@cache
def drawn_icons() -> frozenset[str]:
    """The icons that the built sprite holds; none while nothing is built."""
    path = Path(__file__).parents[2] / "static" / "build" / "icons.svg"
    return frozenset(re.findall(r'<symbol id="([^"]+)"', path.read_text())) if path.exists() else frozenset()


@lru_cache(maxsize=1024)
def icon(name: str, size: int = 16, label: str = "") -> SafeString:
    """One icon of `assets/icons.txt`; without a label it is decoration."""
    if drawn_icons() and name not in drawn_icons():
        warnings.warn(f"assets/icons.txt does not list the icon {name!r}", stacklevel=2)
    size_class = "" if size == 16 else f"i--{size}"
    said = attributes(role="img", aria_label=label) if label else attributes(aria_hidden="true")
    return format_html(
        '<svg class="{}"{}><use href="{}#{}"></use></svg>', classes("i", size_class), said, sprite(), name
    )
