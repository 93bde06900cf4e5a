"""What customers ask to have changed after the confirmation: a box on the order, granted or refused."""

import pytest

from tests.desk.orders import browsing
from tests.desk.orders.browsing import DIALOG
from tests.desk.tickets import parts
from tests.factories import orders as plain
from tests.factories import web as make
from yinuo.orders.actions import web
from yinuo.orders.models import Order

pytestmark = pytest.mark.django_db


@pytest.fixture
def wished(agreed, agent) -> Order:
    """A confirmed order whose customer asks for another consignee."""
    order = web.confirm_web(order=agreed, by=agent)
    return web.change_by_guest(order=order, guest=make.GUEST, typed={"consignee_name": "陈经理"})


def wish(order: Order) -> str:
    return f"/orders/{order.ticket.ref}/wishes/0/"


def test_a_customers_wish_stands_on_the_order(wished, client, mate, browse) -> None:
    """R081 R088: what they want to have changed, before and after; masked for others."""
    page = parts.text(client.get(f"/desk/{wished.ticket.ref}/"))
    assert "发货人要求改" in page
    assert "陈经理" in page
    assert wish(wished) in page
    assert wish(wished) in parts.text(browse(mate).get(f"/desk/{wished.ticket.ref}/"))


def test_a_wish_is_granted(wished, client) -> None:
    """R088: done at once, and the box is gone."""
    dialog = browsing.form(client.get(wish(wished), headers=DIALOG), "")
    sent = client.post(dialog.action, dialog.filled(granted="yes"), headers=DIALOG)
    assert sent.status_code == 204
    assert plain.again(wished).consignee_name == "陈经理"
    assert wish(wished) not in parts.text(client.get(f"/desk/{wished.ticket.ref}/"))
    again = client.post(dialog.action, dialog.filled(granted="no", words="太晚"), headers=DIALOG)
    assert again.status_code == 422


def test_a_wish_is_refused_with_words(wished, client) -> None:
    """R088: without words nobody is told no."""
    dialog = browsing.form(client.get(wish(wished), headers=DIALOG), "")
    assert client.post(dialog.action, dialog.filled(granted="no"), headers=DIALOG).status_code == 422
    sent = client.post(dialog.action, dialog.filled(granted="no", words="车已经出发"), headers=DIALOG)
    assert sent.status_code == 204
    assert plain.again(wished).asked_changes[0]["words"] == "车已经出发"
    assert plain.again(wished).consignee_name == "马先生"


def test_a_wish_that_costs_more_is_agreed_first(desk, agent, client) -> None:
    """R058: another price is said to the customer before the wish is granted."""
    order = web.confirm_web(order=make.reviewed(agent), by=agent)
    order = web.change_by_guest(order=order, guest=make.GUEST, typed={"pickup_address": "秦淮区中华路18号"})
    dialog = browsing.form(client.get(wish(order), headers=DIALOG), "")
    asked = client.post(dialog.action, dialog.filled(granted="yes"), headers=DIALOG)
    assert asked.status_code == 422
    assert "客户接受了再按一次" in parts.text(asked)
    second = browsing.form(asked, "")
    assert client.post(dialog.action, second.filled(granted="yes"), headers=DIALOG).status_code == 204
    assert plain.again(order).pickup_address == "秦淮区中华路18号"


def test_nobody_else_answers_a_wish(wished, outsider, dispatcher, client, browse) -> None:
    """R340: strangers find nothing, others may not; a wish that is none is not found."""
    assert browse(outsider).get(wish(wished)).status_code == 404
    assert browse(dispatcher).get(wish(wished)).status_code == 403
    assert client.get(f"/orders/{wished.ticket.ref}/wishes/7/").status_code == 404
