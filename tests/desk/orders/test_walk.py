"""One order through the pages, by posting the forms as the browser does."""

import pytest
from django.urls import reverse

from tests.desk.orders import browsing
from tests.factories import orders as make
from yinuo.core.models import Event
from yinuo.messaging.models import Notice
from yinuo.orders.models import Order, Stage, TrackingEntry

pytestmark = pytest.mark.django_db


def url(name: str, order: Order) -> str:
    return reverse(name, args=[order.ticket.ref])


def take(client):
    """Draft, goods, read-back, price: everything up to the button."""
    form = browsing.form(client.get("/orders/new/?phone=138 0000 6621"))
    answer = client.post("/orders/new/draft/?auto=1", form.filled(**make.TYPED), headers=browsing.REGION)
    order, form = Order.objects.get(), browsing.form(answer)
    ticks = [one for one in form.buttons if one.get("role") == "checkbox"]
    assert len(ticks) == 6
    for tick in ticks:
        assert tick["formaction"] == url("order-read-back", order)
        pressed = form.filled(**{tick["name"]: tick["value"]})
        form = browsing.form(client.post(tick["formaction"], pressed, headers=browsing.REGION))
    yes = form.button(name="price", value="accepted")
    form = browsing.form(
        client.post(yes["formaction"], form.filled(price="accepted"), headers=browsing.REGION)
    )
    return order, form


def press(client, noun: str, order: Order, **typed: str):
    """Open a verb's dialog, fill it in, send it."""
    dialog = client.get(url(f"order-{noun}", order), headers=browsing.DIALOG)
    assert dialog.status_code == 200, noun
    form = browsing.form(dialog, "")
    return client.post(form.action, form.filled(**typed), headers=browsing.DIALOG)


def test_from_the_ring_to_the_closed_order(desk, agent, driver, browse) -> None:
    """R053 R055 R058 R062 R064 R075 R095: taken, confirmed, sent, called, accepted, carried, paid, closed."""
    client = browse(agent)
    order, form = take(client)
    assert form.action == url("order-confirm", order)
    answer = client.post(form.action, form.values, headers=browsing.REGION)
    assert answer.status_code == 200
    assert answer["HX-Retarget"] == "#dialog"
    assert "已确认并派单" in answer.content.decode()
    order = make.again(order)
    assert (order.ticket.number, order.ticket.stage, order.receiver) == (
        "261120001",
        Stage.DISPATCHED,
        driver,
    )
    make.send()
    sent = client.get(url("order-sent", order)).content.decode()
    assert "电话口头通知司机" in sent
    assert driver.phone in sent
    steps = (
        ("driver-call", {"outcome": "reached", "note": "马上去"}, Stage.DISPATCHED),
        ("acceptance", {}, Stage.ACCEPTED),
        ("follow-up", {"what": "PICKUP", "how": "CALL", "outcome": "在路上"}, Stage.ACCEPTED),
        ("pickup", {"pieces": "14", "waybill": "7550026790"}, Stage.PICKED_UP),
        ("run", {}, Stage.OUT_FOR_DELIVERY),
        ("delivery", {"signed_by": "马先生", "collected": "100"}, Stage.DELIVERED),
        ("freight", {"amount": "205.33"}, Stage.DELIVERED),
        ("closing", {}, Stage.CLOSED),
    )
    for noun, typed, stage in steps:
        assert press(client, noun, order, **typed).status_code == 204, noun
        order = make.again(order)
        assert order.ticket.stage == stage, noun
    assert (order.pieces_picked_up, order.signed_by, order.freight_left) == (14, "马先生", 0)
    assert order.ticket.waybill == "7550026790"
    assert [line.outcome for line in order.tracking.order_by("id")] == ["reached", "在路上"]


