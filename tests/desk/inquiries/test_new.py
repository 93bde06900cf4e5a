"""The page on which a question is taken (R102–R120)."""

from typing import Any

import pytest

from tests.desk.orders import browsing
from tests.desk.tickets import parts
from tests.factories import inquiries as make
from tests.factories import orders as orders_make
from yinuo.core import clock
from yinuo.core.models import Event
from yinuo.inquiries.models import Inquiry
from yinuo.messaging.models import Notice
from yinuo.promises.models import Promise
from yinuo.tickets.models import Ticket

pytestmark = pytest.mark.django_db
NEW = "/inquiries/new/"
REGION = {"HX-Request": "true", "HX-Target": "div#inquiry"}


def values(page, id: str = "inquiry-form") -> dict[str, str]:
    """What stands in a form; a browser drops the line break at the start of a text area."""
    return {name: value.removeprefix("\n") for name, value in browsing.form(page, id).values.items()}


def press(client: Any, page: Any, deed: str, **typed: str) -> Any:
    """Press a button of the page, with what was typed."""
    form = browsing.form(page, "inquiry-form")
    return client.post(form.action, {**form.filled(**typed), "deed": deed}, headers=REGION)


def test_the_page_stands_whole_and_as_a_part(desk, agent, browse) -> None:
    client = browse(agent)
    assert b"<html" in client.get(NEW).content
    part = client.post(NEW, {"deed": "type-PRICE"}, headers=REGION)
    assert parts.text(part).lstrip().startswith('<div id="inquiry"')
    assert part["Vary"].count("HX-Target") == 1


@pytest.mark.parametrize("known", ["number", "ref", "6621", "马先生", "汽车配件"])
def test_any_piece_finds_the_order(order, agent, browse, known) -> None:
    """R112: the caller says what they know, one field takes it."""
    said = {"number": order.ticket.number, "ref": order.ticket.ref}.get(known, known)
    client = browse(agent)
    page = press(client, client.get(NEW), "find", q=said)
    assert values(page)["about"] == order.ticket.ref


def test_several_orders_are_offered(order, agent, browse) -> None:
    other = orders_make.confirmed(agent, goods_name="布料")
    client = browse(agent)
    page = press(client, client.get(NEW), "find", q="6621")
    offered = {one["value"] for one in browsing.form(page, "inquiry-form").buttons if one.get("value")}
    assert {f"pick-{order.ticket.ref}", f"pick-{other.ticket.ref}"} <= offered
    picked = press(client, page, f"pick-{other.ticket.ref}")
    assert values(picked)["about"] == other.ticket.ref
    assert browsing.form(press(client, picked, "drop"), "inquiry-form").values["about"] == ""


def test_the_answer_comes_filled_in_the_manuals_words(desk, agent, browse) -> None:
    """R105, R106, R113: from the timeline."""
    order = orders_make.collected(agent)
    page = browse(agent).get(f"{NEW}?about={order.ticket.ref}")
    answer = values(page)["answer"]
    assert answer.startswith("您的货物已经于10:00从汽配城发出，现在已提货，准备发车，预计在")
    assert answer.endswith("将会到达南京站货场。") or "将会到达" in answer


def test_said_writes_it_on_the_order(order, agent, browse) -> None:
    """R110, R111: said in one step, recorded on the order, solved at first contact."""
    client = browse(agent)
    page = client.get(f"{NEW}?about={order.ticket.ref}&phone=13800006621")
    done = press(client, page, "said")
    inquiry = Inquiry.objects.get()
    assert done["HX-Redirect"] == f"/desk/{inquiry.ticket.ref}/"
    assert inquiry.at_first_contact
    assert inquiry.figures["situation"] == "not_collected"
    assert Event.objects.filter(kind="ticket.queried", ticket_id=order.pk).exists()
    assert "客户问了这一单" in parts.text(client.get(f"/desk/{order.ticket.ref}/"))


def test_pressed_twice_it_is_one(order, agent, browse) -> None:
    client = browse(agent)
    page = client.get(f"{NEW}?about={order.ticket.ref}")
    for _ in range(2):
        press(client, page, "said")
    assert Inquiry.objects.count() == 1


def test_own_words_stay_when_the_page_is_drawn_again(order, agent, browse) -> None:
    client = browse(agent)
    page = client.get(f"{NEW}?about={order.ticket.ref}")
    again = press(client, page, "type-ARRIVAL", answer="我马上问司机", question="几点能到我家")
    kept = values(again)
    assert (kept["answer"], kept["question"]) == ("我马上问司机", "几点能到我家")
    assert kept["type"] == "ARRIVAL"


def test_a_time_said_is_promised_with_two_strokes(order, agent, browse) -> None:
    """R111, R120: B and 3 is half an hour."""
    client = browse(agent)
    page = client.get(f"{NEW}?about={order.ticket.ref}")
    button = browsing.form(page, "inquiry-form").button(value="promise-30")
    assert button["data-key"].startswith("b 3")
    press(client, page, "promise-30", question="货有没有破损")
    promise = Promise.objects.get(key="answer_by")
    assert (promise.due_at - clock.now()).total_seconds() == 1800
    assert Ticket.objects.get(kind="INQUIRY").stage == "CHECKING"


