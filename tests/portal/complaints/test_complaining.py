"""Complaining, suggesting and praising on a phone: once, with or without an order, by name or not (R005)."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.factories import pictures
from tests.frozen import Frozen
from tests.portal.complaints import forms
from tests.portal.following.conftest import SHIPPER, STRANGER, link, track
from tests.portal.test_verifying import received as code_on
from yinuo.complaints.models import Complaint, Suggestion
from yinuo.core import uploads
from yinuo.core.models import Event
from yinuo.orders.models import Order
from yinuo.staff.models import Person
from yinuo.tickets.models import Attachment
from yinuo.tickets.rules import links

Known = Callable[[str], Client]
FORM = "/p/complain/"
NAMED = {"kind": "是什么问题", "account": "发生了什么", "phone": "回电号码", "code": "验证码"}
SAID = {"kind": "TIME", "account": "说好 14:30 前提货，15:00 车还没到，电话也没有。", "wanted": "装卸费免掉"}


def send(client: Client, address: str = FORM, **more: str) -> Any:
    """The page's own form, filled in and sent."""
    page = client.get(address).content.decode()
    return client.post(FORM, forms.filled(page, FORM, "send", **{**SAID, **more}))


def test_who_has_it_what_comes_next_and_by_when(theirs: Client, agent: Person) -> None:
    """R123 R132 R182: at once a number, an owner, the next step in time, the link; the number is proved."""
    answer = send(theirs)
    case = Complaint.objects.select_related("ticket__owner").get()
    assert answer["Location"] == f"{links.case_path(case.ticket.ref)}/received/"
    assert (case.type, case.contact_phone, case.by_ref, case.ticket.channel) == (
        "TIME",
        SHIPPER,
        False,
        "WEB",
    )
    page = theirs.get(answer["Location"]).content.decode()
    owner = case.ticket.owner
    assert owner
    for words in (
        case.ticket.number,
        owner.staff_number,
        owner.name,
        "前和您联系",
        links.case_path(case.ticket.ref),
    ):
        assert str(words) in page, words
    assert "没有留手机号" not in page
    event = Event.objects.get(kind="complaint.registered")
    assert (event.actor_id, event.door) == (None, "portal")


def test_sent_twice_it_is_one_case(theirs: Client) -> None:
    """R005: a lost reply: the same form again leads to the same case."""
    page = theirs.get(FORM).content.decode()
    form = forms.filled(page, FORM, "send", **SAID)
    first, second = theirs.post(FORM, form), theirs.post(FORM, form)
    assert first["Location"] == second["Location"]
    assert theirs.post(FORM, {**form, "kind": "SUGGESTION"})["Location"] == first["Location"]
    assert Complaint.objects.count() == 1
    assert not Suggestion.objects.exists()


def test_the_number_is_proved_in_the_form(desk: Frozen, client: Client) -> None:
    """R132: without a script the code is asked for and given back in the same form, and nothing is lost."""
    page = client.get(FORM).content.decode()
    asked = client.post(FORM, forms.filled(page, FORM, "code", phone=STRANGER, **SAID))
    assert "验证码已发出" in asked.content.decode()
    form = forms.filled(asked.content.decode(), FORM, "send", code="000000")
    wrong = client.post(FORM, form)
    assert wrong.status_code == 422
    assert "装卸费免掉" in wrong.content.decode()
    again = forms.filled(wrong.content.decode(), FORM, "send", code=code_on(STRANGER))
    sent = client.post(FORM, again)
    assert client.post(FORM, again)["Location"] == sent["Location"]
    assert Complaint.objects.get().contact_phone == STRANGER
    assert client.cookies["yinuo_guest"]["httponly"]


def test_a_script_asks_for_the_code_too(desk: Frozen, client: Client) -> None:
    """R132: as JSON, without leaving the form; a second one within a minute has to wait."""
    said = {**SAID, "phone": STRANGER, "do": "code"}
    json = {"accept": "application/json"}
    assert client.post(FORM, said, headers=json).json() == {"sent": True, "say": "", "wait": 0}
    again = client.post(FORM, said, headers=json)
    assert (again.status_code, again.json()["sent"]) == (429, False)
    assert again.json()["wait"] > 0


@pytest.mark.parametrize("field", ["kind", "account", "phone", "code"])
def test_a_gap_is_said_at_its_field(desk: Frozen, client: Client, field: str) -> None:
    """R005: what was typed stands, what lacks is said where it lacks; nothing is kept."""
    said = {**SAID, "phone": STRANGER, "code": "1", "form_key": "k1"}
    answer = client.post(FORM, {**said, field: ""})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'href="#id_{field}">{NAMED[field]}：' in page
    assert field == "account" or SAID["account"] in page
    assert not Complaint.objects.exists()


