"""What a driver is asked to say, on their own pages: listed, answered with photos once, also by the queue."""

from datetime import timedelta

import pytest
from django.test import Client

from tests.driver.conftest import JSON, Browse, key
from tests.factories import complaints as make
from tests.factories import pictures
from yinuo.complaints.actions import hearing
from yinuo.complaints.models import Statement
from yinuo.core import clock
from yinuo.core.models import Event
from yinuo.orders.models import Order
from yinuo.staff.models import Person
from yinuo.tickets.models import Attachment

QUEUED = {"Accept": JSON}


@pytest.fixture
def statement(order: Order, agent: Person, driver: Person) -> Statement:
    """王先生 complains about the driver, who is asked."""
    case = make.registered(agent, respondent=driver, about=order.ticket)
    asks, due_at = f"{make.PHONE} 王先生说没人来，请说明经过", clock.now() + timedelta(hours=2)
    return hearing.ask_statement(complaint=case, to=driver, asks=asks, due_at=due_at, by=agent)


def at(statement: Statement) -> str:
    """Its page."""
    return f"/d/statements/{statement.pk}/"


def read(client: Client, address: str) -> str:
    """The page."""
    return client.get(address).content.decode()


def test_it_stands_on_the_list_until_it_is_given(statement: Statement, phone: Client, order: Order) -> None:
    home = read(phone, "/d/")
    for words in (at(statement), "请你说明", "请说明经过", str(order.ticket.number)):
        assert words in home, words
    page = read(phone, at(statement))
    for hidden in ("王先生", make.PHONE, make.ACCOUNT, statement.complaint.ticket.ref):
        assert hidden not in page, hidden
    photo = pictures.with_place()
    photo.name = "桥北.jpg"  # type: ignore[attr-defined]
    said = {"form_key": key(), "said": "桥北卸货排队", "photos": photo}
    sent = phone.post(at(statement), said)
    assert (sent.status_code, sent["Location"]) == (302, "/d/")
    statement.refresh_from_db()
    assert (statement.state, statement.said) == ("GIVEN", "桥北卸货排队")
    assert at(statement) not in read(phone, "/d/")
    row = Attachment.objects.get(purpose="statement")
    assert (row.door, row.by) == ("driver", statement.to)
    done = read(phone, at(statement))
    url = f"{at(statement)}files/{row.pk}/"
    assert url in done
    assert "<textarea" not in done
    answer = phone.get(url)
    assert b"Secret" not in b"".join(answer.streaming_content)


def test_from_the_queue_it_is_given_once(statement: Statement, phone: Client) -> None:
    said = {"form_key": key(), "said": "桥北卸货排队", "waited": "600"}
    for _ in range(2):
        sent = phone.post(at(statement), said, headers=QUEUED)
        assert sent.json() == {"text": "说明已交给客服。", "next": "/d/"}
    assert Event.objects.filter(kind="complaint.statement_given").count() == 1
    other = phone.post(at(statement), {"form_key": key(), "said": "没有排队"}, headers=QUEUED)
    assert other.status_code == 409
    assert other.json()["text"]


def test_what_is_refused_is_said_and_nothing_typed_is_lost(statement: Statement, phone: Client) -> None:
    empty = phone.post(at(statement), {"form_key": key(), "said": " "})
    assert empty.status_code == 422
    broken = pictures.bomb()
    broken.name = "大图.png"  # type: ignore[attr-defined]
    said = {"form_key": key(), "said": "我写了很久", "photos": broken}
    refused = phone.post(at(statement), said)
    assert refused.status_code == 422
    for words in ("我写了很久", "“大图.png”超过", "没有收下"):
        assert words in refused.content.decode(), words
    queued = phone.post(at(statement), {"form_key": key(), "said": ""}, headers=QUEUED)
    assert (queued.status_code, bool(queued.json()["text"])) == (422, True)
    assert not Attachment.objects.filter(purpose="statement").exists()


def test_after_the_waiver_the_words_stand_with_the_reason(
    statement: Statement, phone: Client, team_leader: Person
) -> None:
    hearing.waive(statement=statement, reason="left", by=team_leader, note="联系不上")
    late = phone.post(at(statement), {"form_key": key(), "said": "我写了很久"})
    assert late.status_code == 409
    assert "我写了很久" in late.content.decode()
    assert "不用再说明了。" in read(phone, at(statement))


def test_nobody_else_finds_it(
    statement: Statement, agent: Person, second_driver: Person, browse: Browse
) -> None:
    for person in (second_driver, agent):
        client = browse(person)
        assert client.get(at(statement)).status_code == 404
        assert client.post(at(statement), {"form_key": key(), "said": "替他说"}).status_code == 404
        assert client.get(f"{at(statement)}files/1/").status_code == 404
    assert Client().get(at(statement)).status_code == 302
    statement.refresh_from_db()
    assert statement.state == "ASKED"