def test_pressed_twice_is_done_once(desk, agent, browse) -> None:
    """R044 R062: a double click, a lost reply: one number, one slip, the same answer."""
    client = browse(agent)
    order, form = take(client)
    answers = [client.post(form.action, form.values, headers=browsing.REGION) for _ in range(3)]
    assert [one.status_code for one in answers] == [200, 200, 200]
    assert Event.objects.filter(kind="order.confirmed").count() == 1
    assert Notice.objects.filter(key="slip").count() == 1
    dialog = browsing.form(client.get(url("order-driver-call", order), headers=browsing.DIALOG), "")
    for _ in range(2):
        client.post(dialog.action, dialog.filled(outcome="reached"), headers=browsing.DIALOG)
    assert TrackingEntry.objects.count() == 1


def test_what_fails_after_confirming_is_said_on_the_ticket(desk, agent, driver, dispatcher, browse) -> None:
    """R062 R067: nobody can take it: the order stands, its ticket says why the slip did not leave."""
    client = browse(agent)
    order, form = take(client)
    for person in (driver, dispatcher):
        person.on_duty = False
        person.save()
    answer = client.post(form.action, form.values, headers=browsing.REGION)
    assert answer["HX-Redirect"] == reverse("ticket", args=[order.ticket.ref])
    assert make.again(order).ticket.stage == Stage.CONFIRMED
    assert "业务单还没发出" in client.get("/orders/").content.decode()


def test_a_slip_that_does_not_fit_is_said_before_the_order_stands(desk, agent, browse) -> None:
    """R070: 70 characters; too long is said while it can still be shortened, or the telephone does it."""
    order = make.agreed(
        agent,
        goods_name="汽车配件减震器和刹车片还有轮毂轴承总成",
        reminder="到了先找仓库老周开单，再从后面西门进场排队，轻拿轻放",
    )
    client = browse(agent)
    form = browsing.form(client.get(url("order-edit", order)))
    answer = client.post(form.action, form.values, headers=browsing.REGION)
    assert answer.status_code == 422
    assert "发不出去" in answer.content.decode()
    assert make.again(order).ticket.stage == Stage.DRAFT
    assert "不写提示，确认并派单" in answer.content.decode()
    anyway = client.post(form.action, form.filled(anyway="1"), headers=browsing.REGION)
    assert anyway["HX-Redirect"] == reverse("ticket", args=[order.ticket.ref])
    assert make.again(order).ticket.stage == Stage.CONFIRMED


def test_a_slip_that_does_not_fit_leaves_as_the_agent_decides(desk, agent, browse) -> None:
    """R070 R071: in parts or without what is named; the order's page says so."""
    client = browse(agent)
    for fitting, parts, left_out in (("reminder", 1, ["reminder"]), ("parts", 2, [])):
        order = make.agreed(agent, reminder="到了先找仓库老周开单，再从后面西门进场排队，轻拿轻放")
        form = browsing.form(client.get(url("order-edit", order)))
        client.post(form.action, form.filled(fitting=fitting), headers=browsing.REGION)
        slip = make.again(order).slip
        assert (slip.parts, slip.left_out) == (parts, left_out)
        page = client.get(reverse("ticket", args=[order.ticket.ref])).content.decode()
        assert ("没写：提示" in page, "分 2 条" in page) == (bool(left_out), parts == 2)
        assert ("没写：提示" in client.get(url("order-sent", order)).content.decode()) == bool(left_out)


def test_without_scripts_it_goes_the_same_way(desk, agent, browse) -> None:
    """Page first: confirming leads to a page that says what follows."""
    order = make.agreed(agent)
    client = browse(agent)
    form = browsing.form(client.get(url("order-edit", order)))
    answer = client.post(form.action, form.values)
    assert answer["Location"] == url("order-sent", order)
    page = client.get(answer["Location"])
    assert "261120001" in page.content.decode()
    call = client.get(url("order-driver-call", order))
    assert b"<html" in call.content
    done = client.post(
        url("order-driver-call", order),
        browsing.form(call, url("order-driver-call", order)).filled(outcome="reached"),
    )
    assert done["Location"] == reverse("ticket", args=[order.ticket.ref])
