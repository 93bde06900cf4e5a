"""What keeps the order form whole: sent twice, goods that may not go, floods, hostile input (R046, R048)."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.factories import pictures
from tests.frozen import Frozen
from tests.portal.ordering import TYPED, faults, opened, send
from tests.portal.test_verifying import prove, received
from yinuo.orders.models import Order

pytestmark = pytest.mark.django_db


def test_sent_twice_is_one_order(client: Client, desk: Frozen) -> None:
    """A second press of the button, with the code that the first used up, leads to the same page."""
    key = opened(client)
    send(client, form_key=key, do="code")
    code = received()
    first = send(client, form_key=key, code=code)
    again = send(Client(), form_key=key, code=code)
    assert first["Location"] == again["Location"]
    assert Order.objects.count() == 1
    assert send(client, form_key=key)["Location"] == first["Location"]


def test_a_used_code_proves_nothing_for_another_form(client: Client, desk: Frozen) -> None:
    """Only the form that used it up."""
    key = opened(client)
    send(client, form_key=key, do="code")
    code = received()
    send(client, form_key=key, code=code)
    refused = send(Client(), form_key="another", code=code)
    assert refused.status_code == 422
    assert "code" in faults(refused)


def test_prohibited_goods_are_said_before_and_refused(client: Client, desk: Frozen) -> None:
    """R048 R050: while it is typed, and when it is sent all the same."""
    prove(client)
    goods = {"lots.0.goods_name": "烟花爆竹"}
    told = client.post("/p/order/check/", {**TYPED, **goods}).json()
    assert told["goods"]["tone"] == "bad"
    answer = send(client, form_key=opened(client), **goods)
    assert answer.status_code == 409
    assert not Order.objects.exists()
    assert "disabled" in answer.content.decode()


@pytest.mark.parametrize("content", [b"<svg onload=alert(1)>", b"", pictures.bomb().read()])
def test_a_picture_that_is_none_is_named_and_the_rest_stays(
    client: Client, desk: Frozen, content: bytes
) -> None:
    """Which one, and that pictures must be chosen again; no order yet, nothing lost."""
    prove(client)
    photos = [SimpleUploadedFile("bad.jpg", content, "image/jpeg")]
    answer = send(client, form_key=opened(client), photos=photos)
    assert not Order.objects.exists()
    page = answer.content.decode()
    assert answer.status_code == 422
    if content:
        assert "bad.jpg" in faults(answer)["photos"]
        assert "重新选一次" in page
    assert 'value="汽配城B区12号"' in page


def test_the_estimate_is_throttled_by_address(client: Client, desk: Frozen) -> None:
    """A flood gets 429 and when to come again."""
    answers = [client.post("/p/order/check/", {}) for _ in range(60)]
    assert answers[0].status_code == 200
    assert answers[-1].status_code == 429
    assert int(answers[-1]["Retry-After"]) >= 1


def test_too_many_orders_are_refused_in_words_and_nothing_is_lost(client: Client, desk: Frozen) -> None:
    """Ten an hour for one number; a form that was sent before is not counted again."""
    prove(client)
    keys = [f"key{n}" for n in range(10)]
    assert {send(client, form_key=key).status_code for key in keys} == {302}
    answer = send(client, form_key="one-more")
    assert answer.status_code == 429
    assert "试得太频繁" in answer.content.decode()
    assert 'value="汽配城B区12号"' in answer.content.decode()
    assert send(client, form_key="key3").status_code == 302
    assert Order.objects.count() == 10


@pytest.mark.parametrize(
    "hostile",
    [
        {"shipper_name": "王" * 5000},
        {"shipper_name": "\0王\0"},
        {"lots.0.weight": "9" * 4000},
        {"lots.0.weight": "1e400"},
        {"lots.0.pieces": "-5"},
        {"lots.99.goods_name": "x", "lots.98.goods_name": "y"},
        {"lots.0.packing": "' OR 1=1 --"},
        {"payment": "free"},
        {"wished_pickup_at": "0001-01-01T00:00"},
        {"wished_pickup_at": "9999-12-31T23:59"},
        {"pickup_place": "不存在的地方"},
        {"pickup_area": "江苏省" * 50},
        {"delivery_needs": "<script>alert(1)</script>" * 40},
        {"agreed": "999999999999999999999"},
        {"phone": "٠١٢٣٤٥٦٧٨٩"},
        {"form_key": "x" * 3000},
        {"insured_value": "NaN"},
        {"do": "drop-99999999999999999999"},
        {f"lots.{n}.goods_name": "货" for n in range(60)},
    ],
)
def test_hostile_forms_are_answered_in_words(client: Client, desk: Frozen, hostile: dict[str, str]) -> None:
    """Whatever is sent, a page says what is wrong, or there is an order; never a failure, never a script."""
    prove(client)
    for do in ("place", "estimate"):
        answer = send(client, **{"form_key": "k1", "do": do, **hostile})
        assert answer.status_code in (200, 302, 409, 422), answer.status_code
        assert b"<script>alert" not in answer.content
    assert client.post("/p/order/check/", {**TYPED, **hostile}).status_code == 200


def test_too_many_fields_are_a_page_of_the_portal(client: Client, desk: Frozen) -> None:
    """Django refuses them; the answer is ours."""
    answer = client.post("/p/order/", {f"x{n}": "1" for n in range(500)})
    assert answer.status_code == 400
    assert "build/portal.css" in answer.content.decode()


def test_a_wrong_token_is_refused_with_a_page_of_the_portal(desk: Frozen) -> None:
    """The form of another site cannot order."""
    answer = Client(enforce_csrf_checks=True).post("/p/order/", {**TYPED, "do": "place"})
    assert answer.status_code == 403
    assert not Order.objects.exists()


def test_the_form_asks_the_same_number_of_questions_however_much_there_is(
    client: Client, desk: Frozen, django_assert_max_num_queries: Any
) -> None:
    """A page costs what it costs."""
    prove(client)
    client.get("/p/order/")
    with django_assert_max_num_queries(12):
        client.get("/p/order/")
    many = {f"lots.{n}.goods_name": f"货{n}" for n in range(19)}
    with django_assert_max_num_queries(25):
        client.post("/p/order/", {**TYPED, **many, "do": "estimate"})


def test_pictures_are_opened_only_for_a_number_that_was_proved(client: Client, desk: Frozen) -> None:
    """To decode one costs much: whoever has no code is told so first."""
    key = opened(client)
    send(client, form_key=key, do="code")
    wrong = f"{(int(received()) + 1) % 10**6:06}"
    bad = SimpleUploadedFile("bad.jpg", b"<svg onload=alert(1)>", "image/jpeg")
    assert set(faults(send(client, form_key=key, code=wrong, photos=[bad]))) == {"code"}


@pytest.mark.parametrize(
    "address",
    ["/p/order/?again=a%00", "/p/order/done/a%00/", "/p/ask/?about=a%00", "/p/questions/a/?about=%00"],
)
def test_what_no_database_can_look_for_is_answered(client: Client, desk: Frozen, address: str) -> None:
    """NUL in an address or a field is no failure, on PostgreSQL neither."""
    prove(client)
    assert client.get(address).status_code in (200, 404)
    fields = ("type", "question", "contact_phone", "contact_name", "form_key", "about")
    nul = dict.fromkeys(fields, "a\0")
    assert client.post("/p/ask/", nul).status_code == 409
    assert client.post("/p/ask/", {**nul, "about": "", "type": "OTHER"}).status_code == 302


def test_too_many_kinds_of_goods_are_said_where_they_stand(client: Client, desk: Frozen) -> None:
    """R046: nothing is lost of them, and the line of the summary leads to them."""
    prove(client)
    answer = send(client, **{f"lots.{at}.goods_name": f"货{at}" for at in range(25)})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "最多 20 批" in faults(answer)["lots"]
    assert 'id="id_lots"' in page
    assert 'value="货24"' in page
