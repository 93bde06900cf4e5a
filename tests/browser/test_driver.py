"""The drivers' pages on a phone: what is pressed without a network is done once when there is one again."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.browser.server import ROOT, Desk, environment
from tests.browser.tab import PHONE, Tab
from tests.factories import pictures

pytestmark = pytest.mark.browser
PATIENT = 30.0
"""Seconds: the first write of a new browser to its store waits for the disk of a busy machine."""
DRIVER = "6004"
"""Has one order accepted and one in transit."""
KEPT = """
const done = arguments[0];
const asked = indexedDB.open('yinuo-driver', 1);
asked.onsuccess = () => {
  const keys = asked.result.transaction('pages').objectStore('pages').getAllKeys();
  keys.onsuccess = () => { asked.result.close(); done(keys.result.join(' ')); };
};
"""
"""The addresses of the pages that are kept."""
SIGN = """
const [canvas] = arguments, box = canvas.getBoundingClientRect();
const at = (kind, x, y) => canvas.dispatchEvent(new PointerEvent(kind, {
  pointerId: 1, bubbles: true, clientX: box.x + x, clientY: box.y + y, isPrimary: true,
}));
canvas.setPointerCapture = () => {};
at('pointerdown', 40, 60);
for (let x = 40; x < 240; x += 8) at('pointermove', x, 60 + 30 * Math.sin(x / 15));
at('pointerup', 240, 60);
"""
"""A wave drawn with one finger."""
OFFLINE_WORDS = ("ERR_INTERNET_DISCONNECTED", "Failed to fetch", "status of 4", "Network location")


def job(desk: Desk, stage: str, part: str = "", driver: str = DRIVER) -> str:
    """The address of this driver's job in this stage."""
    rows = (
        "SELECT t.ref FROM tickets_ticket t JOIN staff_person p ON p.id = t.given_to_id "
        "WHERE p.staff_number = ? AND t.stage = ?"
    )
    return f"/d/t/{desk.one(rows, driver, stage)}/{part}"


def stage(desk: Desk, address: str) -> str:
    """The stage of the job at this address."""
    return str(desk.one("SELECT stage FROM tickets_ticket WHERE ref = ?", address.split("/")[3]))


def times(desk: Desk, address: str, kind: str) -> int:
    """How often that happened to the job at this address."""
    rows = (
        "SELECT count(*) FROM core_event e JOIN tickets_ticket t ON t.id = e.ticket_id "
        "WHERE t.ref = ? AND e.kind = ?"
    )
    return int(desk.one(rows, address.split("/")[3], kind))


def files(desk: Desk, address: str, column: str) -> list[object]:
    """A column of the pictures of the job at this address."""
    rows = (
        f"SELECT a.{column} FROM tickets_attachment a JOIN tickets_ticket t ON t.id = a.ticket_id "
        "WHERE t.ref = ? ORDER BY a.id"
    )
    return [row[0] for row in desk.ask(rows, address.split("/")[3])]


