"""A complaint that a driver passes on from the job or the list: received, numbered, nothing of the case."""

import pytest
from django.test import Client

from tests.driver.conftest import JSON, Browse, at, key, take_away
from yinuo.complaints.models import Complaint
from yinuo.complaints.rules import stages
from yinuo.core.models import Event
from yinuo.orders.models import Order
from yinuo.staff.models import Person
from yinuo.tickets.models import Link

QUEUED = {"Accept": JSON}
REPORT = "/d/complaint/"
SAID = {
    "account": "收货人说昨天的货压坏了，要赔", "contact_name": "马先生", "contact_phone": "13800006621",
    "channel": "PHONE",
}  # fmt: skip


def said(**changed: str) -> dict[str, str]:
    """A form that is filled."""
    return {"form_key": key(), **SAID, **changed}


def read(client: Client, address: str) -> str:
    """The page."""
    return client.get(address).content.decode()


@pytest.mark.usefixtures("desk")
def test_from_the_list_it_is_received_with_its_number(phone: Client, driver: Person) -> None:
    """R334 R349."""
    assert f'href="{REPORT}"' in read(phone, "/d/")
    assert "转给客服台" in read(phone, REPORT)
    sent = phone.post(REPORT, said())
    assert (sent.status_code, sent["Location"]) == (302, "/d/")
    case = Complaint.objects.get()
    assert (case.recorded_by, case.ticket.channel, case.about) == (driver, "PHONE", None)
    assert case.ticket.owner not in (None, driver)
    assert f"已收到，编号 {case.ticket.number}。" in read(phone, "/d/")
    noted = Event.objects.get(kind="complaint.registered", ticket_id=case.pk)
    assert (noted.door, noted.actor_id) == ("driver", driver.pk)


def test_from_the_job_the_order_is_taken_over(phone: Client, accepted: Order) -> None:
    address = at(accepted, "complaint/")
    assert f'href="{address}"' in read(phone, at(accepted))
    assert str(accepted.ticket.number) in read(phone, address)
    sent = phone.post(address, said())
    assert sent["Location"] == at(accepted)
    case = Complaint.objects.get()
    assert case.about_id == accepted.ticket.pk
    assert Link.objects.filter(kind=stages.LINK).count() == 1
    assert Event.objects.filter(kind="ticket.complained", ticket_id=accepted.pk).count() == 1


def test_nothing_of_the_case_is_seen_afterwards(phone: Client, accepted: Order) -> None:
    phone.post(at(accepted, "complaint/"), said())
    ref = Complaint.objects.get().ticket.ref
    for address in (f"/complaints/{ref}/", f"/tickets/{ref}/"):
        assert phone.get(address).status_code == 404
    phone.get("/d/")  # the word that it was received is said once
    for address in ("/d/", at(accepted)):
        page = read(phone, address)
        assert (ref in page, SAID["account"] in page) == (False, False)


@pytest.mark.usefixtures("desk")
def test_from_the_queue_it_is_one_however_often_it_is_sent(phone: Client) -> None:
    form = said(waited="600")
    answers = [phone.post(REPORT, form, headers=QUEUED).json() for _ in range(2)]
    number = Complaint.objects.get().ticket.number
    assert answers == [{"text": f"已收到，编号 {number}。", "next": "/d/"}] * 2
    assert [read(phone, "/d/").count(f"编号 {number}") for _ in range(2)] == [1, 0]


@pytest.mark.usefixtures("desk")
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(phone: Client) -> None:
    empty = phone.post(REPORT, said(account=" "))
    assert (empty.status_code, SAID["contact_name"] in empty.content.decode()) == (422, True)
    short = phone.post(REPORT, said(contact_phone="12"))
    assert (short.status_code, SAID["account"] in short.content.decode()) == (422, True)
    queued = phone.post(REPORT, said(account=""), headers=QUEUED)
    assert (queued.status_code, bool(queued.json()["text"])) == (422, True)
    assert not Complaint.objects.exists()


def test_of_anothers_job_or_of_the_desk_it_is_none(
    accepted: Order, agent: Person, second_driver: Person, phone: Client, browse: Browse
) -> None:
    address = at(accepted, "complaint/")
    for person in (second_driver, agent):
        other = browse(person)
        assert (other.get(address).status_code, other.post(address, said()).status_code) == (404, 404)
    assert browse(agent).get(REPORT).status_code == 404
    take_away(accepted, second_driver, agent)
    assert phone.post(address, said()).status_code == 409
    assert not Complaint.objects.exists()
