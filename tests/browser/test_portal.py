"""A customer orders on a phone: step by step, over a reload and a lost connection (R001, R046)."""

import gzip
import re
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.server import Desk
from tests.browser.tab import PHONE, Tab

pytestmark = pytest.mark.browser
BUDGET = 50 * 1024
OWN_SCRIPTS = 8 * 1024
NEXT = ".m__bar .btn--primary:not([hidden])"
NUMBER = "13812345678"


@pytest.fixture
def phone(window: Tab, own_desk: Desk) -> Iterator[Tab]:
    """A phone's window at a desk of its own, in Chinese, signed in as nobody."""
    window.desk = own_desk
    window.size(PHONE)
    window.theme("light")
    window.troubles()
    yield window.enter()
    _offline(window, is_off=False)
    found = window.troubles(allowed=("ERR_INTERNET_DISCONNECTED", "net::ERR"))
    assert not found, "\n" + "\n".join(found)


def _fill(tab: Tab, **values: str) -> None:
    for name, value in values.items():
        field = tab.find(f"[name='{name.replace('__', '.')}']")
        field.clear()
        field.send_keys(value)


def _step(tab: Tab, number: int) -> None:
    tab.wait(lambda: f"第 {number} 步" in tab.text(".steps span"), f"for step {number}")


def _onward(tab: Tab, number: int) -> None:
    tab.click(NEXT)
    _step(tab, number)


def _offline(tab: Tab, *, is_off: bool) -> None:
    tab.driver.execute_cdp_cmd("Network.enable", {})
    speeds = {"latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
    tab.driver.execute_cdp_cmd("Network.emulateNetworkConditions", {"offline": is_off, **speeds})


def _code(tab: Tab) -> str:
    rows = "SELECT text FROM messaging_pretendmessage WHERE address = ? ORDER BY id DESC"
    found = tab.wait(lambda: tab.desk.ask(rows, NUMBER), "for the code")
    code = re.search(r"\d{6}", found[0][0])
    assert code
    return code[0]


def test_a_customer_orders_on_a_phone(phone: Tab) -> None:
    """R001 R046: nothing passes empty; what was typed survives a reload; goods are judged while they are
    named; the code comes by SMS; the success page gives the number, and the copy in the browser is gone.
    """
    phone.open("/p/order/")
    _step(phone, 1)
    phone.click(NEXT)
    phone.wait(lambda: phone.all("[data-field=shipper_name] .field__err"), "for the first fault")
    assert phone.run("return document.activeElement.name") == "shipper_name"
    assert not phone.measured()
    _fill(phone, shipper_name="王建国", pickup_phone=NUMBER, pickup_address="江宁汽配城B区12号")
    _onward(phone, 2)
    _fill(phone, consignee_name="马先生", consignee_phone="13900007788", delivery_address="南京站货场3号门")
    phone.driver.refresh()
    _step(phone, 1)
    assert phone.find("[name=shipper_name]").get_attribute("value") == "王建国"
    assert "放回来了" in phone.text(".restored")
    _onward(phone, 2)
    assert phone.find("[name=consignee_name]").get_attribute("value") == "马先生"
    _onward(phone, 3)
    _fill(phone, lots__0__goods_name="烟花爆竹")
    phone.wait(lambda: phone.all("[data-goods].field__err"), "that fireworks are refused")
    _fill(
        phone,
        lots__0__goods_name="汽车减震器",
        lots__0__pieces="15",
        lots__0__weight="200",
        lots__0__volume="2.2",
    )
    phone.wait(lambda: phone.all("[data-goods].field__ok"), "that parts are taken")
    assert not phone.measured()
    _onward(phone, 4)
    phone.click("[name=payment][value=collect]")
    _onward(phone, 5)
    assert phone.find("[name=phone]").get_attribute("value") == NUMBER
    phone.wait(lambda: "估价合计" in phone.text("[data-estimate]"), "for the estimate")
    assert "王建国" in phone.text("[data-summary]")
    assert not phone.measured()
    phone.click("[data-code]")
    _fill(phone, code=_code(phone))
    if phone.all("[name=agreed]"):
        phone.click("[name=agreed]")
    phone.click("[data-place]")
    phone.wait(lambda: "/p/order/done/" in phone.driver.current_url, "for the success page")
    assert re.search(r"W\d{9}", phone.find(".done__no").text)
    assert not phone.measured()
    assert phone.run("return localStorage.getItem('yinuo-order')") is None
    assert phone.desk.one("SELECT COUNT(*) FROM orders_weborder WHERE phone = ?", NUMBER) == 1


def test_a_lost_connection_loses_nothing(phone: Tab) -> None:
    """The steps go on without a network, whatever was missing before; what was typed is there when it is
    back.
    """
    phone.open("/p/order/")
    _step(phone, 1)
    phone.click(NEXT)
    phone.wait(lambda: phone.all("[data-field=shipper_name] .field__err"), "for the first fault")
    _fill(phone, shipper_name="王建国", pickup_phone=NUMBER, pickup_address="江宁汽配城B区12号")
    _offline(phone, is_off=True)
    _onward(phone, 2)
    _fill(phone, consignee_name="马先生")
    _offline(phone, is_off=False)
    phone.open("/p/order/")
    _step(phone, 1)
    assert phone.find("[name=pickup_address]").get_attribute("value") == "江宁汽配城B区12号"
    phone.click(".restored button")
    phone.wait(lambda: not phone.all(".restored"), "that it is emptied")
    assert phone.find("[name=shipper_name]").get_attribute("value") == ""


def test_areas_are_chosen_step_by_step_and_lots_are_added(phone: Tab) -> None:
    """R046: province, city, district become one text; a second kind of goods, and one less."""
    phone.open("/p/order/")
    _step(phone, 1)
    for at, code in enumerate(("320000", "320100", "320115"), 1):
        phone.wait(
            lambda at=at, code=code: phone.all(f".areas select:nth-child({at}) option[value='{code}']")
        )
        phone.click(f".areas select:nth-child({at}) option[value='{code}']")
    phone.wait(
        lambda: phone.find("[name=pickup_area]").get_attribute("value") == "江苏省南京市江宁区",
        "for the text",
    )
    phone.tick("[data-add]")
    assert len(phone.all("[name='lots.1.goods_name']")) == 1
    phone.tick("[data-drop]")
    assert not phone.all("[name='lots.1.goods_name']")


@pytest.mark.parametrize(
    "address", ["/p/", "/p/order/", "/p/verify/", "/p/privacy/", "/p/track/", "/embed/order/"]
)
def test_pages_keep_to_the_budget_of_a_phone(tab: Tab, address: str) -> None:
    """50 KB each with style, scripts and icons, 8 of them our scripts; compressed as on the line."""
    tab.enter().open(address)
    page = tab.driver.page_source
    weights = {"html": len(gzip.compress(page.encode(), 9))}
    for link in sorted(set(re.findall(r'(?:href|src)="(/static/[^"#]+)', page))):
        with urllib.request.urlopen(f"{tab.desk.url}{link}") as answer:
            weights[Path(link).suffix + link] = len(gzip.compress(answer.read(), 9))
    assert sum(weights.values()) <= BUDGET, weights
    assert sum(size for name, size in weights.items() if name.startswith(".js")) <= OWN_SCRIPTS, weights
