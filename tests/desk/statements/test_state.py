"""Saying what one knows of a complaint, without seeing it (R171)."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.desk.orders import browsing
from tests.desk.tickets import parts
from tests.factories import complaints as make
from tests.factories import orders as orders_make
from tests.factories import pictures
from yinuo.complaints.actions import ending, hearing
from yinuo.complaints.models import Complaint, Statement
from yinuo.complaints.rules.texts import LONGEST_STATEMENT
from yinuo.core import clock, uploads
from yinuo.core.models import Event
from yinuo.staff.models import Person
from yinuo.tickets.models import Attachment

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk")]
LIST = "/statements/"


def asked(by: Person, to: Person, hours: int = 2, **said: Any) -> Statement:
    """王先生's complaint is about the person, who is asked to say what happened."""
    case = make.registered(by, respondent=to, **said)
    return ask(case, by, to, f"{make.PHONE} 王先生说没人来，请说明经过", hours)


def ask(case: Complaint, by: Person, to: Person, asks: str, hours: int = 2) -> Statement:
    """One request."""
    due_at = clock.now() + timedelta(hours=hours)
    return hearing.ask_statement(complaint=case, to=to, asks=asks, due_at=due_at, by=by)


def address(statement: Statement) -> str:
    """Its page."""
    return f"{LIST}{statement.pk}/"


def give(client: Any, statement: Statement, said: str, *files: SimpleUploadedFile) -> Any:
    """Fill in the page's own form and press its button."""
    form = browsing.form(client.get(address(statement)), address(statement))
    assert (form.action, set(form.values)) == (address(statement), {"csrfmiddlewaretoken", "said", "photos"})
    return client.post(form.action, {"csrfmiddlewaretoken": "", "said": said, "photos": list(files)})


def test_the_list_has_what_is_asked_of_me_the_nearest_first(
    agent: Person, driver: Person, mate: Person, browse: Any
) -> None:
    client = browse(driver)
    assert "没有要您说明的事" in parts.text(client.get(LIST))
    order = orders_make.dispatched(agent)
    later, sooner = asked(agent, driver, 3, about=order.ticket), asked(agent, driver, 1)
    page = parts.text(client.get(LIST))
    assert page.index(address(sooner)) < page.index(address(later))
    assert str(order.ticket.number) in page
    assert address(sooner) not in parts.text(browse(mate).get(LIST))


def test_the_page_says_what_is_asked_and_no_word_of_the_customer(
    agent: Person, driver: Person, browse: Any
) -> None:
    statement, client = asked(agent, driver), browse(driver)
    pages = parts.text(client.get(LIST)) + parts.text(client.get(address(statement)))
    assert "请说明经过" in pages
    for hidden in ("王先生", make.PHONE, make.ACCOUNT, make.WANTED, statement.complaint.ticket.ref):
        assert hidden not in pages, hidden
    Complaint.objects.update(may_tell=True)
    told = parts.text(client.get(address(statement)))
    assert "王先生" in told


def test_it_is_given_once_and_then_only_read(agent: Person, driver: Person, browse: Any) -> None:
    statement, client = asked(agent, driver), browse(driver)
    done = give(client, statement, "桥北卸货排队，<b>没有报备</b>")
    assert (done.status_code, done["Location"]) == (302, LIST)
    assert "说明已交给客服。" in parts.text(client.get(LIST))
    again = client.post(address(statement), {"said": "桥北卸货排队，<b>没有报备</b>"})
    assert again.status_code == 302
    other = client.post(address(statement), {"said": "没有排队"})
    assert other.status_code == 422
    page = parts.text(client.get(address(statement)))
    assert "桥北卸货排队，&lt;b&gt;没有报备" in page
    assert '<textarea name="said"' not in page
    assert Event.objects.filter(kind="complaint.statement_given").count() == 1
    statement.refresh_from_db()
    assert (statement.state, statement.said) == ("GIVEN", "桥北卸货排队，<b>没有报备</b>")
    assert address(statement) not in parts.text(client.get(LIST))


