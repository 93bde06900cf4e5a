"""Who comes in: by phone and PIN, by the desk's own sign-in, and nobody else."""

import re

import pytest
from django.test import Client

from tests.driver.conftest import JSON, Browse, at, key
from yinuo.core.models import Event
from yinuo.orders.models import Order, Stage
from yinuo.staff import actions as staff
from yinuo.staff.models import Person, SignIn

TOKEN = re.compile(rb'name="csrf-token" content="[^"]+"')
PIN = "7294"
PAGES = ("/d/", "/d/done/", "/d/hand-in/", "/d/me/", "/d/me/consent/")


@pytest.fixture
def with_pin(desk: object, driver: Person, administrator: Person) -> Person:
    """The driver, who was given a PIN."""
    return staff.set_pin(driver, pin=PIN, by=administrator)


def test_phone_and_pin_open_the_drivers_page(client: Client, with_pin: Person) -> None:
    """The number may be typed in groups; the start page is the list of jobs, also from the root."""
    answer = client.post("/d/sign-in/", {"phone": "139 0527 0001", "pin": PIN})
    assert (answer.status_code, answer["Location"]) == (302, "/d/")
    assert "我的任务" in client.get("/d/").content.decode()
    assert client.get("/")["Location"] == "/d/"
    assert SignIn.objects.filter(person=with_pin, ended_at__isnull=True).count() == 1


def test_a_wrong_pin_says_nothing_about_the_number(client: Client, with_pin: Person) -> None:
    """The words for a wrong PIN and for a number that nobody has are the same; then it is throttled (429)."""
    wrong = client.post("/d/sign-in/", {"phone": "13905270001", "pin": "8305"})
    unknown = client.post("/d/sign-in/", {"phone": "13905279999", "pin": "8305"})
    assert wrong.status_code == unknown.status_code == 422
    assert len(wrong.content) == len(unknown.content)
    for _ in range(6):
        last = client.post("/d/sign-in/", {"phone": "13905270001", "pin": "8305"})
    assert last.status_code == 429
    assert int(last["Retry-After"]) > 0
    assert client.get("/d/").status_code == 302


def test_signing_out_ends_the_session_and_empties_what_the_browser_kept(phone: Client, desk: object) -> None:
    """Pages may be kept for "back" without network; they go with the sign-in."""
    assert phone.get("/d/").headers["Cache-Control"] == "private, no-cache"
    answer = phone.post("/d/sign-out/")
    assert answer["Clear-Site-Data"] == '"cache"'
    assert phone.get("/d/").status_code == 302


@pytest.mark.parametrize("address", PAGES)
def test_nobody_is_sent_to_the_sign_in_page(client: Client, desk: object, address: str) -> None:
    """And comes back to where they wanted to go; what a queue sends is told in JSON (401)."""
    answer = client.get(address)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/d/sign-in/?next=%2Fd%2F")
    assert client.get(address, headers={"Accept": JSON}).status_code == 401


@pytest.mark.parametrize("address", PAGES)
def test_people_of_the_desk_find_nothing(
    desk: object, agent: Person, dispatcher: Person, browse: Browse, address: str
) -> None:
    """Agents and dispatchers have their own pages."""
    assert browse(agent).get(address).status_code == 404
    assert browse(dispatcher).get(address).status_code == 404


def test_next_leads_nowhere_else(client: Client, with_pin: Person) -> None:
    """An address of another site is not followed."""
    said = {"phone": "13905270001", "pin": PIN, "next": "https://example.org/d/"}
    assert client.post("/d/sign-in/", said)["Location"] == "/d/"


def test_another_drivers_job_looks_like_none(
    phone: Client, order: Order, second_driver: Person, browse: Browse
) -> None:
    """The same answer, the same length, the same number of questions to the database."""
    other = browse(second_driver)
    theirs, none = other.get(at(order)), other.get("/d/t/22222222/")
    assert theirs.status_code == none.status_code == 404
    assert TOKEN.sub(b"", theirs.content) == TOKEN.sub(b"", none.content)
    for part in ("pickup/", "deliver/", "late/", "declining/", "freight/"):
        assert other.get(at(order, part)).status_code == 404
    for part in (
        "acceptance/",
        "departure/",
        "arrival/",
        "run/",
        "pickup/",
        "deliver/",
        "late/",
        "declining/",
    ):
        sent = other.post(at(order, part), {"form_key": key()}, headers={"Accept": JSON})
        assert sent.status_code == 404
    order.ticket.refresh_from_db()
    assert order.ticket.stage == Stage.DISPATCHED


def test_the_job_page_is_recorded_as_a_look_at_personal_data(phone: Client, order: Order) -> None:
    """Once a day, however often it is opened."""
    for _ in range(3):
        assert phone.get(at(order)).status_code == 200
    assert Event.objects.filter(kind="ticket.personal_seen", ticket_id=order.pk).count() == 1


def test_duty_is_switched_on_the_list(phone: Client, desk: object, driver: Person) -> None:
    """Off duty no job is given; on again."""
    phone.post("/d/duty/", {"on": "no"})
    driver.refresh_from_db()
    assert not driver.on_duty
    assert "已下班" in phone.get("/d/").content.decode()
    phone.post("/d/duty/", {"on": "yes"})
    driver.refresh_from_db()
    assert driver.on_duty


def test_the_driver_changes_the_pin(client: Client, with_pin: Person) -> None:
    """With the present one; a wrong one changes nothing."""
    client.post("/d/sign-in/", {"phone": "13905270001", "pin": PIN})
    assert client.post("/d/me/pin/", {"current": "8305", "pin": "6173"}).status_code == 422
    assert client.post("/d/me/pin/", {"current": PIN, "pin": "6173"})["Location"] == "/d/me/"
    assert client.get("/d/me/").status_code == 200
    other = Client()
    assert other.post("/d/sign-in/", {"phone": "13905270001", "pin": "6173"})["Location"] == "/d/"