def test_anonymous_leaves_nothing_but_a_code(desk: Frozen, known: Known, client: Client) -> None:
    """R005: no number, though one is known in this browser; the link and the code follow the case."""
    browser = known(SHIPPER)
    answer = send(browser, anonymous="1", contact_name="王建国")
    case = Complaint.objects.get()
    assert (case.is_anonymous, case.contact_phone, case.contact_name, case.by_ref) == (True, "", "", True)
    assert case.ticket.customer is None
    page = browser.get(answer["Location"]).content.decode()
    slug = links.case_path(case.ticket.ref).removeprefix("/c/")
    code = " ".join(slug[at : at + 4] for at in range(0, 16, 4))
    assert code in page
    assert "没有留手机号" in page
    assert slug not in browser.get(FORM).content.decode()
    found = client.post("/p/complain/follow/", {"code": f" {code.upper()} "})
    assert found["Location"] == f"/c/{slug}"
    assert client.get(found["Location"]).status_code == 200


def test_guessing_codes_is_locked(desk: Frozen, client: Client) -> None:
    """R005: eight wrong codes of one address, then a quarter of an hour."""
    find = "/p/complain/follow/"
    page = client.get(FORM).content.decode()
    for n in range(8):
        wrong = client.post(find, forms.filled(page, find, code=f"aaaa aaaa aaaa aaa{n + 2}"))
        assert wrong.status_code == 404
        assert "没有这个进度码" in wrong.content.decode()
    assert client.get(find)["Location"] == FORM, "a link to the form where the code is typed"
    locked = client.post(find, {"code": "a" * 16})
    assert locked.status_code == 429
    assert int(locked["Retry-After"]) > 0


def test_about_one_of_their_own_orders(order: Order, theirs: Client) -> None:
    """R129: the newest are there to choose from; the complaint stands on the order."""
    send(theirs, order=order.ticket.ref)
    assert Complaint.objects.get().about == order.ticket
    assert Event.objects.filter(kind="ticket.complained", ticket_id=order.pk).exists()


def test_about_the_order_whose_link_they_hold(order: Order, client: Client, known: Known) -> None:
    """R129: from the order's page; anonymous too."""
    page = client.get(link(order)).content.decode()
    slug = link(order).removeprefix("/t/")
    assert f"{FORM}?about={slug}" in page
    send(client, f"{FORM}?about={slug}", anonymous="1")
    case = Complaint.objects.get()
    assert (case.about, case.is_anonymous) == (order.ticket, True)


def test_about_an_order_by_number_and_tail(order: Order, known: Known) -> None:
    """R129: whoever knows both; a wrong pair is said at its field, and whose order it is stays unsaid."""
    browser = known(STRANGER)
    number = order.ticket.number or ""
    wrong = send(browser, order="number", number=number, tail="0000")
    unknown = send(browser, order="number", number="261120999", tail="6621")
    assert (wrong.status_code, unknown.status_code) == (422, 422)
    told = [answer.content.decode().split('id="number-err"')[1][:200] for answer in (wrong, unknown)]
    assert told[0] == told[1]
    send(browser, order="number", number=number, tail="6621")
    assert Complaint.objects.get().about == order.ticket


def test_what_was_written_outlives_the_door_to_the_order(
    order: Order, client: Client, known: Known, desk: Frozen
) -> None:
    """R129: found by number and tail, sent three hours later: the form comes back and says what to do."""
    number = order.ticket.number or ""
    track(client, number, "6621")
    page = client.get(f"{FORM}?about={order.ticket.ref}").content.decode()
    form = forms.filled(page, FORM, "send", anonymous="1", **SAID)
    assert form["order"] == "about"
    desk.move(hours=3)
    coded = client.post(FORM, {**form, "phone": STRANGER, "do": "code"})
    gone = client.post(FORM, form)
    assert (coded.status_code, gone.status_code) == (200, 422)
    assert SAID["account"] in coded.content.decode()
    assert 'id="order-err"' in gone.content.decode()
    assert "请填单号和手机号后四位" in gone.content.decode()
    assert not Complaint.objects.exists()
    again = forms.filled(gone.content.decode(), FORM, "send", number=number, tail="6621")
    assert (again["order"], again["account"], again["anonymous"]) == ("number", SAID["account"], "1")
    assert client.post(FORM, again).status_code == 302
    case = Complaint.objects.get()
    assert (case.account, case.about) == (SAID["account"], order.ticket)
    assert known(STRANGER).post(FORM, {**form, "form_key": "other", "order": ""}).status_code == 302