def test_a_promise_without_a_time_is_asked_for(order, agent, browse) -> None:
    client = browse(agent)
    refused = press(client, client.get(NEW), "promise", question="？")
    assert refused.status_code == 422
    assert not Inquiry.objects.exists()


def test_what_i_do_not_know_goes_to_the_leader(order, agent, team_leader, browse) -> None:
    """R117."""
    client = browse(agent)
    press(client, client.get(NEW), "leader", question="能开专票吗", type="OTHER")
    assert Ticket.objects.get(kind="INQUIRY").stage == "WITH_LEADER"


def test_a_text_message_without_a_number_says_so_and_keeps_nothing(order, agent, browse) -> None:
    client = browse(agent)
    refused = press(client, client.get(NEW), "sms", question="多久到", answer="明天到")
    assert refused.status_code == 422
    assert "不能这样答复" in parts.text(refused)
    assert values(refused)["answer"] == "明天到"
    assert not Inquiry.objects.exists()
    press(client, refused, "sms", contact_phone="13800006621")
    assert Inquiry.objects.get().way == "SMS"
    assert Notice.objects.filter(key="inquiry_answer").exists()


def test_transit_and_price_come_from_the_tables(desk, agent, browse) -> None:
    """R103, R104, R108: before anything was sent, by what the caller says."""
    client = browse(agent)
    asks = client.post(NEW, {"deed": "type-PRICE"}, headers=REGION)
    assert "从哪里发" in parts.text(asks)
    typed = {"pickup_address": "江宁汽配城", "delivery_address": "南京站货场", "weight": "200公斤"}
    priced = press(client, asks, "reckon", **typed)
    answer = values(priced)["answer"]
    assert answer.startswith("从汽配城到")
    assert "元" in answer
    timed = press(client, priced, "type-TRANSIT_TIME")
    assert "到达" in values(timed)["answer"]
    far = press(client, asks, "reckon", **{**typed, "delivery_address": "拉萨市城关区"})
    assert "不在我们的服务范围内" in values(far)["answer"]


def test_past_questions_stand_beside(order, agent, browse) -> None:
    """R110: who asks again hears that it is known."""
    make.answered(agent, "下午到，司机在路上", about=order.ticket)
    assert "下午到，司机在路上" in parts.text(browse(agent).get(f"{NEW}?about={order.ticket.ref}"))


def test_the_order_page_leads_here(order, agent, browse) -> None:
    assert f"{NEW}?about={order.ticket.ref}" in parts.text(browse(agent).get(f"/desk/{order.ticket.ref}/"))


def test_a_noted_call_leads_here(desk, agent, browse) -> None:
    """R021: one key from the call to the question of the present caller."""
    client, address = browse(agent), "/desk/calls/new/"
    form = browsing.form(client.get(address, headers=parts.DIALOG), address)
    typed = {"phone": "13800006621", "name": "王先生", "inquiry": "1"}
    noted = client.post(form.action, form.filled(**typed), headers=parts.DIALOG)
    assert noted["HX-Redirect"].startswith(f"{NEW}?phone=13800006621")
    page = client.get(noted["HX-Redirect"])
    assert values(page)["contact_phone"] == "13800006621"


def test_whoever_else_asks_is_not_written_over(order, agent, browse) -> None:
    """The number that an agent takes out because somebody else rings stays out."""
    client = browse(agent)
    page = client.get(f"{NEW}?about={order.ticket.ref}")
    assert values(page)["contact_phone"] == "13800006621"
    said = press(client, page, "said", contact_phone="", contact_name="路人", answer="明天到")
    assert said.status_code < 400
    asked = Inquiry.objects.get()
    assert (asked.contact_phone, asked.contact_name) == ("", "路人")


def test_whose_order_it_is_not_sees_no_number(order, agent, mate, browse) -> None:
    page = parts.text(browse(mate).get(f"{NEW}?about={order.ticket.ref}"))
    assert order.ticket.number in page
    assert "13800006621" not in page
    assert "13800006621" in parts.text(browse(agent).get(f"{NEW}?about={order.ticket.ref}"))


def test_an_order_out_of_sight_is_not_found(order, outsider, browse) -> None:
    client = browse(outsider)
    for page in (client.get(f"{NEW}?about={order.ticket.ref}"), client.get(f"{NEW}?q={order.ticket.number}")):
        assert page.status_code == 200
        assert values(page)["about"] == ""


@pytest.mark.parametrize(
    ("role", "status"),
    [("AGENT", 200), ("TEAM_LEADER", 200), ("DISPATCHER", 200), ("MANAGER", 200), ("AUDITOR", 403),
     ("DRIVER", 403), ("COLLEAGUE", 403), ("ADMINISTRATOR", 403), ("MARKET_DEVELOPER", 403)],
)  # fmt: skip
def test_who_takes_questions(desk, everybody, browse, role, status) -> None:
    assert browse(everybody[role]).get(NEW).status_code == status


def test_hostile_words_stay_words(order, agent, browse) -> None:
    client, words = browse(agent), "<script>alert(1)</script>{{ said }}\0"
    page = press(client, client.get(NEW), "find", q=words, question=words, due_at="gestern", type="??")
    assert "<script>alert" not in parts.text(page)
    assert page.status_code in (200, 422)
