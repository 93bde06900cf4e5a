"""The dispatcher's board: what it shows, what it costs, every move by its buttons (R065–R069 R087–R090)."""

from datetime import timedelta
from typing import Any

import pytest

from tests.desk.orders import browsing
from tests.factories import orders as make
from tests.factories import staff as people
from yinuo.core.models import Event
from yinuo.orders import actions
from yinuo.orders.actions import positions
from yinuo.orders.models import Order, Source, Stage
from yinuo.orders.rules.positions import Point
from yinuo.staff.models import Person, Region, Role, Vehicle

pytestmark = pytest.mark.django_db
BOARD = "/dispatch/"


def text(client: Any, address: str = BOARD, **asked: Any) -> str:
    answer = client.get(address, **asked)
    assert answer.status_code == 200, (address, answer.status_code)
    return str(answer.content.decode())


@pytest.fixture
def van(desk: Any, driver: Person) -> Vehicle:
    """The driver's vehicle with a locator; the driver shares where it is."""
    Person.objects.filter(pk=driver.pk).update(position_consent_at=desk.at - timedelta(days=2))
    Vehicle.objects.filter(driver=driver).update(device="L1")
    return Vehicle.objects.get(driver=driver)


def seen(at: Any, lat: float = 31.95, lon: float = 118.84, device: str = "L1") -> None:
    positions.note([Point(at=at, lat=lat, lon=lon, device=device)], Source.DEVICE)


def test_who_sees_the_board(desk: Any, everybody: dict[str, Person], browse: Any) -> None:
    """R330: dispatcher, team leader, manager; the others find no door."""
    for role, person in everybody.items():
        answer = browse(person).get(BOARD)
        allowed = role in (Role.DISPATCHER, Role.TEAM_LEADER, Role.MANAGER)
        assert answer.status_code == (200 if allowed else 403), role
        if allowed:
            assert 'href="/dispatch/"' in answer.content.decode()


def test_a_driver_without_a_vehicle_stands_on_it(
    desk: Any, dispatcher: Person, region: Region, browse: Any
) -> None:
    """R067: one who drives nothing today is seen, and that there is no vehicle."""
    people.posted(Role.DRIVER, region, rank=3, staff_number="8299", name="周远")
    page = text(browse(dispatcher))
    assert 'id="v-8299"' in page
    assert "没有车" in page


def test_what_waits_and_who_suits(
    desk: Any, agent: Person, dispatcher: Person, van: Vehicle, second_driver: Person, browse: Any
) -> None:
    """R065 R087 R090: the order without a driver, with the one who is near, and why."""
    order = make.confirmed(agent)
    seen(desk.at)
    page = text(browse(dispatcher))
    assert order.ticket.number in page
    assert "建议 王强" in page
    assert "负责这个区域、离提货地约 0.0 公里、手上没有待提的、装得下、赶得上" in page
    assert "200 公斤" in page


def test_where_everybody_is_and_what_they_have(
    desk: Any, agent: Person, dispatcher: Person, van: Vehicle, second_driver: Person, browse: Any
) -> None:
    """R089 R090: the place by name with its age, the load against the vehicle, the orders and times."""
    order = actions.accept(order=make.dispatched(agent), by=agent)
    seen(desk.at - timedelta(minutes=3))
    page = text(browse(dispatcher))
    assert "江宁区" in page
    assert "3 分钟前" in page
    assert "1 单" in page
    assert "0.2 / 1.5 吨" in page
    assert "2.2 / 9 方" in page
    assert page.count("未共享") == 1
    assert order.ticket.number in page
    assert "10:30" in page


def test_what_is_late_says_so(
    desk: Any, agent: Person, dispatcher: Person, van: Vehicle, browse: Any
) -> None:
    """R088 R092: the pick-up that was missed, the delivery that cannot be kept, and the ground of it."""
    order = make.collected(agent)
    waiting = make.dispatched(agent)
    Order.objects.filter(pk=order.pk).update(promised_at=desk.at + timedelta(hours=1))
    desk.move(minutes=40)
    seen(desk.at, 31.23, 121.47)
    page = text(browse(dispatcher))
    assert "会晚" in page
    assert "已晚" in page
    assert "按时效表 4 小时推算" in page
    late = text(browse(dispatcher), f"{BOARD}?view=late")
    assert waiting.ticket.number in late
    assert text(browse(dispatcher), f"{BOARD}?view=out").count('id="v-') == 0


def test_consent_withdrawn_is_seen_nowhere(
    desk: Any, agent: Person, dispatcher: Person, van: Vehicle, browse: Any
) -> None:
    """R090, PIPL 15: not on the board, not for the driver, not on the order, not in the reasons."""
    order = actions.accept(order=make.dispatched(agent), by=agent)
    waiting = make.confirmed(agent)
    seen(desk.at)
    addresses = (BOARD, "/dispatch/drivers/8201/", f"/desk/{order.ticket.ref}/?tab=details")
    for address in addresses:
        assert "江宁区" in text(browse(dispatcher), address), address
    Person.objects.update(position_consent_at=None)
    for address in addresses:
        page = text(browse(dispatcher), address)
        assert "江宁区" not in page, address
        assert "未共享" in page, address
    dialog = text(
        browse(dispatcher), f"/dispatch/orders/{waiting.ticket.ref}/assignment/", headers=browsing.DIALOG
    )
    assert "不知道在哪里" in dialog
    assert "公里" not in dialog


def test_an_order_says_when_it_is_expected(desk: Any, agent: Person, van: Vehicle, browse: Any) -> None:
    """R087 R090: on the page of the order, with the ground."""
    order = make.collected(agent)
    seen(desk.at)
    page = text(browse(agent), f"/desk/{order.ticket.ref}/?tab=details")
    for said in ("预计送达", "按时效表 4 小时推算", "江宁区"):
        assert said in page


