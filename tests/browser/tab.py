"""One Chromium with the few things that a test does in it."""

import json
import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement

from tests.browser.server import PASSWORD, ROOT, Desk

HERE = Path(__file__).parent
SHOTS = HERE / "shots"
WIDE, PHONE = (1366, 768), (390, 844)
FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage",
    "--force-color-profile=srgb", "--hide-scrollbars",
)  # fmt: skip
PATIENCE = 10.0
LOCATING = "Network location provider"
"""What Chromium itself reports where there is no network and a page asks where it is; no page's fault."""
TAKEN_AGAIN = "/sign-in/ - Failed to load resource: the server responded with a status of 403"
"""A sign-in that met the cookie of an answer to the page before; `enter` takes it again, or fails."""
LISTEN = """
window.__reports = [];
document.addEventListener('securitypolicyviolation', (e) =>
  window.__reports.push(`CSP: ${e.effectiveDirective} ${e.blockedURI} ${e.sourceFile}:${e.lineNumber}`));
addEventListener('error', (e) => window.__reports.push(`error: ${e.message} ${e.filename}:${e.lineno}`));
addEventListener('unhandledrejection', (e) => window.__reports.push(`rejection: ${e.reason}`));
"""
SETTLE = """
const done = arguments[0];
const frame = () => new Promise(requestAnimationFrame);
const ends = () => Promise.allSettled(document.getAnimations().map((one) => one.finished));
frame().then(frame).then(ends).then(frame).then(() => done());
"""
LOADED = """
return !window.__left && location.origin === arguments[0] && document.readyState === 'complete';
"""
LAST_ASKED = """
return performance.getEntriesByType('resource').slice(-8).map((one) =>
  `${one.name.replace(location.origin, '')} ${Math.round(one.duration)} ms ${one.responseStatus}`);
"""
MEASURE = """
const [options, done] = arguments;
const failed = (error) => done([{ id: String(error), nodes: [] }]);
axe.run(document, options).then((result) => done(result.violations), failed);
"""
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
Found = TypeVar("Found")


def program(*names: str) -> str:
    """Where the first of these programs lies; raises RuntimeError that says what to install."""
    found = next((path for name in names if (path := shutil.which(name))), None)
    if found is None:
        raise RuntimeError(
            f"{names[0]} is missing. Debian/Ubuntu: apt install chromium chromium-driver fonts-noto-cjk"
        )
    return found


@cache
def axe() -> str:
    """The source of axe-core."""
    path = ROOT / "node_modules" / "axe-core" / "axe.min.js"
    if not path.exists():
        raise RuntimeError("axe-core is missing: npm ci --ignore-scripts")
    return path.read_text()


