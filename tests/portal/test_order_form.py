"""A customer orders without scripts: the whole form, its faults, the address book (R001, R046)."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.factories import customers as make_customers
from tests.factories import pictures, web
from tests.frozen import Frozen
from tests.portal.ordering import PHONE, TYPED, faults, opened, send
from tests.portal.test_verifying import prove, received
from yinuo.core.models import Attempt
from yinuo.customers import actions as customers
from yinuo.customers.models import Consent, CustomerAddress
from yinuo.messaging.models import Code
from yinuo.orders import actions
from yinuo.orders.models import Order
from yinuo.staff.models import Person
from yinuo.tickets.models import Attachment

pytestmark = pytest.mark.django_db


def test_a_whole_order_by_a_new_customer(client: Client, desk: Frozen) -> None:
    """R001 R046: the number is proved inside the form, the order waits for its review under a W number, what
    happens next and by when is said, and this browser is known from now on.
    """
    customers.publish_notice(text="只用来送货", by=None)
    key = opened(client)
    sent = send(client, form_key=key, agreed="1", do="code")
    assert sent.status_code == 200
    assert "验证码已发出" in sent.content.decode()
    assert 'value="汽配城B区12号"' in sent.content.decode()
    answer = send(client, form_key=key, agreed="1", code=received())
    order = Order.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/p/order/done/{order.ticket.ref}/")
    assert order.ticket.number == order.web.number == "W261120001"
    assert order.pickup_address == "江苏省南京市江宁区汽配城B区12号"
    assert (order.web.phone, order.web.notice_version) == (PHONE, 1)
    assert order.web.lots[0]["pieces"] == 15
    given = Consent.objects.get()
    assert (given.phone, given.purpose, given.version, given.door) == (PHONE, "order", 1, "portal")
    page = client.get(answer["Location"]).content.decode()
    assert "W261120001" in page
    assert "10:30" in page
    assert re.search(r'href="/t/[a-z0-9A-Z_-]{16}/"', page)
    assert "tel:4008001234" in page
    assert "138****6621" in client.get("/p/order/").content.decode()


def test_by_night_the_promise_is_the_next_morning(client: Client, desk: Frozen) -> None:
    """R078: said in words."""
    desk.move(hours=12)
    prove(client)
    answer = send(client, form_key=opened(client))
    assert "上班后先处理" in client.get(answer["Location"]).content.decode()


def test_the_page_of_an_order_is_its_customer_s_alone(client: Client, desk: Frozen) -> None:
    """Another's and an unknown one look the same, after the same number of statements."""
    prove(client)
    address = send(client, form_key=opened(client))["Location"]
    other = Client()
    theirs, none = other.get(address), other.get("/p/order/done/k2m4n6p8q2/")
    assert theirs.status_code == none.status_code == 404
    number = re.compile(r"[a-z]{12}|/p/order/done/\w+/|value=\"\w{64}\"")
    assert number.sub("", theirs.content.decode()) == number.sub("", none.content.decode())


def test_every_fault_at_once_with_nothing_lost(client: Client, desk: Frozen) -> None:
    """The summary names field and remedy and leads there; the code is not used up by a form with faults."""
    customers.publish_notice(text="只用来送货", by=None)
    key = opened(client)
    answer = send(
        client, form_key=key, pickup_phone="1380000", consignee_name="", delivery_address="",
        **{"lots.0.weight": "很重", "lots.0.pieces": ""},
    )  # fmt: skip
    assert answer.status_code == 422
    found = faults(answer)
    assert {"pickup_phone", "consignee_name", "delivery_address", "lots-0-weight", "lots-0-pieces"} <= set(
        found
    )
    assert {"code", "consent"} <= set(found)
    page = answer.content.decode()
    assert 'value="很重"' in page
    assert 'value="王建国"' in page
    assert f'value="{key}"' in page
    assert page.count('aria-invalid="true"') >= 6
    assert not Order.objects.exists()


def test_a_wrong_code_says_how_many_tries_are_left_and_keeps_the_form(client: Client, desk: Frozen) -> None:
    """And the right one goes through afterwards."""
    key = opened(client)
    send(client, form_key=key, do="code")
    code = received()
    answer = send(client, form_key=key, code=f"{(int(code) + 1) % 10**6:06}")
    assert answer.status_code == 422
    assert "还可以试 4 次" in faults(answer)["code"]
    assert send(client, form_key=key, code=code).status_code == 302


def test_several_lots_with_pictures(client: Client, desk: Frozen) -> None:
    """Each lot is kept, weights add up, pictures hang on the ticket; sent again, not twice."""
    prove(client)
    key = opened(client)
    second = {f"lots.1.{name}": TYPED[f"lots.0.{name}"] for name in ("pieces", "weight", "volume", "packing")}
    more = {**second, "lots.1.goods_name": "轮胎"}

    def photos() -> list[SimpleUploadedFile]:
        return [
            SimpleUploadedFile("a.jpg", pictures.with_place().read(), "image/jpeg"),
            SimpleUploadedFile("b.png", pictures.picture(kind="PNG").read(), "image/png"),
        ]

    send(client, form_key=key, photos=photos(), **more)
    send(client, form_key=key, photos=photos(), **more)
    order = Order.objects.get()
    assert [lot["goods"] for lot in order.web.lots] == ["汽车配件", "轮胎"]
    assert (order.pieces, order.weight_g) == (30, 400_000)
    assert list(Attachment.objects.order_by("id").values_list("ticket_id", "purpose")) == [
        (order.pk, "goods"), (order.pk, "goods"),
    ]  # fmt: skip


