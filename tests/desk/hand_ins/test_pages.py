"""The page of hand-ins: who still has how much, counting it, what was counted (R035; issue 5, 3)."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.desk.conftest import Browse
from tests.factories import orders as make
from tests.factories import staff
from tests.frozen import Frozen
from yinuo.core.models import Event
from yinuo.orders import actions
from yinuo.orders.actions import driving
from yinuo.orders.models import Collection, HandIn, Order
from yinuo.orders.queries import handing as queries
from yinuo.staff.models import Person, Role
from yinuo.wiring import signals

pytestmark = pytest.mark.django_db
DIALOG = {"HX-Request": "true", "HX-Target": "div#dialog"}


@pytest.fixture
def counter(dispatcher: Person, driver: Person) -> Person:
    """The dispatcher of the driver's branch."""
    Person.objects.filter(pk=dispatcher.pk).update(branch=driver.branch)
    dispatcher.refresh_from_db()
    return dispatcher


@pytest.fixture
def order(desk: Frozen, agent: Person, driver: Person) -> Order:
    """The driver took 100 yuan in cash for it and has the receipt."""
    order = make.collected(agent)
    actions.collect_freight(order=order, amount=100_00, by=driver)
    actions.deliver(order=order, by=driver)
    return driving.take_receipt(order=order, by=driver)


def test_the_dispatcher_sees_who_has_what_and_counts_it(
    order: Order, driver: Person, counter: Person, browse: Browse
) -> None:
    driving.say_hand_in(driver=driver, cash=90_00, receipts=1, by=driver)
    desk = browse(counter)
    page = desk.get("/hand-ins/").content.decode()
    for said in (driver.name, "100", "90", "1 张", "/hand-ins/8201/count/"):
        assert said in page
    asked = desk.get("/hand-ins/8201/count/", headers=DIALOG).content.decode()
    assert "应交现金 100 元、回单 1 张" in asked
    assert 'value="90"' in asked
    wrong = desk.post("/hand-ins/8201/count/", {"cash": "90", "receipts": "1", "note": ""}, headers=DIALOG)
    assert wrong.status_code == 422
    assert "请写明差异原因" in wrong.content.decode()
    done = desk.post("/hand-ins/8201/count/", {"cash": "90", "receipts": "1", "note": "少收10元"})
    assert done.status_code == 302
    taken = HandIn.objects.get()
    assert (taken.cash, taken.expected, taken.note, taken.taken_by) == (90_00, 100_00, "少收10元", counter)
    page = desk.get("/hand-ins/").content.decode()
    assert "都交清了" in page
    assert "少收10元" in page
    assert "-10" in page or "−10" in page


def test_who_may_look_and_who_may_count(
    order: Order, everybody: dict[str, Person], driver: Person, browse: Browse
) -> None:
    """Dispatchers, team leaders, managers and auditors look; the auditor counts nothing."""
    looking = {Role.DISPATCHER, Role.TEAM_LEADER, Role.MANAGER, Role.AUDITOR}
    for role, person in everybody.items():
        answer = browse(person).get("/hand-ins/")
        assert answer.status_code == (200 if role in looking else 403), role
        assert ("交款" in browse(person).get("/files/").content.decode()) == (role in looking), role
    for role in (Role.AUDITOR, Role.AGENT, Role.DRIVER):
        assert browse(everybody[role]).get("/hand-ins/8201/count/").status_code == 403
    assert browse(everybody[Role.MANAGER]).get("/hand-ins/8201/count/").status_code == 200
    assert browse(everybody[Role.MANAGER]).get("/hand-ins/8011/count/").status_code == 404


def test_another_branch_sees_nothing_of_it(order: Order, driver: Person, browse: Browse) -> None:
    driving.say_hand_in(driver=driver, cash=1, receipts=0, by=driver)
    far = staff.person(Role.DISPATCHER, staff_number="8109", branch=staff.branch(key="far"))
    assert driver.name not in browse(far).get("/hand-ins/").content.decode()
    assert browse(far).get("/hand-ins/8201/count/").status_code == 403
    nowhere = staff.person(Role.TEAM_LEADER, staff_number="8108", branch=None)
    assert driver.name not in browse(nowhere).get("/hand-ins/").content.decode()


def test_the_past_is_paged(desk: Frozen, driver: Person, manager: Person, browse: Browse) -> None:
    for cash in range(35):
        driving.count_for(driver=driver, cash=cash * 100, receipts=0, by=manager, note=f"第{cash}次")
    page = browse(manager).get("/hand-ins/")
    text = page.content.decode()
    assert "第34次" in text
    assert "第4次" not in text
    cursor = queries.counted(manager).next_cursor
    assert f"/hand-ins/?cursor={cursor}" in text
    older = browse(manager).get(f"/hand-ins/?cursor={cursor}").content.decode()
    assert "第4次" in older
    assert "第34次" not in older
    assert browse(manager).get("/hand-ins/?cursor=x").status_code == 422


