"""What import contracts cannot see in templates and styles."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted((ROOT / "yinuo").rglob("templates/**/*.html"))
PYTHON = sorted((ROOT / "yinuo").rglob("*.py"))
ICONS = {
    line.strip()
    for line in (ROOT / "assets" / "icons.txt").read_text().splitlines()
    if not line.startswith("#")
}
FORBIDDEN = {
    "inline style": re.compile(r"<style|\sstyle\s*="),
    "inline script": re.compile(r"<script(?![^>]*\ssrc=)"),
    "event attribute": re.compile(r"\son[a-z]+\s*=\s*[\"']"),
    "hx-on": re.compile(r"hx-on"),
    "code in a value": re.compile(r"[\"']\s*(js|javascript):"),
    "htmx outside the tags": re.compile(r"\shx-(?!morph)"),
    "unescaped": re.compile(r"\|\s*safe\b|autoescape off"),
}
ICON_NAMES = re.compile(r"(?:{%\s*icon\s[^%]*?\bname|\bicon)=\"([a-z][a-z0-9-]*)\"")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
NOT_TEXT = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}|<!--.*?-->", re.DOTALL)
COMMENT = re.compile(
    r"{%\s*comment.*?endcomment\s*%}|{%\s*blocktrans.*?endblocktrans(?:late)?\s*%}", re.DOTALL
)
OWN_NAMES = {"简体中文"}


def name(path: Path) -> str:
    """The path below the repository."""
    return str(path.relative_to(ROOT))


def test_no_code_in_markup() -> None:
    """The Content-Security-Policy allows neither inline script nor inline style."""
    found = [
        (name(path), what)
        for path in TEMPLATES
        for what, pattern in FORBIDDEN.items()
        if pattern.search(path.read_text())
    ]
    assert not found, found


def test_every_word_can_be_translated() -> None:
    """A Chinese word outside {% translate %} stays Chinese in English."""
    found = []
    for path in TEMPLATES:
        if "components" in name(path):
            continue  # the sheet of components shows samples
        bare = NOT_TEXT.sub("", COMMENT.sub("", path.read_text()))
        for own in OWN_NAMES:
            bare = bare.replace(own, "")
        found += [(name(path), line.strip()) for line in bare.splitlines() if CHINESE.search(line)]
    assert not found, found


def test_every_icon_is_in_the_sprite() -> None:
    used = {
        (name(path), icon) for path in [*TEMPLATES, *PYTHON] for icon in ICON_NAMES.findall(path.read_text())
    }
    unknown = {(where, icon) for where, icon in used if icon not in ICONS}
    assert not unknown, unknown


def colours(block: str) -> dict[str, str]:
    """The plain colours of one block of tokens."""
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})\b", block))


def contrast(one: str, other: str) -> float:
    """WCAG 2 contrast of two colours."""

    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_can_be_read_in_both_themes(theme: str) -> None:
    """WCAG 2.2 AA: 4.5 for text, 3 for the edges of controls."""
    css = (ROOT / "assets" / "css" / "tokens.css").read_text()
    light, _, dark = css.partition('[data-theme="dark"] {')
    token = colours(light) | (colours(dark) if theme == "dark" else {})
    tones = ("neutral", "info", "ok", "warn", "bad", "vio", "teal")
    grounds = ("bg-app", "bg-surface", "bg-sunken", "bg-hover", "bg-selected")
    texts = [(text, ground) for text in ("tx-1", "tx-2", "tx-3", "ac") for ground in grounds]
    texts += [(f"{tone}-fg", f"{tone}-bg") for tone in tones]
    texts += [(f"{tone}-fg", "bg-surface") for tone in tones]
    texts += [("tx-on-solid", f"{tone}-solid") for tone in tones] + [
        ("rail-fg", "rail-bg"),
        ("ac", "ac-soft"),
    ]
    pale = [f"{one} on {other}" for one, other in texts if contrast(token[one], token[other]) < 4.5]
    edges = [ground for ground in grounds if contrast(token["line-field"], token[ground]) < 3]
    assert (pale, edges) == ([], [])


def test_the_dark_values_serve_the_system_preference_too() -> None:
    """The build repeats the dark block; were it lost, `auto` would stay light."""
    built = (ROOT / "yinuo" / "static" / "build" / "app.css").read_text()
    auto = re.search(r"prefers-color-scheme:\s*dark\)\s*{\s*\[data-theme=\"?auto\"?\]\s*{([^}]*)}", built)
    assert auto
    assert "--bg-app:#0e1116" in auto[1].replace(" ", "")
