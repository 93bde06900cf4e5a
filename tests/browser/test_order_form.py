"""Taking an order in the browser: by keyboard, on a slow line, with somebody else in the same draft."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.browser.server import Desk
from tests.browser.tab import Tab

pytestmark = pytest.mark.browser

TYPED = {
    "shipper_name": "王先生",
    "pickup_phone": "13800006621",
    "pickup_address": "江宁汽配城B区12号",
    "wished_pickup_at": "",
    "delivery_address": "南京站货场3号门",
    "delivery_needs": "",
    "wished_delivery_at": "",
    "consignee_name": "马先生",
    "consignee_phone": "025-84567788",
    "reminder": "17点前送达",
    "goods_name": "汽配",
    "packing": "",
    "pieces": "15",
    "volume": "2.2",
    "weight": "200",
}
"""The whole sheet in the order of the Tab key."""

POST = """
const body = new URLSearchParams(arguments[0]);
const token = document.querySelector('meta[name=csrf-token]').content;
const headers = { 'X-CSRFToken': token };
fetch(location.pathname.replace('/edit/', '/draft/'), { method: 'POST', body, headers });
"""


@contextmanager
def line(tab: Tab, *, latency: int = 0, offline: bool = False) -> Iterator[None]:
    """The network as it is meanwhile."""

    def set_to(latency: int, offline: bool) -> None:
        both = {"downloadThroughput": -1, "uploadThroughput": -1}
        said = {"offline": offline, "latency": latency, **both}
        tab.driver.execute_cdp_cmd("Network.emulateNetworkConditions", said)

    tab.driver.execute_cdp_cmd("Network.enable", {})
    set_to(latency, offline)
    try:
        yield
    finally:
        set_to(0, offline=False)


def fill(tab: Tab) -> None:
    """Type the sheet from top to bottom without waiting for anything."""
    tab.click("#shipper_name")
    tab.press("ctrl+a")
    for text in TYPED.values():
        tab.press(*([text] if text else []), "tab")


def held(tab: Tab) -> dict[str, str]:
    """What the fields hold."""
    return {key: tab.run("return document.getElementById(arguments[0]).value", key) for key in TYPED}


def saved(tab: Tab) -> None:
    """Until everything typed is with the server."""
    kept = "return Object.keys(localStorage).filter((one) => one.startsWith('yinuo-draft:')).join()"
    tab.wait(lambda: not tab.run(kept), f"for everything to be saved but {tab.run(kept)}")


def test_nothing_typed_is_lost_on_a_slow_line(tab: Tab) -> None:
    """Typed faster than the answers come, and changed while one is on its way."""
    tab.enter("8011").open("/orders/new/")
    with line(tab, latency=600):
        fill(tab)
        tab.click("#pieces")
        tab.press("0", "tab")
        tab.click("#goods_name")
        tab.press("x", "tab")
        saved(tab)
        tab.wait(lambda: held(tab) == {**TYPED, "pieces": "150", "goods_name": "汽配x"}, "for what was typed")
    tab.open(tab.run("return location.pathname"))
    assert held(tab) == {**TYPED, "pieces": "150", "goods_name": "汽配x"}


def test_an_order_is_taken_by_the_keyboard_alone(tab: Tab, desk: Desk) -> None:
    """R055 R058 R062: Tab through the sheet, Alt 1 to 6 read back, Alt Q accepts, Ctrl Enter sends."""
    tab.enter("8011").open("/orders/new/")
    fill(tab)
    tab.tick("input[name=payment][value=collect]")
    tab.wait(lambda: tab.text(".price .sum"), "for the price")
    for count, key in enumerate("123456", 1):
        tab.press(f"alt+{key}")
        tab.wait(lambda count=count: len(tab.all(".reads [aria-checked=true]")) == count, f"for tick {count}")
    tab.press("alt+q")
    tab.wait(lambda: tab.all("button[name=price][value=accepted][aria-pressed=true]"), "for the acceptance")
    tab.press("ctrl+enter")
    tab.wait(lambda: tab.all("dialog[open] #leaving"), "for the dialog")
    tab.wait(lambda: "已发出" in tab.text("#leaving"), "for the slip to leave")
    ref = tab.run("return location.pathname").split("/")[2]
    assert desk.one("SELECT stage FROM tickets_ticket WHERE ref = ?", ref) == "DISPATCHED"
    tab.press("enter")
    tab.wait(lambda: tab.all("dialog[open] textarea[name=note]"), "for the call")
    tab.press("ctrl+enter")
    tab.wait(lambda: not tab.all("dialog[open]"), "for it to close")
    tab.wait(lambda: "打开业务单" in tab.text("#order"), "for the form to make way")


def test_somebody_elses_version_is_shown_and_one_is_chosen(tab: Tab) -> None:
    """Nothing is overwritten unseen; what the agent wrote stays in the form until they decide."""
    tab.enter("8011").open("/orders/new/")
    fill(tab)
    saved(tab)
    tab.run(POST, {"pieces": "99"})
    tab.run("window.__later = new Promise((done) => setTimeout(done, 500))")
    tab.driver.execute_async_script("window.__later.then(arguments[0])")
    tab.click("#reminder")
    tab.press("，轻放", "tab")
    tab.wait(lambda: tab.all("#conflict"), "for both versions")
    assert "99件" in tab.text("#conflict")
    assert held(tab)["reminder"] == "17点前送达，轻放"
    tab.click("#conflict button")
    tab.wait(lambda: not tab.all("#conflict"), "for it to be settled")
    assert held(tab) == {**TYPED, "reminder": "17点前送达，轻放"}
    assert tab.troubles(allowed=("409",)) == []


def test_a_lost_line_keeps_the_text_in_the_browser(tab: Tab) -> None:
    """The page says so, and the text is saved as soon as the line is back."""
    tab.enter("8011").open("/orders/new/")
    fill(tab)
    saved(tab)
    with line(tab, offline=True):
        tab.click("#weight")
        tab.press("5", "tab")
        tab.wait(lambda: "已存在本机" in tab.text("desk-autosave"), "for the warning")
    saved(tab)
    tab.open(tab.run("return location.pathname"))
    assert held(tab)["weight"] == "2005"
    tab.troubles()
