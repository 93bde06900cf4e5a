"""The main job in the browser, from the ring to the delivered goods, in front of everyone it concerns."""

import pytest

from tests.browser.server import Desk
from tests.browser.tab import Tab
from tests.browser.test_order_form import fill

pytestmark = pytest.mark.browser


def dialog(tab: Tab, noun: str, **typed: str) -> None:
    """Press the step `noun`, fill its dialog in and send it."""
    tab.click(f".tabbar a[href$='/{noun}/']")
    tab.find("dialog[open] .dialog__f .btn--primary")
    for name, value in typed.items():
        field = tab.find(f"dialog [name={name}]")
        tab.run("arguments[0].value = ''", field)
        field.send_keys(value)
    tab.press("ctrl+enter")
    tab.wait(lambda: not tab.all("dialog[open]"), f"for {noun} to be done")


def test_from_the_ring_to_the_delivered_goods(tab: Tab, desk: Desk) -> None:
    """R021 R053 R055 R058 R062 R064 R075: rung, noted, taken, sent, called, accepted, carried, signed."""
    tab.enter("8011").open("/desk/")
    tab.press("f2")
    tab.find("dialog[open] [name=phone]").send_keys("13800006621")
    tab.find("dialog [name=note]").send_keys("要发一批汽配")
    tab.press("ctrl+enter")
    tab.wait(lambda: "/orders/new/" in tab.driver.current_url, "for the order form")
    fill(tab)
    tab.tick("input[name=payment][value=collect]")
    tab.wait(lambda: tab.text(".price .sum"), "for the price")
    for count, key in enumerate("123456", 1):
        tab.press(f"alt+{key}")
        tab.wait(lambda count=count: len(tab.all(".reads [aria-checked=true]")) == count, f"for tick {count}")
    tab.press("alt+q")
    tab.wait(lambda: tab.all("button[name=price][value=accepted][aria-pressed=true]"), "for the acceptance")
    tab.press("ctrl+enter")
    tab.wait(lambda: "已发出" in tab.text("#leaving"), "for the slip to leave")
    ref = tab.run("return location.pathname").split("/")[2]
    number, driver = desk.ask(
        "SELECT t.number, p.staff_number FROM tickets_ticket t JOIN orders_order o ON o.ticket_id = t.id "
        "JOIN staff_person p ON p.id = o.driver_id WHERE t.ref = ?",
        ref,
    )[0]
    tab.open(f"/messages/phone/?to={driver}")
    assert number in tab.text(".phone .sms"), "the driver's telephone shows the slip"
    tab.open(f"/desk/{ref}/")
    assert "发出业务单" in tab.text(".tl"), "the promise of three minutes is in the record"
    kept = (
        "SELECT r.state FROM promises_promise r JOIN tickets_ticket t ON t.id = r.ticket_id WHERE t.ref = ? "
    )
    assert desk.one(f"{kept} AND r.key = 'slip'", ref) == "KEPT"
    dialog(tab, "driver-call", note="马上去")
    dialog(tab, "acceptance")
    dialog(tab, "pickup", pieces="15")
    for noun in ("run", "delivery"):
        typed = {"signed_by": "马先生"} if noun == "delivery" else {}
        dialog(tab, noun, **typed)
    tab.wait(lambda: "已送达" in tab.text(".case__h .chip"), "for the stage")
    assert "已送达" in tab.text(".tl")
    tab.open(f"/search/?q={number}")
    assert ref in tab.driver.current_url


def test_half_an_hour_later_the_desk_itself_chases(window: Tab, own_desk: Desk) -> None:
    """R091 R093: nobody looks after it; the clock moves; the reminder, the bell and the queue say so."""
    window.desk = own_desk
    window.enter("8011").open("/desk/")
    window.wait(
        lambda: window.run("return document.documentElement.dataset.live") == "open", "for the stream"
    )
    before = int(window.text(".bell .count") or 0)
    late = len(window.all(".q--row .cd[data-s=late]"))
    own_desk.move_clock("40m")
    window.wait(lambda: int(window.text(".bell .count") or 0) > before, "for the bell", patience=30)
    window.point(".find")
    window.wait(lambda: len(window.all(".q--row .cd[data-s=late]")) > late, "for the queue", patience=30)
    assert window.troubles() == []
