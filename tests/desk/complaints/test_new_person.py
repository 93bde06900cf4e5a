"""The register page saves what it shows: the person who complains, whoever is praised, all that was typed."""

from typing import Any

import pytest

from tests.desk.complaints.test_new import NEW, SAID, press, values
from tests.factories import complaints as make
from tests.factories import orders as orders_make
from yinuo.complaints.models import Complaint, Suggestion
from yinuo.staff.models import Person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("manual")]
SENT = {"official_from": "12345", "official_number": "A-7", "official_due_at": "2026-11-27T18:00"}


@pytest.fixture
def order(manual: None, agent: Person) -> Any:
    """Agent 8011's order."""
    return orders_make.dispatched(agent)


def test_who_probably_complains_is_filled_in_once(order: Any, agent: Person, browse: Any) -> None:
    """Cleared, it stays cleared: somebody who passed by complains, not the shipper."""
    client = browse(agent)
    page = press(client, client.get(NEW), "find", q=order.ticket.number)
    assert values(page)["contact_phone"] == "13800006621"
    other = {"contact_phone": "", "contact_name": "路人李四", "contact_company": ""}
    page = press(client, page, "", **other)
    assert {name: values(page)[name] for name in other} == other
    press(client, page, "register", **SAID)
    complaint = Complaint.objects.get()
    assert (complaint.contact_phone, complaint.contact_name) == ("", "路人李四")
    assert (complaint.ticket.customer, complaint.about) == (None, order.ticket)


@pytest.mark.parametrize("deed", ["register", "thank"])
def test_nobody_is_filled_in_unseen(order: Any, agent: Person, browse: Any, deed: str) -> None:
    """The number was typed and the bar pressed at once: the page has not shown who sent the order."""
    client = browse(agent)
    page = press(client, client.get(NEW), "kind-COMPLAINT" if deed == "register" else "kind-PRAISE")
    press(client, page, deed, account=make.ACCOUNT, q=order.ticket.number)
    one = (Complaint if deed == "register" else Suggestion).objects.get()
    assert (one.about, one.contact_phone, one.ticket.customer) == (order.ticket, "", None)


def test_picked_again_it_is_filled_in_again(order: Any, agent: Person, browse: Any) -> None:
    client = browse(agent)
    page = press(client, client.get(f"{NEW}?order={order.ticket.ref}"), "drop", contact_phone="")
    assert values(page)["contact_phone"] == ""
    page = press(client, page, f"pick-{order.ticket.ref}")
    assert values(page)["contact_phone"] == "13800006621"


def test_whoever_left_is_praised_by_name(agent: Person, outsider: Person, browse: Any) -> None:
    """Who is offered is kept."""
    Person.objects.filter(pk=outsider.pk).update(is_active=False)
    client = browse(agent)
    page = press(client, client.get(NEW), "kind-PRAISE", account="师傅帮我搬上楼")
    assert f"{outsider}（已离职）" in page.content.decode()
    press(client, page, "thank", respondent=str(outsider.pk))
    assert Suggestion.objects.get().about_person == outsider


def test_there_and_back_nothing_typed_is_lost(agent: Person, browse: Any) -> None:
    """Pressed 建议 by mistake, and back; more than once."""
    client = browse(agent)
    typed = {**SAID, "contact_address": "汽配城3号", "goods.name": "刹车片", "goods.symptoms": "一\n二",
             "cause": "DUTY", "may_tell": "on", "respondent_name": "门口保安"}  # fmt: skip
    page = press(client, client.get(NEW), "kind-SUGGESTION", **typed)
    page = press(client, page, "")
    page = press(client, page, "kind-COMPLAINT")
    assert {name: values(page)[name] for name in typed} == typed
    press(client, page, "register")
    complaint = Complaint.objects.get()
    assert (complaint.wanted, complaint.contact_address) == (make.WANTED, "汽配城3号")
    assert (complaint.goods["name"], complaint.may_tell) == ("刹车片", True)


def test_a_transfer_s_number_waits_until_it_is_asked_for_again(agent: Person, browse: Any) -> None:
    client = browse(agent)
    page = press(client, client.get(NEW), "", channel="HOTLINE")
    page = press(client, page, "", **SENT)
    page = press(client, page, "", channel="PHONE")
    assert 'id="id_official_number"' not in page.content.decode()
    page = press(client, page, "", channel="HOTLINE")
    assert 'id="id_official_number"' in page.content.decode()
    press(client, page, "register", **SAID)
    assert Complaint.objects.get().official_number == "A-7"


@pytest.mark.parametrize("due", [SENT["official_due_at"], "", "gestern"])
def test_what_is_not_shown_of_a_transfer_is_not_written_down(agent: Person, browse: Any, due: str) -> None:
    """It was a call after all; what was half typed before stands in nobody's way."""
    client = browse(agent)
    page = press(client, client.get(NEW), "", channel="HOTLINE")
    page = press(client, page, "", **{**SENT, "official_due_at": due})
    page = press(client, page, "", channel="PHONE")
    press(client, page, "register", **SAID)
    complaint = Complaint.objects.get()
    assert (complaint.official_from, complaint.official_number, complaint.official_due_at) == ("", "", None)
