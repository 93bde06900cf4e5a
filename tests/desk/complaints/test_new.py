"""The page on which a complaint is taken (R123–R153)."""

from typing import Any

import pytest

from tests.desk.orders import browsing
from tests.desk.tickets import parts
from tests.factories import complaints as make
from tests.factories import orders as orders_make
from yinuo.complaints.models import Complaint, Suggestion
from yinuo.core.models import Event
from yinuo.tickets import actions as tickets
from yinuo.tickets.models import Interaction, Link

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("manual")]
NEW = "/complaints/new/"
REGION = {"HX-Request": "true", "HX-Target": "div#complaint"}
SAID = {"account": make.ACCOUNT, "wanted": make.WANTED, "type": "TIME", "severity": "2"}


def values(page: Any) -> dict[str, str]:
    """What stands in the form; a browser drops the line break at the start of a text area."""
    form = browsing.form(page, "complaint-form")
    return {name: value.removeprefix("\n") for name, value in form.values.items()}


def press(client: Any, page: Any, deed: str, **typed: str) -> Any:
    """Press a button of the page, with what was typed; "" is a pause in typing."""
    form = browsing.form(page, "complaint-form")
    return client.post(form.action, {**values(page), **typed, "deed": deed}, headers=REGION)


@pytest.fixture
def order(manual: None, agent: Any) -> Any:
    """Agent 8011's order whose slip has left."""
    return orders_make.dispatched(agent)


def test_the_page_stands_whole_and_as_a_part(agent, browse) -> None:
    client = browse(agent)
    page = client.get(NEW)
    assert b"<html" in page.content
    assert 'hx-trigger="input delay:600ms"' in parts.text(page)
    part = press(client, page, "")
    assert parts.text(part).lstrip().startswith('<div id="complaint"')
    assert "HX-Target" in part["Vary"]


def test_it_is_registered_with_all_that_was_said(order, agent, driver, browse) -> None:
    """R133–R151: every field of the register arrives."""
    client = browse(agent)
    page = press(client, client.get(NEW), "find", q=order.ticket.number)
    typed = {
        **SAID, "severity": "3", "cause": "DUTY", "manner": "ATTITUDE", "temper": "IRRITABLE",
        "organisation": "RESELLER", "channel": "FAX", "respondent": str(driver.pk), "contact_name": "王先生",
        "contact_phone": "138 0000 6621", "contact_company": "宏远汽配", "contact_address": "汽配城3号",
        "goods.name": "刹车片", "goods.declared_value": "1200.50", "goods.loss": "99.5",
        "may_tell": "on",
    }  # fmt: skip
    done = press(client, page, "register", **typed)
    complaint = Complaint.objects.get()
    assert done["HX-Redirect"] == f"/complaints/{complaint.ticket.ref}/"
    assert complaint.about == order.ticket
    assert (complaint.type, complaint.severity, complaint.cause) == ("TIME", 3, "DUTY")
    assert (complaint.manner, complaint.temper) == ("ATTITUDE", "IRRITABLE")
    assert (complaint.organisation, complaint.ticket.channel) == ("RESELLER", "FAX")
    assert (complaint.respondent, complaint.ticket.barred, complaint.ticket.owner) == (driver, driver, agent)
    assert (complaint.contact_phone, complaint.contact_company) == ("13800006621", "宏远汽配")
    assert complaint.goods == {"name": "刹车片", "declared_value": 120050, "loss": 9950}
    assert complaint.may_tell
    assert complaint.recorded_by == agent
    assert Event.objects.filter(kind="ticket.complained", ticket_id=order.pk).exists()


def test_pressed_twice_it_is_one(agent, browse) -> None:
    client = browse(agent)
    page = client.get(NEW)
    for _ in range(2):
        press(client, page, "register", **SAID)
    assert Complaint.objects.count() == 1


def test_what_is_wrong_stands_at_its_field_and_nothing_is_lost(agent, browse) -> None:
    client = browse(agent)
    typed = {"wanted": "退钱", "contact_phone": "12", "goods.declared_value": "很多", "type": "DAMAGE"}
    refused = press(client, client.get(NEW), "register", **typed)
    assert refused.status_code == 422
    page = parts.text(refused)
    assert 'id="id_goods.declared_value-err"' in page
    kept = values(refused)
    assert {name: kept[name] for name in typed} == typed
    refused = press(client, refused, "register", **{"goods.declared_value": "3"})
    assert {"id_account-err", "id_contact_phone-err"} <= set(_ids(parts.text(refused)))
    assert not Complaint.objects.exists()


