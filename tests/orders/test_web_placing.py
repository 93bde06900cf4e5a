"""Customers write orders themselves: what is taken, refused, and stands in the queue (R046, R076)."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import web as make
from tests.frozen import Frozen
from yinuo.core.errors import Invalid, NotFound, NotNow, TooMany
from yinuo.core.models import Event
from yinuo.customers.models import Customer
from yinuo.customers.rules import Guest
from yinuo.orders.actions import web
from yinuo.orders.models import Order, Stage
from yinuo.orders.queries import web as found
from yinuo.staff.models import Person
from yinuo.tickets import queries as tickets
from yinuo.tickets.models import Ticket

pytestmark = pytest.mark.django_db


def faults(**typed: Any) -> dict[str, str]:
    with pytest.raises(Invalid) as refused:
        make.placed(**typed)
    return {wrong.field: wrong.code for wrong in refused.value.faults}


def test_a_web_order_comes_in(desk: Frozen, agent: Person) -> None:
    """R046 R076 R086: it has a web reference, stands filled in the queue, is priced, its customer known."""
    order = make.placed()
    assert order.ticket.number == order.web.number == "W261120001"
    assert (order.ticket.stage, order.ticket.channel, order.ticket.is_draft) == (Stage.FILLED, "WEB", False)
    assert (order.pieces, order.weight_g, order.volume_cm3, order.payment) == (
        15,
        200_000,
        2_200_000,
        "COLLECT",
    )
    assert order.quoted_total == order.web.estimate["total"]
    assert order.confirmed_at is None
    assert order.web.as_written["weight"] == "200"
    assert order.ticket.customer == Customer.objects.get(phones__digits=make.PHONE)
    assert order.ticket.team == agent.team
    assert tickets.queue(agent, "team").rows == [order.ticket]
    event = Event.objects.get(kind="order.placed")
    assert (event.actor_id, event.data) == (None, {"night": False})


def test_by_night_it_says_so(desk: Frozen) -> None:
    """R078: placed outside working hours."""
    desk.move(hours=12)
    assert make.placed().web.is_night


@pytest.mark.parametrize(
    "field",
    [
        "shipper_name", "pickup_phone", "pickup_address", "consignee_name", "consignee_phone",
        "delivery_address", "payment", "goods_name", "weight", "volume",
    ],
)  # fmt: skip
def test_what_the_form_asks(desk: Frozen, field: str) -> None:
    """R046: every required field."""
    assert faults(**{field: ""}) == {field: "required"}


def test_every_fault_at_once_and_nothing_kept(desk: Frozen) -> None:
    """R046: nothing is stored of a form that cannot be read."""
    wrong = faults(weight="很重", pickup_phone="12", wished_pickup_at="2026-11-19 10:00")
    assert set(wrong) == {"weight", "pickup_phone", "wished_pickup_at"}
    assert not Ticket.objects.exists()


def test_goods_that_may_not_go(desk: Frozen) -> None:
    """R048 R050: refused before it is sent, also as one lot of several."""
    with pytest.raises(NotNow, match="goods_prohibited"):
        make.placed(goods_name="烟花爆竹")
    lots = [{"goods_name": "汽配", "pieces": "1", "weight": "5", "volume": "0.1"}]
    lots.append({"goods_name": "烟花爆竹", "pieces": "1", "weight": "5", "volume": "0.1"})
    with pytest.raises(NotNow, match="goods_prohibited"):
        web.place(guest=make.GUEST, typed=make.TYPED, lots=lots, form_key="a", notice_version=1)
    assert not Order.objects.exists()


def test_several_lots(desk: Frozen) -> None:
    """R046: their names are joined, their measures added up; each is kept."""
    lots = [
        {"goods_name": "汽配", "pieces": "10", "weight": "150", "volume": "1.2", "packing": "纸箱"},
        {"goods_name": "轮胎", "pieces": "5", "weight": "50", "volume": "1", "packing": "无包装"},
    ]
    order = web.place(guest=make.GUEST, typed=make.TYPED, lots=lots, form_key="a", notice_version=1)
    assert (order.goods_name, order.pieces) == ("汽配、轮胎", 15)
    assert (order.weight_g, order.volume_cm3) == (200_000, 2_200_000)
    assert [lot["pieces"] for lot in order.web.lots] == [10, 5]
    with pytest.raises(Invalid) as refused:
        lots[1]["weight"] = "?"
        web.place(guest=make.GUEST, typed=make.TYPED, lots=lots, form_key="b", notice_version=1)
    assert [wrong.field for wrong in refused.value.faults] == ["lots.1.weight"]


def test_charges_are_not_the_customers_to_name(desk: Frozen) -> None:
    """R041: a hostile form names no fee, no reminder, no discount."""
    order = make.placed(pickup_fee="0", handling_fee="0", delivery_fee="0", reminder="不收钱", discount="100")
    assert (order.pickup_fee, order.handling_fee, order.delivery_fee, order.reminder) == (
        None,
        None,
        None,
        "",
    )


def test_sent_twice_is_one_order(desk: Frozen) -> None:
    """R046: a form that is sent again is the first order; another phone's with the same key is its own."""
    said: dict[str, Any] = {"typed": make.TYPED, "form_key": "once", "notice_version": 1}
    first = web.place(guest=make.GUEST, **said)
    assert web.place(guest=make.GUEST, **said) == first
    assert web.place(guest=Guest(phone="13900001111"), **said) != first


