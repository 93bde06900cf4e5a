"""Whose phone it is: a second person on it, and where it may tell that it is (R090)."""

from django.test import Client

from tests.driver.conftest import JSON, PICKED, Browse, at, key, take_away
from yinuo.orders.models import HandIn, Order, OrderException
from yinuo.staff.models import Person
from yinuo.tickets.models import Note

QUEUED = {"Accept": JSON}


def test_a_second_person_on_the_same_phone(
    phone: Client, accepted: Order, browse: Browse, second_driver: Person
) -> None:
    """A key belongs to whoever used it: nobody gets another's answer."""
    form = key()
    phone.post(at(accepted, "pickup/"), {"form_key": form, **PICKED}, headers=QUEUED)
    other = browse(second_driver).post(at(accepted, "pickup/"), {"form_key": form, **PICKED}, headers=QUEUED)
    assert other.status_code == 404


def test_what_another_pressed_waits_for_them(
    phone: Client, collected: Order, second_driver: Person, browse: Browse, driver: Person
) -> None:
    """Somebody else signed in on the phone since: a queued act waits for its own driver (401)."""
    other = browse(second_driver)
    said = {"form_key": key(), "cash": "500", "receipts": "0"}
    as_first = {**QUEUED, "X-Driver": str(driver.pk)}
    assert other.post("/d/hand-in/", said, headers=as_first).status_code == 401
    assert other.post(at(collected, "run/"), {"form_key": key()}, headers=as_first).status_code == 401
    assert not HandIn.objects.exists()
    assert phone.post("/d/hand-in/", said, headers=as_first).status_code == 200
    assert HandIn.objects.get().driver == driver


def test_without_a_job_the_list_asks_for_no_position(phone: Client, order: Order) -> None:
    """R090: what the notice says: only while a job is under way, and that begins with the yes."""
    phone.post("/d/me/consent/", {"agree": "yes"})
    assert "data-every" not in phone.get("/d/").content.decode()
    phone.post(at(order, "acceptance/"), {"form_key": key()})
    assert "data-every" in phone.get("/d/").content.decode()


def test_what_is_new_of_a_cause_that_lasts_is_told_too(phone: Client, collected: Order) -> None:
    """R088: one exception, but the second sentence is on the record as well."""
    for words in ("堵在桥上", "还在堵，要改走国道"):
        said = {"form_key": key(), "cause": "road_closed", "note": words}
        assert phone.post(at(collected, "late/"), said, headers=QUEUED).status_code == 200
    assert OrderException.objects.get(order=collected).note == "堵在桥上"
    assert Note.objects.get(ticket=collected.ticket).text == "还在堵，要改走国道"


def test_a_lost_reply_is_heard_also_when_the_job_went_on(
    phone: Client, accepted: Order, agent: Person, second_driver: Person
) -> None:
    """The dispatcher gave the job away because of what was told: sent again, it is no conflict."""
    said = {"form_key": key(), "cause": "vehicle_broken", "note": "爆胎"}
    first = phone.post(at(accepted, "late/"), said, headers=QUEUED)
    take_away(accepted, second_driver, agent)
    again = phone.post(at(accepted, "late/"), said, headers=QUEUED)
    assert (again.status_code, again.json()) == (200, first.json())
    assert phone.post(at(accepted, "late/"), {**said, "form_key": key()}, headers=QUEUED).status_code == 409
