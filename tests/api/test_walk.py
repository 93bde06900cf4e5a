"""One order from the draft to delivery, as an integration takes it there."""

from typing import Any

import pytest

from tests.factories import orders as make
from tests.factories.api import Caller
from tests.frozen import Frozen
from yinuo.promises.models import Promise
from yinuo.staff.models import Person

pytestmark = pytest.mark.django_db

POSTED = {
    "caller": "13800006621",
    "shipper_name": "王先生",
    "pickup_phone": 13800006621,
    "goods_name": "汽车配件",
    "pickup_address": "江宁汽配城B区12号",
    "delivery_address": "南京站货场3号门",
    "packing": "纸箱",
    "pieces": 15,
    "volume": 2.2,
    "weight": 200,
    "payment": "collect",
    "consignee_name": "马先生",
    "consignee_phone": "025-84567788",
}


def test_from_draft_to_delivery(desk: Frozen, caller: Caller, driver: Person) -> None:
    """R002 R025 R044 R055 R058 R062 R065 R075: the whole way over the API; every promise of it is kept."""
    draft = caller.post("/orders", POSTED)
    assert draft.status_code == 201, draft.content
    ref, total = draft.json()["ref"], draft.json()["quoted_total"]
    assert draft.json()["number"] is None
    assert {one["code"] for one in draft.json()["missing"]} == {"read_back_missing", "price_not_accepted"}
    confirmed = caller.post(f"/orders/{ref}/confirmation", {"read_back": True, "accepted_total": total})
    assert confirmed.status_code == 200, confirmed.content
    number = confirmed.json()["number"]
    assert (number, confirmed.json()["stage"], confirmed.json()["missing"]) == ("261120001", "CONFIRMED", [])
    desk.move(seconds=40)
    dispatched = caller.post(f"/orders/{number}/dispatch")
    assert (dispatched.status_code, dispatched.json()["receiver"]) == (200, "8201")
    make.send()
    assert caller.get(f"/orders/{ref}").json()["ordered_at"] == "2026-11-20T02:00:40Z"
    desk.move(minutes=5)
    accepted = caller.post(f"/orders/{ref}/acceptance", {})
    assert (accepted.json()["stage"], accepted.json()["driver"]) == ("ACCEPTED", "8201")
    desk.move(minutes=12)
    picked = caller.post(f"/orders/{ref}/pickup", {"pieces": "15件", "waybill": "SQ20261120"})
    assert (picked.json()["stage"], picked.json()["pieces_picked_up"]) == ("PICKED_UP", 15)
    desk.move(hours=2)
    delivered = caller.post(f"/orders/{ref}/delivery", {"signed_by": "马先生", "freight_collected": total})
    assert (delivered.status_code, delivered.json()["stage"]) == (200, "DELIVERED")
    assert (delivered.json()["freight_left"], delivered.json()["waybill"]) == (0, "SQ20261120")
    told = [
        event for event in everything(caller, f"/tickets/{ref}/events") if event["kind"].startswith("order.")
    ]
    assert [event["kind"] for event in reversed(told)] == [
        "order.drafted",
        "order.price_accepted",
        "order.confirmed",
        "order.dispatched",
        "order.slip_sent",
        "order.accepted",
        "order.picked_up",
        "order.delivered",
        "order.freight_collected",
    ]
    by_door = {event["door"] for event in told if event["actor"] == "8011"}
    assert by_door == {"api"}
    ours = Promise.objects.filter(key__in=("slip", "vehicle", "pickup"))
    assert set(ours.values_list("key", "state", "broken_at")) == {
        (key, "KEPT", None) for key in ("slip", "vehicle", "pickup")
    }


def everything(caller: Caller, path: str) -> list[dict[str, Any]]:
    """All items of a list, page by page."""
    items, cursor = [], ""
    while cursor is not None:
        page = caller.get(path, cursor=cursor).json()
        items += page["items"]
        cursor = page["next_cursor"]
    return items
