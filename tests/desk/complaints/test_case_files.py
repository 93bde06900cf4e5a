"""Files of a case at the desk: the list, the viewer, blacking out by the plain form, who sees what."""

import io
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tests.desk.complaints.walking import ask, kept, page, said, url
from tests.desk.orders import browsing
from tests.desk.tickets import parts
from tests.factories import complaints as make
from tests.factories import pictures
from yinuo.complaints.actions import evidence, hearing
from yinuo.complaints.models import Complaint, Passed
from yinuo.core import clock, uploads
from yinuo.core.models import Event
from yinuo.core.uploads import Box
from yinuo.staff.models import Person
from yinuo.tickets import actions as tickets
from yinuo.tickets.models import Attachment

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk")]
BOX = {"left": ["5"], "top": ["5"], "width": ["20"], "height": ["10"]}


@pytest.fixture
def case(agent: Person, driver: Person) -> Complaint:
    return make.registered(agent, respondent=driver)


def photo(case: Complaint, by: Person | None = None, colour: str = "red") -> Attachment:
    return tickets.attach(case.ticket, purpose="question", file=pictures.picture(colour=colour), by=by)


def fetched(client: Any, row: Attachment, query: str = "") -> Any:
    """The file itself, read to its end."""
    answer = client.get(f"/attachments/{row.pk}/{query}")
    if answer.streaming:
        assert b"".join(answer.streaming_content)
    return answer


def viewer(row: Attachment, case: Complaint) -> str:
    return f"{url(case)}files/{row.pk}/"


def test_every_file_is_listed_with_who_when_and_hash(case: Complaint, agent: Person, browse: Any) -> None:
    client, row = browse(agent), photo(case)
    paper = SimpleUploadedFile("查验.pdf", pictures.pdf(), "application/pdf")
    form = {"sort": "inspection", "file": paper, "form_key": "k1"}
    assert client.post(url(case, "upload"), form, headers=parts.DIALOG).status_code == 204
    shown = page(client, case)
    added = Attachment.objects.get(purpose="inspection")
    for words in ("客户的照片", "查验报告", row.sha256, row.sha256[:12], added.sha256, viewer(added, case)):
        assert words in shown, words


def test_a_file_that_cannot_be_taken_is_said_in_the_dialog(
    case: Complaint, agent: Person, browse: Any
) -> None:
    wrong = SimpleUploadedFile("表.xlsx", b"PK\x03\x04", "application/zip")
    refused = browse(agent).post(url(case, "upload"), {"sort": "scan", "file": wrong}, headers=parts.DIALOG)
    assert refused.status_code == 422
    assert "这不是能打开的照片或 PDF" in parts.text(refused)
    assert kept(refused, url(case, "upload"))["sort"] == "scan"
    assert not Attachment.objects.exists()


def test_the_viewer_goes_on_and_back(case: Complaint, agent: Person, browse: Any) -> None:
    client, (first, second) = browse(agent), (photo(case), photo(case, colour="blue"))
    whole = parts.text(client.get(viewer(first, case)))
    assert "<html" in whole
    part = parts.text(client.get(viewer(first, case), headers=parts.DIALOG))
    assert "<html" not in part
    for words in (
        "附件 1 / 2",
        f'src="/attachments/{first.pk}/"',
        viewer(second, case),
        'data-key="ArrowRight"',
    ):
        assert words in part, words
    assert 'data-key="ArrowLeft"' not in part
    assert 'data-key="ArrowLeft"' in parts.text(client.get(viewer(second, case), headers=parts.DIALOG))
    download = fetched(client, first, "?download=1")
    assert download["Content-Disposition"].startswith("attachment;")


def test_a_pdf_opens_in_the_browsers_own_viewer(case: Complaint, agent: Person, browse: Any) -> None:
    paper = io.BytesIO(pictures.pdf())
    row = tickets.attach(case.ticket, purpose="scan", file=paper, by=agent)
    client = browse(agent)
    part = parts.text(client.get(viewer(row, case), headers=parts.DIALOG))
    assert f'href="/attachments/{row.pk}/" target="_blank"' in part
    assert "/cover/" not in part
    answer = fetched(client, row)
    assert answer["Content-Type"] == "application/pdf"
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert "script-src" not in answer["Content-Security-Policy"]


def test_parts_are_blacked_out_by_the_plain_form(case: Complaint, agent: Person, browse: Any) -> None:
    client, row = browse(agent), photo(case)
    address = url(case, "cover", row.pk)
    form = {name: [*value, ""] for name, value in BOX.items()}
    wrong = client.post(address, {**form, "left": ["x", ""]})
    assert wrong.status_code == 422
    assert "第 1 块要填四个整数" in parts.text(wrong)
    assert 'name="width" value="20"' in parts.text(wrong)
    assert client.post(address, {**form, "form_key": "k1"}).status_code == 302
    covered = Attachment.objects.get(original=row)
    shown = page(client, case)
    assert "已遮盖" in shown
    assert f'src="/attachments/{covered.pk}/"' in shown
    assert f'src="/attachments/{row.pk}/"' not in shown
    part = parts.text(client.get(viewer(covered, case), headers=parts.DIALOG))
    assert viewer(row, case) in part
    original = parts.text(client.get(viewer(row, case), headers=parts.DIALOG))
    assert "这是没遮盖的原图" in original
    assert fetched(client, row).status_code == 200
    seen = Event.objects.get(kind="ticket.original_seen")
    assert (seen.subject_id, seen.actor_id) == (row.pk, agent.pk)


