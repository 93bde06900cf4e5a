"""What is agreed on the order form: goods, read-back, price, discount, what will not be said."""

import pytest
from django.urls import reverse

from tests.desk.orders import browsing
from tests.factories import orders as make
from yinuo.orders.models import Order

pytestmark = pytest.mark.django_db


def opened(client):
    """A blank sheet, as it came."""
    return browsing.form(client.get("/orders/new/"))


def save(client, form, **typed):
    """The draft as the page saves it by itself."""
    return client.post("/orders/new/draft/?auto=1", form.filled(**typed), headers=browsing.REGION)


def url(name: str, order: Order, *args: object) -> str:
    return reverse(name, args=[order.ticket.ref, *args])


def test_prohibited_goods_are_refused_in_words_and_end_here(desk, agent, browse) -> None:
    """R048 R049 R050: the sentence to say, no price, no button; recorded and ended with one press."""
    client = browse(agent)
    answer = save(client, opened(client), **{**make.TYPED, "goods_name": "礼花弹"})
    page = answer.content.decode()
    assert "炸药这类爆炸物品国家禁止运输" in page
    assert "违禁品，不能派单" in page
    assert 'name="price"' not in page
    order = Order.objects.get()
    forced = client.post(url("order-confirm", order), browsing.form(answer).values, headers=browsing.REGION)
    assert forced.status_code == 422
    dialog = client.get(f"{url('order-origin', order)}?reason=prohibited", headers=browsing.DIALOG)
    form = browsing.form(dialog, "")
    assert form.values["reason"] == "prohibited"
    assert client.post(form.action, form.values, headers=browsing.DIALOG).status_code == 204
    assert make.again(order).ended_reason == "prohibited"


def test_goods_under_review_are_asked_about(desk, agent, browse) -> None:
    """R048: a question is answered with yes or no; yes refuses the goods."""
    client = browse(agent)
    answer = save(client, opened(client), **{**make.TYPED, "goods_name": "机油"})
    form = browsing.form(answer)
    order = Order.objects.get()
    asked = [
        one["value"] for one in form.buttons if one.get("name") == "answer" and one["value"].endswith(":no")
    ]
    assert asked
    assert "要带单证：MSDS" in answer.content.decode()
    assert "开箱查验" in answer.content.decode()
    for value in asked:
        answer = client.post(
            url("order-screening", order), form.filled(answer=value, version=""), headers=browsing.REGION
        )
    assert "都问过了" in answer.content.decode()
    refused = client.post(
        url("order-screening", order), form.filled(answer=asked[0].replace(":no", ":yes"), version=""),
        headers=browsing.REGION,
    )  # fmt: skip
    assert "违禁品，不能派单" in refused.content.decode()


def test_price_read_back_and_acceptance_stand_in_their_order(desk, agent, browse) -> None:
    """R055 R056 R057 R058: read back first, then the price, then yes; another weight asks again."""
    order = make.draft(agent)
    client = browse(agent)
    form = browsing.form(client.get(url("order-edit", order)))
    early = client.post(url("order-price", order), form.filled(price="accepted"), headers=browsing.REGION)
    assert early.status_code == 422
    for key in [
        one["value"] for one in form.buttons if one.get("name") == "key" and one.get("role") == "checkbox"
    ]:
        form = browsing.form(
            client.post(url("order-read-back", order), form.filled(key=key), headers=browsing.REGION)
        )
    answer = client.post(url("order-price", order), form.filled(price="accepted"), headers=browsing.REGION)
    assert answer.status_code == 200
    assert "我们的提货人员将会和您的联系人联系" in answer.content.decode()
    assert make.again(order).accepted_total == 32000
    heavier = browsing.form(answer).filled(weight="2000公斤")
    client.post(url("order-draft", order), heavier, headers=browsing.REGION)
    assert make.again(order).accepted_total is None


def test_what_the_customer_will_not_say_is_noted(desk, agent, browse) -> None:
    """R025 R026: nobody insists; the caller learns who will come."""
    order = make.draft(agent, shipper_name="")
    client = browse(agent)
    form = browsing.form(client.get(url("order-edit", order)))
    answer = client.post(
        url("order-declined", order), form.filled(key="shipper_name"), headers=browsing.REGION
    )
    assert "客户不愿说" in answer.content.decode()
    assert make.again(order).declined == ["shipper_name"]
    refused = client.post(
        url("order-declined", order), form.filled(key="goods_name", version=""), headers=browsing.REGION
    )
    assert refused.status_code == 422


def test_a_discount_beyond_the_limit_waits_for_the_team_leader(desk, agent, browse) -> None:
    """R118: within the limit at once, beyond it nothing can be accepted until somebody agreed."""
    order = make.draft(agent)
    client = browse(agent)
    dialog = client.get(url("order-discount", order), headers=browsing.DIALOG)
    assert "20 元" in dialog.content.decode()
    typed = browsing.form(dialog, "").filled(discount="60", reason="老客户")
    assert client.post(url("order-discount", order), typed, headers=browsing.DIALOG).status_code == 204
    assert "优惠待批" in client.get(url("order-edit", order)).content.decode()
    wrong = browsing.form(dialog, "").filled(discount="九百", reason="")
    assert client.post(url("order-discount", order), wrong, headers=browsing.DIALOG).status_code == 422
