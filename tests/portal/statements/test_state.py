"""By the link of the request: whoever has no account says what they know, and sees nothing of the case."""

import hashlib
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.factories import complaints as make
from tests.factories import pictures
from tests.portal.complaints import forms
from yinuo.complaints.actions import ending, files, hearing
from yinuo.complaints.models import Complaint, Statement
from yinuo.complaints.rules import links
from yinuo.complaints.rules.texts import LONGEST_STATEMENT
from yinuo.core import clock
from yinuo.core.models import Event
from yinuo.portal import pace
from yinuo.staff.models import Person
from yinuo.tickets import actions as tickets
from yinuo.tickets.models import Attachment

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk")]


@pytest.fixture
def statement(agent: Person) -> Statement:
    """老张, who has left, is asked about 王先生's complaint."""
    case = make.registered(agent, respondent_name="老张")
    asks = f"王先生 {make.PHONE} 说没人来，请说明经过"
    said: dict[str, Any] = {"asks": asks, "due_at": clock.now() + timedelta(hours=2)}
    return hearing.ask_statement(complaint=case, by=agent, to_name="老张", to_phone="13905270099", **said)


def path(statement: Statement) -> str:
    """The address in the message."""
    return links.statement_path(statement.pk)


def read(answer: Any) -> str:
    """The page."""
    return str(answer.content.decode())


def test_the_page_says_what_is_asked_and_nothing_of_the_case(statement: Statement) -> None:
    page = read(Client().get(path(statement)))
    assert "<html" in page
    assert "请说明经过" in page
    for hidden in ("王先生", make.PHONE, make.ACCOUNT, make.WANTED, statement.complaint.ticket.ref):
        assert hidden not in page, hidden
    Complaint.objects.update(may_tell=True)
    assert "王先生" in read(Client().get(path(statement)))


@pytest.mark.parametrize(
    ("own", "typed"),
    [
        (make.PHONE, "138 0000 6621"),
        (make.PHONE, "138-0000-6621"),
        (make.PHONE, "138.0000.6621"),
        (make.PHONE, "１３８ ００００ ６６２１"),
        (make.PHONE, "(+86)138 - 0000 - 6621"),
        ("025-84567788", "025-8456 7788"),
        ("025-84567788", "8456 7788"),
    ],
)
def test_no_number_and_no_address_of_the_customer_is_told(agent: Person, own: str, typed: str) -> None:
    """However it was typed, and whoever copied it into the question."""
    address = "江宁汽配城3号门"
    case = make.registered(agent, contact_phone=own, contact_address=address)
    said: dict[str, Any] = {"asks": f"打{typed}找他，在{address}，请说明", "to_name": "老张"}
    asked = hearing.ask_statement(complaint=case, by=agent, due_at=clock.now() + timedelta(hours=2), **said)
    page = read(Client().get(path(asked)))
    assert "请说明" in page
    for hidden in (typed, typed[-4:], address):
        assert hidden not in page, hidden


@pytest.mark.parametrize("over", ["given", "waived", "closed"])
def test_when_it_is_over_nothing_of_the_customer_is_left(
    statement: Statement, agent: Person, team_leader: Person, over: str
) -> None:
    """The link opens what they said themselves; who complained, and the files of the case, no longer."""
    Complaint.objects.update(may_tell=True)
    case, client = make.again(statement.complaint), Client()
    row = tickets.attach(case.ticket, purpose="scan", file=pictures.picture(), by=agent)
    files.pass_on(complaint=case, attachment=row, to="STATEMENT", statement=statement, by=agent)
    url = f"{path(statement)}/files/{row.pk}/"
    page = read(client.get(path(statement)))
    assert all(shown in page for shown in ("王先生", make.PHONE, url))
    assert b"".join(client.get(url).streaming_content).startswith(b"\xff\xd8")
    if over == "given":
        forms.press(client, path(statement), said="当天堵车")
    elif over == "waived":
        hearing.waive(statement=statement, reason="left", by=team_leader, note="联系不上")
    else:
        ending.withdraw(complaint=case, reason="solved", by=agent)
    page = read(client.get(path(statement)))
    for hidden in ("王先生", make.PHONE, url, "给您看的材料"):
        assert hidden not in page, hidden
    assert ("当天堵车" if over == "given" else "不用再说明了。") in page
    assert client.get(url).status_code == 404


