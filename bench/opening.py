"""How soon a customer's or driver's phone can use a page on its first visit: in Chromium, slowed as its
developer tools slow it for "Fast 4G" and a processor four times slower than this one, nothing kept.
"""

import json
import subprocess
import sys

from selenium.webdriver import Chrome, ChromeOptions
from selenium.webdriver.chrome.service import Service

from bench.desks import Desk
from bench.report import quantile, say
from tests.browser.tab import FLAGS, PHONE, program

VISITS = 9
LINE = {
    "offline": False,
    "latency": 165,
    "downloadThroughput": 9_000_000 / 8 * 0.9,
    "uploadThroughput": 1_500_000 / 8 * 0.9,
}
"""Milliseconds for a question and its answer, and bytes a second."""
SLOWER = 4
USABLE = """
const [page] = performance.getEntriesByType('navigation');
const painted = performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0;
return Math.max(painted, page.domContentLoadedEventEnd);
"""
"""Painted, and every script that answers a finger has run."""
FLOOR = "/static/build/favicon.svg"
ADDRESSES = ("/p/", "/p/order/", "/p/track/", "/p/ask/", "/d/sign-in/")


def measure(desk: Desk) -> None:
    """Print for each page the median and the slowest of some first visits, against a picture of 300 bytes."""
    words = [sys.executable, "-m", "bench.floor_tracking"]
    facts = subprocess.run(words, env=desk.environment, check=True, stdout=subprocess.PIPE, text=True)
    link = json.loads(facts.stdout)["links"][0]
    options = ChromeOptions()
    options.binary_location = program("chromium", "chromium-browser", "google-chrome")
    for flag in FLAGS:
        options.add_argument(flag)
    with Chrome(options=options, service=Service(program("chromedriver"))) as phone:
        site = f"http://127.0.0.1:{desk.ports[0]}"
        floor = quantile(_visits(phone, site + FLOOR), 0.5)
        say(f"opening on a slow line: {FLOOR} p50 {floor:.0f} ms")
        for address in (*ADDRESSES, link):
            times = _visits(phone, site + address)
            p50, said = quantile(times, 0.5), address if address != link else "/t/…"
            slowest = f"slowest {max(times):.0f} ms"
            say(f"opening {said}: usable p50 {p50:.0f} ms, {slowest}, ratio {p50 / floor:.1f}")


def _visits(phone: Chrome, address: str) -> list[float]:
    """Milliseconds from the question to usable, each time as if never there before."""
    commands = phone.execute_cdp_cmd
    size = {"width": PHONE[0], "height": PHONE[1], "deviceScaleFactor": 1, "mobile": True}
    commands("Emulation.setDeviceMetricsOverride", size)
    commands("Network.enable", {})
    commands("Network.setCacheDisabled", {"cacheDisabled": True})
    commands("Network.emulateNetworkConditions", LINE)
    commands("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    times: list[float] = []
    for _ in range(VISITS):
        commands("Network.clearBrowserCookies", {})
        phone.get(address)
        times.append(float(phone.execute_script(USABLE)))
    return times
