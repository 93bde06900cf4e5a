"""A driver in a hurry, a full phone, a network that answers for the desk: nothing pressed is lost."""

import pytest

from tests.browser.server import Desk
from tests.browser.tab import Tab
from tests.browser.test_driver import PATIENT, files, job, phone, stage, submit, times

__all__ = ["phone"]
pytestmark = pytest.mark.browser
SLOW = """
  const real = window.fetch;
  window.fetch = async (...asked) => {
    if (asked[1]?.method === 'POST') await new Promise((go) => { window.go = go; });
    return real(...asked);
  };
"""
"""What is sent waits until `go()` is called."""
PORTAL_PAGE = """
  const real = window.fetch;
  window.met = 0;
  window.fetch = async (...asked) => {
    if (asked[1]?.method !== 'POST' || window.met++) return real(...asked);
    return new Response('<h1>Wi-Fi</h1>', { headers: { 'Content-Type': 'text/html' } });
  };
"""
"""The first that is sent meets the sign-in page of a network."""
FULL = "IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError'); };"
HASTY = """
  const field = document.querySelector('[data-photos] input[multiple]'), box = new DataTransfer();
  const canvas = Object.assign(document.createElement('canvas'), { width: 2000, height: 1000 });
  canvas.toBlob((blob) => {
    box.items.add(new File([blob], 'a.jpg', { type: 'image/jpeg' }));
    field.files = box.files;
    field.dispatchEvent(new Event('change', { bubbles: true }));
    document.querySelector('[form=said]').click();
  }, 'image/jpeg');
"""
"""A photo, and the main button before it was made small."""


def test_a_photo_taken_in_a_hurry_goes_along(phone: Tab, own_desk: Desk) -> None:
    """Pressed while the phone still makes the picture small."""
    address = job(own_desk, "ACCEPTED")
    phone.open(f"{address}pickup/")
    phone.run(HASTY)
    phone.wait(lambda: stage(own_desk, address) == "PICKED_UP", "done", PATIENT)
    assert files(own_desk, address, "width") == [1600]


def test_a_full_phone_sends_at_once_with_the_photo(phone: Tab, own_desk: Desk) -> None:
    """Where nothing can be kept it is sent as any form is, picture and all."""
    address = job(own_desk, "ACCEPTED")
    phone.open(f"{address}pickup/")
    phone.run(FULL)
    phone.run(HASTY)
    phone.wait(lambda: stage(own_desk, address) == "PICKED_UP", "done", PATIENT)
    assert files(own_desk, address, "width") == [1600]


def test_the_page_of_a_network_is_no_answer(phone: Tab, own_desk: Desk) -> None:
    """What a café's sign-in page answered was not received: it is sent again."""
    address = job(own_desk, "ACCEPTED")
    phone.open(f"{address}pickup/")
    phone.run(PORTAL_PAGE)
    submit(phone)
    phone.wait(lambda: stage(own_desk, address) == "PICKED_UP", "sent again", PATIENT)


def test_what_is_pressed_while_another_is_on_its_way_is_sent_too(phone: Tab, own_desk: Desk) -> None:
    """A second exception on the same page, told while the first is slow: both arrive, in their order."""
    address = job(own_desk, "ACCEPTED")
    phone.open(f"{address}late/")
    phone.run(SLOW)
    for number, words in enumerate(("堵在桥上", "地址也不对")):
        phone.run(
            "document.querySelectorAll('[name=cause]')[arguments[1]].checked = true;"
            "document.querySelector('[name=note]').value = arguments[0];"
            "document.getElementById('said').removeAttribute('aria-busy')",
            words,
            number,
        )
        submit(phone)
    phone.wait(lambda: len(phone.all("#queue li")) == 2, "both wait", PATIENT)
    phone.wait(lambda: phone.run("if (window.go) window.go(); return true"), "go")
    phone.wait(
        lambda: phone.run("window.go?.()") or times(own_desk, address, "order.exception_noted") == 2,
        "both are noted",
        PATIENT,
    )
