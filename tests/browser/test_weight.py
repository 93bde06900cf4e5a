"""What the first visit to a page weighs on the line, compressed: the design's budget."""

import gzip
import re
import urllib.request

import pytest

from tests.browser.pages import ticket
from tests.browser.server import Desk
from tests.browser.tab import Tab

pytestmark = pytest.mark.browser
KB = 1024
BUDGET = 70 * KB
PARTS = {"html": 13 * KB, "css": 12 * KB, "js": 35 * KB, "svg": 10 * KB}
CHARTS = 210 * KB
"""HTML 10, two of the reserve for the phrases of a call and what hangs on a ticket, one of our scripts' for a
longer rail, CSS 12, htmx with the stream 16 and our own scripts 19, the sprite 6 and what is left of the
reserve, 4.
"""


def weights(tab: Tab, address: str) -> dict[str, int]:
    """Bytes of the page and of everything it links, by kind, each as gzip -9 sends it."""
    tab.open(address)
    page = tab.driver.page_source
    links = set(re.findall(r'(?:href|src)="(/static/[^"#]+)', page))
    found = {"html": len(gzip.compress(page.encode(), 9))}
    for link in links:
        with urllib.request.urlopen(f"{tab.desk.url}{link}") as answer:
            kind = link.rsplit(".", 1)[1]
            found[kind] = found.get(kind, 0) + len(gzip.compress(answer.read(), 9))
    return found


def test_the_workbench_keeps_to_its_budget(tab: Tab, desk: Desk) -> None:
    """70 KB with a ticket open, thirty rows beside it."""
    tab.enter("8001")
    found = weights(tab, ticket("DISPATCHED", "?view=team")(desk))
    assert sum(found.values()) <= BUDGET, found
    over = {kind: size for kind, size in found.items() if size > PARTS.get(kind, 0)}
    assert over == {}, found


@pytest.mark.parametrize("address", ["/orders/new/", "/orders/", "/customers/", "/playbook/", "/account/"])
def test_other_pages_keep_to_theirs(tab: Tab, address: str) -> None:
    """70 KB each."""
    tab.enter("8011")
    found = weights(tab, address)
    assert sum(found.values()) <= BUDGET, found


@pytest.mark.parametrize("address", ["/reports/", "/reports/origins/", "/reports/pickups/"])
def test_reports_may_bring_their_charts(tab: Tab, address: str) -> None:
    """280 KB with the library that draws them, on these pages alone."""
    tab.enter("9001")
    found = weights(tab, address)
    assert sum(found.values()) <= BUDGET + CHARTS, found


def test_files_are_kept_by_the_browser_for_good(tab: Tab) -> None:
    """Built files have hashed names, so that a second visit loads none of them."""
    tab.enter("8011").open("/desk/")
    for link in re.findall(r'(?:href|src)="(/static/build/[^"#]+)', tab.driver.page_source):
        with urllib.request.urlopen(f"{tab.desk.url}{link}") as answer:
            assert "immutable" in answer.headers["Cache-Control"]
