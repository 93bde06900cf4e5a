"""A suggestion at the desk (R130): thanked, passed on, answered, over."""

import pytest

from tests.desk.orders import browsing
from tests.desk.tickets import parts
from tests.factories import complaints as make
from yinuo.complaints.models import Complaint, Suggestion

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("manual")]
REGION = {"HX-Request": "true", "HX-Target": "desk-region#suggestion"}


def press(client, suggestion, noun, headers=parts.DIALOG, **typed):
    """Open a dialog, fill it in and press its button."""
    address = f"/suggestions/{suggestion.ticket.ref}/{noun}/"
    form = browsing.form(client.get(address, headers=headers), address)
    return client.post(form.action, form.filled(**typed), headers=headers)


def page_of(client, suggestion, **more) -> str:
    return parts.text(client.get(f"/suggestions/{suggestion.ticket.ref}/", **more))


def test_the_way_of_a_suggestion(agent, browse) -> None:
    suggestion, client = make.suggested(agent, contact_name="王先生", contact_phone=make.PHONE), browse(agent)
    assert "已感谢客户" in page_of(client, suggestion)
    thanked = press(client, suggestion, "thanks")
    assert parts.toast(thanked) == "感谢已记下。"
    assert f"live:ticket-{suggestion.pk}" in parts.raised(thanked)
    press(client, suggestion, "department", department="warehouse")
    assert "仓储部" in page_of(client, suggestion)
    press(client, suggestion, "answer", acted_on="yes", result="下周起回单默认拍照")
    page = page_of(client, suggestion)
    assert "采纳了" in page
    assert "下周起回单默认拍照" in page
    press(client, suggestion, "closing")
    ended = Suggestion.objects.get()
    assert (ended.ticket.stage, ended.is_acted_on) == ("CLOSED", True)
    assert f"/suggestions/{ended.ticket.ref}/closing/" not in page_of(client, ended)


def test_passing_praise_on_says_who_hears_of_it(agent, driver, browse) -> None:
    praise, other = make.suggested(agent, sort="PRAISE", about_person=driver), make.suggested(agent)
    for one, is_told in ((praise, True), (other, False)):
        asked = browse(agent).get(f"/suggestions/{one.ticket.ref}/department/", headers=parts.DIALOG)
        assert (f"同时转告{driver.name}和他的领导" in parts.text(asked)) is is_told


def test_what_its_stage_does_not_allow_is_refused(agent, browse) -> None:
    suggestion, client = make.suggested(agent), browse(agent)
    for noun, typed in (
        ("closing", {}),
        ("department", {"department": "warehouse"}),
        ("answer", {"acted_on": "no", "result": "暂时做不到"}),
    ):
        refused = press(client, suggestion, noun, **typed)
        assert refused.status_code == 422
        assert "banner--bad" in parts.text(refused)
    assert make.ticket(suggestion).stage == "OPEN"


def test_what_is_wrong_stands_at_its_field(agent, browse) -> None:
    suggestion, client = make.suggested(agent), browse(agent)
    press(client, suggestion, "thanks")
    refused = press(client, suggestion, "answer", result="")
    assert {"id_result-err", "id_acted_on-label"} <= set(_ids(parts.text(refused)))


def test_it_stands_whole_and_as_a_part_and_dialogs_as_pages(agent, browse) -> None:
    suggestion, client = make.suggested(agent), browse(agent)
    assert "<html" in page_of(client, suggestion)
    assert page_of(client, suggestion, headers=REGION).lstrip().startswith("<desk-region")
    assert b"<html" in client.get(f"/suggestions/{suggestion.ticket.ref}/thanks/").content
    done = press(client, suggestion, "thanks", headers={})
    assert done["Location"] == f"/suggestions/{suggestion.ticket.ref}/"


def test_personal_data_are_masked_for_others(agent, mate, browse) -> None:
    suggestion = make.suggested(agent, contact_name="王建国", contact_phone=make.PHONE)
    assert make.PHONE in page_of(browse(agent), suggestion)
    page = page_of(browse(mate), suggestion)
    assert make.PHONE not in page
    assert "王建国" not in page


def test_an_outsider_finds_none_and_an_auditor_only_reads(agent, outsider, auditor, browse) -> None:
    suggestion = make.suggested(agent)
    for noun in ("", "thanks/"):
        assert browse(outsider).get(f"/suggestions/{suggestion.ticket.ref}/{noun}").status_code == 404
    assert "已感谢客户" not in page_of(browse(auditor), suggestion)
    assert browse(auditor).get(f"/suggestions/{suggestion.ticket.ref}/thanks/").status_code == 403


def test_a_complaint_is_no_suggestion(agent, browse) -> None:
    complaint = make.registered(agent)
    assert browse(agent).get(f"/suggestions/{complaint.ticket.ref}/").status_code == 404


def test_it_becomes_a_complaint(agent, browse) -> None:
    suggestion = make.suggested(agent, text="司机多收了我五十元", contact_phone=make.PHONE)
    client = browse(agent)
    assert "转为投诉" in page_of(client, suggestion)
    done = press(client, suggestion, "complaint", headers={})
    complaint = Complaint.objects.select_related("ticket").get()
    assert done["Location"] == f"/complaints/{complaint.ticket.ref}/"
    assert (complaint.account, complaint.contact_phone) == ("司机多收了我五十元", make.PHONE)
    page = page_of(client, suggestion)
    assert f"/complaints/{complaint.ticket.ref}/" in page
    assert "/complaint/" not in page
    case = parts.text(client.get(f"/complaints/{complaint.ticket.ref}/"))
    assert "客户寄来时写的是建议" in case
    assert "<mark>多收</mark>" in case


def test_who_may_not_handle_it_makes_no_complaint_of_it(agent, auditor, outsider, browse) -> None:
    suggestion = make.suggested(agent)
    address = f"/suggestions/{suggestion.ticket.ref}/complaint/"
    assert browse(auditor).post(address).status_code == 403
    assert browse(outsider).post(address).status_code == 404
    press(browse(agent), suggestion, "thanks")
    press(browse(agent), suggestion, "closing")
    refused = press(browse(agent), suggestion, "complaint")
    assert refused.status_code == 422
    assert not Complaint.objects.exists()


def test_its_page_costs_a_fixed_number(agent, browse, django_assert_max_num_queries) -> None:
    suggestion, client = make.suggested(agent), browse(agent)
    page_of(client, suggestion, headers=REGION)
    with django_assert_max_num_queries(6):
        page_of(client, suggestion, headers=REGION)


def _ids(page: str) -> list[str]:
    return [piece.split('"')[0] for piece in page.split(' id="')[1:]]