def test_an_authority_s_transfer_asks_for_its_number_and_deadline(agent, browse) -> None:
    client = browse(agent)
    assert "official_number" not in values(client.get(NEW))
    page = press(client, client.get(NEW), "", channel="HOTLINE")
    assert "official_number" in values(page)
    refused = press(client, page, "register", **SAID)
    assert "id_official_due_at-err" in _ids(parts.text(refused))
    said = {"official_from": "12345", "official_number": "A-7", "official_due_at": "0001-01-01T00:00"}
    refused = press(client, refused, "register", **SAID, **said)
    assert "办结期限只能在今天前后 366 天以内" in parts.text(refused)
    press(client, refused, "register", **SAID, **said | {"official_due_at": "2026-11-27T18:00"})
    complaint = Complaint.objects.get()
    assert (complaint.official_number, complaint.official_due_at is not None) == ("A-7", True)


def test_a_crisis_is_said_in_red(agent, browse) -> None:
    client = browse(agent)
    assert "crisis" not in _ids(parts.text(client.get(NEW)))
    for typed in ({"severity": "4"}, {"is_crisis": "on"}):
        page = parts.text(press(client, client.get(NEW), "", **typed))
        assert "马上通知经理" in page.split('id="crisis"')[1]
    press(client, client.get(NEW), "register", **SAID, is_crisis="on")
    assert Complaint.objects.get().is_crisis
    assert Event.objects.filter(kind="complaint.crisis").exists()


def test_a_crisis_is_read_from_the_wish_too(agent, browse) -> None:
    """What the page says will happen happens: account and wish are read together, there and here."""
    client = browse(agent)
    typed = {"account": "货送晚了两天。", "wanted": "不赔我就去跳楼"}
    page = press(client, client.get(NEW), "", **typed)
    assert "马上通知经理" in parts.text(page).split('id="crisis"')[1]
    press(client, page, "register")
    complaint = Complaint.objects.get()
    assert (complaint.severity, complaint.is_crisis) == (4, True)
    assert Event.objects.filter(kind="complaint.crisis", ticket_id=complaint.pk).exists()
    word = next(one for one in complaint.proposed["reasons"] if one["field"] == "severity")
    assert f"{complaint.account}\n{complaint.wanted}"[word["start"] : word["end"]] == word["words"]


def test_what_is_still_missing_is_asked_for(agent, browse) -> None:
    """R144."""
    client = browse(agent)
    typed = {"account": "货碎了", "type": "DAMAGE"}
    page = parts.text(press(client, client.get(NEW), "", **typed))
    for asked in ("什么时候发生的", "哪一单", "联系电话", "客户要什么", "货物照片", "声明价值"):
        assert asked in page
    told = {"wanted": "赔", "contact_phone": "13800006621", "goods.declared_value": "300"}
    page = parts.text(press(client, client.get(NEW), "", **typed, **told)).split("<aside")[1]
    assert "联系电话" not in page
    assert "声明价值" not in page


def test_the_same_matter_is_offered_to_link_or_to_merge(order, agent, browse) -> None:
    """R129."""
    first = make.registered(agent, about=order.ticket)
    client = browse(agent)
    page = press(client, client.get(f"{NEW}?order={order.ticket.ref}"), "", **SAID)
    side = parts.text(page).split("<aside")[1]
    assert first.ticket.number in side
    assert "同一单" in side
    press(client, page, f"link-{first.ticket.ref}", **SAID)
    second = Complaint.objects.exclude(pk=first.pk).get()
    assert Link.objects.filter(kind="alike").count() == 1
    page = press(client, client.get(f"{NEW}?order={order.ticket.ref}"), "", **SAID)
    press(client, page, f"merge-{first.ticket.ref}", **SAID)
    third = Complaint.objects.exclude(pk__in=(first.pk, second.pk)).get()
    assert third.merged_into == first
    assert third.ticket.stage == "CLOSED"


def test_what_cannot_be_merged_is_refused_and_nothing_is_written(order, agent, mate, browse) -> None:
    first = make.at("CLOSED", agent, about=order.ticket)
    client = browse(agent)
    refused = press(client, client.get(NEW), f"merge-{first.ticket.ref}", **SAID)
    assert refused.status_code == 422
    assert values(refused)["account"] == make.ACCOUNT
    assert Complaint.objects.count() == 1


def test_it_opens_from_an_order_and_from_a_call(order, agent, mate, browse) -> None:
    page = values(browse(agent).get(f"{NEW}?order={order.ticket.ref}"))
    assert (page["about"], page["contact_phone"]) == (order.ticket.ref, "13800006621")
    given = {"direction": "IN", "phone": "13900002087", "note": "说司机骂人", "by": agent}
    call = tickets.note_interaction(kind=Interaction.Kind.CALL, **given)
    page = values(browse(agent).get(f"{NEW}?call={call.pk}"))
    assert (page["contact_phone"], page["account"]) == ("13900002087", "说司机骂人")
    assert values(browse(mate).get(f"{NEW}?call={call.pk}"))["contact_phone"] == ""


def test_an_order_out_of_sight_is_not_found(order, outsider, browse) -> None:
    client = browse(outsider)
    for page in (client.get(f"{NEW}?order={order.ticket.ref}"), client.get(f"{NEW}?q={order.ticket.number}")):
        assert values(page)["about"] == ""


