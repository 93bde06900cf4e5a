"""The order form and a customer's own words: pasted, read, shown with what was read from where."""

import pytest
from django.urls import reverse

from tests.desk.orders import browsing
from tests.factories import orders as make
from tests.orders.test_texts import TEXT
from yinuo.orders import actions
from yinuo.orders.models import Order, OrderText

pytestmark = pytest.mark.django_db
NEW = "/orders/new/"


def url(name: str, order: Order) -> str:
    return reverse(name, args=[order.ticket.ref])


def paste(client, form, text: str, **typed: str):
    """The text in its box, the button pressed; what stands in the form goes along."""
    return client.post("/orders/new/text/", form.filled(text=text, **typed), headers=browsing.REGION)


def test_a_pasted_text_opens_and_fills_the_draft(desk, agent, browse) -> None:
    """R045 R053: one press on a blank sheet; each piece is marked with what was read from it."""
    client = browse(agent)
    page = paste(client, browsing.form(client.get(NEW)), TEXT).content.decode()
    order = Order.objects.get()
    assert (order.goods_name, order.pieces, order.consignee_phone) == ("汽车配件", 15, "13900001234")
    assert 'class="heard__m' in page
    assert "马先生" in page.split('class="heard__t"')[1]
    assert 'value="汽车配件"' in page
    again = client.get(url("order-edit", order)).content.decode()
    assert 'class="heard__t"' in again
    assert browsing.form(client.get(url("order-edit", order))).values["text"] == ""


def test_what_was_typed_stays_and_may_be_changed_by_a_press(desk, agent, browse) -> None:
    """R045: the form says where the text differs; taking it over is the agent's act."""
    client = browse(agent)
    answer = paste(client, browsing.form(client.get(NEW)), TEXT, pieces="18")
    order = Order.objects.get()
    assert order.pieces == 18
    form = browsing.form(answer)
    button = next(one for one in form.buttons if one.get("value") == "pieces" and one["name"] == "key")
    address = url("order-taken-over", order)
    assert button["hx-post"] == address
    client.post(address, form.filled(key="pieces"), headers=browsing.REGION)
    assert make.again(order).pieces == 15


def test_nothing_pasted_is_said_and_loses_nothing(desk, agent, browse) -> None:
    """R045: an empty or endless text is refused; what was typed and pasted stands there."""
    client = browse(agent)
    form = browsing.form(client.get(NEW))
    answer = paste(client, form, "", goods_name="布料")
    assert answer.status_code == 422
    assert Order.objects.get().goods_name == "布料"
    answer = paste(client, browsing.form(answer), "货" * 2001)
    assert answer.status_code == 422
    assert "货" * 2001 in answer.content.decode()
    assert OrderText.objects.count() == 0


def test_a_text_that_is_no_order_says_so(desk, agent, browse) -> None:
    """R108: who asks where the goods are is not asked for an order first."""
    client = browse(agent)
    page = paste(client, browsing.form(client.get(NEW)), "我昨天发的那票货到哪了？")
    assert "听起来是来查询的" in page.content.decode()


def test_outsiders_cannot_fill(desk, agent, outsider, browse) -> None:
    """An agent of another team must not know that the draft exists; markup in a text stays text."""
    order = make.draft(agent)
    for name in ("order-text", "order-taken-over"):
        assert browse(outsider).post(url(name, order), {"text": TEXT, "key": "pieces"}).status_code == 404
    actions.fill_from_text(order=order, text="货物<script>alert(1)</script> 3件", by=agent)
    page = browse(agent).get(url("order-edit", order)).content.decode()
    assert "<script>alert" not in page


def test_what_was_filled_is_seen_even_where_it_is_wrong(desk, agent, browse) -> None:
    """R051: a place we do not serve stands in its field beside what is wrong with it."""
    client = browse(agent)
    text = "50箱苹果从烟台拉到南京众彩市场，每箱20斤"
    page = paste(client, browsing.form(client.get(NEW)), text).content.decode()
    assert 'value="烟台"' in page
    assert "不在服务范围" in page
