"""Drafts: what an integration may write, and what is said of what cannot be read."""

from typing import Any

import pytest

from tests.api.test_walk import POSTED
from tests.factories import orders as make
from tests.factories.api import Caller, codes, kind
from yinuo.core.models import Event
from yinuo.customers.models import Customer
from yinuo.orders.models import Order
from yinuo.playbooks.models import ReferenceTable
from yinuo.staff.models import Person
from yinuo.tickets.models import Ticket

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("said", "element", "value"),
    [
        ({"pickup_phone": 13800006621}, "pickup_phone", "13800006621"),
        ({"pickup_phone": "+86 138-0000-6621"}, "pickup_phone", "13800006621"),
        ({"weight": 200}, "weight_g", 200_000),
        ({"weight": 1.1 * 3}, "weight_g", 3300),
        ({"weight": "0.2吨"}, "weight_g", 200_000),
        ({"weight_g": 1500}, "weight_g", 1500),
        ({"volume": "2.2方"}, "volume_cm3", 2_200_000),
        ({"volume_cm3": "2200000"}, "volume_cm3", 2_200_000),
        ({"pieces": "15件"}, "pieces", 15),
        ({"payment": "COLLECT"}, "payment", "collect"),
        ({"payment": "到付"}, "payment", "collect"),
        ({"delivery_fee": 30}, "delivery_fee_fen", 3000),
        ({"delivery_fee": "30.5元"}, "delivery_fee_fen", 3050),
        ({"delivery_fee_fen": 3050}, "delivery_fee_fen", 3050),
        ({"wished_pickup_at": "2026-11-20T14:30:00+08:00"}, "wished_pickup_at", "2026-11-20T06:30:00Z"),
        ({"wished_pickup_at": "今天14:30前"}, "wished_pickup_at", "2026-11-20T06:30:00Z"),
        ({"elements": {"goods_name": "纸"}}, "goods_name", "纸"),
        ({"shipper_name": None, "goods_name": ""}, "shipper_name", None),
    ],
)
def test_elements_are_read_as_people_say_them(
    caller: Caller, said: dict[str, Any], element: str, value: object
) -> None:
    """R025 R027 R029 R030 R031 R035 R036 R042: numbers or texts, said or exact; answered in one form."""
    answer = caller.post("/orders", said)
    assert answer.status_code == 201, answer.content
    assert answer.json()["elements"][element] == value


def test_an_empty_draft_is_a_draft(caller: Caller) -> None:
    """R002 R045: nothing is required to begin; what is missing is listed with field, code and words."""
    answer = caller.post("/orders")
    assert (answer.status_code, answer.json()["stage"]) == (201, "DRAFT")
    missing = {one["field"]: one for one in answer.json()["missing"]}
    assert missing["pickup_phone"]["code"] == "required"
    assert missing["pickup_phone"]["detail"] == "请填写这一项。"
    assert [one["code"] for one in answer.json()["missing"] if not one["field"]] == ["no_quote"]


def test_what_is_answered_can_be_sent_again(caller: Caller) -> None:
    """R053: the elements of an answer, sent as they are, make the same draft, also beside the members."""
    first = caller.post("/orders", POSTED | {"insured_value": "1.2万", "wished_pickup_at": "明天上午"}).json()
    for body in (first["elements"], {"elements": first["elements"]}):
        again = caller.post("/orders", body)
        assert again.status_code == 201, again.content
        assert again.json()["elements"] == first["elements"]
        assert again.json()["quoted_total"] == first["quoted_total"]


def test_every_fault_at_once_at_its_own_name(caller: Caller) -> None:
    """R026 R030 R035: each text that cannot be read is refused where it stands, and nothing is written."""
    body = {
        "caller": "12",
        "pickup_phone": "138",
        "weight": "很重",
        "payment": "赊账",
        "delivery_fee_fen": -5,
        "wished_pickup_at": "昨天",
    }
    answer = caller.post("/orders", {**body, "caller": ""})
    assert (answer.status_code, kind(answer)) == (422, "invalid")
    assert codes(answer) == {
        "pickup_phone": "phone_too_short",
        "weight": "weight_unreadable",
        "payment": "payment_unknown",
        "delivery_fee_fen": "money_unreadable",
        "wished_pickup_at": "time_unreadable",
    }
    assert codes(caller.post("/orders", {"caller": "12"})) == {"caller": "phone_too_short"}
    assert not Ticket.objects.exists()
    assert not Customer.objects.exists()
    assert not Event.objects.filter(kind__startswith="order.").exists()