class Tab:
    """A window of Chromium, signed in as somebody. What it reports is kept until `troubles` is asked."""

    def __init__(self, desk: Desk) -> None:
        options = webdriver.ChromeOptions()
        options.binary_location = program("chromium", "chromium-browser", "google-chrome")
        for flag in FLAGS:
            options.add_argument(flag)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        self.driver = webdriver.Chrome(options=options, service=Service(program("chromedriver")))
        self.desk = desk
        self._cookies: dict[tuple[str, str], list[dict[str, Any]]] = {}
        self.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": LISTEN})
        self.size(WIDE)

    def size(self, size: tuple[int, int]) -> None:
        """The size of the page, without the window's own edges."""
        metrics = {"width": size[0], "height": size[1], "deviceScaleFactor": 1, "mobile": False}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        self.settle()

    def theme(self, name: str) -> None:
        """The colours the system prefers; people of the demo follow the system."""
        calm = {"name": "prefers-reduced-motion", "value": "reduce"}
        media = {"features": [{"name": "prefers-color-scheme", "value": name}, calm]}
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", media)
        self.settle()

    def settle(self) -> None:
        """Until the page is drawn as it stands and no colour is on its way to another."""
        self.driver.execute_async_script(SETTLE)

    def enter(self, number: str = "", *, language: str = "zh-hans") -> "Tab":
        """Be this person (nobody without a number) in this language; each signs in once and is remembered.
        The page before is left first: what it still asks for must not meet their sign-in.
        """
        self.leave()
        self.driver.execute_cdp_cmd("Network.clearBrowserCookies", {})
        if number:
            self._sign_in(number)
        self._cookie("yinuo_language", language)
        return self

    def _cookie(self, name: str, value: str) -> None:
        self.driver.execute_cdp_cmd("Network.setCookie", {"name": name, "value": value, "url": self.desk.url})

    def _sign_in(self, number: str) -> None:
        known = (self.desk.url, number)
        if known not in self._cookies:
            self.wait(lambda: self._signed_in(number), f"that {number} is signed in", 3 * PATIENCE)
            self._cookies[known] = self.driver.get_cookies()
        else:
            for cookie in self._cookies[known]:
                self._cookie(cookie["name"], cookie["value"])

    def _signed_in(self, number: str) -> bool:
        """Whether it was done: an answer to the page before may have brought another CSRF cookie."""
        self.open("/sign-in/")
        self.find("[name=staff_number]").send_keys(number)
        self.find("[name=password]").send_keys(PASSWORD)
        self.find("main .btn--primary").click()
        self.wait(lambda: not self.all("[name=staff_number]"))
        return "/sign-in/" not in self.driver.current_url

    def open(self, path: str) -> "Tab":
        """Load a page, and wait until its scripts have run: its own, not those of the page before, which
        a driver in a hurry may still show.
        """
        self.run("window.__left = true")
        self.driver.get(f"{self.desk.url}{path}")
        self.wait(lambda: self.run(LOADED, self.desk.url), f"for {path}")
        return self

    def leave(self) -> None:
        """Away from the desk, to an empty page."""
        self.driver.get("about:blank")

    def find(self, selector: str) -> WebElement:
        """The first element, as soon as it is there."""
        return self.wait(lambda: next(iter(self.all(selector)), None), selector)

    def all(self, selector: str) -> list[WebElement]:
        """Every element that is there now."""
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def text(self, selector: str) -> str:
        """The text of an element that is there now; empty where there is none."""
        return str(
            self.run("return document.querySelector(arguments[0])?.textContent ?? ''", selector)
        ).strip()

    def press(self, *keys: str) -> None:
        """Press keys wherever the focus is: one by one, or `ctrl+enter` together."""
        for key in keys:
            chain = webdriver.ActionChains(self.driver)
            *held, last = key.split("+") if len(key) > 1 else [key]
            for one in held:
                chain.key_down(_KEYS[one])
            chain.send_keys(_KEYS.get(last, last))
            for one in held:
                chain.key_up(_KEYS[one])
            chain.perform()

    def click(self, selector: str) -> None:
        """Press an element; once more where the page was just drawing it anew."""

        def pressed() -> bool:
            self.find(selector).click()
            return True

        self.wait(pressed, selector)

    def tick(self, selector: str) -> None:
        """Press an element that a pointer does not reach: hidden under its label, or far down the page."""
        self.wait(lambda: self.run("arguments[0].click(); return true", self.find(selector)), selector)

    def point(self, selector: str) -> None:
        """Move the pointer over an element."""
        webdriver.ActionChains(self.driver).move_to_element(self.find(selector)).perform()

    def run(self, script: str, *values: Any) -> Any:
        """Run JavaScript in the page."""
        return self.driver.execute_script(script, *values)

    def wait(self, what: Callable[[], Found], why: str = "", patience: float = PATIENCE) -> Found:
        """Until `what` is true; fails with `why` and what the page shows."""
        until = time.monotonic() + patience
        while True:
            try:
                if found := what():
                    return found
            except WebDriverException as error:
                if time.monotonic() > until:
                    raise AssertionError(self._in_vain(why)) from error
            if time.monotonic() > until:
                raise AssertionError(self._in_vain(why))
            time.sleep(0.05)

    def _in_vain(self, why: str) -> str:
        """What the page shows, the dialog over it, what was still asked for, what the desk complained of."""
        seen = {one: " ".join(self.text(one).split())[:400] for one in ("main", "dialog[open]", ".toasts")}
        asked = self.run(LAST_ASKED)
        return f"waited in vain {why} at {self.driver.current_url}: {seen}\n{asked}\n{self.desk.log()}"

    def shot(self, name: str) -> Path:
        """Save what is seen."""
        SHOTS.mkdir(exist_ok=True)
        path = SHOTS / f"{name}.png"
        self.driver.save_screenshot(str(path))
        return path

    def kept(self, name: str, wrong: list[str]) -> None:
        """Save what is seen where something is wrong with it, and always with SHOTS set."""
        if wrong or os.environ.get("SHOTS"):
            self.shot(name)

    def measured(self, judged: str = "all") -> list[str]:
        """What our own measures and axe-core (`all` rules, only `contrast`, `none`) find wrong here."""
        found = [str(fault) for fault in self.run((HERE / "measures.js").read_text())]
        if judged == "none":
            return found
        if not self.run("return typeof axe === 'object'"):
            self.run(axe())
        only: dict[str, Any] = {"type": "tag", "values": AXE_TAGS}
        if judged == "contrast":
            only = {"type": "rule", "values": ["color-contrast"]}
        options = {"runOnly": only, "resultTypes": ["violations"], "preload": False}
        answer = self.driver.execute_async_script(MEASURE, options)
        if answer:  # perhaps it looked while the page was drawn in other colours
            self.settle()
            answer = self.driver.execute_async_script(MEASURE, options)
        return found + [_told(fault) for fault in answer]

    def troubles(self, *, allowed: tuple[str, ...] = ()) -> list[str]:
        """Errors and reports of the browser since the last time, but those that hold an allowed word."""
        found = [entry["message"] for entry in self.driver.get_log("browser") if entry["level"] == "SEVERE"]
        found = [one for one in found if LOCATING not in one and TAKEN_AGAIN not in one]
        found += self.run("return (window.__reports ?? []).splice(0)")
        return [one for one in found if not any(word in one for word in allowed)]

    @contextmanager
    def another(self) -> Iterator[None]:
        """A second tab of the same browser, closed at the end."""
        first = self.driver.current_window_handle
        self.driver.switch_to.new_window("tab")
        self.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": LISTEN})
        try:
            yield
        finally:
            self.driver.close()
            self.driver.switch_to.window(first)

    def close(self) -> None:
        """End the browser."""
        self.driver.quit()


_KEYS = {
    "enter": Keys.ENTER, "ctrl": Keys.CONTROL, "shift": Keys.SHIFT, "alt": Keys.ALT, "escape": Keys.ESCAPE,
    "tab": Keys.TAB, "f2": Keys.F2, "down": Keys.ARROW_DOWN, "left": Keys.ARROW_LEFT,
    "right": Keys.ARROW_RIGHT, "backspace": Keys.BACKSPACE,
}  # fmt: skip


def _told(violation: dict[str, Any]) -> str:
    nodes = [node["html"][:160] for node in violation["nodes"][:3]]
    why = violation["nodes"][0].get("failureSummary", "")[:200] if violation["nodes"] else ""
    return f"axe {violation['id']}: {json.dumps(nodes, ensure_ascii=False)} {why}"
