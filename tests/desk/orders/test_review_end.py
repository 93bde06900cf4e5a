"""How a review ends at the desk: what is missing, confirmed and sent, void, put back; who was faster."""

import pytest

from tests.desk.orders import browsing
from tests.desk.orders.reviewing import REGION, address, check_all, form, send
from tests.desk.tickets import parts
from tests.factories import orders as plain
from tests.factories import web as make
from yinuo.orders.actions import web
from yinuo.orders.models import Stage
from yinuo.orders.rules import web as rules

pytestmark = pytest.mark.django_db


def test_the_main_button_says_everything_that_is_missing(order, client, agent) -> None:
    """R079–R081: pressed early it lists the gaps, and nothing is confirmed."""
    web.change_point(order=order, typed={"packing": "木架"}, by=agent)
    web.check(order=order, key="goods", ok=False, note="问清", by=agent)
    answer = client.post(address(order, "confirmation/"), headers=REGION)
    part = parts.text(answer)
    assert answer.status_code == 422
    for said in (
        "还没核：",
        "还有问题：货物合乎运输要求",
        "客户还没同意：包装",
        "还没有打通电话和客户核对过",
    ):
        assert said in part
    assert plain.again(order).ticket.stage == Stage.PROBLEM


def test_confirmed_and_on_to_the_dispatch(order, client) -> None:
    """R082 R085: its own number, and the dialog that sends the slip, which leaves from here."""
    check_all(client, order)
    assert send(client, order, "calls/", outcome="AGREED").status_code == 200
    answer = client.post(address(order, "confirmation/"), headers=REGION)
    assert answer.status_code == 200
    assert answer["HX-Retarget"] == "#dialog"
    assert f"live:ticket-{order.pk}" in parts.raised(answer)
    dialog = browsing.form(answer, "")
    assert dialog.action == f"/orders/{order.ticket.ref}/dispatch/"
    assert client.post(dialog.action, dialog.values, headers=browsing.DIALOG).status_code == 204
    done = plain.again(order)
    assert (done.ticket.stage, done.ticket.number) == (Stage.DISPATCHED, "261120001")
    page = parts.text(client.get(address(order)))
    assert "261120001 核好了" in page
    assert f"/desk/{order.ticket.ref}/" in page


def test_without_scripts(order, agent, client) -> None:
    """Every deed works as a plain form; confirming leads to the dispatch page."""
    for key in rules.CHECKS:
        assert client.post(address(order, "checks/"), {"key": key, "ok": "1"}).url == address(order)
    client.post(address(order, "calls/"), {"outcome": "AGREED", "form_key": "once"})
    assert client.post(address(order, "confirmation/")).url == f"/orders/{order.ticket.ref}/dispatch/"


def test_the_customer_cancels_while_it_is_confirmed(agreed, client) -> None:
    """R083: one outcome, told to both: the reviewer reads that the customer called it off."""
    said = form(client, agreed, "confirmation/").values
    web.cancel_by_guest(order=plain.again(agreed), guest=make.GUEST, reason="trade_off")
    answer = client.post(address(agreed, "confirmation/"), said, headers=REGION)
    assert answer.status_code == 200
    assert "这一单已作废" in parts.text(answer)
    assert "自己在网上取消的" in parts.text(answer)
    assert "已作废" in parts.toast(answer)
    assert plain.again(agreed).ticket.stage == Stage.VOIDED


def test_the_price_is_talked_down(order, client) -> None:
    """R081 R118: asked for beside the price; the new one is a point that the call agrees to."""
    check_all(client, order)
    dialog = browsing.form(client.get(f"/orders/{order.ticket.ref}/discount/", headers=browsing.DIALOG), "")
    assert dialog.action in parts.text(client.get(address(order)))
    said = dialog.filled(discount="10", reason="老客户")
    assert client.post(dialog.action, said, headers=browsing.DIALOG).status_code == 204
    page = parts.text(client.get(address(order)))
    assert "优惠已同意" in page
    assert "320元" in page
    assert "310元" in page
    assert send(client, order, "calls/", outcome="CHANGED", agreed="price").status_code == 200
    client.post(address(order, "confirmation/"), headers=REGION)
    assert plain.again(order).accepted_total == 31_000


def test_two_confirm_at_once(agreed, client, mate, team_leader, browse) -> None:
    """R085: who is not the reviewer any more is told who has it."""
    web.release_review(order=plain.again(agreed), by=team_leader)
    web.take_review(order=plain.again(agreed), by=mate)
    answer = client.post(address(agreed, "confirmation/"), headers=REGION)
    assert answer.status_code == 422
    assert "张敏" in parts.text(answer)
    web.confirm_web(order=plain.again(agreed), by=mate)
    late = client.post(address(agreed, "confirmation/"), headers=REGION)
    assert "张敏已经确认了这一单" in parts.toast(late)
    assert "张敏确认" in parts.text(late)


def test_void_with_a_reason(order, client) -> None:
    """R083: asked for a reason from the list, told what it brings about; the review is over."""
    dialog = browsing.form(client.get(address(order, "voiding/"), headers=browsing.DIALOG), "")
    assert client.post(dialog.action, dialog.filled(reason=""), headers=browsing.DIALOG).status_code == 422
    sent = client.post(dialog.action, dialog.filled(reason="not_ready"), headers=browsing.DIALOG)
    assert sent.status_code == 204
    assert f"{order.web.number} 已作废" in parts.toast(sent)
    assert plain.again(order).ticket.stage == Stage.VOIDED
    assert "这一单已作废" in parts.text(client.get(address(order)))


def test_put_back_for_somebody_else(order, client, mate, browse) -> None:
    """R077: released, it waits for anybody again, with what was checked."""
    send(client, order, "checks/", key="goods", ok="1")
    assert client.post(address(order, "release/")).url == "/orders/review/"
    page = parts.text(browse(mate).get(address(order)))
    assert "没人领" in page
    assert "已核 1 / 6 项" in page
    assert browse(mate).post(address(order, "taking/")).url == address(order)
