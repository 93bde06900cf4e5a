"""The logs of a working day: every request with its number, and nobody's name, number or address."""

import io
import json
import logging
from collections.abc import Iterator

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.api.test_walk import POSTED
from tests.factories import staff as make
from tests.factories.api import Caller
from tests.security import bodies_coming, bodies_complaints, walking
from tests.security.world import World
from yinuo.core import clock
from yinuo.core.events import switchboard
from yinuo.messaging import actions as messaging
from yinuo.ui.logs import JsonLines
from yinuo.wiring import switchboard as wiring

pytestmark = pytest.mark.django_db

PERSONAL = (
    "王先生", "马先生", "王建国", "13800006621", "138 0000 6621", "84567788", "8456 7788", "汽配城B区",
    "货场3号门", "到了叫门", "门口有坡", make.PASSWORD, "李敏",
)  # fmt: skip
"""What a customer, a colleague or a password is called; the staff number is no secret."""


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """All that is logged from INFO on, as the desk writes it."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    try:
        yield written
    finally:
        root.removeHandler(handler)
        root.setLevel(level)


def a_day(world: World) -> list[str]:
    """An order over the API and at the desk, with all that can go wrong; the numbers of its requests."""
    api, desk = Caller(world.people["agent"]), world.browsers["agent"]
    answers = [
        Client().post(reverse("sign-in"), {"staff_number": "8011", "password": "wrong-open-27"}),
        api.post("/orders", POSTED | {"reminder": "到了叫门", "shipper_name": "王建国先生"}),
        api.post("/orders", {"pickup_phone": "13800006621138", "shipper_name": "13800006621"}),
        api.post("/orders", {"王先生13800006621": "x"}),
        api.raw("POST", "/orders", '{"shipper_name": "王先生", '),
        api.get("/tickets", q="13800006621"),
        api.get("/tickets/13800006621"),
    ]
    ref, total = answers[1].json()["ref"], answers[1].json()["quoted_total"]
    confirmation = {"read_back": True, "accepted_total": total}
    answers += [
        api.post(f"/orders/{ref}/confirmation", confirmation),
        api.post(f"/orders/{ref}/dispatch"),
        api.post(f"/tickets/{ref}/notes", {"text": "马先生说门口有坡"}),
        desk.get(reverse("order-new"), {"phone": "13800006621"}),
        desk.get(reverse("search"), {"q": "王先生"}),
        desk.get(reverse("ticket", args=[ref]), {"tab": "details"}),
        desk.get("/desk/13800006621/"),
        desk.get("/nothing/王先生/"),
        desk.post(reverse("note-call"), {"phone": "13800006621", "note": "马先生门口有坡", "name": "王先生"}),
        Client(enforce_csrf_checks=True).post(reverse("note-call"), {"phone": "13800006621"}),
        *by_themselves(world),
    ]
    messaging.send_due(clock.now(), 50)
    return [answer["X-Request-ID"] for answer in answers]


def by_themselves(world: World) -> list[HttpResponse]:
    """What customers and a driver do on the same day, right and wrong."""
    guest, phone = Client(), world.browsers["driver"]
    slug, token = world.targets["link collected"]["slug"], world.targets["job link"]["token"]
    return [
        guest.post("/p/verify/", {"phone": "13800006621"}),
        guest.post("/p/verify/", {"phone": "13800006621", "do": "check", "code": "000000"}),
        guest.post("/p/track/", {"number": "13800006621", "tail": "6621"}),
        guest.get("/p/track/", {"number": "13800006621"}),
        guest.get(f"/t/{slug}"),
        guest.get("/t/13800006621"),
        guest.post("/p/order/", bodies_coming.CUSTOMERS["portal-order"](world)),
        guest.post("/p/order/", {"do": "place", "shipper_name": "王建国", "phone": "13800006621138"}),
        guest.post("/p/ask/", {"question": "马先生的货呢", "contact_phone": "13800006621", "type": "STATE"}),
        guest.post("/d/sign-in/", {"phone": "13800006621", "pin": make.PASSWORD[:12]}),
        guest.get(f"/j/{token}"),
        guest.post(
            "/p/complain/", bodies_complaints.CUSTOMERS["portal-complain"] | {"account": "马先生没来"}
        ),
        guest.post("/p/complain/", {"account": "王先生没来", "phone": "13800006621"}),
        guest.get(f"/c/{world.targets['case']['slug']}/"),
        guest.post("/p/complain/follow/", {"code": world.targets["case"]["slug"]}),
        guest.get("/c/13800006621/"),
        guest.post(f"/s/{world.targets['statement link']['slug']}", {"said": "马先生说门口有坡"}),
        phone.get(reverse("driver-job", kwargs=dict(world.targets["dispatched"]))),
    ]


def test_links_that_let_in_are_not_in_the_logs(world: World, lines: io.StringIO) -> None:
    """R115: whoever reads a log cannot follow an order or do a driver's job by what stands in it."""
    with walking.undone():
        by_themselves(world)
    assert "answered" in lines.getvalue()
    assert world.targets["link collected"]["slug"] not in lines.getvalue()
    assert world.targets["job link"]["token"] not in lines.getvalue()
    assert world.targets["case"]["slug"] not in lines.getvalue()
    assert world.targets["statement link"]["slug"] not in lines.getvalue()


def test_a_day_leaves_no_personal_data_in_the_logs(world: World, lines: io.StringIO) -> None:
    """Each request is one line with its number, and no line says who the customer is."""
    with walking.undone():
        numbers = a_day(world)
    logged = [json.loads(line) for line in lines.getvalue().splitlines()]
    answered = [line["request"] for line in logged if line["text"] == "answered"]
    assert set(numbers) <= set(answered)
    assert len(answered) == len(set(answered))
    text = lines.getvalue()
    assert not [piece for piece in PERSONAL if piece in text]


def test_a_defect_leaves_no_personal_data_either(world: World, lines: io.StringIO) -> None:
    """What breaks is logged with its trace and its request, its numbers struck out."""

    def fail(deed: object) -> None:
        raise RuntimeError("duplicate key (phone)=(13800006621), 025-84567788")

    switchboard.on("order.drafted", fail)
    try:
        with walking.undone():
            answer = Caller(world.people["agent"]).post("/orders", POSTED)
    finally:
        wiring.connect()
    assert answer.status_code == 500
    broken = [json.loads(line) for line in lines.getvalue().splitlines()]
    traced = [line for line in broken if "trace" in line]
    assert [line["request"] for line in traced] == [answer["X-Request-ID"]]
    assert "duplicate key (phone)=([phone]), [phone]" in traced[0]["trace"]
    assert not [piece for piece in PERSONAL if piece in lines.getvalue()]
