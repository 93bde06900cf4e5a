"""What became of every promise of a ticket, told on one page."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.desk.tickets import parts
from yinuo.core import clock
from yinuo.promises import actions
from yinuo.promises.models import Promise
from yinuo.tickets.models import PersonalView

pytestmark = pytest.mark.django_db


def told(client, order) -> str:
    return parts.text(client.get(reverse("ticket-promises", args=[order.ticket.ref])))


def test_a_promise_is_told_from_its_opening_to_its_end(order, agent, driver, desk, browse) -> None:
    """R062, R087, R093, R094: opened by which event and clause, why due then, warned, broken, to whom it was
    told and by which message, kept late, by how much and why.
    """
    for minutes in (26, 6, 31):
        desk.move(minutes=minutes)
        actions.wake_due(clock.now())
    desk.move(minutes=5)
    vehicle = Promise.objects.get(ticket_id=order.pk, key="vehicle")
    actions.explain_lateness(vehicle, "大桥封路", True, by=agent)
    page = told(browse(agent), order)
    assert "业务单短信已发出" in page
    assert "按「安排车辆」（001 三(四)1.2）工作时间 30 分钟" in page
    for said in (
        "快到期，已提醒",
        "超时",
        "超时升级",
        "再次催办",
        "提醒 组长、车管",
        "司机还没接单，打电话催",
    ):
        assert said in page, said
    assert f"短信给 {order.driver.name}" in page
    assert "尚未提，已超时效，请速处理" in page
    assert "大桥封路" in page
    assert "客观原因" in page


def test_pauses_moves_hand_overs_and_words_are_told(order, agent, mate, team_leader, browse) -> None:
    """R279: a word, who gave it, the clock stopped for whom, moved from when to when, handed on to whom."""
    word = actions.give_word(
        ticket=order.ticket,
        label="回电报价",
        note="要含保价",
        due_at=clock.now() + timedelta(hours=1),
        by=agent,
    )
    actions.pause(word, "customer_answer", by=agent)
    actions.resume(word, by=agent)
    actions.move(word, clock.now() + timedelta(hours=3), "customer_asked", by=agent)
    actions.keep(word, by=agent)
    page = told(browse(team_leader), order)
    for said in (
        "回电报价",
        "要含保价",
        "暂停计时",
        "等客户回复",
        "继续计时",
        "改了时限",
        "客户要求改时间",
        "→",
    ):
        assert said in page, said
    assert page.count("承诺已做到") >= 2


def test_words_of_customers_are_hidden_from_who_does_not_own_the_ticket(
    order, desk, team_leader, browse
) -> None:
    """R047: a message holds personal data; who does not work on the ticket sees that it went, not what."""
    desk.move(minutes=32)
    actions.wake_due(clock.now())
    page = told(browse(team_leader), order)
    assert f"短信给 {order.driver.name}" in page
    assert "尚未提，已超时效" not in page


def test_it_is_linked_from_the_ticket_and_from_the_promise(order, agent, browse) -> None:
    client, address = browse(agent), reverse("ticket-promises", args=[order.ticket.ref])
    assert address in parts.text(client.get(reverse("ticket", args=[order.ticket.ref])))
    one = Promise.objects.filter(ticket_id=order.pk).first()
    assert address in parts.text(client.get(reverse("promise", args=[one.pk])))


def test_a_stranger_does_not_find_it(order, outsider, browse) -> None:
    assert browse(outsider).get(reverse("ticket-promises", args=[order.ticket.ref])).status_code == 404


def test_it_costs_the_same_for_one_promise_and_for_thirty(order, agent, browse) -> None:
    client = browse(agent)
    told(client, order)

    def cost() -> int:
        with CaptureQueriesContext(connection) as caught:
            told(client, order)
        return len(caught)

    before = min(cost() for _ in range(3))  # what a process remembers for some seconds is read now and then
    for n in range(30):
        actions.give_word(
            ticket=order.ticket, label=f"答应{n}", due_at=clock.now() + timedelta(hours=1), by=agent
        )
    assert min(cost() for _ in range(3)) == before


def test_who_sees_it_in_full_is_written_down(order, agent, team_leader, browse) -> None:
    """R025 R027: its owner reads the numbers in what was said, on record; others see them masked."""
    word = actions.give_word(
        ticket=order.ticket, label="回电 13800001234", due_at=clock.now() + timedelta(hours=1), by=agent
    )
    assert "13800001234" not in parts.text(browse(team_leader).get(reverse("promises")))
    assert "13800001234" not in parts.text(browse(team_leader).get(reverse("promise", args=[word.pk])))
    assert "13800001234" in parts.text(browse(agent).get(reverse("promise", args=[word.pk])))
    actions.cancel(word, reason="客户用 13800006621 来电说不用了", by=agent)
    PersonalView.objects.all().delete()
    assert not {"13800006621", "13800001234"} & set(re.findall(r"\d{11}", told(browse(team_leader), order)))
    assert not PersonalView.objects.exists()
    assert "13800006621" in told(browse(agent), order)
    seen = PersonalView.objects.values_list("ticket", "person")
    assert list(seen.all()) == [(order.ticket.pk, agent.pk)]
    PersonalView.objects.all().delete()
    address = reverse("promise", args=[word.pk])
    assert "13800006621" not in parts.text(browse(team_leader).get(address))
    assert "13800006621" in parts.text(browse(agent).get(address))
    assert list(seen.all()) == [(order.ticket.pk, agent.pk)]
