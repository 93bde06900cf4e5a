"""What a test does in a page of complaints: fill in, press, send, read what was texted, keep a picture."""

import os
import re
import time
from collections.abc import Mapping
from typing import Final

from PIL import Image

from tests.browser.server import ROOT
from tests.browser.tab import PATIENCE, WIDE, Tab

BUTTON: Final = "main a[href*='/{noun}/'].btn"
DIALOG: Final = "dialog[open] form[action*='/{noun}'] .dialog__f [type=submit]"
PICTURES: Final = ROOT / "docs" / "pictures" / "complaints"
COLOURS: Final = 128
AGAIN_SECONDS: Final = 5
SMS: Final = "SELECT text FROM messaging_pretendmessage WHERE address = ? AND text LIKE ? ORDER BY id DESC"
CODE: Final = "验证码"
REFUSED: Final = "dialog[open] [role=alert], dialog[open] .field__err"


def fill(tab: Tab, where: str, typed: Mapping[str, str] | None = None, **more: str) -> None:
    """Type into fields, choose what is shown side by side or in a list, tick boxes."""
    for name, value in {**(typed or {}), **more}.items():
        _put(tab, f"{where} [name='{name}']", value)


def _put(tab: Tab, selector: str, value: str) -> None:
    kind = (found := tab.find(selector)).get_attribute("type")
    if kind in ("radio", "checkbox"):
        which = f"[value='{value}']" if kind == "radio" else ""
        tab.tick(f"{selector}{which}")
    elif kind in ("date", "datetime-local"):  # typed in the order of the browser's own language
        tab.run("arguments[0].value = arguments[1]", found, value)
    elif found.tag_name == "select":
        tab.click(f"{selector} option[value='{value}']")
    else:
        tab.run("arguments[0].value = ''", found)
        found.send_keys(value)


def ask(tab: Tab, noun: str) -> None:
    """Press the page's own button; its dialog stands. Pressed again where the page was being drawn, never
    while a dialog stands that came late; what opened where the page moved under the pointer is closed.
    """

    def stands() -> bool:
        if not tab.all("dialog[open]"):
            tab.find(BUTTON.format(noun=noun)).click()
        until = time.monotonic() + AGAIN_SECONDS
        while not (found := tab.all(DIALOG.format(noun=""))) and time.monotonic() < until:
            time.sleep(0.05)
        if found and not tab.all(DIALOG.format(noun=f"{noun}/")):
            tab.press("escape")
            return False
        return bool(found)

    tab.wait(stands, f"for the dialog of {noun}", 3 * PATIENCE)


def do(tab: Tab, noun: str, typed: Mapping[str, str] | None = None, **more: str) -> None:
    """Press the page's own button, fill in its dialog and send it."""
    ask(tab, noun)
    fill(tab, "dialog[open]", typed, **more)
    send(tab, noun)


def send(tab: Tab, noun: str) -> None:
    """Send the dialog; fails with what stands in it where it is refused."""
    tab.press("ctrl+enter")
    tab.wait(lambda: not tab.all("dialog[open]") or tab.all(REFUSED), f"that {noun} is done")
    assert not tab.all(REFUSED), f"{noun}: {[one.text for one in tab.all(REFUSED)]}"


def become(tab: Tab, number: str = "", size: tuple[int, int] = WIDE) -> Tab:
    """Somebody else sits down."""
    tab.enter(number).size(size)
    return tab


def at(tab: Tab, stage: str) -> None:
    """Until the page says that the case is in this stage."""
    tab.wait(lambda: stage in tab.text(".stage[aria-current=step]"), f"for {stage}")


def picture(tab: Tab, name: str) -> None:
    """What is seen, kept for the tests; with PICTURES set also for docs/complaints.md, in few colours."""
    tab.run("document.querySelectorAll('.toasts .toast').forEach((one) => one.remove())")
    tab.settle()
    path = tab.shot(f"complaint-{name}")
    if os.environ.get("PICTURES"):
        PICTURES.mkdir(parents=True, exist_ok=True)
        few = Image.open(path).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
        few.save(PICTURES / f"{name}.png", optimize=True)


def texted(tab: Tab, phone: str, sign: str, pattern: str, after: int = 0) -> str:
    """What the newest SMS to this number with this sign in it says: a link's path, a code; one that came when
    there were `after` of them.
    """
    tab.wait(lambda: count(tab, phone, sign) > after, f"for an SMS with {sign}")
    text = tab.desk.ask(SMS, phone, f"%{sign}%")[0][0]
    found = re.search(pattern, text)
    assert found, text
    return found[0]


def count(tab: Tab, phone: str, sign: str) -> int:
    """How many SMS with this sign in them this number has had."""
    return len(tab.desk.ask(SMS, phone, f"%{sign}%"))


def coded(tab: Tab, phone: str, button: str) -> str:
    """Press what sends a code; the code that is texted then."""
    before = count(tab, phone, CODE)
    tab.click(button)
    return texted(tab, phone, CODE, r"\d{6}", before)
