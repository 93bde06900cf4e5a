"""Customers ask on their pages: with and without an order, once, and read what is theirs (R102–R111)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.frozen import Frozen
from tests.portal.following.conftest import (
    SHIPPER,
    STRANGER,
    _wired,
    client,
    company,
    desk,
    dispatcher,
    known,
    link,
    order,
    region,
    track,
)
from yinuo.core import clock
from yinuo.core.models import Event
from yinuo.inquiries import actions
from yinuo.inquiries.models import Inquiry
from yinuo.orders.models import Order
from yinuo.staff.models import Person
from yinuo.tickets.models import Ticket

__all__ = ["_wired", "client", "company", "desk", "dispatcher", "known", "order", "region"]
Known = Callable[[str], Client]
SAID = {
    "type": "PRICE",
    "question": "南京到苏州两吨多少钱？",
    "contact_phone": "139 1111 2222",
    "form_key": "k1",
}


def sent(client: Client, **more: str) -> Any:
    return client.post("/p/ask/", {**SAID, **more})


def test_anybody_may_ask_and_is_told_by_when(desk: Frozen, client: Client, agent: Person) -> None:
    """R007 R104 R111: no account, no order; the page says by when the answer comes, and where to."""
    page = sent(client).content.decode()
    asked = Inquiry.objects.get()
    assert (asked.type, asked.contact_phone, asked.ticket.channel) == ("PRICE", STRANGER, "WEB")
    assert str(asked.ticket.number) in page
    assert "10:30" in page
    assert "139****2222" in page
    assert STRANGER not in page
    assert Event.objects.get(kind="inquiry.asked").actor_id is None


def test_sent_twice_it_is_one_question(desk: Frozen, known: Known) -> None:
    """R007: the second answer leads to the first question."""
    browser = known(STRANGER)
    first, second = sent(browser), sent(browser)
    assert first["Location"] == second["Location"]
    assert Inquiry.objects.count() == 1


@pytest.mark.parametrize("field", ["type", "question", "contact_phone"])
def test_a_gap_is_said_at_its_field(desk: Frozen, client: Client, field: str) -> None:
    """R102: what was typed stands, what lacks is said where it lacks."""
    answer = sent(client, **{field: ""})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "field__err" in page
    assert field == "question" or "南京到苏州两吨" in page
    assert not Inquiry.objects.exists()


def test_by_the_link_one_asks_about_the_order_and_reads_the_answer(
    order: Order, client: Client, agent: Person
) -> None:
    """R106 R110: the question stands on the order; who has the link reads it, a stranger does not."""
    slug = link(order).removeprefix("/t/")
    form = client.get(f"/p/ask/?about={slug}").content.decode()
    assert (order.ticket.number or "") in form
    there = sent(client, about=slug, type="STATE")["Location"]
    asked = Inquiry.objects.get()
    assert asked.about == order.ticket
    assert Event.objects.filter(kind="ticket.queried", ticket_id=order.pk).exists()
    page = client.get(there).content.decode()
    assert "前答复您" in page
    actions.answer(inquiry=asked, text="已过常州，下午到。", way="PAGE", by=agent)
    assert "已过常州，下午到。" in client.get(there).content.decode()
    assert Client().get(there.split("?")[0]).status_code == 302
    assert Client().get(there.replace(slug, ("y" if slug[0] == "z" else "z") + slug[1:])).status_code == 404


def test_by_number_and_tail_too(order: Order, client: Client) -> None:
    """R106: whoever opened the order asks about it; who did not cannot even name it."""
    assert client.get(f"/p/ask/?about={order.ticket.ref}").status_code == 404
    track(client, order.ticket.number or "", "6621")
    there = sent(client, about=order.ticket.ref, type="STATE")["Location"]
    assert client.get(there).status_code == 200


def test_the_order_is_out_of_sight_by_now(order: Order, client: Client) -> None:
    """Opened by number and tail, sent when that is forgotten: nothing typed is lost, and it can be asked."""
    track(client, order.ticket.number or "", "6621")
    client.cookies.clear()
    refused = sent(client, about=order.ticket.ref)
    shown = refused.content.decode()
    assert (refused.status_code, SAID["question"] in shown) == (409, True)
    assert "请在问题里写上单号，再提交一次。" in shown
    assert 'name="about" value=""' in shown
    assert sent(client).status_code == 200


def test_my_questions_are_mine(order: Order, known: Known, agent: Person) -> None:
    """R102: by the verified phone every question and its answer, of nobody else."""
    browser = known(SHIPPER)
    there = sent(browser, contact_phone="13900000000")["Location"]
    assert Inquiry.objects.get().contact_phone == SHIPPER
    actions.answer(inquiry=Inquiry.objects.get(), text="两吨 800 元。", way="PAGE", by=agent)
    assert "两吨 800 元。" in browser.get(there).content.decode()
    assert "已答复" in browser.get("/p/ask/").content.decode()
    other = known(STRANGER)
    assert "南京到苏州" not in other.get("/p/ask/").content.decode()
    unknown = other.get("/p/questions/zzzzzzzzzz/")
    theirs = other.get(there)
    assert (theirs.status_code, len(theirs.content)) == (unknown.status_code, len(unknown.content))
    assert theirs.status_code == 404


def test_asking_on(order: Order, known: Known) -> None:
    """R111: a further question stands behind the first and waits again."""
    browser = known(SHIPPER)
    there = sent(browser)["Location"]
    assert browser.post(there, {"question": "含装卸吗？"}).status_code == 302
    assert Inquiry.objects.get().question.endswith("\n含装卸吗？")
    assert browser.post(there, {"question": " "}).status_code == 422


def test_the_eleventh_in_an_hour_waits(desk: Frozen, known: Known) -> None:
    """R102: a flood is refused in words, with the time to wait."""
    browser = known(STRANGER)
    for n in range(10):
        assert sent(browser, form_key=f"k{n}").status_code == 302
    refused = sent(browser, form_key="more")
    assert refused.status_code == 429
    assert int(refused["Retry-After"]) > 0
    assert "南京到苏州" in refused.content.decode()
    assert Inquiry.objects.count() == 10


def test_one_address_cannot_flood_under_many_numbers(desk: Frozen, client: Client) -> None:
    """R102: whatever numbers it names, thirty an hour."""
    for n in range(30):
        assert sent(client, form_key=f"k{n}", contact_phone=f"139111122{n:02d}").status_code == 200
    assert sent(client, form_key="more", contact_phone="13911113333").status_code == 429


def test_words_are_written_never_run(desk: Frozen, known: Known) -> None:
    """R102: what a customer types is text."""
    browser = known(STRANGER)
    there = sent(browser, question="<script>alert(1)</script>", contact_name="<b>")["Location"]
    assert "<script>alert" not in browser.get(there).content.decode()


def test_what_was_promised_stands_whatever_is_due_among_ourselves(
    desk: Frozen, known: Known, agent: Person
) -> None:
    """R111 R117 R120: the leader's own half hour is not the customer's."""
    browser = known(SHIPPER)
    there = sent(browser)["Location"]
    asked, due = Inquiry.objects.get(), clock.now() + timedelta(hours=5)
    actions.promise_answer(inquiry=asked, due_at=due, by=agent)
    actions.pass_up(inquiry=asked, by=agent)
    assert "15:00 前答复您" in browser.get(there).content.decode()
    desk.move(hours=1)
    assert "答复晚了" not in browser.get(there).content.decode()
    desk.move(hours=5)
    assert "答复晚了" in browser.get(there).content.decode()


def test_an_answer_by_text_needs_a_mobile_number(desk: Frozen, client: Client) -> None:
    """R007: no text reaches a landline, and the page promises none."""
    answer = sent(client, contact_phone="025-84567788")
    assert answer.status_code == 422
    assert "能收短信的手机号" in answer.content.decode()
    assert not Inquiry.objects.exists()


def test_an_old_link_tells_nothing_here_either(
    order: Order, client: Client, known: Known, desk: Frozen
) -> None:
    """R115: thirty days after the end neither number nor question by the link; its parties may still ask."""
    slug = link(order).removeprefix("/t/")
    asked = sent(client, about=slug)["Location"]
    Ticket.objects.filter(pk=order.pk).update(closed_at=clock.now())
    desk.move(days=31)
    for page in (asked, f"/p/ask/?about={slug}"):
        answer = client.get(page)
        assert answer.status_code == 410
        assert str(order.ticket.number) not in answer.content.decode()
        assert "链接已过期" in answer.content.decode()
    assert known(SHIPPER).get(f"/p/ask/?about={order.ticket.ref}").status_code == 200