def test_it_is_given_by_the_link_and_stands(statement: Statement) -> None:
    client = Client()
    sent = forms.press(client, path(statement), said="已经离职，<b>当天堵车</b>")
    assert (sent.status_code, sent["Location"]) == (302, path(statement))
    page = read(client.get(path(statement)))
    assert "已经离职，&lt;b&gt;当天堵车" in page
    assert "已经交给客服，谢谢。" in page
    assert "<textarea" not in page
    statement.refresh_from_db()
    assert (statement.state, statement.said) == ("GIVEN", "已经离职，<b>当天堵车</b>")


def test_sent_twice_it_is_given_once(statement: Statement) -> None:
    """The same again is the first; other words are refused, and the first stand."""
    client = Client()
    body = forms.filled(read(client.get(path(statement))), path(statement), said="堵车")
    for _ in range(2):
        assert client.post(path(statement), body).status_code == 302
    other = client.post(path(statement), {**body, "said": "没有堵车"})
    assert other.status_code in (409, 422)
    assert 'role="alert"' in read(other)
    assert Event.objects.filter(kind="complaint.statement_given").count() == 1
    statement.refresh_from_db()
    assert statement.said == "堵车"


def test_after_the_waiver_nothing_is_asked(statement: Statement, team_leader: Person) -> None:
    client = Client()
    body = forms.filled(read(client.get(path(statement))), path(statement), said="我写了很久")
    hearing.waive(statement=statement, reason="left", by=team_leader, note="联系不上")
    late = client.post(path(statement), body)
    assert late.status_code in (409, 422)
    assert "我写了很久" in read(late)
    page = read(client.get(path(statement)))
    assert "不用再说明了。" in page
    assert "<textarea" not in page
    statement.refresh_from_db()
    assert (statement.state, statement.said) == ("WAIVED", "")


@pytest.mark.parametrize("said", ["", " ", "长" * (LONGEST_STATEMENT + 1)])
def test_what_is_wrong_is_said_and_the_request_waits(statement: Statement, said: str) -> None:
    refused = Client().post(path(statement), {"said": said})
    assert refused.status_code == 422
    assert 'aria-invalid="true"' in read(refused)
    statement.refresh_from_db()
    assert statement.state == "ASKED"


def test_a_forged_link_opens_nothing(statement: Statement) -> None:
    """Neither another number with this seal nor a changed seal, read or sent."""
    slug = links.statement_slug(statement.pk)
    seal = slug.removeprefix(str(statement.pk))
    forged = (f"{statement.pk + 1}{seal}", slug[:-1] + ("a" if slug[-1] != "a" else "b"), "1", "0" * 13, "<>")
    for one in forged:
        assert Client().get(f"/s/{one}").status_code == 404, one
        assert Client().post(f"/s/{one}", {"said": "替他说"}).status_code == 404, one
    statement.refresh_from_db()
    assert statement.state == "ASKED"


def test_links_are_not_tried_without_end(statement: Statement) -> None:
    client, found = Client(), set()
    for number in range(pace.BURST + 2):
        found.add(client.get(f"/s/{number}abcdefghjkmn").status_code)
    assert found == {404, 429}


def test_a_photo_is_handed_in_by_the_link_and_stands_beside_the_words(
    statement: Statement, client: Client
) -> None:
    photo = SimpleUploadedFile("门口.jpg", pictures.with_place().read(), "image/jpeg")
    broken = SimpleUploadedFile("门口.txt", b"text", "text/plain")
    form = forms.filled(read(client.get(path(statement))), path(statement), said="当天堵车")
    refused = client.post(path(statement), {**form, "photos": [photo, broken]})
    assert refused.status_code == 422
    assert "“门口.txt”不是能打开的照片或 PDF" in read(refused)
    assert "当天堵车" in read(refused)
    photo.seek(0)
    assert client.post(path(statement), {**form, "photos": [photo]}).status_code == 302
    row = Attachment.objects.get()
    assert (row.by, row.purpose, row.door, row.name) == (None, "statement", "portal", "门口.jpg")
    url = f"{path(statement)}/files/{row.pk}/"
    assert url in read(client.get(path(statement)))
    shown = b"".join(client.get(url).streaming_content)
    assert hashlib.sha256(shown).hexdigest() == row.sha256
    assert b"Secret" not in shown
    assert client.get(f"{path(statement)}/files/{row.pk + 1}/").status_code == 404
