"""The dialog that changes a confirmed order."""

import pytest

from tests.desk.orders import browsing
from tests.desk.orders.test_moves import url
from tests.factories import orders as make
from yinuo.messaging.models import Notice
from yinuo.orders import actions
from yinuo.orders.rules import screening
from yinuo.playbooks.models import ReferenceTable

pytestmark = pytest.mark.django_db

LONG_REMINDER = "到了先找仓库老周开单，再从后面西门进场排队，轻拿轻放"


def test_a_change_shows_what_the_driver_will_be_told(desk, agent, browse) -> None:
    """R063: asked by whom, why, which words the driver gets; the slip goes out anew when it changed."""
    order = make.dispatched(agent)
    client = browse(agent)
    form = browsing.form(client.get(url("order-change", order), headers=browsing.DIALOG), "")
    typed = form.filled(consignee_phone="13800007788", asked_by="王先生", reason="customer_asked")
    shown = client.post(form.action, {**typed, "preview": "1"}, headers=browsing.DIALOG).content.decode()
    assert "收货电话改为138 0000 7788" in shown
    assert make.again(order).consignee_phone != "13800007788"
    assert client.post(form.action, typed, headers=browsing.DIALOG).status_code == 204
    assert make.again(order).consignee_phone == "13800007788"
    assert Notice.objects.filter(ticket=order.ticket, key="changed").count() == 2
    without = client.post(form.action, {**typed, "asked_by": ""}, headers=browsing.DIALOG)
    assert without.status_code == 422


def test_a_change_of_price_is_accepted_first(desk, agent, browse) -> None:
    """R058: the new price is said; only when the customer accepts it does the change stand."""
    order = make.dispatched(agent)
    client = browse(agent)
    form = browsing.form(client.get(url("order-change", order), headers=browsing.DIALOG), "")
    typed = form.filled(volume="4.4", asked_by="王先生", reason="customer_asked")
    answer = client.post(form.action, typed, headers=browsing.DIALOG)
    assert answer.status_code == 422
    assert "540元" in answer.content.decode()
    accepted = browsing.form(answer, "")
    assert client.post(form.action, accepted.values, headers=browsing.DIALOG).status_code == 204
    assert make.again(order).accepted_total == 54000


def test_a_change_that_makes_the_slip_too_long(desk, agent, browse) -> None:
    """R070: the dialog then asks whether it may leave in parts, or without what."""
    order = make.dispatched(agent)
    client = browse(agent)
    form = browsing.form(client.get(url("order-change", order), headers=browsing.DIALOG), "")
    assert "in_parts" not in form.values
    typed = form.filled(
        goods_name="汽车发动机变速箱总成及其全套密封件", reminder=LONG_REMINDER,
        asked_by="王先生", reason="customer_asked",
    )  # fmt: skip
    answer = client.post(form.action, typed, headers=browsing.DIALOG)
    assert (answer.status_code, 'name="in_parts"' in answer.content.decode()) == (422, True)
    assert 'value="reminder"' in answer.content.decode()
    again = {**browsing.form(answer, "").values, "in_parts": "on"}
    assert client.post(form.action, again, headers=browsing.DIALOG).status_code == 204
    assert make.again(order).slip.parts == 2


def test_a_change_whose_slip_leaves_without_something(desk, agent, browse) -> None:
    """R070: what the agent leaves out is not written, and said on the slip's record."""
    order = make.dispatched(agent)
    client = browse(agent)
    form = browsing.form(client.get(url("order-change", order), headers=browsing.DIALOG), "")
    typed = form.filled(
        reminder=LONG_REMINDER,
        asked_by="王先生",
        reason="customer_asked",
        fitting="reminder",
    )
    assert client.post(form.action, typed, headers=browsing.DIALOG).status_code == 204
    slip = make.again(order).slip
    assert (slip.parts, slip.left_out) == (1, ["reminder"])


def test_other_goods_are_asked_about_first(desk, agent, browse) -> None:
    """R048 R049 R050: the questions about them stand in the dialog; a yes refuses them, a no lets them go."""
    order = make.dispatched(agent)
    client = browse(agent)
    rows = ReferenceTable.objects.get(kind="goods").rows
    goods = next(row for row in rows if row["verdict"] == "review" and row["questions"])
    form = browsing.form(client.get(url("order-change", order), headers=browsing.DIALOG), "")
    typed = form.filled(goods_name=goods["name"], asked_by="王先生", reason="customer_asked")
    answer = client.post(form.action, typed, headers=browsing.DIALOG)
    assert answer.status_code == 422
    keys = [screening.key_of(ask) for ask in goods["questions"]]
    assert all(ask in answer.content.decode() for ask in goods["questions"])
    asked = browsing.form(answer, "")
    refused = client.post(form.action, asked.filled(**dict.fromkeys(keys, "yes")), headers=browsing.DIALOG)
    assert refused.status_code == 422
    assert make.again(order).goods_name != goods["name"]
    taken = client.post(form.action, asked.filled(**dict.fromkeys(keys, "no")), headers=browsing.DIALOG)
    assert taken.status_code == 204
    assert make.again(order).goods_name == goods["name"]


def test_after_pickup_only_the_delivery_may_change(desk, agent, browse) -> None:
    """R088: what was collected is history; the dialog asks only for what may still change."""
    order = make.collected(agent)
    form = browsing.form(browse(agent).get(url("order-change", order), headers=browsing.DIALOG), "")
    assert "pieces" not in form.values
    assert {"delivery_address", "consignee_phone"} <= form.values.keys()


def test_two_changes_at_once_show_both(desk, agent, mate, browse) -> None:
    """A stale dialog overwrites nothing unseen."""
    order = make.dispatched(agent)
    client = browse(mate)
    form = browsing.form(client.get(url("order-change", order), headers=browsing.DIALOG), "")
    actions.change(
        order=order, typed={"reminder": "走后门"}, asked_by="王先生", reason="customer_asked", by=agent
    )
    typed = form.filled(reminder="打电话", asked_by="王先生", reason="customer_asked")
    answer = client.post(form.action, typed, headers=browsing.DIALOG)
    assert answer.status_code == 422
    assert "走后门" in answer.content.decode()
    again = browsing.form(answer, "")
    assert client.post(form.action, again.values, headers=browsing.DIALOG).status_code == 204
    assert make.again(order).reminder == "打电话"
