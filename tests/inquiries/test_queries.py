"""Filled answers, figures, what is let go of."""

from typing import Any

import pytest

from tests.factories import inquiries as make
from tests.factories import orders
from tests.frozen import Frozen
from yinuo.core.models import Event, EventDetail
from yinuo.inquiries import actions, queries
from yinuo.orders import actions as order_actions
from yinuo.orders.models import Order
from yinuo.playbooks import queries as playbooks
from yinuo.staff.models import Person
from yinuo.tickets import actions as tickets
from yinuo.tickets.models import Ticket
from yinuo.tickets.queries import facts


def told(type: str, order: Order | None = None, **typed: str) -> queries.Filled:
    """The filled answer."""
    return queries.filled(type, orders.again(order).ticket if order else None, typed)


def test_the_state_is_told_from_the_timeline(desk: Frozen, agent: Person) -> None:
    """R105, R106, R113: left when, from where, now where, expected when — with the order's real values."""
    order = orders.dispatched(agent)
    assert told("STATE", order).text.startswith(f"您的货物{order.ticket.number}还没有提走")
    order = order_actions.accept(order=order, by=agent)
    desk.move(minutes=25)
    order = order_actions.pick_up(order=order, by=agent)
    on_way = told("ARRIVAL", order)
    assert on_way.text.startswith("您的货物已经于10:25从汽配城发出，现在已提货，准备发车，预计在")
    assert on_way.figures["picked_up_at"] == "2026-11-20T02:25:00+00:00"
    assert "R113" in on_way.clause
    order = order_actions.go_out(order=order, by=agent)
    assert "现在正在配送过程中" in told("STATE", order).text
    desk.move(minutes=30)
    order = order_actions.deliver(order=order, signed_by="马先生", by=agent)
    assert told("STATE", order).text == "您的货物已经于10:55送达南京站，由马先生签收。"


def test_a_time_that_is_over_is_not_told(desk: Frozen, agent: Person) -> None:
    """R116: nothing vague, nothing false: an arrival that has passed is not promised again."""
    order = orders.collected(agent)
    desk.move(minutes=60 * 24 * 30)
    text = told("STATE", order).text
    assert "11月20日" not in text.split("，", 1)[1]


def test_refused_goods_are_not_expected(desk: Frozen, agent: Person) -> None:
    """R105, R113: they stood at the door; whatever was promised, nobody knows when they come again."""
    order = orders.collected(agent)
    Ticket.objects.filter(pk=order.pk).update(stage="REFUSED")
    text = queries.filled("ARRIVAL", Ticket.objects.get(pk=order.pk)).text
    assert "送到时没有签收，正在联系，到达时间我核实后马上告诉您。" in text


def test_a_voided_order_says_so(desk: Frozen, agent: Person) -> None:
    order = order_actions.void(order=orders.confirmed(agent), reason="twice", by=agent)
    assert told("STATE", order).text.endswith("现在的状态是已作废。")


def test_what_is_missing_is_said(desk: Frozen) -> None:
    """R108, R112."""
    assert told("STATE").missing == ("about",)
    assert told("PRICE").missing == ("pickup_address", "delivery_address")
    assert told("PRICE", pickup_address="江宁汽配城", delivery_address="南京站货场").missing == (
        "weight",
        "volume",
    )
    assert told("OTHER") == queries.Filled()


def test_price_and_time_come_from_the_tables(desk: Frozen, agent: Person) -> None:
    """R103, R104, R108: the same price as the desk quotes."""
    order = orders.agreed(agent)
    lane = {"pickup_address": order.pickup_address, "delivery_address": order.delivery_address}
    price = told("PRICE", **lane, weight="200公斤", volume="2.2方", pieces="15件")
    quoted = order.quoted_total
    assert quoted is not None
    assert price.figures["versions"]["tariff"] == 1
    assert f"一共{price.figures['total'] // 100}" in price.text
    assert told("PRICE", order).figures == {"total": quoted, "quoted": True, "situation": "price"}
    assert told("TRANSIT_TIME", **lane).text.startswith("从汽配城到南京站")
    assert "不在我们的服务范围内" in told("PRICE", pickup_address="江宁汽配城", delivery_address="拉萨").text


def test_a_playbook_without_the_chapter_fills_nothing(desk: Frozen, agent: Person) -> None:
    order = orders.collected(agent)
    orders.playbook(phrases=[], steps={}, elements={})
    playbooks.forget()
    assert queries.filled("STATE", order.ticket).text == ""


def test_the_script_names_what_is_known_of_the_order(desk: Frozen, agent: Person) -> None:
    """R113: the variables of the phrases have the values of the order asked about."""
    order = orders.collected(agent)
    inquiry = make.asked(agent, about=order.ticket)
    values = facts(inquiry.ticket).values
    assert (values["asked"], values["sent_at"], values["origin"]) == (order.ticket.number, "10:00", "汽配城")
    assert (values["serial"], values["question"]) == (make.ticket(inquiry).number, "我的货到哪里了")
    assert values["inquiry.is_delayed"] is False


def test_what_is_forgotten_speaks_of_nobody(desk: Frozen, agent: Person) -> None:
    """R047: counts stay, words and people go, and no guest reads it any more."""
    inquiry = make.answered(agent, "打给王先生")
    assert tickets.forget(inquiry.pk)
    found = make.again(inquiry)
    said = (found.question, found.contact_name, found.contact_phone, found.answer, found.checked_answer)
    assert said == ("", "", "", "", "")
    assert (found.figures, found.type, found.answered_by) == ({}, "STATE", agent)
    events = Event.objects.filter(ticket_id=inquiry.pk).values_list("pk", flat=True)
    assert not any(detail.values for detail in EventDetail.objects.filter(event__in=list(events)))


@pytest.mark.parametrize("view", list(queries.View))
def test_lists_cost_the_same_whatever_stands_in_them(
    desk: Frozen, agent: Person, view: str, django_assert_max_num_queries: Any
) -> None:
    for _ in range(3):
        done = make.answered(agent)
        actions.correct(inquiry=done, right="对的", by=agent)
    with django_assert_max_num_queries(2):
        queries.listed(agent, view)


def test_who_signed_is_told_as_the_link_shows_it(desk: Frozen, agent: Person) -> None:
    """R113, PIPL 28: nobody knows that the caller is a party of the order."""
    order = order_actions.deliver(order=orders.collected(agent), by=agent, signed_by="马小军")
    assert queries.filled("STATE", order.ticket).text.endswith("由马**签收。")


def test_nothing_is_filled_of_an_order_out_of_reach(desk: Frozen, agent: Person) -> None:
    """R113: the question is the agent's; the order went to others."""
    order = orders.collected(agent)
    inquiry = make.asked(agent, about=order.ticket)
    assert queries.filled_for(make.again(inquiry), agent).text.startswith("您的货物已经于")
    Ticket.objects.filter(pk=order.pk).update(owner=None, team=None, region=None)
    assert queries.filled_for(make.again(inquiry), agent) == queries.Filled()
