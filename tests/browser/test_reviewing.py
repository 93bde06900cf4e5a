"""A reviewer's morning in the browser: the night's order taken, called twice, changed, confirmed, sent."""

import subprocess
import sys

import pytest

from tests.browser.server import ROOT, Desk, environment
from tests.browser.tab import WIDE, Tab

pytestmark = pytest.mark.browser


def place(desk: Desk) -> str:
    """A customer orders before opening; the order's ref."""
    there = environment(YINUO_DATA=str(desk.folder), DJANGO_SETTINGS_MODULE="yinuo.settings")
    command = [sys.executable, "-m", "tests.browser.placing"]
    done = subprocess.run(command, env=there, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout.strip().splitlines()[-1]


def call(tab: Tab, key: str, note: str) -> None:
    """Note what the call came to: the outcome by its key."""
    tab.press(key)
    tab.find("form[id^=noted] [name=note]").send_keys(note)
    tab.click("form[id^=noted] button[type=submit]")


def test_a_night_order_is_reviewed_and_sent(window: Tab, own_desk: Desk) -> None:
    """R076 R078 R079 R080 R081 R085: first in line, no answer, called again, a point changed and agreed."""
    window.desk = own_desk
    window.size(WIDE)
    ref = place(own_desk)
    window.enter("8011").open("/orders/review/")
    window.find(f"#rv-{ref}")
    marks = window.run(
        "return [...document.querySelectorAll('.rvq')].map((row) => !!row.querySelector('.q__ic--vio'))"
    )
    assert marks == sorted(marks, reverse=True), "what came at night is first in line"
    window.click(f"#rv-{ref} .rvq__a button")
    window.wait(lambda: f"/orders/review/{ref}/" in window.driver.current_url, "for the review")
    window.wait(lambda: "夜间单" in window.text(".rv__h"), "for the mark of the night")
    call(window, "alt+5", "响了很久")
    window.wait(lambda: "1 次没接" in window.text(".rv__s"), "for the first call")
    said = "return document.querySelector('form[id^=noted] [name=note]').value"
    assert window.run(said) == "", "the next call begins with an empty form"
    packing = window.find("#packing")
    window.run("arguments[0].value = 'wood'", packing)
    window.press("ctrl+s")
    window.wait(lambda: "等客户同意" in window.text(".rv__l"), "for the changed point")
    for done in range(1, 7):
        window.click(".rvc:not(.rvc--ok) button[name=ok][value='1']")
        window.wait(lambda done=done: len(window.all(".rvc--ok")) == done, f"for check {done}")
    window.press("ctrl+enter")
    window.wait(lambda: "客户还没同意" in window.text(".actnote"), "to hear what is missing")
    window.click("form[id^=noted] [name=agreed]")
    call(window, "alt+2", "木架可以")
    window.wait(lambda: "无问题单" in window.text(".rv__h"), "for the second call")
    window.press("ctrl+enter")
    window.find("dialog[open] .sms")
    window.press("ctrl+enter")
    window.wait(lambda: "核好了" in window.text("main"), "for the end of the review")
    stage = "SELECT stage, number FROM tickets_ticket WHERE ref = ?"
    window.wait(lambda: own_desk.ask(stage, ref)[0][0] == "DISPATCHED", "for the dispatch")
    assert not own_desk.ask(stage, ref)[0][1].startswith("W")
    kept = (
        "SELECT r.state FROM promises_promise r JOIN tickets_ticket t ON t.id = r.ticket_id WHERE t.ref = ?"
    )
    slip = f"{kept} AND r.key = 'slip'"
    window.wait(
        lambda: own_desk.one(slip, ref) == "KEPT", "for the slip within its three minutes", patience=30
    )
    assert window.troubles(allowed=("422",)) == []