def press(client: Any, address: str, **typed: Any) -> Any:
    """Open a dialog, fill it in, send it."""
    form = browsing.form(client.get(address, headers=browsing.DIALOG), address)
    return client.post(form.action, form.filled(**typed), headers=browsing.DIALOG)


def test_the_suggested_driver_is_one_press_away(
    desk: Any, agent: Person, dispatcher: Person, driver: Person, browse: Any
) -> None:
    """R065 R067: who suits is chosen already; the slip goes, and it is recorded who decided."""
    order = make.confirmed(agent)
    client = browse(dispatcher)
    address = f"/dispatch/orders/{order.ticket.ref}/assignment/"
    offered = text(client, address, headers=browsing.DIALOG)
    assert "<b>王强</b>" in offered
    assert "负责这个区域" in offered
    answer = press(client, address)
    assert answer.status_code == 204, answer.content.decode()
    held = make.again(order)
    assert (held.driver, held.ticket.stage, held.dispatched_by) == (driver, Stage.DISPATCHED, dispatcher)
    assert Event.objects.get(kind="order.dispatched").actor_id == dispatcher.pk
    assert order.ticket.number not in text(
        client, headers={"HX-Request": "true", "HX-Target": "desk-region#waiting"}
    )


def test_another_driver_needs_a_reason(
    desk: Any, agent: Person, dispatcher: Person, second_driver: Person, browse: Any
) -> None:
    """R068: not whose turn it is: said why; the answer names the field."""
    order = make.confirmed(agent)
    client, address = browse(dispatcher), f"/dispatch/orders/{order.ticket.ref}/assignment/"
    refused = press(client, address, to=second_driver.pk, reason="")
    assert refused.status_code == 422
    assert make.again(order).ticket.stage == Stage.CONFIRMED
    assert press(client, address, to=second_driver.pk, reason="knows_place").status_code == 204
    assert make.again(order).driver == second_driver
    nobody = press(client, address, to="", other="")
    assert "请选一位司机" in nobody.content.decode()


def test_moved_while_somebody_else_moved_it(
    desk: Any,
    agent: Person,
    dispatcher: Person,
    driver: Person,
    second_driver: Person,
    region: Region,
    browse: Any,
) -> None:
    """R068: the dialog was open while another moved it: told who has it, nothing changes."""
    third = people.posted(Role.DRIVER, region, rank=3, staff_number="8203", name="孙伟", phone="13905270013")
    order = make.dispatched(agent)
    client, address = browse(dispatcher), f"/dispatch/orders/{order.ticket.ref}/assignment/"
    form = browsing.form(client.get(address, headers=browsing.DIALOG), address)
    actions.dispatch(order=order, by=agent, to=second_driver, reason="nearer", replaces=driver)
    answer = client.post(form.action, form.filled(to=third.pk, reason="nearer"), headers=browsing.DIALOG)
    assert answer.status_code == 422
    assert "刘洋" in answer.content.decode()
    assert make.again(order).driver == second_driver


def test_a_breakdown_and_its_repair(
    desk: Any, agent: Person, dispatcher: Person, driver: Person, browse: Any
) -> None:
    """R069: the reason is asked; what was to be collected waits again; the row says so, and can be undone."""
    order = make.dispatched(agent)
    plate = driver.vehicle.plate
    client = browse(dispatcher)
    assert press(client, f"/dispatch/vehicles/{plate}/breakdown/", reason=" ").status_code == 422
    assert press(client, f"/dispatch/vehicles/{plate}/breakdown/", reason="爆胎").status_code == 204
    assert make.again(order).ticket.stage == Stage.CONFIRMED
    page = text(client)
    assert "修好了" in page
    assert order.ticket.number in text(client, f"{BOARD}?view=out")
    assert press(client, f"/dispatch/vehicles/{plate}/repair/").status_code == 204
    assert Vehicle.objects.get(plate=plate).out_from is None


def test_leave_and_return(
    desk: Any, agent: Person, dispatcher: Person, driver: Person, second_driver: Person, browse: Any
) -> None:
    """R067: a named stand-in takes what is not collected."""
    order = make.dispatched(agent)
    client = browse(dispatcher)
    address = f"/dispatch/drivers/{driver.staff_number}"
    assert press(client, f"{address}/leave/", stand_in=second_driver.pk).status_code == 204
    assert make.again(order).driver == second_driver
    assert "销假" in text(client, f"{address}/")
    assert press(client, f"{address}/return/").status_code == 204
    assert Person.objects.get(pk=driver.pk).absent_from is None


def test_strangers_are_not_found(
    desk: Any, agent: Person, dispatcher: Person, driver: Person, browse: Any, manager: Person
) -> None:
    """R330: drivers, vehicles and orders out of reach do not exist; other branches' stay theirs."""
    far = people.branch(key="far", name="远方")
    other = people.person(Role.DRIVER, staff_number="8299", name="周远", branch=far)
    plate = people.vehicle(driver=other).plate
    addresses = [
        "/dispatch/drivers/8299/", "/dispatch/drivers/nobody/", "/dispatch/drivers/8299/leave/",
        f"/dispatch/vehicles/{plate}/breakdown/", f"/dispatch/vehicles/{plate}/repair/",
        "/dispatch/orders/zzzz/assignment/", "/dispatch/orders/zzzz/swap/",
    ]  # fmt: skip
    for address in addresses:
        assert browse(dispatcher).get(address).status_code == 404, address
    assert "周远" not in text(browse(dispatcher))
    assert "周远" in text(browse(manager))
    order = actions.deliver(order=make.collected(agent), by=agent)
    assert browse(dispatcher).get(f"/dispatch/orders/{order.ticket.ref}/assignment/").status_code == 403
