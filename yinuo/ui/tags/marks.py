"""Small marks inside text: icons, chips, counters, key caps, names, money, telephone numbers."""

import re

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from yinuo.core import money as yuan
from yinuo.core import phones
from yinuo.ui.tags import markup

KEY_NAMES = {
    "enter": "↵", "escape": "Esc", "arrowup": "↑", "arrowdown": "↓", "arrowleft": "←", "arrowright": "→",
    "space": "␣",
}  # fmt: skip
MASKED = re.compile(r"\d{3}\*{4}\d{4}")
MOST = 99


def icon(*, name: str, size: int = 16, label: str = "") -> SafeString:
    """An icon of the sprite, 14, 16, 18, 20, 24 or 32 px; with `label` it speaks, else it is decoration."""
    return markup.icon(name, size, label)


@markup.once
def chip(
    *,
    text: object,
    tone: str = "",
    icon: str = "",
    dot: bool = False,
    line: bool = False,
    solid: bool = False,
) -> SafeString:
    """A state in at most four characters; tone ok, warn, bad, info, vio, teal or none."""
    look = markup.classes(
        markup.toned("chip", tone), "chip--line" if line else "", "chip--solid" if solid else ""
    )
    picture = markup.icon(icon) if icon else markup.NOTHING
    point = SafeString('<span class="dot"></span>') if dot else markup.NOTHING
    return markup.drawn('<span class="{}">{}{}{}</span>', look, picture, point, text)


@markup.once
def badge(*, n: int, tone: str = "", label: str = "", always: bool = False) -> SafeString:
    """A counter; nothing when it is zero, unless `always`. `label` says what is counted to screen readers."""
    if not n and not always:
        return markup.NOTHING
    said = markup.drawn('<span class="vh"> {}</span>', label) if label else markup.NOTHING
    shown = str(n) if n <= MOST else f"{MOST}+"
    return markup.drawn('<span class="{}">{}{}</span>', markup.toned("count", tone), shown, said)


@markup.once
def kbd(*, keys: str) -> SafeString:
    """Key caps: "j", "Ctrl+Enter", "g o" (one after the other); of "/ | Ctrl+K" (either) the first."""
    strokes = keys.split(" | ")[0].split()
    return SafeString(" ".join(markup.drawn('<kbd class="kbd">{}</kbd>', _cap(stroke)) for stroke in strokes))


def _cap(stroke: str) -> str:
    parts = stroke.split("+") if len(stroke) > 1 else [stroke]
    if stroke.lower() == "enter":
        return "Enter"  # alone it is written out, in a combination drawn
    return " ".join(KEY_NAMES.get(part.lower(), part[:1].upper() + part[1:]) for part in parts)


@markup.once
def avatar(*, name: str, tone: str = "info", size: str = "", title: str = "") -> SafeString:
    """The first character of a name; tone vio, info, warn, neutral or none; size sm, lg or none."""
    look = markup.classes(markup.toned("av", tone), f"av--{size}" if size else "")
    shown = markup.attributes(title=title) if title else markup.attributes(aria_hidden="true")
    return markup.drawn('<span class="{}"{}>{}</span>', look, shown, name.strip()[:1] or "?")


def money(*, fen: int | None, empty: str = "—") -> SafeString:
    """Fen as 320 元 or 320.50 元."""
    if fen is None:
        return markup.drawn("{}", empty)
    return markup.drawn("{}", gettext("%(amount)s 元") % {"amount": yuan.format_yuan(fen)})


@markup.once
def phone(*, number: str) -> SafeString:
    """A number in groups (138 0000 6621) set apart by gaps, so that a copy carries digits only."""
    parts = SafeString("".join(markup.drawn("<span>{}</span>", group) for group in _groups(number)))
    return markup.drawn('<span class="tel">{}</span>', parts)


def _groups(number: str) -> list[str]:
    """As it is read out; a masked one by its length, anything else as it stands."""
    if MASKED.fullmatch(number):
        return [number[:3], number[3:7], number[7:]]
    try:
        return phones.display(phones.parse(number)).split(" ")
    except phones.PhoneError:
        return [number]