def test_nobody_complains_about_another_s_order(order: Order, known: Known) -> None:
    """R129: by its ref, of an unknown and of another's: the same words."""
    browser = known(STRANGER)
    form = forms.filled(browser.get(FORM).content.decode(), FORM, "send", **SAID)
    told = [browser.post(FORM, {**form, "order": ref}) for ref in (order.ticket.ref, "zzzzzzzzzz")]
    assert [answer.status_code for answer in told] == [422, 422]
    assert len(told[0].content) == len(told[1].content)
    assert browser.get(f"{FORM}?about={order.ticket.ref}").status_code == 404
    assert not Complaint.objects.exists()


def test_pictures_are_made_anew_and_theirs_alone(theirs: Client, known: Known) -> None:
    """R139: no place and no device in them; by the bare link nobody sees them."""
    page = theirs.get(FORM).content.decode()
    form = forms.filled(page, FORM, "send", **{**SAID, "kind": "DAMAGE"})
    for _ in range(2):
        answer = theirs.post(FORM, {**form, "photos": [pictures.with_place(), pictures.picture()]})
    rows = list(Attachment.objects.order_by("id"))
    assert [row.by for row in rows] == [None, None]
    kept = uploads.path_of(rows[0].sha256).read_bytes()
    assert b"SecretPhoneMaker" not in kept
    base = answer["Location"].removesuffix("/received/")
    shown: Any = theirs.get(f"{base}/photo/{rows[0].pk}/")
    assert (shown.status_code, b"".join(shown.streaming_content)) == (200, kept)
    assert f"/photo/{rows[0].pk}/" in theirs.get(f"{base}/").content.decode()
    stranger = known(STRANGER)
    assert stranger.get(f"{base}/photo/{rows[0].pk}/").status_code == 404
    assert "/photo/" not in stranger.get(f"{base}/").content.decode()


def test_a_file_that_is_no_picture_sends_nothing(theirs: Client) -> None:
    """R139: said at the field; the words stand."""
    form = forms.filled(theirs.get(FORM).content.decode(), FORM, "send", **SAID)
    bad = pictures.picture()
    bad.seek(20)
    answer = theirs.post(FORM, {**form, "photos": [bad]})
    assert answer.status_code == 422
    assert SAID["account"] in answer.content.decode()
    assert not Complaint.objects.exists()


@pytest.mark.parametrize(("kind", "who"), [("SUGGESTION", ""), ("PRAISE", "王师傅")])
def test_suggestions_and_praise_have_their_own_short_way(theirs: Client, kind: str, who: str) -> None:
    """R130: recorded and thanked; whom it praises stands in the words."""
    answer = send(theirs, kind=kind, who=who)
    case = Suggestion.objects.get()
    assert (case.sort, case.contact_phone) == (kind, SHIPPER)
    assert who in case.text
    page = theirs.get(answer["Location"]).content.decode()
    assert "谢谢您告诉我们" in page
    assert str(case.ticket.number) in page
    assert not Complaint.objects.exists()


def test_the_eleventh_in_an_hour_waits(theirs: Client) -> None:
    """R005: a flood is refused in words, with the time to wait; what was typed stands."""
    for _ in range(10):
        assert send(theirs).status_code == 302
    refused = send(theirs)
    assert refused.status_code == 429
    assert int(refused["Retry-After"]) > 0
    assert SAID["account"] in refused.content.decode()


def test_words_are_written_never_run(theirs: Client) -> None:
    """R005: what a customer types is text."""
    answer = send(theirs, account="<script>alert(1)</script>", contact_name="<b>")
    for page in (answer["Location"], answer["Location"].removesuffix("received/"), FORM):
        assert "<script>alert" not in theirs.get(page).content.decode()


def test_one_s_own_cases_are_listed(theirs: Client, known: Known) -> None:
    """R131: by the proved number, nobody else's; every page leads to the form."""
    send(theirs)
    send(theirs, kind="PRAISE")
    page = theirs.get(FORM).content.decode()
    assert page.count('class="rows__a" href="/c/') == 2
    assert 'href="/c/' not in known(STRANGER).get(FORM).content.decode()
    for room in ("/p/", "/p/orders/"):
        assert f'href="{FORM}"' in theirs.get(room).content.decode()
