"""The price of the goods, which the driver collects for the shipper (R041)."""

import pytest
from django.test import Client

from tests.driver.conftest import DELIVERED, JSON, at, key, left
from tests.factories import orders as make
from tests.factories.pictures import picture
from yinuo.orders.models import Collection, HandIn, Order
from yinuo.staff.models import Person

QUEUED = {"Accept": JSON}


@pytest.fixture
def owing_goods(desk: object, agent: Person) -> Order:
    """On the vehicle; besides the freight the driver collects 3000 yuan for the shipper."""
    return make.collected(agent, cash_on_delivery="3000")


def test_the_price_of_the_goods_is_collected_at_the_door_once(phone: Client, owing_goods: Order) -> None:
    """R041: with its own way and beside the freight; a lost reply counts nothing twice, and all of it is
    handed in.
    """
    page = phone.get(at(owing_goods, "deliver/")).content.decode()
    assert "代收货款 3000 元" in page
    due = left(owing_goods)
    freight = {"amount": str(int(due) // 100), "left": due}
    goods = {"goods_way": "CASH", "goods_amount": "3000", "goods_left": "300000"}
    said = {"form_key": key(), **DELIVERED, **freight, **goods}
    for _ in range(2):
        assert phone.post(at(owing_goods, "deliver/"), said, headers=QUEUED).status_code == 200
    rows = Collection.objects.order_by("id").values_list("what", "amount")
    assert list(rows) == [("FREIGHT", int(due)), ("GOODS_MONEY", 3000_00)]
    again = make.again(owing_goods)
    assert (again.freight_left, again.goods_money_left) == (0, 0)
    page = phone.get("/d/hand-in/").content.decode()
    assert "其中代收货款 3000 元" in page
    phone.post("/d/hand-in/", {"form_key": key(), "cash": str((int(due) + 300000) // 100), "receipts": "0"})
    assert HandIn.objects.get().expected == int(due) + 3000_00


def test_goods_are_not_handed_over_without_their_price_in_silence(phone: Client, owing_goods: Order) -> None:
    """R041: how it was paid has to be said; less than all of it needs a reason, and stays to be collected."""
    form = {
        "form_key": key(),
        "signed_by": "马先生",
        "way": "NONE",
        "photos": picture(),
        "goods_left": "300000",
    }
    silent = phone.post(at(owing_goods, "deliver/"), {**form, "photos": picture()}, headers=QUEUED)
    assert silent.status_code == 422
    less = {**form, "goods_way": "WECHAT", "goods_amount": "1000"}
    told = phone.post(at(owing_goods, "deliver/"), {**less, "photos": picture()}, headers=QUEUED)
    assert told.status_code == 422
    assert "代收货款没有收齐" in told.json()["text"]
    why = {**less, "note": "客户说明天转余款", "photos": picture()}
    assert phone.post(at(owing_goods, "deliver/"), why, headers=QUEUED).status_code == 200
    assert make.again(owing_goods).goods_money_left == 2000_00
    assert "还差" in phone.get("/d/done/").content.decode()
    rest = {
        "form_key": key(),
        "goods_way": "CASH",
        "goods_amount": "2000",
        "goods_left": "200000",
        "way": "NONE",
    }
    assert phone.post(at(owing_goods, "freight/"), rest, headers=QUEUED).status_code == 200
    assert make.again(owing_goods).goods_money_left == 0
