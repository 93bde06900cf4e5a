"""A customer follows the goods on a phone, asks, and rates the delivery (R004, R106, R115, R285)."""

import gzip
import re
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import override_settings

from tests.browser.server import Desk, _python
from tests.browser.tab import PHONE, Tab
from yinuo.tickets.rules import links

pytestmark = pytest.mark.browser
BUDGET = 50 * 1024
BY_ITSELF = 45.0
"""The page asks every twenty seconds."""
DO = """
import django; django.setup()
from yinuo.orders import actions, queries
from yinuo.staff.models import Person
from yinuo.tickets.models import Ticket
order = queries.of_ticket(Ticket.objects.get(ref='{ref}'))
actions.{verb}(order=order, by=Person.objects.get(staff_number='8011'){more})
"""


@pytest.fixture
def phone(window: Tab, own_desk: Desk) -> Iterator[Tab]:
    """A phone's window at a desk of its own, in Chinese, known to nobody."""
    window.desk = own_desk
    window.size(PHONE)
    window.theme("light")
    window.troubles()
    yield window.enter()
    found = window.troubles(allowed=("404", "net::ERR"))
    assert not found, "\n" + "\n".join(found)


def order(desk: Desk, stage: str) -> tuple[str, str, str]:
    """Ref, number and phone tail of the newest order in this stage."""
    rows = (
        "SELECT t.ref, t.number, o.pickup_phone FROM tickets_ticket t "
        "JOIN orders_order o ON o.ticket_id = t.id WHERE t.stage = ? ORDER BY t.id DESC"
    )
    ref, number, phone = desk.ask(rows, stage)[0]
    return ref, number, phone[-4:]


def link(desk: Desk, ref: str) -> str:
    """The link that the desk itself would text."""
    with override_settings(SECRET_KEY=(desk.folder / "secret.key").read_text().strip()):
        return links.track_path(ref)


def act(desk: Desk, ref: str, verb: str, more: str = "") -> None:
    """What the desk does meanwhile."""
    _python(desk.folder, "-c", DO.format(ref=ref, verb=verb, more=more))


def test_the_goods_are_followed_asked_about_and_rated(phone: Tab) -> None:
    """R004 R106 R285: by number, then by the link, which follows by itself; a question; stars."""
    desk = phone.desk
    ref, number, tail = order(desk, "PICKED_UP")
    phone.open("/p/track/")
    assert not phone.measured()
    for said, end in (("0000", "没有找到"), (tail, "已提货")):
        for name, value in (("number", number), ("tail", said)):
            field = phone.find(f"[name={name}]")
            field.clear()
            field.send_keys(value)
        phone.click("main .btn--primary")
        phone.wait(lambda end=end: end in phone.text("main"), f"for {end}")
    assert not phone.measured()

    there = link(desk, ref)
    phone.open(there)
    assert not phone.measured()
    act(desk, ref, "deliver", ", signed_by='马先生'")
    phone.wait(lambda: "已送达" in phone.text("#live h1 + .chip"), "until it says so by itself", BY_ITSELF)
    assert "已送达" in phone.text("[data-follow-said]")
    assert not phone.measured()

    phone.click(f"a[href='{there}/rate/']")
    phone.wait(lambda: phone.all(".stars"), "for the stars")
    assert not phone.measured()
    phone.click(".stars .picked:last-child")
    phone.click("main .btn--primary")
    phone.wait(lambda: "谢谢您的评价" in phone.text("main"), "for thanks")

    phone.open(there)
    phone.click("main a[href^='/p/ask/']")
    phone.find("[name=question]").send_keys("回单什么时候寄？")
    phone.find("[name=contact_phone]").send_keys("13900007788")
    assert not phone.measured()
    phone.click("main .btn--primary")
    phone.wait(lambda: "前答复您" in phone.text("main"), "for the promise")
    assert not phone.measured()


def test_without_scripts_it_is_followed_too(phone: Tab) -> None:
    """R004: the form, the page and its refresh link need none."""
    ref, number, tail = order(phone.desk, "PICKED_UP")
    phone.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        phone.driver.get(f"{phone.desk.url}/p/track/")
        phone.driver.find_element("css selector", "[name=number]").send_keys(number)
        phone.driver.find_element("css selector", "[name=tail]").send_keys(tail)
        phone.driver.find_element("css selector", "main .btn--primary").click()
        refresh = phone.find(f"main a[href='/p/track/{ref}/']")
        assert phone.driver.current_url.endswith(f"/p/track/{ref}/")
        assert "刷新" in refresh.text
        refresh.click()
        assert phone.driver.current_url.endswith(f"/p/track/{ref}/")
    finally:
        phone.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_pages_are_sound_in_every_look(tab: Tab, theme: str) -> None:
    """R004: at 390 and 1366, in light and dark, in Chinese and English; within a phone's weight."""
    desk = tab.desk
    live = [link(desk, order(desk, stage)[0]) for stage in ("IN_TRANSIT", "DELIVERED", "FILLED")]
    tab.theme(theme)
    for language in ("zh-hans", "en"):
        tab.enter(language=language)
        for size in (PHONE, (1366, 768)):
            tab.size(size)
            for path in (*live, f"{live[1]}/rate/", "/p/ask/", "/p/news/", "/p/"):
                tab.open(path)
                assert not tab.measured(), path
    page = tab.open(live[0]).driver.page_source
    weight = len(gzip.compress(page.encode(), 9))
    for path in sorted(set(re.findall(r'(?:href|src)="(/static/[^"#]+)', page))):
        with urllib.request.urlopen(f"{desk.url}{path}") as answer:
            weight += len(gzip.compress(answer.read(), 9))
    assert weight <= BUDGET


def test_static_folder_is_built() -> None:
    """The bundle of the map is apart from the portal's own."""
    built = Path(__file__).resolve().parents[2] / "yinuo" / "static" / "build"
    assert b"leaflet" not in (built / "portal.js").read_bytes()
    assert (built / "map.js").exists()
