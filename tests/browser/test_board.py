"""The dispatcher's day in the browser: assign who is suggested, move, break down, repair (R065–R069)."""

import pytest

from tests.browser.server import Desk
from tests.browser.tab import WIDE, Tab

pytestmark = pytest.mark.browser
ORDER = (
    "SELECT t.ref, t.stage, p.name FROM tickets_ticket t JOIN orders_order o ON o.ticket_id = t.id "
    "LEFT JOIN staff_person p ON p.id = o.driver_id WHERE t.ref = ?"
)


def state(desk: Desk, ref: str) -> tuple[str, str]:
    """The stage of an order, and who drives it."""
    ((_ref, stage, driver),) = desk.ask(ORDER, ref)
    return stage, driver or ""


def send(tab: Tab) -> None:
    """Press the main button of the open dialog by its key, and wait until it is gone."""
    tab.find("dialog[open] .dialog__f .btn--primary, dialog[open] .dialog__f .btn--danger")
    tab.press("ctrl+enter")
    tab.wait(lambda: not tab.all("dialog[open]"), "for the dialog to close")
    tab.point(".find")  # a list holds still under the pointer
    tab.run("document.activeElement.blur()")


def test_a_dispatchers_day(window: Tab, own_desk: Desk) -> None:
    """R065 R067 R068 R069 R089: with the keyboard and buttons alone, and the board follows by itself."""
    window.desk = own_desk
    window.size(WIDE)
    window.enter("9001").open("/dispatch/")
    window.wait(lambda: window.run("return document.documentElement.dataset.live") == "open", "the stream")
    ref = str(window.run("return document.querySelector('.board__list li').id")).removeprefix("w-")
    suggested = str(window.text(f"#w-{ref} b")).removeprefix("建议 ")
    window.click(f"#w-{ref} .btn")
    chosen = window.find("dialog[open] label:has(input:checked)")
    assert suggested in chosen.text
    send(window)
    window.wait(lambda: not window.all(f"#w-{ref}"), "for the order to leave the list")
    assert state(own_desk, ref) == ("DISPATCHED", suggested)
    window.wait(
        lambda: window.all(f"#vehicles a[href*='{ref}/assignment/']"), "for it to stand at the driver"
    )
    window.click(f"#vehicles a[href*='{ref}/assignment/']")
    window.find("dialog[open] select[name=reason] option[value=nearer]").click()
    send(window)
    window.wait(lambda: state(own_desk, ref)[1] != suggested, "for another driver")
    stage, driver = state(own_desk, ref)
    assert stage == "DISPATCHED"
    (plate,) = own_desk.ask(
        "SELECT v.plate FROM staff_vehicle v JOIN staff_person p ON p.id = v.driver_id WHERE p.name = ?",
        driver,
    )[0]
    window.open("/dispatch/")
    window.click(f"#vehicles a[href*='/breakdown/'][title^='{plate}']")
    window.find("dialog[open] [name=reason]").send_keys("爆胎")
    send(window)
    window.wait(lambda: state(own_desk, ref) == ("CONFIRMED", ""), "for the order to wait again")
    window.wait(lambda: window.all(f"#w-{ref}"), "for it to stand in the list again")
    window.open("/dispatch/?view=out")
    window.click(f"#vehicles a[href*='/repair/'][title^='{plate}']")
    send(window)
    assert not own_desk.one("SELECT count(*) FROM staff_vehicle WHERE out_from IS NOT NULL")
    assert window.troubles() == []