def test_goods_are_added_and_taken_away_without_scripts(client: Client, desk: Frozen) -> None:
    """Buttons of the form; what was typed stays."""
    more = client.post("/p/order/", {**TYPED, "do": "lot"}).content.decode()
    assert 'name="lots.1.goods_name"' in more
    assert 'value="汽车配件"' in more
    fewer = client.post("/p/order/", {**TYPED, "lots.1.goods_name": "轮胎", "do": "drop-0"}).content.decode()
    assert 'value="轮胎"' in fewer
    assert "汽车配件" not in fewer


def test_an_estimate_is_marked_as_one_and_writes_nothing(client: Client, desk: Frozen) -> None:
    """R046: the same tariff as the desk's; from the page without scripts and as JSON; no row is written."""
    client.get("/p/order/")
    before = Attempt.objects.count(), Order.objects.count()
    told = client.post("/p/order/check/", TYPED).json()
    assert "约" in told["total"]
    assert "这是估算" in told["estimate"]
    assert "预计送到" in told["estimate"]
    page = client.post("/p/order/", {**TYPED, "do": "estimate"})
    assert page.status_code == 200
    assert "这是估算" in page.content.decode()
    assert (Attempt.objects.count(), Order.objects.count()) == before
    assert faults(page) == {}


def test_the_address_book_of_the_proved_number(client: Client, desk: Frozen) -> None:
    """Their usual addresses, and nobody else's; chosen without scripts it fills what was left empty."""
    mine, other = make_customers.customer(phone=PHONE), make_customers.customer(phone="13900007788")
    make_customers.address(
        mine, "江宁汽配城B区12号", use=CustomerAddress.Use.PICKUP, contact="王建国", phone=PHONE
    )
    theirs = make_customers.address(other, "别人的地址8号", use=CustomerAddress.Use.PICKUP)
    assert "江宁汽配城" not in client.get("/p/order/").content.decode()
    prove(client)
    page = client.get("/p/order/").content.decode()
    assert "江宁汽配城B区12号" in page
    assert "别人的地址" not in page
    chosen = CustomerAddress.objects.get(customer=mine)
    empty = {"pickup_area": "", "pickup_address": "", "shipper_name": "", "pickup_phone": ""}
    answer = send(client, form_key=opened(client), pickup_known=str(chosen.pk), **empty)
    assert answer.status_code == 302
    assert Order.objects.get().pickup_address == "江宁汽配城B区12号"
    refused = send(client, form_key="k", pickup_known=str(theirs.pk), **empty)
    assert "pickup_address" in faults(refused)


def test_again_fills_the_form_with_an_order_of_theirs_only(client: Client, desk: Frozen) -> None:
    """再来一单; with another's ref the form is empty."""
    prove(client)
    send(client, form_key=opened(client))
    ref = Order.objects.get().ticket.ref
    assert 'value="汽车配件"' in client.get(f"/p/order/?again={ref}").content.decode()
    assert "汽车配件" not in Client().get(f"/p/order/?again={ref}").content.decode()


def test_an_old_notice_is_shown_again(client: Client, desk: Frozen) -> None:
    """Consent is to the version in force."""
    customers.publish_notice(text="第一版", by=None)
    prove(client)
    key = opened(client)
    customers.publish_notice(text="第二版", by=None)
    refused = send(client, form_key=key, agreed="1")
    assert "新版本" in faults(refused)["consent"]
    assert send(client, form_key=key, agreed="2").status_code == 302
    assert Order.objects.get().web.notice_version == 2


def test_places_are_listed_step_by_step(client: Client, desk: Frozen) -> None:
    """Provinces, cities, districts; a municipality has its districts at once."""
    provinces = client.get("/p/places/0/").json()["in"]
    assert ["320000", "江苏省"] in provinces
    assert len(provinces) == 34
    assert ["320100", "南京市"] in client.get("/p/places/320000/").json()["in"]
    assert any(name == "浦东新区" for _code, name in client.get("/p/places/310000/").json()["in"])
    assert client.get("/p/places/999999/").json() == {"in": []}
    assert "public" in client.get("/p/places/0/")["Cache-Control"]


def test_a_code_by_script_is_told_as_json(client: Client, desk: Frozen) -> None:
    """Sent, or when it may be asked for again."""
    body = {**TYPED, "do": "code", "phone": PHONE}
    told = client.post("/p/order/", body, headers={"Accept": "application/json"})
    assert told.json() == {"sent": True, "say": "", "wait": 0}
    again = client.post("/p/order/", body, headers={"Accept": "application/json"})
    assert (again.status_code, again.json()["sent"]) == (429, False)
    assert again.json()["wait"] == 61
    assert Code.objects.count() == 1


def test_what_was_promised_is_not_said_once_it_is_done(client: Client, desk: Frozen, agent: Person) -> None:
    """R078 R085: after the confirmation the page tells of no call to come, whatever is due at the desk."""
    prove(client)
    order = web.reviewed(agent)
    page = f"/p/order/done/{order.ticket.ref}/"
    assert "打电话和您核对" in client.get(page).content.decode()
    actions.web.confirm_web(order=order, by=agent)
    confirmed = client.get(page).content.decode()
    assert "核对" not in confirmed.split("<main")[1].split("</main")[0]
    assert "跟踪这一单" in confirmed


def test_a_time_that_has_passed_is_not_promised(client: Client, desk: Frozen) -> None:
    """R078: an hour later the page still says that we call, and no more by when."""
    prove(client)
    page = f"/p/order/done/{web.placed().ticket.ref}/"
    assert "10:30" in client.get(page).content.decode()
    desk.move(hours=1)
    late = client.get(page).content.decode()
    assert "10:30" not in late
    assert "客服很快打电话" in late
