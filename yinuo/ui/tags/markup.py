"""What several tags need: escaped markup, attributes, classes, components drawn once, the icons."""

import html
import re
import warnings
from collections.abc import Callable
from functools import cache, lru_cache, wraps
from pathlib import Path
from typing import Any

from django.templatetags.static import static
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

NOTHING = SafeString("")
MOST_DRAWN = 4096
_PLAIN = frozenset((str, SafeString, int, float, bool, type(None)))


def escaped(value: Any) -> str:
    """`value` as it may stand in markup; what is safe already stays as it is."""
    return html.escape(value) if type(value) is str else conditional_escape(value)


def drawn(template: str, *values: object) -> SafeString:
    """`template` with its {} filled by escaped values: like Django's `format_html`, without its detours."""
    return SafeString(template.format(*map(escaped, values)))


def once(component: Callable[..., SafeString]) -> Callable[..., SafeString]:
    """Remember what a component drew for these values, the least used forgotten.

    The component must depend on nothing but its values: not on language, clock, request or database. Safe
    and unsafe text are different values; what is no plain value (a lazy text, a row) is always drawn anew.
    """
    remembered = lru_cache(MOST_DRAWN, typed=True)(component)

    @wraps(component)
    def draw(**values: object) -> SafeString:
        if _PLAIN.issuperset(map(type, values.values())):
            return remembered(**values)
        return component(**values)

    return draw


def attributes(**values: object) -> SafeString:
    """HTML attributes with a space before each; None, False and "" are left out, True stands alone, last.

    Underscores become hyphens (`aria_label`), a final one is dropped (`for_`).
    """
    parts = [
        f' {_named(name)}="{escaped(value)}"'
        for name, value in values.items()
        if value is not True and value not in (None, False, "")
    ]
    parts += sorted(f" {_named(name)}" for name, value in values.items() if value is True)
    return SafeString("".join(parts))


@cache
def _named(name: str) -> str:
    return name.rstrip("_").replace("_", "-")


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
    return drawn(
        '<svg class="{}"{}><use href="{}#{}"></use></svg>', classes("i", size_class), said, sprite(), name
    )
