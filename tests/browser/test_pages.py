"""Every page in both languages, on a desk and a phone, light and dark: accessible, whole, in one language."""

import pytest
from django.urls import URLPattern, URLResolver

from tests.browser import speech
from tests.browser.complaint_pages import COMPLAINTS
from tests.browser.pages import NOT_PAGES, PAGES, Listed
from tests.browser.server import Desk
from tests.browser.tab import PHONE, WIDE, Tab
from yinuo.desk import urls

pytestmark = pytest.mark.browser
LANGUAGES = ("zh-hans", "en")
SIZES = {"wide": WIDE, "phone": PHONE}
AXE = {
    ("wide", "light"): "all",
    ("wide", "dark"): "contrast",
    ("phone", "light"): "all",
    ("phone", "dark"): "none",  # the colours of the one and the structure of the other were judged already
}
AXE_ENGLISH = {("wide", "light"): "all"}
"""Colours and structure are those of the Chinese page; what may differ are names and labels."""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", [*PAGES, *COMPLAINTS], ids=str)
def test_a_page_is_sound(page: Listed, language: str, tab: Tab, desk: Desk) -> None:
    """No axe violation (WCAG 2.2 A and AA), nothing clipped or under 11 px, no error, no CSP report."""
    tab.enter(page.who, language=language).open(page.path(desk))
    found: list[str] = []
    for size, pixels in SIZES.items():
        tab.size(pixels)
        for theme in ("light", "dark"):
            tab.theme(theme)
            judged = AXE[size, theme] if language != "en" else AXE_ENGLISH.get((size, theme), "none")
            wrong = tab.measured(judged)
            tab.kept(f"{page}-{language}-{size}-{theme}", wrong)
            found += [f"{size} {theme}: {fault}" for fault in wrong]
    if language == "en":
        found += [f"not English: {text}" for text in speech.left_in_chinese(tab, page.data)]
    assert not found, "\n" + "\n".join(found)


def test_no_page_is_forgotten() -> None:
    """Each address of the desk without arguments is measured, or is said to be no page."""
    names = {name for name in _names(urls.urlpatterns) if name}
    assert names - {page.name for page in PAGES} - set(NOT_PAGES) == set()


def _names(patterns: list[URLPattern | URLResolver], is_fixed: bool = True) -> list[str | None]:
    found: list[str | None] = []
    for one in patterns:
        fixed = is_fixed and not one.pattern.converters
        if isinstance(one, URLResolver):
            found += _names(one.url_patterns, fixed)
        elif fixed:
            found.append(one.name)
    return found
