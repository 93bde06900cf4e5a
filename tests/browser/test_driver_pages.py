"""Every page of the drivers on two sizes of phone: accessible, whole, light on the line."""

import gzip
import re
import urllib.request

import pytest

from tests.browser.complaint_pages import ASKED
from tests.browser.server import Desk
from tests.browser.tab import PHONE, Tab
from tests.browser.test_driver import DRIVER, job

pytestmark = pytest.mark.browser
KB = 1024
BUDGET = 50 * KB
SCRIPTS = 8 * KB
SMALL = (360, 740)

PAGES = {
    "sign-in": ("", lambda desk: "/d/sign-in/"),
    "jobs": (DRIVER, lambda desk: "/d/"),
    "done": ("6006", lambda desk: "/d/done/"),
    "hand-in": (DRIVER, lambda desk: "/d/hand-in/"),
    "me": (DRIVER, lambda desk: "/d/me/"),
    "consent": (DRIVER, lambda desk: "/d/me/consent/"),
    "new": ("6003", lambda desk: job(desk, "DISPATCHED", driver="6003")),
    "decline": ("6003", lambda desk: job(desk, "DISPATCHED", "declining/", driver="6003")),
    "job": (DRIVER, lambda desk: job(desk, "ACCEPTED")),
    "pickup": (DRIVER, lambda desk: job(desk, "ACCEPTED", "pickup/")),
    "late": (DRIVER, lambda desk: job(desk, "ACCEPTED", "late/")),
    "deliver": ("6001", lambda desk: job(desk, "OUT_FOR_DELIVERY", "deliver/", driver="6001")),
    "statement": ("6004", lambda desk: f"/d/statements/{desk.one(ASKED)}/"),
    "complaint": (DRIVER, lambda desk: job(desk, "ACCEPTED", "complaint/")),
    "none": (DRIVER, lambda desk: "/d/t/22222222/"),
}


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_drivers_page_is_sound(page: str, language: str, tab: Tab, desk: Desk) -> None:
    """No axe violation (WCAG 2.2 A and AA), nothing clipped, on both sizes of phone, light and dark."""
    who, where = PAGES[page]
    tab.size(PHONE)
    tab.enter(who, language=language).open(where(desk))
    found: list[str] = []
    for size in (PHONE, SMALL):
        tab.size(size)
        for theme in ("light", "dark"):
            tab.theme(theme)
            judged = "all" if size == PHONE and theme == "light" else "contrast"
            wrong = tab.measured(judged)
            tab.kept(f"driver-{page}-{language}-{size[0]}-{theme}", wrong)
            found += [f"{size[0]} {theme}: {fault}" for fault in wrong]
    assert tab.troubles(allowed=("404", "Network location")) == []
    assert not found, "\n" + "\n".join(found)


@pytest.mark.parametrize("page", PAGES)
def test_a_drivers_page_keeps_to_its_budget(page: str, tab: Tab, desk: Desk) -> None:
    """50 KB on the line for the first visit, 8 of them scripts."""
    who, where = PAGES[page]
    tab.enter(who).open(where(desk))
    text = tab.driver.page_source
    sizes = {"html": len(gzip.compress(text.encode(), 9))}
    for link in set(re.findall(r'(?:href|src)="(/static/[^"#]+)', text)):
        with urllib.request.urlopen(f"{desk.url}{link}") as answer:
            sizes[link] = len(gzip.compress(answer.read(), 9))
    scripts = sum(size for link, size in sizes.items() if link.endswith(".js"))
    tab.troubles(allowed=("404", "Network location"))
    assert sum(sizes.values()) <= BUDGET, sizes
    assert scripts <= SCRIPTS, sizes
