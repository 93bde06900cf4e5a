"""Where gateways push: proved by the push itself, kept once, refused small and early."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from tests.factories import orders as make
from tests.factories.api import kind
from tests.frozen import Frozen
from tests.messaging.pipeline.conftest import DOWN, gateway
from yinuo.api import limits
from yinuo.api.gateways import views
from yinuo.core import clock
from yinuo.messaging import senders
from yinuo.messaging.models import EarlyReceipt, Gateway, IncomingMessage, Notice
from yinuo.orders import actions as orders
from yinuo.orders.models import Stage
from yinuo.staff.models import Person
from yinuo.tickets.models import Ticket

pytestmark = pytest.mark.django_db
ANSWER = '{"code": 0}'


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    """No sender of one test is another's."""
    yield
    senders.close_all()


@pytest.fixture
def vendor(desk: Frozen) -> Gateway:
    """A gateway that pushes as JSON, proved by a token in the address."""
    made = gateway(DOWN)
    for what in ("receipts", "replies"):
        made.options["interface"][what]["answer"] = ANSWER
    made.save()
    return made


def push(what: str, body: Any, ref: str, proof: str = "s3", **more: Any) -> Any:
    """A vendor's request: no session, no CSRF token."""
    address = f"/api/v1/gateways/{ref}/{what}" + (f"?token={proof}" if proof else "")
    data = body if isinstance(body, str | bytes) else json.dumps(body)
    return Client(enforce_csrf_checks=True).generic(
        "POST", address, data, more.pop("content_type", "application/json"), **more
    )


def test_a_receipt_is_written_down(vendor: Gateway, agent: Person) -> None:
    """R089: and answered in the words the vendor wants to read."""
    slip = make.dispatched(agent, pieces="3件").slip
    Notice.objects.filter(pk=slip.pk).update(gateway=vendor.ref, gateway_id="m-7", state=Notice.State.SENT)
    for _ in range(2):
        answer = push("receipts", {"id": "m-7", "st": "DELIVRD"}, vendor.ref)
        assert (answer.status_code, answer.content.decode()) == (200, ANSWER)
    slip.refresh_from_db()
    assert slip.state == Notice.State.DELIVERED


def test_a_reply_acts(desk: Frozen, agent: Person, driver: Person) -> None:
    """R087: pushed as a form; the driver accepted."""
    order = make.dispatched(agent)
    made = gateway(DOWN)
    made.options["interface"]["replies"]["format"] = "form"
    made.save()
    body = f"id=r1&mobile=86{driver.phone}&content=%EF%BC%91&t=1795140184"
    answer = push("replies", body, made.ref, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 200
    orders.answer_replies(clock.now())
    assert Ticket.objects.get(pk=order.pk).stage == Stage.ACCEPTED


def test_some_vendors_push_by_get(desk: Frozen) -> None:
    """A receipt in the address: kept all the same."""
    made = gateway(DOWN)
    made.options["interface"]["receipts"]["format"] = "form"
    made.save()
    address = f"/api/v1/gateways/{made.ref}/receipts?token=s3&id=m-1&st=DELIVRD"
    assert Client().get(address).status_code == 200
    assert EarlyReceipt.objects.get().gateway_id == "m-1"


@pytest.mark.parametrize("token", ["", "wrong"])
@pytest.mark.parametrize("what", ["receipts", "replies"])
def test_without_its_proof_nothing_is_kept(vendor: Gateway, what: str, token: str) -> None:
    """R340: whoever knows the address alone is refused (403)."""
    answer = push(
        what, {"id": "1", "st": "DELIVRD", "mobile": "13905270001", "content": "1"}, vendor.ref, token
    )
    assert (answer.status_code, kind(answer)) == (403, "push_not_signed")
    assert not EarlyReceipt.objects.exists()
    assert not IncomingMessage.objects.exists()


@pytest.mark.parametrize("body", ["", "{", "[]", "[1]", '{"st": "DELIVRD"}', "\xff\xfe", '{"id": {}}'])
def test_what_has_not_the_agreed_form_is_refused(vendor: Gateway, body: str) -> None:
    """Hostile or broken: 422, and nothing is kept."""
    answer = push("receipts", body, vendor.ref)
    assert (answer.status_code, kind(answer)) == (422, "push_unreadable")
    assert not EarlyReceipt.objects.exists()


def test_nobody_pushes_a_book(vendor: Gateway) -> None:
    """Small bodies only."""
    answer = push("receipts", "x" * (views.LARGEST + 1), vendor.ref)
    assert (answer.status_code, kind(answer)) == (413, "body_too_large")


def test_an_address_that_is_nobodys(vendor: Gateway) -> None:
    answer = push("receipts", {"id": "1"}, "zzzzzzzzzz")
    assert (answer.status_code, kind(answer)) == (404, "not_found")


def test_too_many_are_slowed_down(vendor: Gateway, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bucket for each gateway, counted before anything is read."""
    monkeypatch.setattr(views, "PER_MINUTE", 6)
    limits.forget()
    answers = [push("receipts", {"id": "1"}, vendor.ref, "wrong") for _ in range(2)]
    assert [answer.status_code for answer in answers] == [403, 429]
    assert answers[1]["Retry-After"]


def test_another_method_is_refused(vendor: Gateway) -> None:
    answer = Client().put(f"/api/v1/gateways/{vendor.ref}/receipts?token=s3")
    assert (answer.status_code, kind(answer)) == (405, "method_not_allowed")