def test_ten_an_hour_for_one_phone(desk: Frozen) -> None:
    """Throttled by phone; an hour later it goes on."""
    for _ in range(10):
        make.placed()
    with pytest.raises(TooMany) as refused:
        make.placed()
    assert refused.value.retry_after > 0
    desk.move(hours=2)
    make.placed()


def test_the_estimate(desk: Frozen) -> None:
    """R046 R057: what the page says is what the order is priced at; nothing is stored."""
    said = found.estimate(make.TYPED, guest=make.GUEST)
    assert said.faults == said.doubts == ()
    assert said.arrives_from
    assert said.arrives_to
    assert said.arrives_from <= said.arrives_to
    assert not Ticket.objects.exists()
    assert make.placed().quoted_total == said.total
    part = found.estimate({"goods_name": "鞭炮", "pickup_address": "拉萨市城关区"})
    assert part.is_prohibited
    assert part.total is None
    assert {wrong.field for wrong in part.doubts} == {"pickup_address"}


def test_found_by_number_and_tail(desk: Frozen) -> None:
    """The web reference with the last four digits of either party; all else looks the same."""
    order = make.placed()
    assert found.found("w261120001", "6621") == order
    assert found.found("W261120001", "7788") == order
    for number, tail in (
        ("W261120001", "0000"),
        ("W261120002", "6621"),
        ("", "6621"),
        (order.ticket.ref, "6621"),
    ):
        with pytest.raises(NotFound, match="not_found"):
            found.found(number, tail)


def test_unknown_and_forbidden_cost_the_same(desk: Frozen) -> None:
    """R328: another's order and none look alike."""
    order = make.placed()
    assert found.of_ref(order.ticket.ref, Guest(ref=order.ticket.ref)) == order
    assert found.of_ref(order.ticket.ref, make.GUEST) == order
    stranger = Guest(phone="13900001111")

    def count(ref: str) -> int:
        with CaptureQueriesContext(connection) as asked, pytest.raises(NotFound):
            found.of_ref(ref, stranger)
        return len(asked)

    assert count(order.ticket.ref) == count("zzzzzzzzzz") == 1


def test_my_orders(desk: Frozen) -> None:
    """The orders of a number, as shipper and as consignee; nobody else's; page by page."""
    mine = [make.placed() for _ in range(3)]
    theirs = make.placed(
        guest=Guest(phone="13900001111"), pickup_phone="13900001111", consignee_phone="13800006621"
    )
    make.placed(guest=Guest(phone="13900006621"), pickup_phone="13900006621")
    assert list(found.for_guest(make.GUEST).rows) == [theirs, *reversed(mine)]
    first = found.for_guest(make.GUEST, size=2)
    assert [*first.rows, *found.for_guest(make.GUEST, first.next_after, size=2).rows] == [
        theirs,
        *reversed(mine),
    ]
    assert list(found.for_guest(Guest(ref=theirs.ticket.ref)).rows) == [theirs]