def test_what_is_refused_is_said_and_what_was_typed_is_kept(
    agent: Person, driver: Person, browse: Any
) -> None:
    statement, client = asked(agent, driver), browse(driver)
    empty = give(client, statement, " ")
    assert (empty.status_code, 'id="id_said-err"' in parts.text(empty)) == (422, True)
    long = give(client, statement, "长" * (LONGEST_STATEMENT + 1))
    assert long.status_code == 422
    assert "长" * LONGEST_STATEMENT in parts.text(long)
    statement.refresh_from_db()
    assert statement.state == "ASKED"


def test_what_was_typed_after_the_waiver_stands_with_the_reason(
    agent: Person, driver: Person, team_leader: Person, browse: Any
) -> None:
    """Whoever was writing while a leader let it go loses no word and learns why."""
    statement, client = asked(agent, driver), browse(driver)
    hearing.waive(statement=statement, reason="left", by=team_leader, note="联系不上")
    late = client.post(address(statement), {"said": "我写了很久"})
    assert late.status_code == 422
    assert "我写了很久" in parts.text(late)
    assert 'role="alert"' in parts.text(late)
    page = parts.text(client.get(address(statement)))
    assert "不用再说明了。" in page
    statement.refresh_from_db()
    assert (statement.state, statement.said) == ("WAIVED", "")


def test_of_a_closed_case_nothing_is_asked(agent: Person, driver: Person, browse: Any) -> None:
    statement, client = asked(agent, driver), browse(driver)
    ending.withdraw(complaint=statement.complaint, reason="solved", by=agent)
    assert address(statement) not in parts.text(client.get(LIST))
    assert "不用再说明了。" in parts.text(client.get(address(statement)))


def test_nobody_else_finds_it(agent: Person, driver: Person, everybody: Any, browse: Any) -> None:
    statement = asked(agent, driver)
    for person in everybody.values():
        client = browse(person)
        expected = 200 if person == driver else 404
        assert client.get(address(statement)).status_code == expected, person.role
        assert client.get(LIST).status_code == 200
        if person != driver:
            assert client.post(address(statement), {"said": "替他说"}).status_code == 404
    assert browse(driver).get("/statements/999999/").status_code == 404
    statement.refresh_from_db()
    assert statement.state == "ASKED"


def test_photos_and_a_pdf_are_handed_in_with_it(agent: Person, driver: Person, browse: Any) -> None:
    statement, client = asked(agent, driver), browse(driver)
    photo = SimpleUploadedFile("桥北.jpg", pictures.picture().read(), "image/jpeg")
    paper = SimpleUploadedFile("签收单.pdf", pictures.pdf(), "application/pdf")
    assert give(client, statement, "桥北卸货排队", photo, paper).status_code == 302
    kept = list(Attachment.objects.order_by("id"))
    assert [(one.kind, one.by, one.name) for one in kept] == [
        ("image/jpeg", driver, "桥北.jpg"),
        ("application/pdf", driver, "签收单.pdf"),
    ]
    page = parts.text(client.get(address(statement)))
    for one in kept:
        url = f"{address(statement)}files/{one.pk}/"
        assert url in page
        answer = client.get(url)
        assert b"".join(answer.streaming_content) == uploads.path_of(one.sha256).read_bytes()
        assert browse(agent).get(url).status_code == 404
        assert client.get(f"/attachments/{one.pk}/").status_code == 404


def test_a_file_that_cannot_be_taken_is_named_and_no_word_is_lost(
    agent: Person, driver: Person, browse: Any
) -> None:
    statement, client = asked(agent, driver), browse(driver)
    good = SimpleUploadedFile("好的.jpg", pictures.picture().read(), "image/jpeg")
    broken = SimpleUploadedFile("表格.docx", b"PK\x03\x04 no picture", "application/msword")
    active = SimpleUploadedFile("脚本.pdf", pictures.pdf(b"/OpenAction << /JavaScript (x) >>"))
    refused = give(client, statement, "我写了很久", good, broken, active)
    page = parts.text(refused)
    assert refused.status_code == 422
    for said in ("我写了很久", "“表格.docx”不是能打开的照片或 PDF", "“脚本.pdf”里有会自动运行的内容"):
        assert said in page, said
    many = give(client, statement, "我写了很久", *([good] * 7))
    assert "一次最多交 6 个文件" in parts.text(many)
    assert not Attachment.objects.exists()
    statement.refresh_from_db()
    assert statement.state == "ASKED"