def test_the_page_hears_of_it(order: Order, driver: Person, counter: Person) -> None:
    driving.count_for(driver=driver, cash=100_00, receipts=1, by=counter)
    event = Event.objects.get(kind="hand_in.taken")
    assert signals.names(event) == {"hand-ins"}


def test_a_page_of_many_costs_what_one_of_few_costs(
    order: Order, driver: Person, second_driver: Person, manager: Person, browse: Browse
) -> None:
    client = browse(manager)
    client.get("/hand-ins/")
    before = _statements(client)
    driving.say_hand_in(driver=second_driver, cash=1, receipts=0, by=second_driver)
    for _ in range(3):
        driving.count_for(driver=driver, cash=0, receipts=0, by=manager, note="试")
    driving.say_hand_in(driver=driver, cash=1, receipts=0, by=driver)
    assert _statements(client) == before


def _statements(client: Client) -> int:
    with CaptureQueriesContext(connection) as captured:
        client.get("/hand-ins/")
    return len(captured)


def test_the_desk_says_how_freight_was_paid(
    desk: Frozen, agent: Person, driver: Person, browse: Browse
) -> None:
    """R035: at the door and later, with its way; without one it was cash."""
    order = make.collected(agent)
    client, ref = browse(agent), order.ticket.ref
    asked = client.get(f"/orders/{ref}/freight/", headers=DIALOG).content.decode()
    for way in ("现金", "微信", "支付宝", "转账", "刷卡"):
        assert way in asked
    left = order.freight_left
    client.post(f"/orders/{ref}/freight/", {"amount": "100", "way": "WECHAT", "left": left})
    client.post(f"/orders/{ref}/delivery/", {"signed_by": "马先生", "collected": "50", "left": left - 100_00})
    rows = Collection.objects.order_by("id").values_list("amount", "way", "driver")
    assert list(rows) == [(100_00, "WECHAT", driver.pk), (50_00, "CASH", driver.pk)]
    page = client.get(f"/desk/{ref}/").content.decode()
    assert "微信" in page
    refused = client.post(
        f"/orders/{ref}/freight/", {"amount": "1", "way": "BARTER", "left": 1}, headers=DIALOG
    )
    assert refused.status_code == 422


def test_what_another_counted_meanwhile_is_not_counted_twice(
    order: Order, driver: Person, counter: Person, manager: Person, browse: Browse
) -> None:
    """Two have the same dialog open: the second hears who was first, also with a reason; a double click is
    one count.
    """
    first, second = browse(counter), browse(manager)
    asked = second.get("/hand-ins/8201/count/", headers=DIALOG).content.decode()
    assert 'type="hidden" name="after" value="0"' in asked
    said = {"cash": "90", "receipts": "1", "note": "少收10元", "after": "0"}
    for _ in range(2):
        assert first.post("/hand-ins/8201/count/", said).status_code == 302
    told = second.post("/hand-ins/8201/count/", said, headers=DIALOG)
    assert told.status_code == 422
    assert counter.name in told.content.decode()
    assert HandIn.objects.get().taken_by == counter


def test_the_desk_notes_the_price_of_the_goods_beside_the_freight(
    desk: Frozen, agent: Person, driver: Person, counter: Person, browse: Browse
) -> None:
    """R041: in the same dialog, also alone; who counts the hand-in sees how much of it is the shippers'."""
    order = make.collected(agent, cash_on_delivery="3000")
    client, address = browse(agent), f"/orders/{order.ticket.ref}/freight/"
    asked = client.get(address, headers=DIALOG).content.decode()
    assert "代收货款还有 3000 元没收" in asked
    said = {"goods_money": "1000", "goods_way": "CASH", "goods_left": "300000", "left": order.freight_left}
    assert client.post(address, said).status_code == 302
    assert client.post(address, {"left": order.freight_left}, headers=DIALOG).status_code == 422
    rows = Collection.objects.values_list("what", "amount", "driver")
    assert list(rows) == [("GOODS_MONEY", 1000_00, driver.pk)]
    rest = {"signed_by": "马先生", "goods_money": "2000", "goods_way": "WECHAT", "goods_left": "200000"}
    client.post(f"/orders/{order.ticket.ref}/delivery/", {**rest, "left": order.freight_left})
    assert make.again(order).goods_money_left == 0
    assert "收到代收货款" in client.get(f"/desk/{order.ticket.ref}/").content.decode()
    asked = browse(counter).get("/hand-ins/8201/count/", headers=DIALOG).content.decode()
    assert "应交现金 1000 元" in asked
    assert "其中代收货款 1000 元" in asked