@pytest.mark.parametrize(
    ("body", "field", "code", "params"),
    [
        ({"pickup_fone": "1"}, "pickup_fone", "unknown_field_near", {"near": "pickup_phone"}),
        ({"frobnicate": "1"}, "frobnicate", "unknown_field", {}),
        ({"elements": {"colour": "red"}}, "colour", "unknown_field", {}),
        ({"weight": 2, "weight_g": 2000}, "weight_g", "said_twice", {"other": "weight"}),
        ({"weight_g": 2.5}, "weight_g", "not_a_whole_number", {}),
        ({"weight_g": "--5"}, "weight_g", "not_a_whole_number", {}),
        ({"weight_g": "9" * 70}, "weight_g", "not_a_whole_number", {}),
        ({"goods_name": ["纸"]}, "goods_name", "not_a_text", {}),
        ({"elements": "纸"}, "elements", "not_an_object", {}),
        ({"goods_name": "纸" * 81}, "goods_name", "too_long", {"limit": 80, "length": 81}),
        ({"wished_pickup_at": "2026-11-19T10:00"}, "wished_pickup_at", "time_has_passed", {}),
        ({"weight": 1e30}, "weight", "weight_unreadable", {}),
    ],
)
def test_wrong_members_are_refused(
    caller: Caller, body: dict[str, Any], field: str, code: str, params: dict[str, Any]
) -> None:
    """R045: an unknown, doubled or impossible member is named, with what was probably meant."""
    answer = caller.post("/orders", body)
    assert answer.status_code == 422
    (error,) = answer.json()["errors"]
    assert (error["field"], error["code"], error["params"]) == (field, code, params)
    assert not Order.objects.exists()


def test_unknown_and_unreadable_together(caller: Caller) -> None:
    """R045: a member nobody knows hides no fault of another one."""
    answer = caller.post("/orders", {"frobnicate": 1, "weight_g": 0, "payment": "赊账"})
    assert codes(answer) == {
        "frobnicate": "unknown_field",
        "weight_g": "weight_out_of_range",
        "payment": "payment_unknown",
    }


def test_channel_by_key_or_label(caller: Caller) -> None:
    """R001: the channel in any case or by its label; another one is refused with those there are."""
    assert caller.post("/orders", {"channel": "web"}).json()["channel"] == "WEB"
    assert caller.post("/orders", {"channel": "来访"}).json()["channel"] == "VISIT"
    (error,) = caller.post("/orders", {"channel": "PIGEON"}).json()["errors"]
    assert {"key": "PHONE", "label": "电话"} in error["params"]["choices"]


def test_a_place_of_several_is_chosen_by_the_sender(caller: Caller) -> None:
    """R051: an address that may be several places is missing until the sender says which is meant."""
    zones = ReferenceTable.objects.get(kind="zones")
    twin = next(row for row in zones.rows if row["district"] == "江宁区") | {
        "city": "无锡市",
        "zone": "elsewhere",
    }
    ReferenceTable.objects.filter(pk=zones.pk).update(rows=[*zones.rows, twin])
    draft = caller.post("/orders", POSTED | {"pickup_address": "江宁区一号"}).json()
    (wrong,) = [one for one in draft["missing"] if one["field"] == "pickup_address"]
    assert wrong["code"] == "place_ambiguous"
    chosen = wrong["params"]["places"].split("、")[0]
    again = caller.post("/orders", POSTED | {"pickup_address": "江宁区一号", "pickup_place": chosen}).json()
    assert "pickup_address" not in {one["field"] for one in again["missing"]}


def test_caller_becomes_customer(caller: Caller) -> None:
    """R015: the number that rings makes a customer once; a second draft finds it."""
    caller.post("/orders", {"caller": "138 0000 6621"})
    caller.post("/orders", {"caller": 13800006621})
    assert Customer.objects.count() == 1


def test_a_company_element_stands_beside_the_others(desk: object, agent: Person) -> None:
    """R053: an element that only this company asks is taken under its own key, and answered."""
    elements = make._pack()[0]["elements"]
    own = {"key": "dock", "label": "月台", "type": "text", "group": "pickup", "from": "R053"}
    make.playbook(elements={"order": [*elements["order"], own]})
    answer = Caller(agent).post("/orders", {"dock": "3号"})
    assert answer.status_code == 201, answer.content
    assert answer.json()["elements"]["dock"] == "3号"


def test_characters_that_nothing_can_keep(caller: Caller) -> None:
    """R045: NUL and broken surrogates become blanks instead of a failure."""
    answer = caller.raw("POST", "/orders", '{"goods_name": "a\\u0000b\\ud800c", "delivery_needs": "\\u0000"}')
    assert answer.status_code == 201, answer.content
    assert answer.json()["elements"]["goods_name"] == "a b c"


def test_a_draft_is_ended_with_its_reason(caller: Caller) -> None:
    """R047: a draft that came to nothing is cancelled with one of the manual's reasons, by key or label."""
    ref = caller.post("/orders", POSTED).json()["ref"]
    refused = caller.post(f"/orders/{ref}/cancellation", {"reason": "mood"})
    assert codes(refused) == {"reason": "not_a_choice"}
    assert {"key": "price", "label": "嫌价格高"} in refused.json()["errors"][0]["params"]["choices"]
    ended = caller.post(f"/orders/{ref}/cancellation", {"reason": "嫌价格高"})
    assert (ended.status_code, ended.json()["stage"], ended.json()["ended_reason"]) == (
        200,
        "VOIDED",
        "price",
    )