def test_of_two_who_cover_the_second_sees_what_the_first_covered(
    case: Complaint, agent: Person, team_leader: Person, browse: Any
) -> None:
    """Both opened the same version; the second's parts are kept, and drawn on what the first made of it."""
    row, client = photo(case), browse(agent)
    for left in (5, 30):  # of the original, then of a version that was covered before
        newest = Attachment.objects.latest("pk")
        address = url(case, "cover", newest.pk)
        mine, theirs = ask(client, address), ask(browse(team_leader), address)
        first = {**BOX, "left": [str(left)], "width": ["9"]}
        assert browse(team_leader).post(theirs.action, theirs.filled(**first)).status_code == 302
        made = Attachment.objects.latest("pk")
        refused = client.post(mine.action, mine.filled(**BOX), headers=parts.DIALOG)
        assert refused.status_code == 422
        assert said(refused) == ["别人刚刚遮盖过这张照片，请看过新的一版再遮。"]
        assert Attachment.objects.latest("pk") == made
        again = browsing.form(refused, url(case, "cover", made.pk))
        assert (again.action, again.values["seen"]) == (url(case, "cover", made.pk), str(made.pk))
        assert f'src="/attachments/{made.pk}/"' in parts.text(refused)
        assert 'name="width" value="20"' in parts.text(refused)
        assert client.post(again.action, again.filled(**BOX), headers=parts.DIALOG).status_code == 204
    assert Attachment.objects.filter(original=row).count() == 4


def test_what_was_covered_is_covered_anew_from_the_original_on_purpose(
    case: Complaint, agent: Person, browse: Any
) -> None:
    """By the viewer of the original; who only looked before it was covered is told so."""
    client, row = browse(agent), photo(case)
    covered = tickets.cover(row, boxes=[Box(0, 0, 9, 9)], by=agent)
    original = parts.text(client.get(viewer(row, case), headers=parts.DIALOG))
    address = url(case, "cover", row.pk)
    assert f'hx-get="{address}"' in original
    asked = client.get(address, headers=parts.DIALOG)
    assert "这是没遮盖的原图，从头遮起" in parts.text(asked)
    assert f'src="/attachments/{row.pk}/"' in parts.text(asked)
    wrong = client.post(address, {"seen": str(covered.pk), "form_key": "k1"}, headers=parts.DIALOG)
    assert f'src="/attachments/{row.pk}/"' in parts.text(wrong)
    sent = ask(client, address).filled(**BOX)
    assert client.post(address, sent, headers=parts.DIALOG).status_code == 204
    made = Attachment.objects.latest("pk")
    assert made.original_id == row.pk
    assert Event.objects.get(kind="ticket.photo_covered", subject_id=made.pk).data["boxes"] == [
        [5, 5, 20, 10]
    ]
    pixel = Image.open(io.BytesIO(uploads.path_of(made.sha256).read_bytes())).getpixel
    assert (pixel((2, 2))[0] > 200, pixel((12, 9))[0] < 30) == (True, True)
    older = parts.text(client.get(viewer(covered, case), headers=parts.DIALOG))
    assert f'src="/attachments/{made.pk}/"' in older


def test_it_is_passed_on_by_the_dialog(case: Complaint, agent: Person, browse: Any) -> None:
    client, row = browse(agent), photo(case)
    covered = tickets.cover(row, boxes=[Box(0, 0, 9, 9)], by=agent)
    address = url(case, "passing", covered.pk)
    assert "给出去的是遮盖过的这一版" in parts.text(client.get(address, headers=parts.DIALOG))
    empty = client.post(address, {"to": "OUTSIDE", "whom": ""}, headers=parts.DIALOG)
    assert empty.status_code == 422
    sent = client.post(address, {"to": "OUTSIDE", "whom": "人保财险"}, headers=parts.DIALOG)
    assert sent.status_code == 204
    assert Passed.objects.get().attachment == covered
    assert "已给人保财险" in page(client, case)


def test_what_proves_a_statement_stands_beside_it(
    case: Complaint, agent: Person, driver: Person, browse: Any
) -> None:
    due_at = clock.now() + timedelta(hours=2)
    asked = hearing.ask_statement(complaint=case, to=driver, asks="经过", due_at=due_at, by=agent)
    photo(case)
    handed = evidence.read([SimpleUploadedFile("回单.jpg", pictures.picture(colour="blue").read())])
    hearing.give_statement(statement=asked, said="桥北卸货排队", by=driver, files=handed)
    row = Attachment.objects.get(purpose="statement")
    shown = page(browse(agent), case)
    beside = shown[shown.index("桥北卸货排队") : shown.index('id="files"')]
    for words in (viewer(row, case), driver.name, "回单.jpg", row.sha256):
        assert words in beside, words
    assert beside.count("attached__i") == 1
    assert shown[shown.index('id="files"') :].count("attached__i") == 2


def test_who_is_outside_finds_no_file(
    case: Complaint, agent: Person, driver: Person, outsider: Person, auditor: Person, browse: Any
) -> None:
    row = photo(case)
    tickets.cover(row, boxes=[Box(0, 0, 9, 9)], by=agent)
    for person in (driver, outsider):
        for address in (viewer(row, case), url(case, "cover", row.pk), f"/attachments/{row.pk}/"):
            assert browse(person).get(address).status_code == 404, (person.role, address)
    reader = browse(auditor)
    assert reader.get(viewer(row, case)).status_code == 200
    for noun in ("cover", "passing"):
        assert reader.get(url(case, noun, row.pk)).status_code == 403
    assert browse(agent).get(viewer(row, make.registered(agent))).status_code == 404
