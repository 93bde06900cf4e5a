"""What can be done from the live page: ring, change, call off, rate; my orders (R046, R081, R285)."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.factories import orders as make
from tests.factories import web as make_web
from tests.frozen import Frozen
from tests.portal.following.conftest import RECEIVER, SHIPPER, STRANGER, link, track
from yinuo.core.models import Event
from yinuo.orders import actions
from yinuo.orders.models import Order, Rating, Stage
from yinuo.staff.models import Person

Known = Callable[[str], Client]


def address(order: Order, part: str = "") -> str:
    return f"/p/track/{order.ticket.ref}/{part}"


def test_ringing_the_driver_is_a_redirect_and_recorded(order: Order, client: Client, known: Known) -> None:
    """R285: the whole number goes only to who presses; that it did stands on the order."""
    answer = client.get(f"{link(order)}/call/")
    assert (answer.status_code, answer["Location"]) == (302, "tel:13905270001")
    assert answer["Cache-Control"] == "private, no-store"
    event = Event.objects.get(kind="order.driver_rung")
    assert (event.ticket_id, event.actor_id, event.door) == (order.pk, None, "portal")
    assert known(SHIPPER).get(address(order, "call/"))["Location"] == "tel:13905270001"


def test_only_while_the_goods_are_the_driver_s_job(
    desk: Frozen, agent: Person, order: Order, client: Client
) -> None:
    """R285: neither before the driver said yes nor after the delivery."""
    before = make.dispatched(agent)
    assert client.get(f"{link(before)}/call/").status_code == 409
    assert "/call/" not in client.get(link(before)).content.decode()
    actions.deliver(order=make.again(order), signed_by="马", by=agent)
    assert client.get(f"{link(order)}/call/").status_code == 409
    assert "/call/" not in client.get(link(order)).content.decode()
    assert not Event.objects.filter(kind="order.driver_rung").exists()


def test_a_number_is_not_given_away_for_ever(order: Order, client: Client) -> None:
    """R285: the twenty-first time in an hour is refused."""
    answers = [client.get(f"{link(order)}/call/").status_code for _ in range(21)]
    assert answers == [302] * 20 + [429]


def test_before_the_confirmation_a_change_stands_at_once(web_order: Order, known: Known) -> None:
    """R046 R081: the form shows what stands; what was changed is on the order."""
    browser = known(SHIPPER)
    form = browser.get(address(web_order, "change/")).content.decode()
    assert 'name="pieces" value="15"' in form
    assert "改了马上算数" in form
    version = form.split('name="version" value="')[1].split('"')[0]
    answer = browser.post(address(web_order, "change/"), {"version": version, "pieces": "18"})
    assert answer["Location"] == address(web_order)
    assert make.again(web_order).pieces == 18


def test_a_stale_or_wrong_change_is_said_in_the_form(web_order: Order, known: Known) -> None:
    """R046: nothing changes; what was typed stands."""
    browser = known(SHIPPER)
    stale = browser.post(address(web_order, "change/"), {"version": "0", "pieces": "18"})
    assert stale.status_code == 409
    assert "刚刚有改动" in stale.content.decode()
    version = str(make.again(web_order).ticket.version)
    wrong = browser.post(address(web_order, "change/"), {"version": version, "pickup_phone": "12"})
    assert wrong.status_code == 422
    assert 'aria-invalid="true"' in wrong.content.decode()
    assert make.again(web_order).pieces == 15


def test_after_the_confirmation_it_is_asked_for(desk: Frozen, agent: Person, known: Known) -> None:
    """R081: until the pick-up address, time and contacts by agreement; the page says that it waits."""
    order = make.confirmed(agent)
    browser = known(SHIPPER)
    form = browser.get(address(order, "change/")).content.decode()
    assert "要客服同意才算数" in form
    assert 'name="pieces"' not in form
    version = str(make.again(order).ticket.version)
    sent = browser.post(
        address(order, "change/"), {"version": version, "delivery_address": "南京站货场5号门"}
    )
    assert sent.status_code == 302
    page = browser.get(address(order)).content.decode()
    assert "等客服答复" in page
    assert "南京站货场5号门" in page
    assert make.again(order).delivery_address == "南京站货场3号门"
    assert "5号门" not in known(RECEIVER).get(address(order)).content.decode()


def test_after_the_pick_up_only_receiver_and_delivery_time(order: Order, known: Known) -> None:
    """R081: and the receiver may ask for it too."""
    for phone in (SHIPPER, RECEIVER):
        form = known(phone).get(address(order, "change/")).content.decode()
        assert 'name="consignee_name"' in form
        assert 'name="pickup_address"' not in form


def test_when_nothing_can_be_changed_the_page_says_why(
    order: Order, web_order: Order, known: Known, agent: Person
) -> None:
    """R081: delivered; collected and to be called off; the receiver of what is not confirmed yet."""
    assert "已经提走，不能取消" in known(SHIPPER).get(address(order, "cancel/")).content.decode()
    refused = known(SHIPPER).post(address(order, "cancel/"), {"reason": "not_ready"})
    assert refused.status_code == 409
    assert "由发货人来办" in known(RECEIVER).get(address(web_order, "change/")).content.decode()
    actions.deliver(order=make.again(order), signed_by="马", by=agent)
    page = known(SHIPPER).get(address(order, "change/")).content.decode()
    assert "已经办完" in page
    assert "<textarea" not in page


def test_calling_off(web_order: Order, known: Known) -> None:
    """R082: at once before the confirmation, with a reason of the list; once."""
    browser = known(SHIPPER)
    assert browser.post(address(web_order, "cancel/"), {"reason": "we_have_no_lorry"}).status_code == 422
    assert browser.post(address(web_order, "cancel/"), {"reason": "other"}).status_code == 422
    for _ in range(2):
        done = browser.post(address(web_order, "cancel/"), {"reason": "not_ready"})
        assert done["Location"] == address(web_order)
    assert make.again(web_order).ticket.stage == Stage.VOIDED
    assert Event.objects.filter(kind="order.cancelled").count() == 1
    assert "已取消" in browser.get(address(web_order)).content.decode()


def test_who_proved_nothing_proves_first(order: Order, client: Client) -> None:
    """R004: number and tail, or a link, are not enough to change; and tell nothing on the way."""
    track(client, order.ticket.number or "", "6621")
    for part in ("change/", "cancel/"):
        for ref in (order.ticket.ref, "zzzzzzzzzz"):
            answer = client.get(f"/p/track/{ref}/{part}")
            assert answer["Location"] == f"/p/verify/?next=%2Fp%2Ftrack%2F{ref}%2F{part[:-1]}%2F"


def test_rating_once_with_words(order: Order, client: Client, agent: Person) -> None:
    """R004: after the delivery, stars as radio buttons; the first word stands, thanks after it."""
    early = client.get(f"{link(order)}/rate/").content.decode()
    assert "还没有送到" in early
    assert client.post(f"{link(order)}/rate/", {"stars": "5"}).status_code == 409
    actions.deliver(order=make.again(order), signed_by="马", by=agent)
    assert f"{link(order)}/rate/" in client.get(link(order)).content.decode()
    form = client.get(f"{link(order)}/rate/").content.decode()
    assert form.count('type="radio"') == 5
    for wrong in ("", "0", "6", "x", "12"):
        assert client.post(f"{link(order)}/rate/", {"stars": wrong}).status_code == 422
    assert client.post(f"{link(order)}/rate/", {"stars": "4", "words": "很快"}).status_code == 302
    assert client.post(f"{link(order)}/rate/", {"stars": "1"}).status_code == 302
    assert list(Rating.objects.values_list("stars", "words")) == [(4, "很快")]
    assert "谢谢您的评价" in client.get(f"{link(order)}/rate/").content.decode()
    assert "/rate/" not in client.get(link(order)).content.decode().split("<main")[1].split("<footer")[0]


def test_my_orders(order: Order, web_order: Order, known: Known, client: Client) -> None:
    """R001: sent and received, of this number only; who proved none does so first."""
    assert client.get("/p/orders/")["Location"] == "/p/verify/?next=%2Fp%2Forders%2F"
    page = known(SHIPPER).get("/p/orders/").content.decode()
    assert str(order.ticket.number) in page
    assert str(web_order.ticket.number) in page
    assert str(order.ticket.number) in known(RECEIVER).get("/p/orders/").content.decode()
    theirs = known(STRANGER).get("/p/orders/").content.decode()
    assert str(order.ticket.number) not in theirs
    assert "还没有订单" in theirs


def test_my_orders_by_pages(desk: Frozen, known: Known, django_assert_max_num_queries: Any) -> None:
    """R001: twenty on a page, in a fixed number of statements."""
    for _ in range(10):
        make_web.placed()
    desk.move(hours=2)
    for _ in range(10):
        make_web.placed()
    desk.move(hours=2)
    last = make_web.placed()
    browser = known(SHIPPER)
    browser.get("/p/orders/")
    with django_assert_max_num_queries(3):
        page = browser.get("/p/orders/").content.decode()
    assert page.count("rows__a") == 20
    assert str(last.ticket.number) in page
    older = page.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0]
    assert browser.get(older).content.decode().count("rows__a") == 1


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage != Stage.DRAFT])
def test_every_stage_has_a_page(order: Order, client: Client, stage: Stage) -> None:
    """R004: whatever becomes of an order, its page says it."""
    type(order.ticket).objects.filter(pk=order.pk).update(stage=stage)
    answer = client.get(link(order))
    assert answer.status_code == 200


def test_what_is_stale_shows_what_stands_now(web_order: Order, known: Known) -> None:
    """R081: of two tabs the second sees what the first changed, and does not undo it by pressing again."""
    browser = known(SHIPPER)
    version = str(make.again(web_order).ticket.version)
    first = browser.post(address(web_order, "change/"), {"version": version, "pieces": "18"})
    assert first.status_code == 302
    second = browser.post(address(web_order, "change/"), {"version": version, "pieces": "15"})
    assert second.status_code == 409
    assert 'name="pieces" value="18"' in second.content.decode()


def test_asked_twice_in_a_row_is_asked_once(desk: Frozen, agent: Person, known: Known) -> None:
    """R081: the answer got lost, the button was pressed again; another wish is another request."""
    order = make.confirmed(agent)
    browser, version = known(SHIPPER), str(make.again(order).ticket.version)
    for door in ("5", "5", "6", "5"):
        said = {"version": version, "delivery_address": f"南京站货场{door}号门"}
        assert browser.post(address(order, "change/"), said).status_code == 302
    asked = [one["typed"]["delivery_address"][-3] for one in make.again(order).asked_changes]
    assert asked == ["5", "6", "5"]
    assert Event.objects.filter(kind="order.change_asked").count() == 3


def test_what_never_arrived_is_not_rated(order: Order, client: Client) -> None:
    """R004: closed after it was lost or returned there is no delivery to speak of."""
    type(order.ticket).objects.filter(pk=order.pk).update(stage=Stage.CLOSED)
    assert client.post(f"{link(order)}/rate/", {"stars": "1"}).status_code == 409
    assert not Rating.objects.exists()


def test_one_s_own_order_is_written_again_and_not_what_one_received(
    web_order: Order, order: Order, known: Known
) -> None:
    """R004 R046: the form opens with what the shipper said, for the shipper alone."""
    page = known(SHIPPER).get(address(order)).content.decode()
    assert f'href="/p/order/?again={order.ticket.ref}"' in page
    again = known(SHIPPER).get(f"/p/order/?again={order.ticket.ref}").content.decode()
    assert 'value="王建国"' in again
    assert "data-fresh" not in again
    assert "again=" not in known(RECEIVER).get(address(order)).content.decode()
    for one in (web_order, order):
        form = known(RECEIVER).get(f"/p/order/?again={one.ticket.ref}").content.decode()
        assert "王建国" not in form
        assert SHIPPER not in form.replace(" ", "")


def test_what_nobody_answered_does_not_wait_for_ever(desk: Frozen, agent: Person, known: Known) -> None:
    """R081: asked to be called off, then called off by telephone: no answer is to come any more."""
    order, browser = make.confirmed(agent), known(SHIPPER)
    browser.post(address(order, "cancel/"), {"reason": "not_ready"})
    assert "等客服答复" in browser.get(address(order)).content.decode()
    actions.cancel(order=make.again(order), reason="not_ready", asked_by="王建国", by=agent)
    page = browser.get(address(order)).content.decode()
    assert "已取消" in page
    assert "等客服答复" not in page