def network(tab: Tab, is_there: bool) -> None:
    """Take the network away, or give it back."""
    tab.driver.execute_cdp_cmd("Network.enable", {})
    none = {"offline": not is_there, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
    tab.driver.execute_cdp_cmd("Network.emulateNetworkConditions", none)


@pytest.fixture
def phone(window: Tab, own_desk: Desk) -> Iterator[Tab]:
    """The driver's phone, on a desk of this test alone."""
    window.desk = own_desk
    window.size(PHONE)
    window.theme("light")
    window.enter(DRIVER)
    window.troubles()
    yield window
    network(window, True)
    window.open("/healthz")
    window.run("indexedDB.deleteDatabase('yinuo-driver'); localStorage.clear()")
    found = window.troubles(allowed=OFFLINE_WORDS)
    assert not found, "\n".join(found)


@pytest.fixture
def photo(tmp_path: Path) -> str:
    """A photo larger than what is sent."""
    path = tmp_path / "photo.jpg"
    path.write_bytes(pictures.picture(3000, 2000).read())
    return str(path)


def submit(tab: Tab) -> None:
    """Press the main button."""
    tab.tick("[form=said]")


def state(tab: Tab) -> Callable[[], str]:
    """What the queue says of its only line."""
    return lambda: tab.text("#queue .chip")


def test_a_pick_up_without_network_is_done_once(phone: Tab, own_desk: Desk, photo: str) -> None:
    """Counted, photographed, confirmed offline; it waits in sight, and is sent when the network is back."""
    address = job(own_desk, "ACCEPTED")
    phone.open(f"{address}pickup/")
    network(phone, False)
    phone.wait(
        lambda: not phone.run("return document.querySelector('[data-when=offline]').hidden"), "offline"
    )
    phone.find("input[type=file][multiple]").send_keys(photo)
    phone.wait(lambda: phone.all(".photos__on img"), "the photo")
    phone.click(".counter button[value='-1']")
    assert "9" in phone.text("[data-counted]")
    phone.find("[name=note]").send_keys("少一件，客户自己留下了")
    submit(phone)
    phone.wait(lambda: state(phone)() == "待发送", "the queue", PATIENT)
    assert stage(own_desk, address) == "ACCEPTED"
    phone.wait(lambda: phone.run("return document.activeElement.id") == "queue", "the focus")
    phone.shot("driver-pickup-offline")
    network(phone, True)
    phone.wait(lambda: stage(own_desk, address) == "PICKED_UP", "the network")
    phone.wait(lambda: state(phone)() == "已发送", "sent")
    assert times(own_desk, address, "order.picked_up") == 1
    assert files(own_desk, address, "width") == [1600]


def test_what_waits_survives_the_page(phone: Tab, own_desk: Desk) -> None:
    """Closed offline; any page of the drivers that is opened later sends it."""
    address = job(own_desk, "ACCEPTED")
    phone.open(f"{address}pickup/")
    network(phone, False)
    submit(phone)
    phone.wait(lambda: state(phone)() == "待发送", "the queue", PATIENT)
    own_desk.stop()  # nobody answers until the page is gone: as it goes it may see the network again
    phone.leave()
    network(phone, True)
    own_desk.start()
    assert stage(own_desk, address) == "ACCEPTED"
    phone.open("/d/")
    phone.wait(lambda: stage(own_desk, address) == "PICKED_UP", "sent from another page")
    assert times(own_desk, address, "order.picked_up") == 1


def test_a_lost_reply_is_no_second_pick_up(phone: Tab, own_desk: Desk) -> None:
    """The desk did it, the phone did not hear so: it is sent again, and once is what is written."""
    address = job(own_desk, "ACCEPTED")
    phone.open(f"{address}pickup/")
    phone.run("""
      const real = window.fetch; window.lost = 0;
      window.fetch = async (...asked) => {
        const answer = await real(...asked);
        if (asked[1]?.method === 'POST' && window.lost < 2) { window.lost += 1; throw new TypeError('lost'); }
        return answer;
      };
    """)
    submit(phone)
    phone.wait(lambda: stage(own_desk, address) == "PICKED_UP", "done")
    phone.wait(lambda: "/pickup/" not in phone.driver.current_url or state(phone)() == "已发送", "sent", 30)
    assert times(own_desk, address, "order.picked_up") == 1


def test_a_conflict_stays_until_it_was_read(phone: Tab, own_desk: Desk) -> None:
    """Somebody noted another count meanwhile: the phone says so on every page until the driver read it."""
    address = job(own_desk, "ACCEPTED")
    phone.open(f"{address}pickup/")
    network(phone, False)
    submit(phone)
    phone.wait(lambda: state(phone)() == "待发送", "the queue", PATIENT)
    _at_the_desk(own_desk, address.split("/")[3])
    network(phone, True)
    phone.wait(lambda: state(phone)() == "冲突", "told")
    assert "3" in phone.text("#queue p")
    phone.open("/d/")
    phone.wait(lambda: state(phone)() == "冲突", "still there")
    phone.shot("driver-conflict")
    phone.click("#queue button")
    phone.wait(lambda: phone.run("return document.getElementById('queue').hidden"), "read")
    phone.open("/d/me/")
    assert phone.run("return document.getElementById('queue').hidden")
    phone.find("form[action='/d/sign-out/'] button").click()
    phone.wait(lambda: "/sign-in/" in phone.driver.current_url, "out")
    phone.wait(lambda: phone.driver.execute_async_script(KEPT) == "", "no page is kept")


def _at_the_desk(desk: Desk, ref: str) -> None:
    """The desk notes that three pieces were picked up."""
    there = environment(YINUO_DATA=str(desk.folder), DJANGO_SETTINGS_MODULE="yinuo.settings")
    script = (
        "import django; django.setup()\n"
        "from yinuo.orders import actions\n"
        "from yinuo.staff.models import Person\n"
        "from yinuo.wiring import switchboard\n"
        "switchboard.connect()\n"
        "by = Person.objects.get(staff_number='7001')\n"
        "from yinuo.core import db\n"
        "with db.transaction():\n"
        f"    actions.pick_up(order=actions.find({ref!r}, by=by), by=by, pieces=3)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], env=there, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-1500:]


def test_pages_that_were_kept_open_without_network(phone: Tab, own_desk: Desk) -> None:
    """From the list to the job to the pick-up form, all offline; pressed there, sent later."""
    address = job(own_desk, "ACCEPTED")
    phone.open(address)
    form = f"a[href='{address}pickup/']"
    phone.wait(lambda: "/pickup/" in phone.driver.execute_async_script(KEPT), "kept")
    network(phone, False)
    phone.click(form)
    phone.wait(lambda: phone.text("h1") == "确认提货", "the form")
    assert phone.driver.current_url.endswith("/pickup/")
    submit(phone)
    phone.wait(lambda: state(phone)() == "待发送", "the queue", PATIENT)
    network(phone, True)
    phone.wait(lambda: stage(own_desk, address) == "PICKED_UP", "sent")


def test_a_delivery_signed_with_a_finger(phone: Tab, own_desk: Desk) -> None:
    """On the way, then the name, the drawing and the money; the list says it is done."""
    address = job(own_desk, "OUT_FOR_DELIVERY", driver="6001")
    phone.enter("6001").open(f"{address}deliver/")
    canvas = phone.find(".sign canvas")
    phone.run("arguments[0].scrollIntoView({block: 'center'})", canvas)
    phone.run(SIGN, canvas)
    for way in phone.all("[name=way][value=NONE]"):
        phone.run("arguments[0].click()", way)
    phone.shot("driver-deliver-signed")
    submit(phone)
    phone.wait(lambda: stage(own_desk, address) in ("DELIVERED", "CLOSED"), "delivered")
    assert files(own_desk, address, "purpose") == ["signature"]
    phone.wait(lambda: phone.driver.current_url.endswith(address), "the job again")