def test_whoever_left_and_whoever_has_no_account_can_be_complained_about(agent, outsider, browse) -> None:
    outsider.is_active = False
    outsider.save()
    client = browse(agent)
    assert "已离职" in parts.text(client.get(NEW))
    press(client, client.get(NEW), "register", **SAID, respondent=str(outsider.pk))
    press(client, client.get(NEW), "register", **SAID, respondent_name="门口保安")
    assert {one.respondent_id or one.respondent_name for one in Complaint.objects.all()} == {
        outsider.pk,
        "门口保安",
    }


def test_nobody_keeps_a_complaint_about_themselves(agent, team_leader, browse) -> None:
    """Who wrote it down learns its number and its owner, and nothing more."""
    client = browse(agent)
    done = press(client, client.get(NEW), "register", **SAID, respondent=str(agent.pk))
    complaint = Complaint.objects.get()
    assert done["HX-Redirect"] == f"/complaints/report/{complaint.ticket.ref}/"
    page = parts.text(client.get(done["HX-Redirect"]))
    assert str(complaint.ticket.owner) in page
    assert make.ACCOUNT not in page
    assert complaint.ticket.owner != agent


@pytest.mark.parametrize("sort", list(Suggestion.Sort))
def test_suggestions_and_praise_have_a_short_path(agent, driver, browse, sort) -> None:
    """R130: recorded and thanked at once."""
    client = browse(agent)
    page = press(client, client.get(NEW), f"kind-{sort}", account="司机师傅帮我搬上楼", channel="VISIT")
    assert values(page)["account"] == "司机师傅帮我搬上楼"
    assert "severity" not in values(page)
    done = press(client, page, "thank", respondent=str(driver.pk), contact_phone="13800006621")
    made = Suggestion.objects.get()
    assert done["HX-Redirect"] == f"/suggestions/{made.ticket.ref}/"
    assert (made.sort, made.about_person, made.ticket.stage) == (sort, driver, "THANKED")
    assert made.ticket.channel == "VISIT"


def test_a_grave_suggestion_is_warned_of_and_decided(agent, browse) -> None:
    """What reads as a crisis is a complaint, unless the agent who reads the warning says that it is none."""
    client, text = browse(agent), "司机昨天酒后开车把人撞伤住院了"
    page = press(client, client.get(NEW), "kind-SUGGESTION", account=text)
    assert all(one in parts.text(page) for one in ("听起来是投诉", "<mark>酒后</mark>", "不是投诉，只记下"))
    assert values(press(client, page, "kind-COMPLAINT"))["account"] == text
    sure = press(client, page, "suggest-sure")
    assert sure["HX-Redirect"] == f"/suggestions/{Suggestion.objects.get().ticket.ref}/"
    page = press(client, client.get(NEW), "kind-SUGGESTION", account=text)
    done = press(client, page, "thank")
    assert done["HX-Redirect"] == f"/complaints/{Complaint.objects.get(is_crisis=True).ticket.ref}/"


def test_an_empty_suggestion_is_refused_at_its_field(agent, browse) -> None:
    client = browse(agent)
    page = press(client, client.get(NEW), "kind-SUGGESTION")
    refused = press(client, page, "thank")
    assert refused.status_code == 422
    assert "id_account-err" in _ids(parts.text(refused))


@pytest.mark.parametrize(
    ("role", "status"),
    [("AGENT", 200), ("TEAM_LEADER", 200), ("DISPATCHER", 200), ("MANAGER", 200), ("AUDITOR", 403),
     ("DRIVER", 403), ("COLLEAGUE", 403), ("ADMINISTRATOR", 403), ("MARKET_DEVELOPER", 403)],
)  # fmt: skip
def test_who_takes_complaints(everybody, browse, role, status) -> None:
    assert browse(everybody[role]).get(NEW).status_code == status


def test_hostile_words_stay_words(agent, browse) -> None:
    client, words = browse(agent), "<script>alert(1)</script>{{ said }}\0"
    typed = {"q": words, "account": words, "respondent": "²", "official_due_at": "gestern", "severity": "九"}
    for deed in ("", "find", "take-all", "take-x", "pick-x", "kind-x", "register", "merge-x"):
        page = press(client, client.get(NEW), deed, **typed)
        assert "<script>alert" not in parts.text(page)
        assert page.status_code in (200, 404, 422)


def test_a_pause_costs_a_fixed_number(order, agent, browse, django_assert_max_num_queries) -> None:
    client = browse(agent)
    for _ in range(3):
        make.registered(agent, about=order.ticket)
    page = client.get(f"{NEW}?order={order.ticket.ref}")
    press(client, page, "", **SAID)
    with django_assert_max_num_queries(30):
        press(client, page, "", **SAID)


def _ids(page: str) -> list[str]:
    return [piece.split('"')[0] for piece in page.split(' id="')[1:]]
