"""Whatever fails under /api/ answers a problem document: what never reaches an operation, too."""

import io
import json

import pytest
from django.test import Client

from tests.factories.api import ROOT, Caller, codes, kind
from yinuo.core import db, events
from yinuo.core.events import switchboard
from yinuo.orders.models import Order
from yinuo.wiring import switchboard as wiring

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/nothing", 404, "path_unknown"),
        ("POST", "/orders/a/b/c", 404, "path_unknown"),
        ("GET", "", 404, "path_unknown"),
        ("GET", "/../v9/orders", 404, "path_unknown"),
        ("GET", "/orders", 405, "method_not_allowed"),
        ("PUT", "/orders", 405, "method_not_allowed"),
        ("DELETE", "/tickets", 405, "method_not_allowed"),
        ("GET", "/orders/abc/confirmation", 405, "method_not_allowed"),
        ("POST", "/openapi.json", 405, "method_not_allowed"),
        ("GET", "/orders/zzzzzzzzzz", 404, "not_found"),
        ("GET", "/orders/261120999", 404, "not_found"),
        ("GET", "/orders/%00", 404, "not_found"),
        ("GET", "/orders/%F0%9F%98%80", 404, "not_found"),
        ("GET", "/tickets/" + "9" * 5000, 404, "not_found"),
    ],
)
def test_unknown_addresses_and_methods(
    caller: Caller, method: str, path: str, status: int, code: str
) -> None:
    """R333: an address, method or ref that does not exist is a problem document, never a page."""
    answer = caller.raw(method, path)
    assert (answer.status_code, kind(answer)) == (status, code)
    assert (status == 405) == ("Allow" in answer)


@pytest.mark.parametrize("path", ["/api", "/api/", "/api/v2/orders"])
def test_the_whole_of_api_answers_so(caller: Caller, path: str) -> None:
    """R333: also beside the version that exists, and without a token."""
    answer = Client().get(path)
    assert (answer.status_code, kind(answer)) == (404, "path_unknown")


def test_a_slash_at_the_end_makes_no_difference(caller: Caller) -> None:
    """R333: /orders/ is /orders; a POST is never redirected."""
    answer = caller.post("/orders/", {"goods_name": "纸"})
    assert answer.status_code == 201
    assert caller.get(f"/orders/{answer.json()['ref']}/").status_code == 200


@pytest.mark.parametrize(
    "content",
    ["{", "nonsense", "'a'", '{"a": 1,}', b"\xff\xfe", "[" * 50_000, '{"weight": ' + "9" * 5000 + "}"],
)
def test_bodies_that_are_no_json(caller: Caller, content: str | bytes) -> None:
    """R333: unreadable JSON is 400, with the place where it stops being JSON if that can be told."""
    answer = caller.raw("POST", "/orders", content)
    assert (answer.status_code, kind(answer)) == (400, "json_unreadable")
    if content == '{"a": 1,}':
        assert answer.json()["params"] == {"line": 1, "column": 9}


@pytest.mark.parametrize("content", ["null", "[]", '"text"', "7", "true"])
def test_bodies_that_are_no_object(caller: Caller, content: str) -> None:
    """R333: JSON of another kind than an object is refused as such."""
    answer = caller.raw("POST", "/orders", content)
    assert (answer.status_code, codes(answer)) == (422, {"": "not_an_object"})


def test_other_content_types(caller: Caller) -> None:
    """R333: only JSON is read; a body of another type is 415 and says how to send it; no body, no type."""
    for wrong in ("application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain", ""):
        answer = caller.raw("POST", "/orders", "goods_name=x", wrong)
        assert (answer.status_code, kind(answer)) == (415, "content_type_wrong")
        assert "application/json" in answer.json()["title"]
    for right in ("application/json; charset=utf-8", "application/vnd.shop+json", "text/json"):
        assert caller.raw("POST", "/orders", '{"goods_name": "纸"}', right).status_code == 201
    assert caller.raw("POST", "/orders", "", "text/plain").status_code == 201


def test_a_huge_body_is_not_read(caller: Caller) -> None:
    """R333: more than 256 KB is 413 before anybody looks at it, with a token or without."""
    huge = json.dumps({"goods_name": "纸" * 200_000})
    answer = caller.raw("POST", "/orders", huge)
    assert (answer.status_code, kind(answer)) == (413, "body_too_large")
    assert answer.json()["params"] == {"limit": 256}
    assert Client().post(ROOT + "/orders", huge, "application/json").status_code == 413
    assert not Order.objects.exists()


def test_a_body_in_pieces(caller: Caller) -> None:
    """R333: a body sent in pieces, of unknown length, is read like any other, and limited alike."""
    for content, status in ((b'{"goods_name": "x"}', 201), (b" " * 300_000, 413)):
        answer = Client().post(
            ROOT + "/orders",
            content_type="application/json",
            headers={"Authorization": f"Bearer {caller.plain}", "Transfer-Encoding": "chunked"},
            **{"wsgi.input": io.BytesIO(content), "CONTENT_LENGTH": ""},
        )
        assert answer.status_code == status
    assert Order.objects.get().goods_name == "x"


@pytest.mark.parametrize(
    ("accepted", "language", "title"),
    [
        ("", "zh-hans", "没有找到"),
        ("zh-CN,zh;q=0.9", "zh-hans", "没有找到"),
        ("en-GB,en;q=0.9", "en", "Not found"),
        ("fr, en;q=0.3", "en", "Not found"),
        ("fr", "zh-hans", "没有找到"),
        ("%%%", "zh-hans", "没有找到"),
    ],
)
def test_the_words_follow_accept_language(desk, agent, accepted: str, language: str, title: str) -> None:
    """R333: the type is fixed, title and detail come in the language accepted; Chinese where none is."""
    answer = Caller(agent, language=accepted).get("/orders/zzzzzzzzzz")
    assert kind(answer) == "not_found"
    assert answer.json()["title"].startswith(title)
    assert answer["Content-Language"] == language
    assert "Accept-Language" in answer["Vary"]


def test_details_follow_accept_language_also_in_an_answer(desk, agent) -> None:
    """R333: what a draft lacks is told in the caller's language."""
    missing = Caller(agent, language="en").post("/orders").json()["missing"]
    assert all(
        one["detail"].isascii() or "’" in one["detail"] for one in missing if one["code"] == "required"
    )


def test_a_defect_is_a_problem_too(caller: Caller) -> None:
    """R333: what breaks is 500 with the request's number, without a word of what broke, and keeps nothing."""

    def fail(deed: object) -> None:
        raise RuntimeError("13800006621 in the middle of it")

    switchboard.on("order.drafted", fail)
    try:
        answer = caller.post("/orders", {"caller": "13800006621"})
    finally:
        wiring.connect()
    assert (answer.status_code, kind(answer)) == (500, "internal_error")
    assert "13800006621" not in answer.content.decode()
    assert not Order.objects.exists()
    assert caller.post("/orders", {"caller": "13800006621"}).status_code == 201


def test_every_answer_names_its_request(caller: Caller) -> None:
    """R333: X-Request-ID stands on good and bad answers, new each time."""
    answers = [caller.post("/orders"), caller.get("/orders/zzzzzzzzzz"), caller.get("/nothing")]
    assert len({answer["X-Request-ID"] for answer in answers}) == 3


def test_the_door_is_closed_behind_a_request(caller: Caller) -> None:
    """R333: what this thread does afterwards is not said to come from the API."""
    caller.post("/orders")
    assert events.door.get() == "desk"
    assert not db.in_transaction()
